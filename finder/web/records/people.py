"""Values that pages and cards of clinicians, clinics and hospitals share: specialties, addresses, numbers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from finder.domain.answers import Workplace
from finder.domain.care import GROUPS
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.documents import Helpline
from finder.domain.kinds import Kind
from finder.formats import display
from finder.formats.contacts.local_time import day_and_time
from finder.formats.json.sources import date_checked
from finder.formats.proper_names import full_name, street, title, town
from finder.geo.time_zones import zone_of
from finder.language import _, number, translate
from finder.store.read_catalog import Catalog
from finder.web.elements import optional
from finder.web.language import translate as shown
from finder.web.links import link, page_link, sentence
from finder.web.page.views import Call, Entry, joined
from finder.web.records.care_sites import who_answers
from finder.web.records.directions import directions_button

#: A separator that is hidden in print, where each link is on its own line.
DOT = Markup(' <span class="no-print">· </span>')
#: The key of the help line whose link shows an NPI record; it works for clinics too.
NPI_REGISTRY_LINE = "npi-registry"


@dataclass(frozen=True, slots=True)
class Office:
    """An address with the numbers to call there; `no_number` is a note if there are none.

    `directions` is empty for a street that may be a home, and for an address that is for mail only.
    """

    address: Markup
    directions: Markup
    calls: tuple[Call, ...]
    no_number: str


def office(practice: Practice, each: Clinician, catalog: Catalog) -> Office:
    """Return a practice of a clinician with its address and numbers."""
    return Office(
        _practice_address(practice),
        Markup("")
        if practice.withheld or practice.mailing_only
        else directions_button(practice, full_name(each)),
        tuple(
            Call(_practice_label(practice, phone.source, each, catalog), phone.number)
            for phone in practice.phones
        ),
        "" if practice.phones else _("We have no phone number for this practice."),
    )


def hospital_calls(hospital: Hospital) -> list[Call]:
    """Return the number of a hospital as a list, empty if there is none."""
    return [Call(who_answers("Medicare records"), hospital.phone)] if hospital.phone else []


def hospital_address(hospital: Hospital, between: str = ", ") -> Markup:
    """Return the street and city of a hospital."""
    return joined((street(hospital), town(hospital)), between)


def team(hospital: Hospital, catalog: Catalog) -> str:
    """Return the size of a hospital's team by group: "3 in surgery, 2 in pathology"."""
    return ", ".join(
        _("%(count)s in %(group)s")
        % {
            "count": number(hospital.team[group]),
            "group": display.in_sentence(translate(catalog.specialties[group].name)),
        }
        for group in GROUPS
        if group in hospital.team
    )


def workplace_link(workplace: Workplace) -> Markup:
    """Return the link to a hospital or center where a clinician works."""
    return page_link(workplace.url, title(workplace.name))


def record_date(each: Clinician, source: str, catalog: Catalog) -> str:
    """Return when a source's record of a clinician was last changed, or else the date of its file."""
    day = date_checked(each, source, catalog)
    return display.date(day) if day else display.source_date(catalog.sources[source])


def looked_up(each: Clinician) -> str:
    """Return when the NPI Registry was asked about a clinician, by the clock there; "" if it was not."""
    if not each.asked:
        return ""
    point = each.practices[0].point if each.practices else None
    return day_and_time(datetime.datetime.fromisoformat(each.asked), zone_of(point) if point else None)


def look_ups(each: Clinician | Hospital, catalog: Catalog) -> list[Entry]:
    """Return links to sites where a record can be checked; for a clinic only the NPI Registry."""
    return [
        Entry(link(address, shown(line.name)), shown(line.use_for))
        for line, address in look_up_addresses(each, catalog)
        if isinstance(each, Hospital) or each.kind is Kind.CLINICIAN or line.key == NPI_REGISTRY_LINE
    ]


def look_up_addresses(each: Clinician | Hospital, catalog: Catalog) -> list[tuple[Helpline, str]]:
    """Return the sites where a clinician or hospital can be looked up, each with its address filled in."""
    person = isinstance(each, Clinician)
    place = each.practices[0] if isinstance(each, Clinician) and each.practices else each
    values = {
        name: quote(str(getattr(of, name, "") or ""))
        for name, of in (
            ("npi", each), ("first", each), ("last", each), ("city", place), ("state", place), ("zip", place),
        )
    }  # fmt: skip
    templates = [
        (line, line.clinician_url if person else line.hospital_url) for line in catalog.helplines.values()
    ]
    return [(line, template.format(**values)) for line, template in templates if template]


def _practice_label(practice: Practice, source: str, each: Clinician, catalog: Catalog) -> str:
    if len(practice.phones) == 1:
        return _("Practice")
    name = catalog.sources[source].name.split(",")[0]
    return _("Practice") + f" ({name}, {record_date(each, source, catalog)})"


def _practice_address(practice: Practice) -> Markup:
    lines = joined((_practice_name(practice), street(practice), town(practice)), Markup("<br>"))
    if practice.mailing_only:
        return sentence(_("Mailing address only: %(address)s"), address=lines)
    if practice.withheld:
        withheld = optional("span", _("We don't show the street. It may be a home. Call."), class_="soft")
        return joined((lines, withheld), Markup("<br>"))
    return lines


def _practice_name(practice: Practice) -> str:
    if practice.site:
        return page_link(f"/{practice.site}", title(practice.name or _("Cancer center")))
    return title(practice.name or "")
