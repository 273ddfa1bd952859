"""Records in HSDS: each is an organization that offers cancer care, its service, and where that is.

What is not known is left out: neither fees nor waiting times nor ages are guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finder.domain.care import GROUPS, CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.formats.contacts.contact import Contact, contact
from finder.formats.hsds import ids
from finder.formats.hsds.taxonomies import Term, term, term_id
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

Place = CareSite | Hospital | Clinician
_NAME = "Cancer care"
_MIDDLE = {"zip": "The point is the middle of the ZIP code.", "city": "The point is the middle of the city."}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes records. `root` is the address of this website; `changed` is when the directory was built."""

    catalog: Catalog
    terms: Mapping[str, Term]
    root: str
    changed: str

    def service(self, record: Place, *, full: bool) -> Json:
        """Return a service with its organization; `full`: also with phones, places and terms."""
        return self._service(record, self._contact(record), full=full)

    def service_at_location(self, record: Place, *, full: bool) -> Json:
        """Return a service at its place; `full`: also with phones, address and terms."""
        to_call = self._contact(record)
        return {
            **self._at_location(record, to_call, full=full),
            "service": self._service(record, to_call, full=full, places=False),
        }

    def organization(self, record: Place, *, full: bool, full_service: bool = False) -> Json:
        """Return an organization; `full`: with numbers, places and services, whole if `full_service`."""
        to_call = self._contact(record)
        whole = self._organization(record, to_call)
        if full:
            whole["phones"] = self._phones(record, to_call)
            whole["locations"] = [self._location(record, to_call, full=True)]
            whole["organization_identifiers"] = self._identifiers(record)
        if full and treats(record):
            service = self._service(record, to_call, full=full_service)
            del service["organization"]
            whole["services"] = [service]
        return whole

    def minimal(self, record: Place) -> Json:
        """Return the id of a service, and when it was changed."""
        return {"id": ids.of_record(record.path, ids.SERVICE), "modified_date": self.changed}

    def _contact(self, record: Place) -> Contact:
        return contact(record, self.catalog)

    def _service(self, record: Place, to_call: Contact, *, full: bool, places: bool = True) -> Json:
        whole = _present(
            {
                "id": ids.of_record(record.path, ids.SERVICE),
                "organization_id": ids.of_record(record.path, ids.ORGANIZATION),
                "name": _NAME,
                "description": ". ".join(
                    each for each in (to_call.kind, *to_call.why, to_call.offers, to_call.note) if each
                ),
                "url": to_call.opinions or to_call.website or f"{self.root}/{to_call.path}",
                "status": "active",
                "eligibility_description": to_call.whom,
                "alert": " ".join(to_call.cautions),
                "assured_date": _newest_day(record),
                "last_modified": self.changed,
            }
        )
        whole["organization"] = self._organization(record, to_call)
        if full:
            whole["phones"] = self._phones(record, to_call)
            whole["attributes"] = self._attributes(record)
        if full and places:
            whole["service_at_locations"] = [self._at_location(record, to_call, full=True)]
        return whole

    def _at_location(self, record: Place, to_call: Contact, *, full: bool) -> Json:
        return {
            "id": ids.of_record(record.path, ids.SERVICE_AT_LOCATION),
            "service_id": ids.of_record(record.path, ids.SERVICE),
            "location_id": ids.of_record(record.path, ids.LOCATION),
            "location": self._location(record, to_call, full=full),
        }

    def _organization(self, record: Place, to_call: Contact) -> Json:
        center = self.catalog.center_of(record) if isinstance(record, CareSite) else None
        is_part = isinstance(record, CareSite) and record.relation == "own" and center is not None
        return _present(
            {
                "id": ids.of_record(record.path, ids.ORGANIZATION),
                "name": to_call.name,
                "description": ". ".join(each for each in (to_call.kind, *to_call.why) if each),
                "website": to_call.website,
                "uri": f"{self.root}/{to_call.path}",
                "parent_organization_id": ids.of_record(center.path, ids.ORGANIZATION)
                if center and is_part
                else None,
            }
        )

    def _location(self, record: Place, to_call: Contact, *, full: bool) -> Json:
        key = ids.of_record(record.path, ids.LOCATION)
        whole = _present(
            {
                "id": key,
                "location_type": "physical",
                "organization_id": ids.of_record(record.path, ids.ORGANIZATION),
                "name": to_call.name,
                "description": _MIDDLE.get(to_call.precision or ""),
                "latitude": to_call.point.latitude if to_call.point else None,
                "longitude": to_call.point.longitude if to_call.point else None,
            }
        )
        if full:
            # The specification requires each of these texts; what is not known or not shown is empty.
            address = {
                "id": ids.of_text(f"address {record.path}"),
                "location_id": key,
                "address_1": to_call.street,
                "city": to_call.city,
                "state_province": to_call.state,
                "postal_code": to_call.zip,
                "country": "US",
                "address_type": "physical",
            }
            whole["addresses"] = [address]
        return whole

    def _phones(self, record: Place, to_call: Contact) -> list[Json]:
        service = ids.of_record(record.path, ids.SERVICE)
        return [
            {
                "id": ids.of_text(f"phone {record.path} {each.purpose} {each.number}"),
                "service_id": service,
                "number": each.number,
                "type": "voice",
                "description": f"{each.called}: {each.use}",
            }
            for each in to_call.numbers
        ]

    def _attributes(self, record: Place) -> list[Json]:
        service = ids.of_record(record.path, ids.SERVICE)
        named = [("kind", str(record.kind)), *(("specialty", slug) for slug in _specialties(record))]
        found = [each for taxonomy, code in named if (each := self.terms.get(term_id(taxonomy, code)))]
        return [
            {
                "id": ids.of_text(f"attribute {record.path} {each.id}"),
                "link_id": service,
                "link_entity": "service",
                "taxonomy_term_id": each.id,
                "taxonomy_term": term(each),
            }
            for each in found
        ]

    def _identifiers(self, record: Place) -> list[Json]:
        organization = ids.of_record(record.path, ids.ORGANIZATION)
        return [
            {
                "id": ids.of_text(f"identifier {record.path} {system}"),
                "organization_id": organization,
                "identifier_type": system,
                "identifier": value,
            }
            for system, value in _numbers(record)
        ]


def treats(record: Place) -> bool:
    """Tell whether patients are treated there; offices and laboratories are organizations alone."""
    return record.treats_patients if isinstance(record, CareSite) else True


def _specialties(record: Place) -> tuple[str, ...]:
    match record:
        case Clinician():
            return tuple(dict.fromkeys(each.specialty for each in record.specialties))
        case Hospital():
            return tuple(group for group in GROUPS if group in record.team)
        case _:
            return tuple(group for group in GROUPS if group in record.groups)


def _numbers(record: Place) -> list[tuple[str, str]]:
    match record:
        case Clinician():
            return [("NPI", record.npi)]
        case Hospital():
            return [("CCN", record.ccn)]
        case _:
            own = record.ccn if record.ccn and not record.ccn.relation else None
            return [("CCN", own.number)] if own else []


def _newest_day(record: Place) -> str | None:
    """Return the newest day on which a source had a fact of a place; a month or a year is no day."""
    if not isinstance(record, CareSite):
        return None
    days = [
        each.checked for each in record.origins() if each.checked and len(each.checked) == len("2026-11-30")
    ]
    return max(days, default=None)


def _present(whole: Json) -> Json:
    """Return an object without what is not known."""
    return {name: value for name, value in whole.items() if value not in (None, "")}
