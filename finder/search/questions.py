"""What was asked, parsed once: the parameters of a search and of a guideline list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from finder.domain.care import GROUPS
from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES
from finder.errors import BadQuery, Fault
from finder.geo.place_grammar import EXAMPLES, simplified
from finder.language import _, format_list, marked
from finder.search.parameters import Arguments, Parameter, free_text, one_of, read_parameters, whole_number

MOST_MILES = 12_500  # half of the way around the Earth: nothing is further
PAGE_SIZE = 20

KINDS = {
    "center": marked("Cancer centers"),
    "program": marked("Community cancer programs"),
    "hospital": marked("Hospitals with a team"),
    "clinician": marked("Specialists"),
    "clinic": marked("Cancer clinics"),
}
SEXES = {"female": marked("Women"), "male": marked("Men")}
YES = {"yes": marked("Yes")}
#: The groups a hospital's team may have to hold; "all" stands for the four.
TEAMS = {**dict.fromkeys(GROUPS, ""), "all": marked("All four groups")}

#: The filter above the list of places: value → label.
SHOW = {
    "all": marked("All places"),
    "nci": marked("Designated by NCI"),
    "nccn": marked("NCCN members"),
    "children": marked("Treat children"),
    "programs": marked("Community programs"),
}

AUDIENCES = {"patient": marked("For patients"), "professional": marked("For professionals")}
PUBLISHERS = {
    "NCI": marked("National Cancer Institute"),
    "NCCN": marked("National Comprehensive Cancer Network"),
}
POPULATIONS = {"adult": marked("Adults"), "pediatric": marked("Children"), "any": marked("Any age")}
#: Whether documents that nobody has seen alive yet are listed; they are never linked.
STATUSES = {
    "current": marked("Linked"),
    "unverified": marked("Not yet seen alive"),
    "gone": marked("No longer there"),
    "all": marked("All of them"),
}


@dataclass(frozen=True, slots=True)
class NearQuery:
    """Who or what is wanted near a place. `miles` None means nearest first, however far."""

    near: str
    cancer: str | None = None
    specialty: tuple[str, ...] = ()
    miles: float | None = None
    kind: tuple[str, ...] = ()
    show: str | None = None
    name: str | None = None
    sex: str | None = None
    telehealth: str | None = None
    assignment: str | None = None
    hospital: str | None = None
    team: tuple[str, ...] = ()
    limit: int = PAGE_SIZE
    page: int = 1

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field and the nearest right one."""
        query = cls(
            **read_parameters(arguments, _NEAR, {"near": Fault("near", _("A place is needed."), _(EXAMPLES))})
        )
        if faults := list(query._misfits()):
            raise BadQuery(*faults)
        return query

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that are listed: those asked for, or those that what was asked for is known of."""
        if self.kind:
            return self.kind
        if self.team:
            return ("hospital",)
        if any(getattr(self, field) for field in _OF_PEOPLE):
            of_persons = self.sex or self.telehealth or self.assignment
            return ("clinician",) if of_persons else ("clinician", "clinic")
        return ("center", "program")

    def _misfits(self) -> Iterator[Fault]:
        """Yield a fault for each filter that is not known of any kind asked for."""
        for fields, kinds in _KNOWN_OF:
            if set(self.kinds) - set(kinds):
                for field in fields:
                    if getattr(self, field):
                        names = format_list([f"kind={kind}" for kind in kinds], "or")
                        reason = _("This is not known of %(kinds)s.") % {"kinds": _list_of(self.kinds)}
                        yield Fault(field, reason, _("Ask with %(kinds)s.") % {"kinds": names})


@dataclass(frozen=True, slots=True)
class GuidelineQuery:
    """Which documents are wanted; None means any."""

    cancer: str | None = None
    publisher: str | None = None
    audience: str | None = None
    language: str | None = None
    kind: str | None = None
    population: str | None = None
    status: str | None = None

    @classmethod
    def parse(cls, arguments: Arguments) -> Self:
        """Read the arguments. Raises BadQuery naming every wrong field and the nearest right one."""
        return cls(**read_parameters(arguments, _GUIDELINES))


def _miles(text: str) -> float | None:
    if text == "any":
        return None
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text) or not 0 < float(text) <= MOST_MILES:
        hint = _("Give miles up to %(most)s, such as 50, or leave it out for any distance.")
        reason = _("“%(text)s” is not a distance.") % {"text": text}
        raise ValueError(f"{reason}\n{hint % {'most': MOST_MILES}}")
    return float(text)


def _name(text: str) -> str:
    words = simplified(text).split()
    if not any(len(word) > 1 for word in words):
        raise ValueError(_("This is no name.\nGive at least two letters of a first or last name."))
    if len(words) > 4:
        raise ValueError(_("These are many words for a name.\nGive the first and last name."))
    return text


def _list_of(kinds: tuple[str, ...]) -> str:
    return format_list([_(KINDS[kind]).lower() for kind in kinds])


_OF_PEOPLE = ("name", "sex", "telehealth", "assignment", "hospital")
#: Filters, with the kinds of which they are known.
_KNOWN_OF: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("name", "hospital"), ("clinician", "clinic")),
    (("sex", "telehealth", "assignment"), ("clinician",)),
    (("team",), ("hospital",)),
    (("show",), ("center", "program")),
)

_NEAR: dict[str, Parameter] = {
    "near": Parameter(free_text),
    "cancer": Parameter(free_text),
    "specialty": Parameter(free_text, many=True),
    "miles": Parameter(_miles),
    "kind": Parameter(one_of(KINDS), many=True),
    "show": Parameter(one_of(SHOW)),
    "name": Parameter(_name),
    "sex": Parameter(one_of(SEXES)),
    "telehealth": Parameter(one_of(YES)),
    "assignment": Parameter(one_of(YES)),
    "hospital": Parameter(free_text),
    "team": Parameter(one_of(TEAMS), many=True),
    "limit": Parameter(whole_number(1, 100)),
    "page": Parameter(whole_number(1, 1000)),
}

_GUIDELINES: dict[str, Parameter] = {
    "cancer": Parameter(free_text),
    "publisher": Parameter(one_of(PUBLISHERS)),
    "audience": Parameter(one_of(AUDIENCES)),
    "language": Parameter(one_of(LANGUAGES)),
    "kind": Parameter(one_of(DOCUMENT_KINDS)),
    "population": Parameter(one_of(POPULATIONS)),
    "status": Parameter(one_of(STATUSES)),
}

WORDS: dict[str, Parameter] = {"q": Parameter(free_text)}
NOTHING: dict[str, Parameter] = {}


def read_words(arguments: Arguments) -> str | None:
    """Read the one parameter `q`. Raises BadQuery."""
    values: dict[str, Any] = read_parameters(arguments, WORDS)
    return values.get("q")
