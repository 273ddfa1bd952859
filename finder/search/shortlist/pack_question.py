"""The query of a second-opinion pack, and the documents that go into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from finder.domain.answers import StartHere
from finder.domain.to_read import Reading
from finder.search.answer import answer
from finder.search.documents.reader import Reader
from finder.search.documents.to_read import what_to_read
from finder.search.fields import PACK
from finder.search.parameters import Arguments, read_parameters
from finder.search.questions import NearQuery
from finder.search.shortlist.find import Shortlist, ShortlistQuery, check_length
from finder.store.connect import Snapshot


@dataclass(frozen=True, slots=True)
class PackQuery:
    """The query of a pack: a shortlist, the parts to include (none: all of them), and the size of type."""

    list: ShortlistQuery
    part: tuple[str, ...] = ()
    type: str = "normal"

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field."""
        values = read_parameters(arguments, PACK)
        part, size = values.pop("part", ()), values.pop("type", "normal")
        query = ShortlistQuery(**values | {"live": "live" in values})
        check_length(query.pick)
        return cls(query, part, size)


def pack_start(snapshot: Snapshot, query: ShortlistQuery, found: Shortlist) -> StartHere | None:
    """Return the center to call first, for a pack with a cancer and a place but an empty shortlist."""
    if found.picked or not query.cancer or not query.near:
        return None
    return answer(snapshot, NearQuery(query.near, query.cancer)).start_here


def pack_documents(snapshot: Snapshot, cancer: str, reader: Reader) -> tuple[Reading, ...]:
    """Return what to read about a cancer (a slug), for a reader and then the doctor. Raises NotFound."""
    read = what_to_read(snapshot, cancer, reader)
    return tuple(each for shelf in read.shelves for each in shelf.readings)
