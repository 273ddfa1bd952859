"""Searching without leaving a trace: no question in an address, and a quick way out of the site."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Response, redirect
from markupsafe import escape
from werkzeug.wrappers import Response as BaseResponse

from finder.web.addresses import AGAIN, address
from finder.web.context import site
from finder.web.headers import NO_TRACE
from finder.web.reader import read_view

blueprint = Blueprint("private", __name__)

#: What the device kept of this site, where the browser can forget it: pages, storage, the offline copy.
FORGET = '"cache", "cookies", "storage"'
_ASKED = ("near", "cancer", "specialty")
_LINK = re.compile(r'<a ([^>]*?)href="(/[^"?]*\?[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_FORM = re.compile(r'(<form [^>]*action="[^"]*/search"[^>]*) method="get"')


@blueprint.get("/leave")
def leave() -> BaseResponse:
    """Lead to another site, and ask the browser to forget what it kept of this one."""
    read_view()
    response = redirect(site().leave_to, 303)
    response.headers["Clear-Site-Data"] = FORGET
    response.headers["Cache-Control"] = NO_TRACE
    return response


def without_trace(page: str, search: str) -> Response:
    """Return a page whose links to the same question are buttons that post it; `search` is where to.

    What a button sends stands in the page alone. Links to other pages lose the reader's place.
    """
    body = _LINK.sub(_untraced, _FORM.sub(r'\1 method="post"', page))
    form = f'<form id="private" method="post" action="{search}"></form>'
    response = Response(body.replace("</main>", f"{form}</main>", 1), mimetype="text/html")
    response.headers["Cache-Control"] = NO_TRACE
    return response


def _untraced(link: re.Match[str]) -> str:
    before, href, after, words = link.groups()
    parts = urlsplit(unescape(href))
    asked = parse_qsl(parts.query)
    if not any(name in _ASKED for name, _value in asked):
        return link[0]
    if parts.path.endswith("/search"):
        again = escape(f"{parts.path}?{parts.query}")
        attributes = re.sub(r'(rel|hreflang)="[^"]*"', "", f"{before} {after}").strip()
        attributes = re.sub(r'class="([^"]*)"', r'class="\1 as-link"', attributes)
        if "class=" not in attributes:
            attributes = f'class="as-link" {attributes}'
        action = f' formaction="{parts.path}"'
        return f'<button form="private" name="{AGAIN}" value="{again}"{action} {attributes}>{words}</button>'
    kept: dict[str, list[str]] = {}
    for name, value in asked:
        if name not in _ASKED:
            kept.setdefault(name, []).append(value)
    return f'<a {before}href="{escape(address(parts.path, kept))}"{after}>{words}</a>'
