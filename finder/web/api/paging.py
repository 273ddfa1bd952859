"""Pages of a list: a cursor goes on where a page ended, and says so if the directory has changed since."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from finder.errors import BadQuery, Fault
from finder.formats.json.emergencies import ListWithDanger
from finder.formats.json.encode import Listing
from finder.language import _, marked
from finder.search.list_fields import LIMIT, PAGE
from finder.search.parameters import Arguments, Parameter, read_parameters
from finder.store.version import version_of
from finder.web.addresses import asked_again
from finder.web.api.tables import arguments_without_program
from finder.web.context import snapshot

Row = TypeVar("Row")
List = TypeVar("List", bound=Listing | ListWithDanger)


class Cursor(NamedTuple):
    """Where a list goes on: the page, and the version of the directory that the pages before came from."""

    page: int
    version: str


def _read_cursor(text: str) -> Cursor:
    found = re.fullmatch(r"([1-9][0-9]{0,3})-([0-9a-z]{1,12})", text)
    if not found:
        reason = _("“%(text)s” is not a cursor.") % {"text": text[:40]}
        raise ValueError(reason + "\n" + _("Take it from “next” of the page before."))
    return Cursor(int(found[1]), found[2])


CURSOR = Parameter(
    name="cursor",
    label=marked("Cursor"),
    help=marked(
        "Where to go on, from “next” of the page before. If the directory has changed since, it is refused."
    ),
    read=_read_cursor,
)
#: What a whole list can be asked: how many rows on a page, and which page.
PAGES = (LIMIT, PAGE)


class DirectoryChanged(Exception):
    """A cursor of another version of the directory. It carries the address of the first page."""

    def __init__(self, first: str) -> None:
        super().__init__(first)
        self.first = first


def arguments() -> Arguments:
    """Return the parameters of the question, a cursor as the page that it stands for.

    Raises BadQuery, and DirectoryChanged for a cursor of another version of the directory.
    """
    given = arguments_without_program()
    if CURSOR.name not in given:
        return given
    cursor = read_parameters({CURSOR.name: given[CURSOR.name]}, (CURSOR,)).get(CURSOR.name)
    rest = {name: texts for name, texts in given.items() if name != CURSOR.name}
    if cursor is None:
        return rest
    if PAGE.name in rest:
        reason = _("A cursor says which page it is.")
        raise BadQuery(Fault(PAGE.name, reason, _("Use “page” or “cursor”, not both.")))
    if cursor.version != _version():
        raise DirectoryChanged(asked_again(cursor=None))
    return {**rest, PAGE.name: [str(cursor.page)]}


def following(page: int, pages: int) -> str | None:
    """Return the address of the next page, None after the last."""
    if page >= pages:
        return None
    return asked_again(page=None, cursor=f"{page + 1}-{_version()}")


def paged(build: Callable[[Sequence[Row]], List], rows: Sequence[Row], values: Mapping[str, Any]) -> List:
    """Return the page of a whole list that `limit` and `page` ask for; without a limit, all of it."""
    limit, page = values.get(LIMIT.name) or max(1, len(rows)), values.get(PAGE.name, 1)
    shown = rows[(page - 1) * limit : page * limit]
    return replace(build(shown), total=len(rows), next=following(page, math.ceil(len(rows) / limit)))


def _version() -> str:
    return version_of(snapshot()).name
