"""The filters of a search, one record each.

A filter says which kinds of records it is known of, how its value is read, what it asks of the store, and how
a record of the live registry is tested. The search form, `finder search`, the API and docs/api.md are made
from these records: to add a filter, add its record here and whatever the store needs to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from finder.domain.answers import Understood
from finder.domain.care import GROUPS
from finder.domain.clinicians import Clinician
from finder.domain.kinds import CARE_SITES, PROVIDERS, Kind
from finder.language import _, marked
from finder.person_words import typed_words, words_of
from finder.search.parameters import Parameter
from finder.store.flags import (
    ASSIGNMENT,
    FEMALE,
    MALE,
    NCCN,
    NCI,
    TEAM,
    TELEHEALTH,
)

#: The one value of a filter that is on or off: on the command line it is a flag.
YES = {"yes": marked("Yes")}
SEXES = {"female": marked("Women"), "male": marked("Men")}
#: The groups that a hospital's team may need to have; "all" stands for the four.
TEAMS = {**dict.fromkeys(GROUPS, ""), "all": marked("All four groups")}
#: The filter above the list of places.
SHOW = {
    "all": marked("All places"),
    "nci": marked("Designated by NCI"),
    "nccn": marked("NCCN members"),
    "children": marked("For children"),
    "adults": marked("For adults"),
    "programs": marked("Community programs"),
    "sites": marked("Other hospitals and clinics"),
}
#: The values of the filter that are a kind of place.
_SHOW_KINDS = {"programs": (Kind.PROGRAM,), "sites": (Kind.SITE,)}
_SHOW_FLAGS = {"nci": NCI, "nccn": NCCN}
_SEX_FLAGS = {"female": FEMALE, "male": MALE}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a filter asks of the store: flags that must all be set, kinds to stay with (empty: any),
    beginnings of the words of a name, and a place of work (a CCN or the path of a record).
    """

    flags: int = 0
    kinds: tuple[Kind, ...] = ()
    name: tuple[str, ...] = ()
    workplace: str | None = None


def _never(_clinician: Clinician, _value: Any) -> bool:
    """Match nobody: the NPI Registry does not say."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Parameter):
    """A parameter that narrows a search.

    `kinds` are those that it is known of: asked of others, it is refused. `ask` returns what a value asks of
    the store, given how the question was understood. `matches` tells whether a clinician of the live registry
    passes; what the registry does not know lets nobody pass.
    """

    kinds: tuple[Kind, ...]
    ask: Callable[[Any, Understood], Condition]
    matches: Callable[[Clinician, Any], bool] = _never

    @property
    def is_live(self) -> bool:
        """Whether the NPI Registry knows about it."""
        return self.matches is not _never


def _read_name(text: str) -> str:
    if not typed_words(text):
        raise ValueError(_("This is not a name.\nType at least two letters of a first or last name."))
    if len(typed_words(text)) > 4:
        raise ValueError(_("This name is too long.\nType the first and last name."))
    return text


def _has_name(clinician: Clinician, text: str) -> bool:
    names = clinician.last, clinician.first, clinician.other_first, clinician.middle, clinician.organization
    return all(any(word.startswith(start) for word in words_of(*names)) for start in typed_words(text))


def _team_flags(groups: tuple[str, ...]) -> int:
    return sum(TEAM[group] for group in (GROUPS if "all" in groups else groups))


FILTERS: tuple[Filter, ...] = (
    Filter(
        name="show",
        label=marked("Filter"),
        help=marked(
            "Only places of this type. With “children” or “adults”, places that may treat them come last."
        ),
        values=SHOW,
        kinds=CARE_SITES,
        ask=lambda value, _: Condition(_SHOW_FLAGS.get(value, 0), kinds=_SHOW_KINDS.get(value, ())),
    ),
    Filter(
        name="name",
        label=marked("Name"),
        help=marked("Doctors and clinics whose names start with these words."),
        read=_read_name,
        kinds=PROVIDERS,
        ask=lambda value, _: Condition(name=typed_words(value)),
        matches=_has_name,
    ),
    Filter(
        name="sex",
        label=marked("Woman or man"),
        help=marked("Doctors who are women, or men."),
        values=SEXES,
        kinds=(Kind.CLINICIAN,),
        ask=lambda value, _: Condition(_SEX_FLAGS[value]),
        matches=lambda clinician, value: clinician.sex == value[0].upper(),
    ),
    Filter(
        name="telehealth",
        label=marked("Offers video visits (from Medicare claims)"),
        help=marked("Doctors who have billed Medicare for video visits."),
        values=YES,
        kinds=(Kind.CLINICIAN,),
        ask=lambda _value, _: Condition(TELEHEALTH),
    ),
    Filter(
        name="assignment",
        label=marked("Accepts Medicare"),
        help=marked("Doctors who accept the amount that Medicare pays."),
        values=YES,
        kinds=(Kind.CLINICIAN,),
        ask=lambda _value, _: Condition(ASSIGNMENT),
    ),
    Filter(
        name="hospital",
        label=marked("Hospital or center"),
        help=marked("Doctors who work at this place: its name, CMS number, or the path of its page."),
        written=marked("name or CMS number"),
        kinds=PROVIDERS,
        ask=lambda _value, understood: Condition(workplace=understood.workplace or None),
    ),
    Filter(
        name="team",
        label=marked("Has all of"),
        help=marked("Hospitals whose team has all of these groups."),
        values=TEAMS,
        many=True,
        kinds=(Kind.HOSPITAL,),
        ask=lambda value, _: Condition(_team_flags(value)),
    ),
)


class FilterValues(TypedDict, total=False):
    """The filters as a program gives them: one key for each, by its name."""

    show: str
    name: str
    sex: str
    telehealth: bool
    assignment: bool
    hospital: str
    team: str | Sequence[str]
