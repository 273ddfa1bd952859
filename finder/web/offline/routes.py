"""Pages that a device can save for use without a connection, if the reader asks for it."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template

from finder.language import _
from finder.web.addresses import local
from finder.web.assets import COLORS, address_of, assets
from finder.web.context import current_catalog, site
from finder.web.reader import read_view

blueprint = Blueprint("device", __name__)

#: Pages to save, besides the chapters of the guide.
_PAGES = (
    "/",
    "/emergencies",
    "/help",
    "/second-opinion",
    "/second-opinion?all=yes",
    "/languages",
    "/limits",
    "/device",
    "/offline",
)
_FILES = ("finder.css", "finder.js", "locate.js", "device.js", "shortlist.js", "ticks.js", "icon.svg")


@blueprint.get("/device")
def device() -> str:
    """Offer to save the guide and recent answers on the device, and to delete everything saved."""
    read_view()
    pages = [*_PAGES, *(f"/second-opinion/{slug}" for slug in current_catalog().chapters)]
    files = [*_FILES, *([COLORS] if site().colors else [])]
    addresses = [*map(local, pages), *map(address_of, files)]
    return render_template("offline/device.html", pages_to_keep=json.dumps(addresses))


@blueprint.get("/offline")
def offline() -> str:
    """Say that there is no connection, and list what the device has saved: the service worker's answer."""
    read_view()
    words = _("You are offline. Saved on %(day)s. Hours and other details may have changed.")
    return render_template("offline/offline.html", saved_words=words)


@blueprint.get("/worker.js")
def worker() -> Response:
    """Send the service worker. Its path must be at the root for it to handle every page."""
    response = Response(assets()["worker.js"].content, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
