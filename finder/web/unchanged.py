"""Answers that depend on the directory alone: their ETag is known before they are made."""

from __future__ import annotations

import datetime
import hashlib

from flask import Blueprint, Response, request

from finder import __version__
from finder.language import current_language
from finder.store.version import version_of
from finder.web.context import is_only_now, site, snapshot


def install(blueprint: Blueprint) -> None:
    """Give the answers of a blueprint an ETag and a date by the version of the directory."""

    @blueprint.before_request
    def unchanged() -> Response | None:
        tag = etag()
        if request.method not in ("GET", "HEAD") or not request.if_none_match.contains_weak(tag):
            return None
        return _tagged(Response(status=304), tag)

    @blueprint.after_request
    def tagged(response: Response) -> Response:
        return response if response.status_code != 200 or is_only_now() else _tagged(response, etag())


def etag() -> str:
    """Return the name of an answer to the address asked for: all servers with the same directory have it.

    It is that of the directory, the release, the language, and whether the NPI Registry may be asked.
    """
    here = snapshot()
    language, live = current_language(), site().live is not None

    def named() -> str:
        parts = (*version_of(here), __version__, language, str(live))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]

    return here.cached(("etag", language, live), named)


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    if built := version_of(snapshot()).built:
        response.last_modified = datetime.datetime.fromisoformat(built)
    return response
