"""Tables of curated places of care, and of the hospitals of CMS."""

from __future__ import annotations

from finder.domain.care import CareSite
from finder.domain.clinicians import Hospital
from finder.domain.dataset import ExportField as Field
from finder.domain.dataset import ExportTable
from finder.domain.kinds import Kind
from finder.formats import proper_names
from finder.formats.dataset.values import joined, phone, precision


def _website(site: CareSite) -> str | None:
    link = site.link("website")
    return link.url if link else None


def _latitude(site: CareSite) -> float | None:
    return site.position.point.latitude if site.position else None


def _longitude(site: CareSite) -> float | None:
    return site.position.point.longitude if site.position else None


PLACES = ExportTable(
    "place",
    "Cancer centers, community cancer programs, and other hospitals and clinics: the curated places of care.",
    (
        Field("id", "Its key, and its address here.", lambda each: each.path, required=True),
        Field("name", "What it is called.", lambda each: each.name, required=True),
        Field("kind", "center, program or site.", lambda each: each.kind.value, required=True),
        Field("host", "The hospital or university that it belongs to.", lambda each: each.host),
        Field("center", "The center that it is part of or works with.",
              lambda each: Kind.CENTER.record(each.center) if each.center else None, refers_to="place"),
        Field("relation", "own: the center runs it; linked: it works with the center.",
              lambda each: each.relation),
        Field("treats_patients", "Whether patients are treated there; not in laboratories and offices.",
              lambda each: each.treats_patients, "boolean", required=True),
        Field("treats_adults", "yes, no or unknown.", lambda each: each.treated("adults"), required=True),
        Field("treats_children", "yes, no or unknown.", lambda each: each.treated("children"), required=True),
        Field("veterans_only", "Whether only veterans are treated there.", lambda each: each.veterans_only,
              "boolean", required=True),
        Field("specialties", "Groups of specialists who are known to work there.",
              lambda each: joined(each.groups)),
        Field("street", "Street and number.", lambda each: each.address.street),
        Field("city", "City.", lambda each: each.address.city, required=True),
        Field("state", "State, as a USPS code.", lambda each: each.address.state, required=True),
        Field("zip", "ZIP code: text of five digits.", lambda each: each.address.zip),
        Field("latitude", "Degrees north (WGS 84).", _latitude, "number"),
        Field("longitude", "Degrees east: negative in America.", _longitude, "number"),
        Field("precision", "address, or zip: the point is the middle of the ZIP code.",
              lambda each: each.position.precision if each.position else None),
        Field("ccn", "CMS certification number: text of six characters.",
              lambda each: each.ccn.number if each.ccn else None),
        Field("website", "Its website.", _website),
        Field("source", "Where the place itself comes from.", lambda each: each.origin.source,
              required=True, refers_to="source"),
        Field("checked", "When the source had it.", lambda each: each.origin.checked),
    ),
    ("id",),
    label="name",
)  # fmt: skip
_PLACE = Field("place", "The place.", lambda each: each[0].path, required=True, refers_to="place")
_FROM = Field(
    "source", "Where it comes from.", lambda each: each[1].origin.source, required=True, refers_to="source"
)
_SEEN = Field("checked", "When the source had it.", lambda each: each[1].origin.checked)
_NUMBER = Field(
    "number", "Counts the rows of a place, from 1.", lambda each: each[2], "integer", required=True
)


PLACE_PHONES = ExportTable(
    "place_phone",
    "Telephone numbers of places, with what each is for.",
    (
        _PLACE,
        _NUMBER,
        Field("purpose", "What the number is for.", lambda each: each[1].purpose, required=True),
        Field("phone", "The number: 617-555-0100.", lambda each: phone(each[1].number), required=True),
        Field("note", "What else the source says of it.", lambda each: each[1].note),
        _FROM,
        _SEEN,
    ),
    ("place", "number"),
    lambda site: ((site, each, at) for at, each in enumerate(site.phones, start=1)),
    label="phone",
)
PLACE_LINKS = ExportTable(
    "place_link",
    "Web pages of places.",
    (
        _PLACE,
        _NUMBER,
        Field("purpose", "website, second opinions or Spanish.", lambda each: each[1].purpose, required=True),
        Field("url", "The address.", lambda each: each[1].url, required=True),
        _FROM,
        _SEEN,
    ),
    ("place", "number"),
    lambda site: ((site, each, at) for at, each in enumerate(site.links, start=1)),
    label="url",
)
PLACE_DESIGNATIONS = ExportTable(
    "place_designation",
    "Lists that have a place: NCI designation, NCCN membership, PPS exemption.",
    (
        _PLACE,
        _NUMBER,
        Field("scheme", "nci, nccn or pps-exempt.", lambda each: each[1].scheme, required=True),
        Field("level", "Of NCI: comprehensive, clinical or basic-laboratory.", lambda each: each[1].level),
        Field("note", "What else the source says of it.", lambda each: each[1].note),
        _FROM,
        _SEEN,
    ),
    ("place", "number"),
    lambda site: ((site, each, at) for at, each in enumerate(site.designations, start=1)),
    label="scheme",
)
PLACE_CLAIMS = ExportTable(
    "place_claim",
    "What a source once said of a place: evidence for its time, not for today.",
    (
        _PLACE,
        _NUMBER,
        Field("claim", "What it says: a kind of claim.", lambda each: each[1].kind, required=True),
        Field("as_of", "The time that it is evidence for.", lambda each: each[1].as_of),
        Field("count", "How many, such as trials.", lambda each: each[1].count, "integer"),
        Field("note", "What else the source says of it.", lambda each: each[1].note),
        _FROM,
        _SEEN,
    ),
    ("place", "number"),
    lambda site: ((site, each, at) for at, each in enumerate(site.claims, start=1)),
    label="claim",
)
HOSPITALS = ExportTable(
    "hospital",
    "Hospitals of CMS that cancer specialists are affiliated with.",
    (
        Field("ccn", "CMS certification number: text of six characters.", lambda each: each.ccn,
              required=True),
        Field("name", "Its name.", lambda each: proper_names.title(each.name), required=True),
        Field("type", "What kind of hospital it is, as CMS says.", lambda each: each.type),
        Field("emergency", "Whether it has an emergency room; empty: not known.", lambda each: each.emergency,
              "boolean"),
        Field("street", "Street and number.", proper_names.street),
        Field("city", "City.", lambda each: proper_names.city(each.city), required=True),
        Field("state", "State, as a USPS code.", lambda each: each.state, required=True),
        Field("zip", "ZIP code: text of five digits.", lambda each: each.zip),
        Field("phone", "Its number in the records of Medicare.", lambda each: phone(each.phone)),
        Field("latitude", "Degrees north (WGS 84).", lambda each: each.latitude, "number"),
        Field("longitude", "Degrees east: negative in America.", lambda each: each.longitude, "number"),
        Field("precision", "address, or the middle of the zip or the city.",
              lambda each: precision(each.exactness)),
        Field("place", "The curated place that it is.", lambda each: each.site, refers_to="place"),
    ),
    ("ccn",),
    label="name",
)  # fmt: skip


def _team(hospital: Hospital) -> list[tuple[str, str, int]]:
    return [
        (hospital.ccn, each, count) for each, count in {**hospital.subspecialties, **hospital.team}.items()
    ]


HOSPITAL_TEAMS = ExportTable(
    "hospital_team",
    "How many clinicians of a specialty are affiliated with a hospital.",
    (
        Field("hospital", "The hospital.", lambda each: each[0], required=True, refers_to="hospital"),
        Field("specialty", "The specialty.", lambda each: each[1], required=True, refers_to="specialty"),
        Field("clinicians", "How many.", lambda each: each[2], "integer", required=True),
    ),
    ("hospital", "specialty"),
    _team,
)
OF_CARE_SITE = (PLACES, PLACE_PHONES, PLACE_LINKS, PLACE_DESIGNATIONS, PLACE_CLAIMS)
OF_HOSPITAL = (HOSPITALS, HOSPITAL_TEAMS)
