"""Write all records, places of care, hospitals with their teams and clinicians, and what finds them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, People
from finder.domain.curated import Curated
from finder.domain.kinds import Kind
from finder.store import schema
from finder.store.index_records import Index, Teams, index_clinician, index_hospital, index_site
from finder.store.names.gather_names import Names
from finder.store.storage.interface import WriteTable

if TYPE_CHECKING:
    from finder.store.fhir.columns import Numbering

Row = dict[str, Any]
#: Makes what numbers FHIR resources, from the slugs of all centers and the CCNs of all hospitals.
MakeNumbering: TypeAlias = Callable[[Container[str], Container[str]], "Numbering"]

_encode = msgspec.json.Encoder().encode


def write_records(
    write: WriteTable,
    curated: Curated,
    sites: Sequence[CareSite],
    people: People,
    numbering: MakeNumbering | None = None,
) -> dict[str, int]:
    """Write every record and what finds it: `sites` are the places of care, put on the map.

    `numbering` makes what numbers their FHIR resources, from the slugs of all centers and all CCNs.
    Returns table → rows written.
    """
    # Both load NumPy: most commands build nothing.
    from finder.store.fhir.columns import column_rows  # noqa: PLC0415
    from finder.store.locations import facet_rows  # noqa: PLC0415

    index, names, teams, counts = Index(), Names(), Teams(), Counter[str]()
    specialties = {each.slug: each for each in curated.specialties}
    centers = {site.id: site for site in sites if site.kind is Kind.CENTER}
    site_of_ccn = {site.ccn.number: site.path for site in reversed(sites) if site.ccn}
    number_of = {site.path: number for number, site in enumerate(sites, start=1)}
    ccns = {each.ccn for each in people.hospitals}
    numbered = numbering(centers.keys(), ccns) if numbering else None
    first_hospital = 1 + len(sites)
    first_clinician = first_hospital + len(people.hospitals)

    def care_sites() -> Iterator[Row]:
        for number, each in enumerate(sites, start=1):
            index_site(index, number, each, centers)
            names.add_site(number, each)
            if numbered:
                numbered.add(number, each)
            yield _record(number, each.kind, each.id, each, each.address.state, each.name)

    def clinicians() -> Iterator[Row]:
        for number, each in enumerate(people.clinicians, start=first_clinician):
            index_clinician(index, number, each, specialties, site_of_ccn)
            teams.add(each, specialties)
            if each.kind is Kind.CLINIC:
                names.add_clinic(number, each)
            counts[f"{each.kind}s"] += 1
            if numbered:
                numbered.add(number, each)
            yield _record(number, each.kind, each.npi, each)

    def hospitals() -> Iterator[Row]:
        for number, each in enumerate(map(teams.of, people.hospitals), start=first_hospital):
            index_hospital(index, number, each)
            names.add_hospital(number, each, number_of.get(each.site or ""))
            counts["hospitals"] += bool(each.team)
            if numbered:
                numbered.add(number, each)
            yield _record(number, Kind.HOSPITAL, each.ccn, each, each.state, each.name)

    return {
        # Clinicians before hospitals: they make the teams.
        "record": write(schema.record, chain(care_sites(), clinicians(), hospitals())),
        "care_name": write(schema.care_name, names.rows.values()),
        "care_word": write(schema.care_word, names.lists()),
        "name_word": write(schema.name_word, _lists("word", index.words)),
        "affiliation": write(schema.affiliation, _lists("workplace", index.workplaces)),
        "fhir_column": write(schema.fhir_column, column_rows(numbered.columns()) if numbered else ()),
        "facet": write(schema.facet, facet_rows(index.columns, index.facets)),
        "meta": write(schema.meta, ({"name": name, "value": str(count)} for name, count in counts.items())),
    }


def _record(
    number: int,
    kind: str,
    key: str,
    document: CareSite | Hospital | Clinician,
    state: str | None = None,
    name: str | None = None,
) -> Row:
    text = _encode(document).decode()
    return {"number": number, "kind": kind, "key": key, "state": state, "name": name, "document": text}


def _lists(key: str, lists: Mapping[str, array[int]]) -> Iterator[Row]:
    """Yield rows of record numbers in the order of their keys: each is then written behind the last."""
    for name in sorted(lists):
        yield {key: name, "records": lists[name].tobytes()}
