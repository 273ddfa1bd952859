"""Tables of clinicians and clinics, as the public files of CMS have them, and of trials."""

from __future__ import annotations

from finder.domain.clinicians import Clinician
from finder.domain.dataset import ExportField as Field
from finder.domain.dataset import ExportTable
from finder.formats import proper_names
from finder.formats.dataset.values import joined, phone, precision

CLINICIANS = ExportTable(
    "clinician",
    "Persons and clinics with a National Provider Identifier that report cancer care.",
    (
        Field("npi", "National Provider Identifier: text of ten digits.", lambda each: each.npi,
              required=True),
        Field("name", "The name.", proper_names.full_name, required=True),
        Field("kind", "clinician (a person) or clinic.", lambda each: each.kind.value, required=True),
        Field("credentials", "Credentials, as the person gives them.",
              lambda each: proper_names.credentials(each.credentials) or None),
        Field("sex", "F or M.", lambda each: each.sex),
        Field("telehealth", "Whether Medicare was billed for video visits; empty: not known.",
              lambda each: each.telehealth, "boolean"),
        Field("accepts_assignment", "Whether what Medicare pays is accepted in full; empty: not known.",
              lambda each: each.assignment, "boolean"),
        Field("enumerated", "The day on which the NPI was given.", lambda each: each.enumerated),
        Field("updated", "The day of the last change in NPPES.", lambda each: each.updated),
        Field("sources", "The public files that have the record.", lambda each: joined(each.sources)),
    ),
    ("npi",),
    label="name",
)  # fmt: skip
_CLINICIAN = Field("clinician", "Who it is.", lambda each: each[0].npi, required=True, refers_to="clinician")


def _specialties(each: Clinician) -> list[tuple[Clinician, str, bool, str | None]]:
    found: dict[str, tuple[Clinician, str, bool, str | None]] = {}
    for one in each.specialties:
        found.setdefault(one.specialty, (each, one.specialty, one.primary, joined(one.sources)))
    return list(found.values())


CLINICIAN_SPECIALTIES = ExportTable(
    "clinician_specialty",
    "Specialties that clinicians and clinics report.",
    (
        _CLINICIAN,
        Field("specialty", "The specialty.", lambda each: each[1], required=True, refers_to="specialty"),
        Field(
            "primary", "Whether the record names it first.", lambda each: each[2], "boolean", required=True
        ),
        Field("sources", "The public files that say so.", lambda each: each[3]),
    ),
    ("clinician", "specialty"),
    _specialties,
)
PRACTICES = ExportTable(
    "practice",
    "Addresses where clinicians work. A street that may be a home is left out.",
    (
        _CLINICIAN,
        Field("number", "Counts the practices of a clinician, from 1.", lambda each: each[2], "integer",
              required=True),
        Field("name", "What it is called.", lambda each: proper_names.title(each[1].name or "") or None),
        Field("street", "Street and number.", lambda each: proper_names.street(each[1]) or None),
        Field("street_withheld", "Whether the street is left out, as it may be a home.",
              lambda each: each[1].withheld, "boolean", required=True),
        Field("mailing_only", "Whether it is a post office box: nobody is seen there.",
              lambda each: each[1].mailing_only, "boolean", required=True),
        Field("city", "City.", lambda each: proper_names.city(each[1].city)),
        Field("state", "State, as a USPS code.", lambda each: each[1].state),
        Field("zip", "ZIP code: text of five digits.", lambda each: each[1].zip),
        Field("phones", "Telephone numbers.",
              lambda each: joined(phone(one.number) or "" for one in each[1].phones)),
        Field("latitude", "Degrees north (WGS 84).", lambda each: each[1].latitude, "number"),
        Field("longitude", "Degrees east: negative in America.", lambda each: each[1].longitude, "number"),
        Field("precision", "address, or the middle of the zip or the city.",
              lambda each: precision(each[1].exactness)),
        Field("place", "The curated place at that address.", lambda each: each[1].site, refers_to="place"),
    ),
    ("clinician", "number"),
    lambda each: ((each, one, at) for at, one in enumerate(each.practices, start=1)),
)  # fmt: skip
CLINICIAN_HOSPITALS = ExportTable(
    "clinician_hospital",
    "Hospitals that CMS says clinicians are affiliated with; some of them are not in the table of hospitals.",
    (
        _CLINICIAN,
        Field("ccn", "CMS certification number of the hospital: text.", lambda each: each[1], required=True),
    ),
    ("clinician", "ccn"),
    lambda each: ((each, ccn) for ccn in dict.fromkeys(each.hospitals)),
)
OF_CLINICIAN = (CLINICIANS, CLINICIAN_SPECIALTIES, PRACTICES, CLINICIAN_HOSPITALS)

TRIALS = ExportTable(
    "trial",
    "Recruiting trials of ClinicalTrials.gov.",
    (
        Field("nct", "Its number in the registry.", lambda each: each[0].nct, required=True),
        Field("title", "Its title.", lambda each: each[0].title, required=True),
        Field("sponsor", "Who is responsible for it.", lambda each: each[0].sponsor),
        Field("phases", "Its phases, as codes of the registry.", lambda each: joined(each[0].phases)),
        Field("purpose", "Its purpose, as a code of the registry.", lambda each: each[0].purpose or None),
        Field("sex", "Who may join: FEMALE, MALE or ALL.", lambda each: each[0].sex or None),
        Field("minimum_age", "In years; empty: no limit, or not known.", lambda each: each[0].minimum_age,
              "number"),
        Field("maximum_age", "In years; empty: no limit, or not known.", lambda each: each[0].maximum_age,
              "number"),
        Field("ages_known", "Whether the registry gives ages.", lambda each: each[0].ages_known, "boolean",
              required=True),
        Field("updated", "The day of its last update in the registry.", lambda each: each[0].updated or None),
        Field("url", "Its page in the registry.", lambda each: each[0].url, required=True),
    ),
    ("nct",),
    label="title",
)  # fmt: skip
_TRIAL = Field("trial", "The trial.", lambda each: each[0].nct, required=True, refers_to="trial")
TRIAL_SITES = ExportTable(
    "trial_site",
    "Sites in the United States where a trial recruits, or does not say.",
    (
        _TRIAL,
        Field("number", "Counts the sites of a trial, from 1.", lambda each: each[2], "integer",
              required=True),
        Field("facility", "What it is called; empty: the sponsor gives no name.",
              lambda each: each[1].facility or None),
        Field("city", "City.", lambda each: each[1].city),
        Field("state", "State, as a USPS code.", lambda each: each[1].state),
        Field("zip", "ZIP code: text of five digits.", lambda each: each[1].zip or None),
        Field("recruiting", "Whether it recruits; empty: not known.", lambda each: each[1].recruiting,
              "boolean"),
        Field("latitude", "Degrees north (WGS 84).", lambda each: each[1].latitude, "number"),
        Field("longitude", "Degrees east: negative in America.", lambda each: each[1].longitude, "number"),
        Field("precision", "zip or city: the point is the middle of it.", lambda each: each[1].exactness),
        Field("place", "The curated place that it is.", lambda each: each[1].place, refers_to="place"),
    ),
    ("trial", "number"),
    lambda each: ((each[0], site, at) for at, site in enumerate(each[1], start=1)),
    label="facility",
)  # fmt: skip
TRIAL_CANCERS = ExportTable(
    "trial_cancer",
    "Cancer types that a trial is for.",
    (
        _TRIAL,
        Field("cancer", "The type.", lambda each: each[1], required=True, refers_to="cancer"),
        Field("scope", "own: the trial names it; wider: it names a group that the type is in.",
              lambda each: each[2], required=True),
    ),
    ("trial", "cancer"),
    lambda each: ((each[0], slug, scope)
                  for scope, slugs in (("own", each[0].own), ("wider", each[0].wider)) for slug in slugs),
)  # fmt: skip
OF_TRIAL = (TRIALS, TRIAL_SITES, TRIAL_CANCERS)
