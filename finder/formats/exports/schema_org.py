"""What a page says to search engines in schema.org's vocabulary, as JSON-LD: a record, its path, the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from finder.domain.care import GROUPS, CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.kinds import Kind
from finder.formats.contacts.contact import Contact
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

CONTEXT = "https://schema.org"
#: schema.org's specialties for words in a slug of data/specialties.csv. It has none for radiation treatment
#: alone: like every doctor for cancer, they are "Oncologic".
_SPECIALTIES = {
    "oncology": "Oncologic",
    "hematology": "Hematologic",
    "surgery": "Surgical",
    "pathology": "Pathology",
    "pediatric": "Pediatric",
    "gynecologic": "Gynecologic",
    "urology": "Urologic",
    "neurology": "Neurologic",
    "dermatology": "Dermatologic",
    "otolaryngology": "Otolaryngologic",
    "plastic": "PlasticSurgery",
}


def record(
    each: CareSite | Clinician | Hospital,
    contact: Contact,
    catalog: Catalog,
    root: str,
    hospitals: Mapping[str, str],
) -> Json:
    """Return a record with its page as what it is about; `root` is the address of this website.

    `hospitals` are the names of those that a clinician works at, by the path of their pages.
    """
    match each:
        case Clinician():
            more = _clinician(each, catalog, root, hospitals)
        case Hospital():
            more = _hospital(each)
        case _:
            more = _care_site(each, catalog, root)
    page = f"{root}/{each.path}"
    whole = {
        "@context": CONTEXT,
        "@id": f"{page}#record",
        **more,
        "mainEntityOfPage": page,
        **_reach(contact),
    }
    if whole["@type"] in _PLACES and contact.precision == "address" and contact.point:
        point = contact.point
        whole["geo"] = {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude}
    return _present(whole)


#: The types that are places too: only these have a point on the map.
_PLACES = ("Hospital", "MedicalClinic", "Physician")


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Json:
    """Return the way to a page: the names and full addresses of the pages above it, and its own."""
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": address}
        for at, (name, address) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def website(name: str, root: str, language: str) -> Json:
    """Return the site with its searches: near a place, and by name."""
    searches = [
        {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{root}/{path}?{field}={{{field}}}"},
            "query-input": f"required name={field}",
        }
        for path, field in (("search", "near"), ("find", "name"))
    ]
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": name,
        "url": f"{root}/",
        "inLanguage": language,
        "potentialAction": searches,
    }


def _care_site(site: CareSite, catalog: Catalog, root: str) -> Json:
    """Return a place: a hospital where its CMS number is its own, else a clinic, or an office."""
    is_hospital = site.ccn is not None and not site.ccn.relation
    kind = "Hospital" if is_hospital else "MedicalClinic" if site.treats_patients else "MedicalOrganization"
    center = catalog.center_of(site) if site.relation == "own" else None
    parent: Json | None = None
    if center:
        parent = {"@type": "MedicalOrganization", "@id": f"{root}/{center.path}#record", "name": center.name}
    elif site.host:
        parent = {"@type": "Organization", "name": site.host}
    found = [each for each in GROUPS if each in site.groups]
    ages = ["pediatric"] if site.treats == ("children",) else []
    return {
        "@type": kind,
        "name": site.name,
        "identifier": _identifier("CCN", site.ccn.number) if is_hospital and site.ccn else None,
        "medicalSpecialty": _specialties(["oncology", *found, *ages]) if site.treats_patients else None,
        "parentOrganization": parent,
    }


def _hospital(each: Hospital) -> Json:
    return {
        "@type": "Hospital",
        "identifier": _identifier("CCN", each.ccn),
        "medicalSpecialty": _specialties([group for group in GROUPS if group in each.team]),
    }


def _clinician(each: Clinician, catalog: Catalog, root: str, hospitals: Mapping[str, str]) -> Json:
    slugs = [one.specialty for one in each.specialties]
    is_doctor = any(catalog.specialties[slug].groups for slug in slugs if slug in catalog.specialties)
    whole: Json = {"identifier": _identifier("NPI", each.npi)}
    if each.kind is Kind.CLINIC:
        return {"@type": "MedicalClinic", **whole, "medicalSpecialty": _specialties(slugs)}
    if not is_doctor:
        return {"@type": "Person", **whole}
    works_at = [
        {"@type": "Hospital", "@id": f"{root}{path}#record", "name": name} for path, name in hospitals.items()
    ]
    return {
        "@type": "Physician",
        **whole,
        "medicalSpecialty": _specialties(slugs),
        "hospitalAffiliation": works_at,
    }


def _reach(contact: Contact) -> Json:
    """Return name, address, numbers and website; a street that we do not show is not here either."""
    return {
        "name": contact.name,
        "address": _present(
            {
                "@type": "PostalAddress",
                "streetAddress": contact.street,
                "addressLocality": contact.city,
                "addressRegion": contact.state,
                "postalCode": contact.zip,
                "addressCountry": "US",
            }
        ),
        "telephone": contact.numbers[0].number if contact.numbers else None,
        "contactPoint": [
            {"@type": "ContactPoint", "telephone": each.number, "contactType": each.label}
            for each in contact.numbers
        ],
        "url": contact.website,
    }


def _identifier(system: str, value: str) -> Json:
    return {"@type": "PropertyValue", "propertyID": system, "value": value}


def _specialties(slugs: Iterable[str]) -> list[str]:
    found = [f"{CONTEXT}/{name}" for slug in slugs for word, name in _SPECIALTIES.items() if word in slug]
    return list(dict.fromkeys(found))


def _present(whole: Json) -> Json:
    """Return an object without what is not known."""
    return {name: value for name, value in whole.items() if value not in (None, "", [])}
