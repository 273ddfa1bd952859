"""A record as a contact: the same fields for centers, programs, clinicians and hospitals.

The shortlist, its comparison, the call sheet, the pack, and the files for address books and calendars all use
contacts. Their texts are in the current language.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from finder.domain.answers import ClinicianResult, Result
from finder.domain.care import GROUPS, CareSite, PhonePurpose
from finder.domain.claims import newest_claims
from finder.domain.clinicians import Clinician, Exactness, Hospital, Practice
from finder.domain.kinds import Kind
from finder.domain.sources import CMS_AFFILIATIONS, CMS_HOSPITALS
from finder.formats import display, proper_names
from finder.formats.claims import claim_text
from finder.formats.contacts.local_time import day_and_time
from finder.formats.contacts.numbers import USES, Number
from finder.formats.json.sources import date_checked
from finder.geo.points import Point
from finder.geo.time_zones import zone_of
from finder.language import _, date, number, translate
from finder.store.read_catalog import Catalog


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or place to call. `path` is that of the record's page, without the first slash.

    `why` says why it is listed, `whom` whom it treats, `offers` which specialists it has, `cautions` what to
    know before calling, and `note` which number is missing. `opinions` is its web page on second opinions,
    `point` where it is. `miles` is the distance, which is approximate if `about`. `live`: its record comes
    from the live NPI Registry. `sorted_name` are the parts of a person's name as an address book sorts them:
    family, given, middle, before it, after it; of a place they are empty. `precision` says how exact `point`
    is: "address", or the middle of its "zip" code or "city"; None where it is not known.
    """

    path: str
    name: str
    kind: str
    why: tuple[str, ...]
    whom: str
    offers: str
    street: str
    city: str
    state: str
    zip: str
    numbers: tuple[Number, ...]
    note: str
    website: str | None
    opinions: str | None
    point: Point | None
    sources: tuple[str, ...]
    cautions: tuple[str, ...] = ()
    miles: float | None = None
    about: bool = False
    live: bool = False
    sorted_name: tuple[str, str, str, str, str] = ("", "", "", "", "")
    precision: str | None = None

    @property
    def page(self) -> str:
        """The address of the record's page, without the first slash."""
        return f"{self.path}?live=yes" if self.live else self.path

    @property
    def zone(self) -> ZoneInfo | None:
        """Its time zone. Looked up when it is asked for: the map of zones takes 36 MB."""
        return zone_of(self.point) if self.point else None

    @property
    def distance(self) -> str:
        """The distance as text; empty if it is not catalog."""
        return "" if self.miles is None else display.miles(self.miles, self.about)

    @property
    def address(self) -> str:
        """The address on one line."""
        parts = (self.street, self.city, f"{self.state} {self.zip}".strip())
        return ", ".join(part for part in parts if part)

    @property
    def url(self) -> str | None:
        """Its web page on second opinions, or else its website."""
        return self.opinions or self.website


def contact(
    record: CareSite | Clinician | Hospital, catalog: Catalog, found: Result | None = None
) -> Contact:
    """Return a record as a contact. `found` is the search result with its distance and nearest practice."""
    match record:
        case Clinician():
            nearest = found.practice if isinstance(found, ClinicianResult) else None
            made = _clinician(record, catalog, nearest)
        case Hospital():
            made = _hospital(record, catalog)
        case _:
            made = _site(record, catalog)
    return replace(made, miles=found.miles, about=found.about) if found else made


def _site(site: CareSite, catalog: Catalog) -> Contact:
    numbers = tuple(
        Number(each.purpose, display.phone_label(each.purpose), each.number, translate(each.note or ""))
        for purpose in USES
        for each in display.phones_for_patients(site.phones)
        if each.purpose == purpose
    )
    designations = [
        translate(catalog.designation_kinds[each.scheme, each.level].name) for each in site.designations
    ]
    kinds = catalog.claim_kinds
    claims = [claim_text(each, kinds[each.kind]) for each in newest_claims(site.claims, kinds)]
    website, opinions = site.link("website"), site.link("second opinions")
    return Contact(
        path=site.path,
        name=site.name,
        kind=_kind_label(site),
        why=tuple(
            each
            for each in (display.belongs(site, catalog.center_of(site)), *(designations or claims))
            if each
        ),
        whom=display.treats_in_full(site),
        offers=_groups(site.groups, catalog)
        or _("We don't know which cancer doctors work here. Ask when you call."),
        street=site.address.street or "",
        city=site.address.city,
        state=site.address.state,
        zip=site.address.zip or "",
        numbers=numbers,
        note=_missing_number(numbers),
        website=website.url if website else None,
        opinions=opinions.url if opinions else None,
        point=site.position.point if site.position else None,
        precision=site.position.precision if site.position else None,
        sources=_sources(site, catalog),
        cautions=tuple(
            caution
            for caution in (
                _(display.VETERANS_ONLY) if site.veterans_only else "",
                translate(site.care_note.text) if site.care_note else "",
            )
            if caution
        ),
    )


def _clinician(each: Clinician, catalog: Catalog, nearest: Practice | None) -> Contact:
    practices = tuple(dict.fromkeys((nearest, *each.practices))) if nearest else each.practices
    # The first number of each practice; one that several share is listed with the first of them.
    practice_of = {
        phone.number: practice for practice in reversed(practices) for phone in practice.phones[:1]
    }
    numbers = tuple(
        Number("practice", _("Practice in %(city)s") % {"city": proper_names.city(practice.city)}, number)
        for number, practice in reversed(practice_of.items())
    )
    practice = practices[0] if practices else Practice("", "", "")
    reported = [translate(catalog.specialties[one.specialty].name) for one in each.specialties]
    return Contact(
        path=each.path,
        name=proper_names.name_with_credentials(each),
        kind=_(each.kind.badge),
        why=tuple(
            line
            for line in (
                _("Reports %(specialties)s") % {"specialties": ", ".join(reported)} if reported else "",
                _("Looked up in the NPI Registry on %(moment)s") % {"moment": _asked(each, practice)}
                if each.live
                else "",
            )
            if line
        ),
        whom="",
        offers=", ".join(reported),
        street=proper_names.street(practice),
        city=proper_names.city(practice.city),
        state=practice.state,
        zip=practice.zip,
        numbers=numbers,
        note=_missing_number(numbers),
        website=None,
        opinions=None,
        point=practice.point,
        precision=precision(practice.exactness),
        sources=_sources(each, catalog),
        cautions=_cautions(practice),
        live=each.live,
        sorted_name=_sorted_name(each),
    )


def precision(exactness: Exactness | None) -> str | None:
    """Return how exact a point of a public file is, in the words for curated places."""
    return "address" if exactness == "street" else exactness


def _sorted_name(each: Clinician) -> tuple[str, str, str, str, str]:
    if each.kind is not Kind.CLINICIAN:
        return ("", "", "", "", "")
    given, middle, family, suffix = proper_names.name_parts(each)
    after = ", ".join(part for part in (suffix, proper_names.credentials(each.credentials)) if part)
    return (family, given, middle, "", after)


def _asked(each: Clinician, practice: Practice) -> str:
    zone = zone_of(practice.point) if practice.point else None
    return day_and_time(datetime.datetime.fromisoformat(each.asked or ""), zone)


def _cautions(practice: Practice) -> tuple[str, ...]:
    if practice.mailing_only:
        return (_("This is a mailing address only. Call to ask where they see patients."),)
    return (_("We do not show the street, because it may be a home. Call."),) if practice.withheld else ()


def _hospital(each: Hospital, catalog: Catalog) -> Contact:
    purpose: PhonePurpose = "Medicare records"
    numbers = (Number(purpose, display.phone_label(purpose), each.phone),) if each.phone else ()
    team = [
        f"{translate(catalog.specialties[group].name)}: {number(each.team[group])}"
        for group in GROUPS
        if group in each.team
    ]
    return Contact(
        path=each.path,
        name=proper_names.title(each.name),
        kind=_(each.kind.badge),
        why=(_("Affiliated clinicians: %(team)s") % {"team": ", ".join(team)},) if team else (),
        whom="",
        offers=", ".join(team),
        street=proper_names.street(each),
        city=proper_names.city(each.city),
        state=each.state,
        zip=each.zip,
        numbers=numbers,
        note=_missing_number(numbers),
        website=None,
        opinions=None,
        point=each.point,
        precision=precision(each.exactness),
        sources=_sources(each, catalog),
    )


def _kind_label(site: CareSite) -> str:
    if site.relation == "own":
        return _("Cancer center location")
    if site.kind is not Kind.CENTER:
        return _(site.kind.badge)
    if site.treats == ("children",):
        return _("Children’s hospital")
    return _("Research hospital") if site.studies_only else _(site.kind.badge)


def _groups(groups: Sequence[str], catalog: Catalog) -> str:
    return ", ".join(translate(catalog.specialties[group].name) for group in GROUPS if group in groups)


def _missing_number(numbers: Sequence[Number]) -> str:
    if not numbers:
        return _("We have no telephone number here.")
    if any(each.purpose == "second opinions" for each in numbers):
        return ""
    return _("We have no number for second opinions here. Ask for cancer care and say “second opinion”.")


def facts_from(record: CareSite | Clinician | Hospital, catalog: Catalog) -> dict[str, str | None]:
    """Return the keys of the sources of a record, each with the newest date of its facts, if it is known.

    Our own rules are left out.
    """
    match record:
        case Clinician():
            return {key: date_checked(record, key, catalog) for key in record.sources}
        case Hospital():
            keys = (key for key in (CMS_HOSPITALS, CMS_AFFILIATIONS) if key in catalog.sources)
            return {key: catalog.sources[key].as_of for key in keys}
    newest: dict[str, str] = {}
    for origin in record.origins():
        newest[origin.source] = max(newest.get(origin.source, ""), origin.checked or "")
    kinds = {key: catalog.sources[key].kind for key in newest}
    return {key: day or None for key, day in newest.items() if kinds[key] != "house-rule"}


def _sources(record: CareSite | Clinician | Hospital, catalog: Catalog) -> tuple[str, ...]:
    return tuple(_source(catalog.sources[key].name, day) for key, day in facts_from(record, catalog).items())


def _source(name: str, checked: str | None) -> str:
    """Return the name of a source with its date, unless the name already has the year."""
    return f"{name}, {date(checked)}" if checked and checked[:4] not in name else name
