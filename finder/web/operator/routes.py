"""The web app manifest: how the site shows itself where a reader puts it on a home screen."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from finder.language import current_language, direction
from finder.web.addresses import local
from finder.web.assets import address_of
from finder.web.operator.head import MANIFEST, site_name

blueprint = Blueprint("operator", __name__)

_SIZES = ("192", "512")


@blueprint.get(MANIFEST)
def manifest() -> Response:
    """Send the manifest in the language of the address."""
    drawn = [
        {
            "src": address_of(f"icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": each,
        }
        for size in _SIZES
        for each in ("any", "maskable")
    ]
    values = {
        "name": site_name(),
        "short_name": site_name(),
        "lang": current_language(),
        "dir": direction(current_language()),
        "id": local("/"),
        "start_url": local("/"),
        "scope": "/",
        # The buttons of the browser stay: the way back, and a new tab.
        "display": "minimal-ui",
        "icons": drawn,
    }
    body = json.dumps(values, ensure_ascii=False)
    return Response(body, mimetype="application/manifest+json")
