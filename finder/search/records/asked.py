"""The search that the page of a record was opened from: how far away the record is, and for which cancer."""

from __future__ import annotations

from dataclasses import dataclass

from finder.domain.answers import Result
from finder.domain.cancers.types import CancerType
from finder.domain.places import Place
from finder.search.documents.reader import Reader
from finder.search.fields import LIVE, SEARCH
from finder.search.parameters import Arguments, read_parameters
from finder.search.records.distance import with_miles
from finder.search.shortlist.find import Record, read_place_and_cancer
from finder.store.connect import Snapshot

#: The page of a record takes all that a search takes, so that the way back leads to the same list.
_FIELDS = tuple(each for each in SEARCH if each is not LIVE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was typed, with its place and its cancer; both are None where none was given."""

    near: str | None = None
    place: Place | None = None
    cancer: CancerType | None = None

    def distance_to(self, record: Record) -> Result | None:
        """Return a record with the miles to it, None if a point of the two is not known."""
        return with_miles(record, self.place) if self.place else None


def read_asked(snapshot: Snapshot, arguments: Arguments) -> tuple[Asked, Reader]:
    """Return the search and the reader of a request for a record. Raises BadQuery or Unsure."""
    reader, rest = Reader.split(arguments)
    values = read_parameters(rest, _FIELDS)
    near = values.get("near")
    place, cancer, _note = read_place_and_cancer(snapshot, near, values.get("cancer"))
    return Asked(near, place, cancer), reader
