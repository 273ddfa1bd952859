"""The page /data: the whole data set to download, if the operator has had it made."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from flask import Blueprint, Response, abort, render_template, send_from_directory
from markupsafe import Markup

from finder.domain import dataset
from finder.formats.dataset.every_table import TABLES
from finder.formats.display import date
from finder.language import _, ngettext, number
from finder.search.parameters import read_parameters
from finder.store.version import version_of
from finder.web.addresses import local
from finder.web.context import answer_only_now, site, snapshot
from finder.web.links import link
from finder.web.page.views import in_english
from finder.web.reader import page_arguments, read_view

blueprint = Blueprint("dataset", __name__)

PATH = "/data"
#: Kept for an hour: a new data set has the same names, and the ETag says whether it is new.
_CACHE_SECONDS = 3600
_FORMS = {"csv": "CSV", "parquet": "Parquet"}
_MEDIA_TYPES = {
    "sqlite": "application/vnd.sqlite3", "parquet": "application/vnd.apache.parquet", "md": "text/markdown",
    "csv": "text/csv", "json": "application/json",
}  # fmt: skip


class _Resource(msgspec.Struct):
    """A table as the data package names it."""

    name: str
    rows: int


class _Package(msgspec.Struct):
    """What the page reads of the data package."""

    created: str
    resources: list[_Resource]
    directory: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A table that has rows: its name, what a row is, how many there are, and its files."""

    name: str
    about: str
    rows: str
    files: Markup


@blueprint.get(PATH)
def page() -> str:
    """Offer the files of the data set, or say how they are made."""
    read_view()
    answer_only_now()
    package = _package()
    rows = {each.name: each.rows for each in package.resources} if package else {}
    return render_template(
        "exports/dataset.html",
        day=date(package.created[:10]) if package else "",
        pages_day=_other_day(package) if package else "",
        whole=_file(dataset.SQLITE, _("SQLite database")) if package else "",
        files=_other_files() if package else [],
        tables=[_table(each, rows[each.name]) for each in TABLES if rows.get(each.name)],
    )


@blueprint.get(f"{PATH}/<path:name>")
def file(name: str) -> Response:
    """Send a file, or a part of it (RFC 9110, Range)."""
    read_parameters(page_arguments(), ())
    media_type = _MEDIA_TYPES.get(name.rpartition(".")[2], "text/plain")
    if name not in _names():
        abort(404)
    response = send_from_directory(
        site().dataset,
        name,
        mimetype=media_type,
        as_attachment=True,
        max_age=_CACHE_SECONDS,
    )
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _other_day(package: _Package) -> str:
    """Return the day of the pages if the files were made of another version of the directory, or nothing."""
    here = version_of(snapshot())
    return "" if package.directory == here.name else date(here.built[:10])


def _other_files() -> list[tuple[Markup, str]]:
    """Return the files that describe and prove the data, each with what it is."""
    words = {
        dataset.DICTIONARY: _("what every table and column holds"),
        dataset.SOURCES: _("where facts come from, and the terms of each source"),
        dataset.DESCRIPTOR: _("the same for programs (Frictionless Data Package)"),
        dataset.DATASETTE: _("words and labels for datasette"),
        dataset.CHECKSUMS: _("proof that a file arrived whole (SHA-256)"),
    }
    return [(_file(name, name), said) for name, said in words.items()]


def _table(table: dataset.ExportTable, rows: int) -> TableView:
    files = (_file(f"{form}/{table.name}.{form}", name) for form, name in _FORMS.items())
    return TableView(table.name, in_english(table.about), _rows(rows), Markup(" · ").join(files))


def _rows(count: int) -> str:
    said = ngettext("%(count)s row", "%(count)s rows", count)
    return said % {"count": number(count)}


def _file(name: str, words: str) -> Markup:
    """Return the link to a file with its size."""
    size = (site().dataset / name).stat().st_size
    return Markup("{}\u00a0({})").format(link(local(f"{PATH}/{name}"), words), _size(size))


def _size(count: int) -> str:
    """Return a size in words that stay on one line."""
    if count < 1_000_000:
        said = _("%(count)s kB") % {"count": number(max(1, round(count / 1000)))}
    else:
        said = _("%(count)s MB") % {"count": number(round(count / 1_000_000, 1))}
    return said.replace(" ", "\u00a0")


def _names() -> frozenset[str]:
    """Return the files of the data set: no other file of the folder is sent."""
    if _package() is None:
        return frozenset()
    tables = (f"{form}/{each.name}.{form}" for each in TABLES for form in _FORMS)
    others = (dataset.SQLITE, dataset.DICTIONARY, dataset.DESCRIPTOR, dataset.DATASETTE)
    return frozenset((*tables, *others, dataset.SOURCES, dataset.CHECKSUMS))


def _package() -> _Package | None:
    try:
        return msgspec.json.decode((site().dataset / dataset.DESCRIPTOR).read_bytes(), type=_Package)
    except FileNotFoundError:
        return None
