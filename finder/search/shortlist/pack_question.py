"""The query of a second-opinion pack, and the documents that go into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from finder.domain.documents import Document
from finder.search.documents.arrange import Reader
from finder.search.documents.panel import panel_for
from finder.search.fields import PACK
from finder.search.parameters import Arguments, read_parameters
from finder.search.shortlist.find import ShortlistQuery, check_length
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


def pack_documents(snapshot: Snapshot, cancer: str, reader: Reader) -> tuple[Document, ...]:
    """Return the documents on treating a cancer (a slug) that come first for a reader. Raises NotFound."""
    part = panel_for(snapshot, cancer, reader).part
    first = part.first or (part.collapsed[0].documents if part.collapsed else ())
    return tuple(each.document for each in first if each.document.status == "current")
