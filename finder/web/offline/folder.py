"""The curated directory as plain pages in a folder: asked of the site itself, its addresses made relative."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, render_template
from werkzeug.test import Client

from finder import language
from finder.domain.kinds import CARE_SITES
from finder.formats import offline_index
from finder.search.documents.arrange import Reader
from finder.store.connect import Snapshot
from finder.store.flags import site_flags
from finder.store.read_catalog import catalog_of
from finder.store.read_places import every_city, every_zip
from finder.store.read_records import care_sites_of
from finder.web.context import EXPORTED
from finder.web.reader import remember
from finder.words.cancer.name_index import every_name

SEARCH = "/search"
_PLAIN = (
    "/", *(f"/{kind.path}" for kind in CARE_SITES), "/cancers", "/specialties", "/guidelines", "/help",
    "/languages", "/about", "/limits", "/spread", "/pack", "/second-opinion", "/second-opinion?all=yes",
)  # fmt: skip
_FILES = ("finder.css", "export.js", "icon.svg")
#: A link with its words, and any other address.
_LINK = re.compile(r'<a\b([^>]*)\bhref="(/[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_OTHER = re.compile(r'\b(href|src|action)="(/[^"]*)"')
_SCRIPT = re.compile(r'<script src="[^"]*" defer></script>\n?')  # the site's own; the folder's has no defer
#: What HTML lets one leave out, or write shorter: it saves the folder half a megabyte.
_NEEDLESS = re.compile(r"</(?:li|td|th|tr|dd|dt)>|(?<=\n)\s+")


def paths(snapshot: Snapshot) -> list[str]:
    """Return the addresses of every page that goes into the folder, in English."""
    known = catalog_of(snapshot)
    found = [*_PLAIN, *(f"/second-opinion/{slug}" for slug in known.chapters)]
    found += [f"/cancers/{slug}" for slug in known.cancers]
    found += [f"/specialties/{slug}" for slug in known.specialties]
    with snapshot.connect() as connection:
        for kind in CARE_SITES:
            found += [f"/{site.path}" for site in care_sites_of(connection, kind)]
    return found


def pages(app: Flask, snapshot: Snapshot, codes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the folder: its name, with slashes, and what it holds.

    Raises RuntimeError where the site does not answer one of its own addresses, or a page needs another file.
    """
    known, wanted = catalog_of(snapshot), paths(snapshot)
    addresses = [_prefix(code) + path for code in codes for path in (*wanted, SEARCH)]
    files = {address: file_of(address) for address in addresses}
    names = defaultdict(set)
    for slug, text, _ in every_name(known):
        names[slug].add(text.casefold())
    client = Client(app)
    for address, name in files.items():
        if not address.endswith(SEARCH):
            answer = client.get(address, environ_overrides={EXPORTED: codes})
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
            yield name, _for_folder(answer.text, name, files).encode()
    for code in codes:
        name = files[_prefix(code) + SEARCH]
        yield name, _for_folder(_search_page(app, code, codes), name, files).encode()
        yield f"static/cancers-{code}.js", offline_index.cancers(known, code, names)
        with snapshot.connect() as connection:
            sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind)]
        flags = [(site, site_flags(site)) for site in sites]
        yield f"static/sites-{code}.js", offline_index.sites(flags, known, code)
    with snapshot.connect() as connection:
        yield "static/places.js", offline_index.places(every_zip(connection), every_city(connection))
    for name in _FILES:
        yield f"static/{name}", (Path(__file__).parent.parent / "static" / name).read_bytes()


def file_of(address: str) -> str:
    """Return the file of an address: /es/ → es/index.html, /pack?a=b → pack-all.html."""
    path, _, query = address.partition("?")
    name = path.strip("/")
    if path.endswith("/"):
        return f"{name}/index.html" if name else "index.html"
    return f"{name}-all.html" if query else f"{name}.html"


def first_page(code: str) -> str:
    """Return the file to open first in a language."""
    return file_of(f"{_prefix(code)}/")


def _prefix(code: str) -> str:
    return "" if code == language.SOURCE else f"/{code}"


def _search_page(app: Flask, code: str, codes: tuple[str, ...]) -> str:
    with (
        language.using_language(code),
        app.test_request_context(
            SEARCH, base_url=f"http://localhost{_prefix(code)}", environ_overrides={EXPORTED: codes}
        ),
    ):
        remember(Reader())
        return render_template("offline/search.html")


def _for_folder(page: str, name: str, files: dict[str, str]) -> str:
    """Make a page stand in a folder: relative addresses, plain words where the folder has no page."""
    here = posixpath.dirname(name) or "."

    def relative(address: str) -> str | None:
        target = _target(unescape(address), files)
        return target and escape(posixpath.relpath(target[0], here) + target[1])

    def link(found: re.Match[str]) -> str:
        address = relative(found[2])
        return f'<a{found[1]}href="{address}"{found[3]}>{found[4]}</a>' if address else found[4]

    def other(found: re.Match[str]) -> str:
        if (address := relative(found[2])) is None:
            raise RuntimeError(f"{name} needs {found[2]}, which is not in the folder")
        return f'{found[1]}="{address}"'

    page = _LINK.sub(link, _SCRIPT.sub("", page))
    page = _OTHER.sub(other, page)
    return _NEEDLESS.sub("", page).replace("&nbsp;", "\u00a0")


def _target(address: str, files: dict[str, str]) -> tuple[str, str] | None:
    """Return the file that an address leads to, and what follows it; None where the folder has none."""
    parts = urlsplit(address)
    if parts.path.startswith("/static/"):
        return parts.path.removeprefix("/"), ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    if parts.path.endswith(SEARCH) and parts.path in files:
        return files[parts.path], f"#{parts.query}" if parts.query else fragment
    for known in (f"{parts.path}?{parts.query}", parts.path):
        if known in files:
            return files[known], fragment
    return None
