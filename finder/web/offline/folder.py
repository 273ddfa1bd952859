"""Export of the curated directory as HTML pages in a folder."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from flask import Flask, render_template
from werkzeug.test import Client

from finder import language
from finder.domain.care import CENTERS
from finder.domain.kinds import CARE_SITES
from finder.formats import offline_index, offline_names
from finder.formats.display import UNKNOWN
from finder.formats.emergencies import not_a_call
from finder.language import _
from finder.search.documents.reader import Reader
from finder.store.connect import Snapshot
from finder.store.flags import site_flags
from finder.store.read_catalog import catalog_of
from finder.store.read_places import every_city, every_county, every_zip
from finder.store.read_records import care_sites_of
from finder.web.assets import COLORS, asset, assets
from finder.web.context import EXPORTED, Folder
from finder.web.offline.place_words import place_words
from finder.web.reader import remember
from finder.web.results.question import question
from finder.words.cancer.name_index import every_name
from finder.words.danger import FILLERS, NOT_NOW, danger_index
from finder.words.illness_names import OF_NAMES, OF_PEOPLE, SIGNS_OF_NAMES
from finder.words.place.portable import limits_of_names, reader

SEARCH = "/search"
_PLAIN = (
    "/", *(f"/{kind.path}" for kind in CARE_SITES), "/cancers", "/specialties", "/guidelines", "/help",
    "/emergencies", "/languages", "/about", "/accessibility", "/limits", "/spread", "/pack",
    "/second-opinion", "/second-opinion?all=yes",
)  # fmt: skip
_FILES = ("finder.css", "danger.js", "read_place.js", "find_names.js", "export.js", "icon.svg")
#: What the search page's scripts look through, a file a language.
_SEARCHED = ("sites", "cancers", "signs")
#: Closing tags that HTML makes optional, and indentation.
_NEEDLESS = re.compile(r"</(?:li|td|th|tr|dd|dt)>|(?<=\n)\s+")


def paths(snapshot: Snapshot) -> list[str]:
    """Return the addresses of all pages to export, without a language prefix."""
    catalog = catalog_of(snapshot)
    found = [*_PLAIN, *(f"/second-opinion/{slug}" for slug in catalog.chapters)]
    found += [f"/cancers/{slug}" for slug in catalog.cancers]
    found += [f"/specialties/{slug}" for slug in catalog.specialties]
    with snapshot.connect() as connection:
        for kind in CARE_SITES:
            found += [f"/{site.path}" for site in care_sites_of(connection, kind)]
    return found


def pages(app: Flask, snapshot: Snapshot, codes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the folder: its name, with slashes, and its content.

    Raises RuntimeError if the site does not answer one of these addresses, or if a page needs a file that is
    not exported.
    """
    catalog = catalog_of(snapshot)
    addresses = [_prefix(code) + path for code in codes for path in (*paths(snapshot), SEARCH)]
    files = {address: file_of(address) for address in addresses}
    names = defaultdict(set)
    for slug, text, _language in every_name(catalog):
        names[slug].add(text.casefold())
    client = Client(app)
    for address, name in files.items():
        if not address.endswith(SEARCH):
            answer = client.get(address, environ_overrides={EXPORTED: Folder(codes, files, name)})
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
            yield name, _smaller(answer.text).encode()
    for code in codes:
        folder = Folder(codes, files, files[_prefix(code) + SEARCH])
        yield folder.page, _smaller(_search_page(app, code, folder)).encode()
        yield f"static/cancers-{code}.js", offline_index.cancers(catalog, code, names)
        with snapshot.connect() as connection:
            sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind)]
        flags = [(site, site_flags(site, catalog.by_key(CENTERS))) for site in sites]
        yield f"static/sites-{code}.js", offline_index.sites(flags, catalog, code)
        yield f"static/signs-{code}.js", offline_index.signs(catalog.emergencies.values(), catalog, code)
    yield "static/signs.js", _danger_index(snapshot)
    with snapshot.connect() as connection:
        found = every_zip(connection), every_city(connection), every_county(connection)
        yield "static/places.js", offline_index.places(*found, reader())
        sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind)]
        yield "static/names.js", offline_names.names(sites, limits_of_names())
    for name in _FILES:
        yield f"static/{name}", assets()[name].content
    with app.app_context():
        if own := asset(COLORS):
            yield f"static/{COLORS}", own.content


def _danger_index(snapshot: Snapshot) -> bytes:
    index, order = danger_index(snapshot), list(catalog_of(snapshot).emergencies)
    found = [each for patterns in index.patterns.values() for each in patterns]
    patterns = [(" ".join(sorted(each.words)), order.index(each.sign), each.whole) for each in found]
    illness = offline_index.IllnessNames(OF_NAMES.pattern, OF_PEOPLE.pattern, sorted(SIGNS_OF_NAMES))
    return offline_index.danger(
        index.means, index.longest, sorted(patterns), index.corrections, FILLERS, NOT_NOW, illness
    )


def file_of(address: str) -> str:
    """Return the file for an address: /es/ → es/index.html, /pack?a=b → pack-all.html."""
    path, _, query = address.partition("?")
    name = path.strip("/")
    if path.endswith("/"):
        return f"{name}/index.html" if name else "index.html"
    return f"{name}-all.html" if query else f"{name}.html"


def first_page(code: str) -> str:
    """Return the file to open first, for a language."""
    return file_of(f"{_prefix(code)}/")


def _prefix(code: str) -> str:
    return "" if code == language.SOURCE else f"/{code}"


def _search_page(app: Flask, code: str, folder: Folder) -> str:
    with (
        language.using_language(code),
        app.test_request_context(
            SEARCH, base_url=f"http://localhost{_prefix(code)}", environ_overrides={EXPORTED: folder}
        ),
    ):
        remember(Reader())
        return render_template(
            "offline/search.html",
            form=question({}),
            unknown={group: _(words) for group, words in UNKNOWN.items()},
            not_a_call=not_a_call(),
            scripts=(
                "places",
                "names",
                "signs",
                *(f"{each}-{code}" for each in _SEARCHED),
                "danger",
                "find_names",
                "read_place",
                "export",
            ),
            place_words=place_words(),
        )


def _smaller(page: str) -> str:
    """Return a page without optional tags and indentation. This makes the folder half a megabyte smaller."""
    return _NEEDLESS.sub("", page).replace("&nbsp;", "\u00a0")
