"""What a pack is asked with: a shortlist, which parts, and how large the type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from finder.domain.documents import Document
from finder.domain.second_opinion import PACK_PARTS, TYPE_SIZES
from finder.search.documents.arrange import View
from finder.search.documents.panel import panel_for
from finder.search.parameters import Arguments, Parameter, free_text, one_of, read_parameters
from finder.search.shortlist.find import PICKS, ShortlistQuery, check_length
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
        fields = {
            **PICKS,
            "cancer": Parameter(free_text),
            "near": Parameter(free_text),
            "part": Parameter(one_of(PACK_PARTS), many=True),
            "type": Parameter(one_of(TYPE_SIZES)),
        }
        values = read_parameters(arguments, fields)
        part, size = values.pop("part", ()), values.pop("type", "normal")
        query = ShortlistQuery(**values)
        check_length(query.pick)
        return cls(query, part, size)


def documents_to_take(snapshot: Snapshot, cancer: str, view: View) -> tuple[Document, ...]:
    """Return the documents on treating a cancer that this reader gets first. Raises NotFound."""
    part = panel_for(snapshot, cancer, view).part
    first = part.first or (part.folds[0].servings if part.folds else ())
    return tuple(each.document for each in first if each.document.status == "current")
