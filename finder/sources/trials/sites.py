"""Read the sites of a study: those in the United States that people can go to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from finder.domain.trials import TrialContact
from finder.geo.states import state_codes
from finder.language import marked
from finder.plain_text import normalize
from finder.sources.trials.json_values import Value, code, items, text
from finder.sources.trials.values import best_contact

#: What a report says about sites that are not kept.
ABROAD = marked("sites outside the United States")
CLOSED = marked("sites that are not recruiting")
VIRTUAL = marked("telemedicine sites, which you cannot visit in person")
NO_PLACE = marked("sites without a city, state or ZIP code")

_TERRITORIES = {
    "puerto rico": "PR", "guam": "GU", "american samoa": "AS", "northern mariana islands": "MP",
    "virgin islands u s": "VI", "us virgin islands": "VI", "u s virgin islands": "VI",
    "united states virgin islands": "VI", "virgin islands": "VI",
}  # fmt: skip
_UNITED_STATES = {"united states", "usa", "us", "u s a", "u s", "united states of america"}
_VIRTUAL = re.compile(
    r"tele-?(?:medicine|health|visit)|\bvirtual|\bremote\b|\bdecentrali[sz]ed|\bat[- ]home\b|\bin[- ]home\b",
    re.IGNORECASE,
)
#: Numbers that sponsors put after a name: "City of Hope ( Site 0012)", "Yale Cancer Center /ID# 234567".
_NUMBERED = re.compile(
    r"\s*(?:\(\s*site\s*[#:]?\s*[\w-]*\d[\w-]*\s*\)|/\s*id\s*#?\s*\d+"
    r"|[-,;:/]?\s*\bsite\s*(?:no\.?|number|id)?\s*[#:-]*\s*[A-Z]{0,4}-?\d+)\s*$",
    re.IGNORECASE,
)
#: Names in place of one that the sponsor does not give: "Research Site", "GSK Investigational Site".
_UNNAMED = re.compile(
    r"(?:[\w&.,'’/-]+ ){0,4}(?:research|investigational|investigative|investigator|clinical|trial|study"
    r"|local) (?:trial |study |research )?sites?(?:\W*\w*\d\w*)?|sites?(?:\W*\w*\d\w*)?|facility(?:\W*\d+)?"
    r"|local institution(?:\W*\w*\d\w*)?|research facility(?:\W.*)?|investigational (?:center|facility)"
    r"|for (?:additional|more|further) information.*|call for information.*|many locations.*|n/?a|unknown",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site as an extract keeps it. `recruiting` is None where the registry does not say."""

    facility: str
    city: str
    state: str
    zip: str
    recruiting: bool | None
    contact: TrialContact


def read_sites(value: Value, left_out: Counter[str]) -> tuple[list[SiteRow], bool]:
    """Return the sites that people can go to, each once, and whether there are telemedicine sites too.

    `left_out` counts those not kept, by reason.
    """
    found: dict[tuple[str, str, str, str], SiteRow] = {}
    telemedicine = False
    for each in items(value):
        if not isinstance(each, dict) or not each:
            continue
        row, reason = _read(each)
        if row is None:
            left_out[reason] += 1
            telemedicine = telemedicine or reason == VIRTUAL
            continue
        key = (row.facility or text(each.get("facility")), row.city, row.state, row.zip)
        if key not in found or (row.recruiting and not found[key].recruiting):
            found[key] = row
    return list(found.values()), telemedicine


def _read(site: Mapping[str, Value]) -> tuple[SiteRow | None, str]:
    """Return a site, or None and why it is not kept."""
    country = normalize(text(site.get("country")))
    state = state_codes().get(normalize(text(site.get("state"))), "")
    if country in _TERRITORIES:
        state = _TERRITORIES[country]
    elif (country and country not in _UNITED_STATES) or (not country and not state):
        return None, ABROAD
    status = code(site.get("status"))
    if status not in ("", "RECRUITING"):
        return None, CLOSED
    facility = text(site.get("facility"))
    city = _city(text(site.get("city")))
    if _VIRTUAL.search(facility) or _VIRTUAL.search(city):
        return None, VIRTUAL
    if city == "Washington" and not state:
        state = "DC"
    digits = _zip(text(site.get("zip")))
    if not digits and not (city and state):
        return None, NO_PLACE
    contacts = [each for each in items(site.get("contacts")) if isinstance(each, dict)]
    recruiting = True if status else None
    return SiteRow(_name(facility), city, state, digits, recruiting, best_contact(contacts)), ""


def _city(name: str) -> str:
    """Return a city's name as the gazetteer writes it: "Washington D.C." is a city of no state."""
    return "Washington" if re.fullmatch(r"washington,?\s*d\.?\s*c\.?", name, re.IGNORECASE) else name


def _zip(written: str) -> str:
    """Return the five digits of a ZIP code or ZIP+4, "" if they cannot be read."""
    digits = re.sub(r"[\s.-]", "", written)
    if re.fullmatch(r"[0-9]{4}|[0-9]{8}", digits):  # a spreadsheet dropped the zero
        digits = f"0{digits}"
    return digits[:5] if re.fullmatch(r"[0-9]{5}(?:[0-9]{4})?", digits) else ""


def _name(facility: str) -> str:
    """Return the name of a facility without a sponsor's number, "" where the sponsor gives no name."""
    name = _NUMBERED.sub("", facility).strip(" -,;:/")
    return "" if not name or _UNNAMED.fullmatch(name) else name
