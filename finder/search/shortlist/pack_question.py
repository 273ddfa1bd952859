"""What a pack is asked with: a shortlist, which parts, and how large the type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from finder.domain.documents import Document
from finder.search.documents.arrange import View
from finder.search.documents.panel import panel_for
from finder.search.fields import PACK
from finder.search.parameters import Arguments, read_parameters
from finder.search.shortlist.find import ShortlistQuery, check_length
from finder.store.connect import Snapshot


@dataclass(frozen=True, slots=True)
class PackQuery:
    """A pack: of which list, which parts of it (all where none is named), in which size of type."""

    list: ShortlistQuery
    part: tuple[str, ...] = ()
    type: str = "normal"

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field."""
        values = read_parameters(arguments, PACK)
        part, size = values.pop("part", ()), values.pop("type", "normal")
        query = ShortlistQuery(**values)
        check_length(query.pick)
        return cls(query, part, size)


def documents_to_take(snapshot: Snapshot, cancer: str, view: View) -> tuple[Document, ...]:
    """Return the documents on treating a cancer that this reader gets first. Raises NotFound."""
    part = panel_for(snapshot, cancer, view).part
    first = part.first or (part.folds[0].servings if part.folds else ())
    return tuple(each.document for each in first if each.document.status == "current")
