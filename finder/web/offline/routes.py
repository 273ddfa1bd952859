"""What a device may keep of this site, if its reader wants: pages for the time without a connection."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template

from finder.web.addresses import local
from finder.web.assets import address_of, assets
from finder.web.context import catalog
from finder.web.reader import read_view

blueprint = Blueprint("device", __name__)

#: Pages that are kept whole besides the chapters of the guide.
_PAGES = ("/", "/help", "/second-opinion", "/second-opinion?all=yes", "/languages", "/limits", "/device")
_FILES = ("finder.css", "finder.js", "device.js", "shortlist.js", "ticks.js", "icon.svg")


@blueprint.get("/device")
def device() -> str:
    """Offer to keep the guide and the last answers on the device, and to wipe all of it."""
    read_view()
    pages = [*_PAGES, *(f"/second-opinion/{slug}" for slug in catalog().chapters)]
    addresses = [*map(local, pages), *map(address_of, _FILES)]
    return render_template("offline/device.html", pages_to_keep=json.dumps(addresses))


@blueprint.get("/worker.js")
def worker() -> Response:
    """Send the script that answers without a connection; it has to stand at the root to answer for all."""
    response = Response(assets()["worker.js"].content, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
