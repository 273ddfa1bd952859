"""Which texts of data/ a reader reads: the table that the catalogs of every other language are made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from finder.domain.cancers import CancerCode, CancerType, NotCancer, Specialty, Term, Treater
from finder.domain.care import Ccn, Claim, ClaimKind, Conflict, Designation, DesignationKind, Note, Phone
from finder.domain.curated import Curated
from finder.domain.documents import Guideline, Helpline
from finder.domain.outward_links import Explained, OutwardLink
from finder.domain.second_opinion import Chapter, Section, Statement
from finder.domain.sources import Source

#: The fields of each record that are words for a reader. Names of places and publications stay as they are.
WORDS: dict[type, tuple[str, ...]] = {
    CancerType: ("name", "plain_name", "body_system", "note"),
    CancerCode: ("note",),
    Ccn: ("relation",),
    Chapter: ("title", "summary"),
    Claim: ("note",),
    ClaimKind: ("name", "dated", "undated", "meaning"),
    Conflict: ("about", "shown", "other", "note"),
    Designation: ("note",),
    DesignationKind: ("name", "meaning"),
    Explained: ("term", "definition"),
    Guideline: ("topic",),
    Helpline: ("name", "use_for", "kind", "hours", "chat_hours", "hours_note", "cost", "note"),
    NotCancer: ("note",),
    Note: ("text",),
    OutwardLink: ("name", "use_for"),
    Phone: ("note",),
    Section: ("heading", "lead", "link_text"),
    Source: ("note", "rights", "publisher"),
    Specialty: ("name", "one", "what", "when"),
    Statement: ("text", "note"),
    Term: ("note",),
    Treater: ("words",),
}

#: A publisher that is described and not named begins so.
_DESCRIBED = ("a ", "the ", "this ", "various")


def texts(curated: Curated) -> Iterator[tuple[str, str]]:
    """Yield every text of data/ that a reader reads, with the record and field it stands in."""
    for name in Curated.__slots__:
        for record in getattr(curated, name):
            yield from _texts(record)


def _texts(record: object) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record and of the records within it."""
    words = WORDS.get(type(record), ())
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if field.name in words and value and not _is_a_name(field.name, value):
            yield value, f"{type(record).__name__}.{field.name}"
        for each in value if isinstance(value, tuple) else (value,):
            if is_dataclass(each):
                yield from _texts(each)


def _is_a_name(field: str, value: str) -> bool:
    return field == "publisher" and not value.startswith(_DESCRIBED)
