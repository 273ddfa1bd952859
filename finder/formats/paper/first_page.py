"""The first page of the pack: the reader's own lines, whom to call first, what to say, records to get."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from finder.domain.answers import StartHere
from finder.domain.cancers.types import CancerType
from finder.domain.documents import LINES_FOR_ANYONE
from finder.domain.guide.second_opinion import PACK_SECTIONS, PACK_SECTIONS_FOR_A_CHILD, Section
from finder.formats.contacts.contact import Contact, contact
from finder.formats.contacts.numbers import Number
from finder.formats.display import in_sentence
from finder.formats.start_here import why, why_this_one
from finder.language import _, marked, ngettext, number, translate
from finder.store.read_catalog import Catalog

#: How many places fit on the page.
MOST_CALLS = 3
#: A line to write on, within a sentence.
BLANK = "__________"
_LINES = (
    marked("Name"),
    marked("Date"),
    marked("My doctor"),
    marked("Doctor’s phone"),
    marked("Health plan"),
    marked("Member number"),
)
_SCRIPT = (
    marked("How soon can you see us? Do we need a referral?"),
    marked("Which records do you need? How do we send them?"),
    marked("Do you take this health plan?"),
    marked("Who should we ask for when we call back?"),
)


@dataclass(frozen=True, slots=True)
class FirstCall:
    """A place to call, with its kind and distance, and the number to start with if there is one.

    `why` says why it is named, `note` that it has no number.
    """

    name: str
    what: str
    numbers: tuple[Number, ...]
    cautions: tuple[str, ...] = ()
    note: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The first page in the current language. `lines` are labels of lines to write on.

    `no_place` says that the shortlist is empty, `more` that it has more places than `calls`.
    """

    lines: tuple[str, ...]
    calls: tuple[FirstCall, ...]
    no_place: str
    more: str
    script: tuple[str, ...]
    records: tuple[str, ...]


def make(
    contacts: Sequence[Contact],
    cancer: CancerType | None,
    sections: Iterable[Section],
    catalog: Catalog,
    start: StartHere | None = None,
) -> FirstPage:
    """Return the page. Without a shortlist it names the center to `start` at, or else a help line."""
    calls = [_call(each) for each in contacts[:MOST_CALLS]]
    if not contacts and start:
        center = contact(start.found.site, catalog, start.found)
        calls = [_call(center, " ".join((why(start), why_this_one(start))))]
    if not calls:
        calls = _help_line(catalog)
    return FirstPage(
        tuple(_(each) for each in _LINES),
        tuple(calls),
        "" if contacts or start else _("No place is on your shortlist yet."),
        _more(len(contacts) - MOST_CALLS),
        (_opening(cancer), *(_(each) for each in _SCRIPT)),
        tuple(_records(sections, child=bool(cancer and cancer.population == "pediatric"))),
    )


def _call(each: Contact, reason: str = "") -> FirstCall:
    what = " · ".join(part for part in (each.kind, each.distance) if part)
    note = "" if each.numbers else each.note
    return FirstCall(each.name, what, each.numbers[:1], each.cautions, note, reason)


def _help_line(catalog: Catalog) -> list[FirstCall]:
    """Return the help line that answers day and night, if it is listed."""
    line = catalog.helplines.get(LINES_FOR_ANYONE[0])
    if not line or not line.phone:
        return []
    what = _("Ask which centers near you treat this cancer.")
    hours = translate(line.hours or "")
    return [FirstCall(translate(line.name), what, (Number("help line", hours, line.phone),))]


def _more(count: int) -> str:
    if count <= 0:
        return ""
    said = ngettext("%(count)s more is on the next pages.", "%(count)s more are on the next pages.", count)
    return said % {"count": number(count)}


def _opening(cancer: CancerType | None) -> str:
    if not cancer:
        return _("I am calling about a second opinion for %(blank)s, who has cancer.") % {"blank": BLANK}
    name = in_sentence(translate(cancer.name))
    said = _("I am calling about a second opinion for %(blank)s, who has %(cancer)s.")
    return said % {"blank": BLANK, "cancer": name}


def _records(sections: Iterable[Section], child: bool) -> Iterable[str]:
    ids = (*PACK_SECTIONS["records"], *(PACK_SECTIONS_FOR_A_CHILD["records"] if child else ()))
    of = {each.id: each for each in sections}
    return (translate(each.text) for key in ids if key in of for each in of[key].statements)
