"""Read one study: what is kept of it, or why it is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from finder.domain.trials import PHASES, PURPOSES, Conditions, TrialContact
from finder.language import _, marked
from finder.sources.trials.json_values import Value, code, items, section, text, texts
from finder.sources.trials.sites import SiteRow, read_sites
from finder.sources.trials.values import age, best_contact, partial_date

#: What a report says about studies that are not kept. `%s` is no part of them: each is a sentence's end.
OBSERVED = marked("studies that only observe")
OTHER_PURPOSE = marked("studies of prevention, screening or another purpose")
NOT_CANCER = marked("studies that are not about cancer")
NO_SITE = marked("cancer studies without a US site that recruits")
NO_STATUS = marked("studies whose status is not given")
_STATUSES = {
    "NOT_YET_RECRUITING": marked("studies that are not yet recruiting"),
    "ENROLLING_BY_INVITATION": marked("studies open only by invitation"),
    "": NO_STATUS,
}
CLOSED = marked("studies that are not recruiting")
#: The age from which somebody is an adult, in years.
ADULT = 18.0

_NCT = re.compile(r"NCT\d{8}")
_SEXES = ("FEMALE", "MALE", "ALL")


class ReadTypes(Protocol):
    """Reads the cancer types of a study (finder/words/cancer/conditions.py)."""

    def __call__(
        self,
        conditions: Sequence[str],
        keywords: Sequence[str],
        title: str,
        *,
        adults: bool,
        children: bool,
    ) -> Conditions:
        """Return what the words of a study say about cancer."""


@dataclass(frozen=True, slots=True)
class Study:
    """A study as an extract keeps it. `doubts` say what could not be read and is kept as not known."""

    nct: str
    title: str
    sponsor: str
    phases: tuple[str, ...]
    purpose: str
    sex: str
    minimum_age: float | None
    maximum_age: float | None
    ages_known: bool
    updated: str
    conditions: tuple[str, ...]
    types: Conditions
    telemedicine: bool
    contact: TrialContact
    sites: tuple[SiteRow, ...]
    doubts: tuple[str, ...] = ()


class Unusable(ValueError):
    """A study that cannot be used: the message says why."""


def nct_of(study: Value) -> str:
    """Return the number of a study. Raises Unusable."""
    if not isinstance(study, dict):
        raise Unusable(_("it is not a study, but another kind of JSON"))
    written = text(section(study, "protocolSection", "identificationModule").get("nctId")).upper()
    if not _NCT.fullmatch(written):
        raise Unusable(_("it has no NCT number"))
    return written


def updated_of(study: Value) -> str:
    """Return the day of the last update of a study, "" if it has none."""
    return partial_date(
        section(study, "protocolSection", "statusModule", "lastUpdatePostDateStruct").get("date")
    )


def read_study(study: Value, read_types: ReadTypes, left_out: Counter[str]) -> Study | None:
    """Return what is kept of a study; None if it is not one to keep, counted in `left_out` by reason.

    Raises Unusable. What is missing or has another type than it should counts as not known.
    """
    nct, protocol = nct_of(study), section(study, "protocolSection")
    design = section(protocol, "designModule")
    purpose = code(section(design, "designInfo").get("primaryPurpose"))
    if reason := _not_kept(code(section(protocol, "statusModule").get("overallStatus")), design, purpose):
        left_out[reason] += 1
        return None
    named = section(protocol, "identificationModule")
    title = text(named.get("briefTitle")) or text(named.get("officialTitle")) or nct
    who = section(protocol, "eligibilityModule")
    ages, doubts = _ages(who.get("minimumAge"), who.get("maximumAge"))
    conditions = texts(section(protocol, "conditionsModule").get("conditions"))
    types = read_types(
        conditions,
        texts(section(protocol, "conditionsModule").get("keywords")),
        " ".join(dict.fromkeys((title, text(named.get("officialTitle"))))),
        adults=ages[1] is None or ages[1] >= ADULT,
        children=bool(who) and (ages[0] is None or ages[0] < ADULT),
    )
    if not (types.names_any or types.says_cancer):
        left_out[NOT_CANCER] += 1
        return None
    contacts = section(protocol, "contactsLocationsModule")
    sites, telemedicine = read_sites(contacts.get("locations"), left_out)
    if not sites:
        left_out[NO_SITE] += 1
        return None
    sex = code(who.get("sex"))
    return Study(
        nct=nct,
        title=title,
        sponsor=text(section(protocol, "sponsorCollaboratorsModule", "leadSponsor").get("name")),
        phases=tuple(each for each in map(code, items(design.get("phases"))) if each in PHASES),
        purpose=purpose,
        sex=sex if sex in _SEXES else "",
        minimum_age=ages[0],
        maximum_age=ages[1],
        ages_known=bool(who) and not doubts,
        updated=updated_of(study),
        conditions=conditions,
        types=types,
        telemedicine=telemedicine,
        contact=best_contact(
            [each for each in items(contacts.get("centralContacts")) if isinstance(each, dict)]
        ),
        sites=tuple(sites),
        doubts=tuple(doubts),
    )


def _not_kept(status: str, design: Any, purpose: str) -> str:
    if status != "RECRUITING":
        return _STATUSES.get(status, CLOSED)
    if code(design.get("studyType")) not in ("", "INTERVENTIONAL"):
        return OBSERVED
    return OTHER_PURPOSE if purpose and purpose not in PURPOSES else ""


def _ages(minimum: Value, maximum: Value) -> tuple[tuple[float | None, float | None], list[str]]:
    """Return the youngest and the oldest age in years, and what could not be read."""
    ages: list[float | None] = []
    doubts = []
    for each in (minimum, maximum):
        try:
            ages.append(age(each))
        except ValueError as error:
            ages.append(None)
            doubts.append(_("the age “%(text)s” cannot be read") % {"text": str(error)[:40]})
    if ages[0] is not None and ages[1] is not None and ages[0] > ages[1]:
        doubts.append(_("the ages are reversed"))
        ages = [None, None]
    return (ages[0], ages[1]), doubts
