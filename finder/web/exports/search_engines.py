"""The routes of what search engines and browsers read: sitemaps, and the OpenSearch description."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from finder.domain.kinds import CARE_SITES
from finder.formats.exports import search_engines
from finder.language import SOURCE, _, current_language, languages
from finder.store.read_records import last_number, record_paths
from finder.web.addresses import host_url, local
from finder.web.context import current_catalog, site, snapshot
from finder.web.language import outside_languages
from finder.web.links import static
from finder.web.operator.head import ABOUT, SEARCH_DESCRIPTION

blueprint = Blueprint("search_engines", __name__)

#: How many records one sitemap has. In two languages that is 10,000 addresses and about 4 MB; a sitemap may
#: have 50,000 addresses and 50 MB.
RECORDS = 5000
#: Pages without a record of their own. Forms, the shortlist and what one reader saved are not listed.
_PAGES = (
    "/", "/cancers", "/specialties", "/guidelines", "/second-opinion", "/emergencies", "/spread", "/help",
    "/languages", "/find", "/about", "/limits", "/accessibility", "/data",
)  # fmt: skip


@blueprint.get("/sitemap.xml")
def sitemap_index() -> Response:
    """List the sitemaps: one of pages, and as many of records as are needed."""
    with snapshot().connect() as connection:
        parts = last_number(connection) // RECORDS + 1
    names = ("pages", *(f"records-{part}" for part in range(1, parts + 1)))
    addresses = [f"{_root()}/sitemap/{name}.xml" for name in names]
    return _xml(search_engines.sitemap_index(addresses, current_catalog().built_on))


@blueprint.get("/sitemap/pages.xml")
def pages() -> Response:
    """List the pages that have no record of their own, cancer types, specialists and chapters."""
    catalog = current_catalog()
    lists = [f"/{kind.path}" for kind in CARE_SITES]
    named = {
        "/cancers": catalog.cancers, "/specialties": catalog.specialties, "/second-opinion": catalog.chapters,
    }  # fmt: skip
    return _sitemap([*_PAGES, *lists, *(f"{path}/{slug}" for path, slugs in named.items() for slug in slugs)])


@blueprint.get("/sitemap/records-<int:part>.xml")
def records(part: int) -> Response:
    """List the pages of records by their numbers in the directory; parts are counted from 1."""
    with snapshot().connect() as connection:
        found = record_paths(connection, (part - 1) * RECORDS, RECORDS)
    if not found:
        abort(404)
    return _sitemap([f"/{path}" for path in found])


@blueprint.get(SEARCH_DESCRIPTION)
def open_search() -> Response:
    """Say how a browser can search here."""
    body = search_engines.open_search(
        str(site().name),
        _(ABOUT),
        host_url() + local(""),
        host_url() + static("icon-32.png"),
        current_language(),
    )
    return _xml(body, "application/opensearchdescription+xml")


def _sitemap(paths: list[str]) -> Response:
    roots = {code: _root() + ("" if code == SOURCE else f"/{code}") for code in languages()}
    return _xml(search_engines.sitemap(paths, roots, current_catalog().built_on))


def _root() -> str:
    return host_url() + outside_languages()


def _xml(body: bytes, media_type: str = "application/xml") -> Response:
    return Response(body, mimetype=media_type)
