"""Find the records of a question of HSDS: by id, near a place, by name, by term, or all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from finder.domain.care import CareSite
from finder.domain.kinds import Kind
from finder.errors import BadQuery, Fault
from finder.formats.hsds import ids
from finder.formats.hsds.services import Place, treats
from finder.formats.hsds.taxonomies import KINDS, Term, taxonomy_of, terms
from finder.language import _
from finder.search.answer import answer
from finder.search.criteria import criteria_for
from finder.search.hsds.parameters import METERS_IN_A_MILE
from finder.search.parameters import Arguments, read_parameters
from finder.search.records.by_name import places_named
from finder.search.understand import read_question, understand
from finder.store.connect import Connection, Snapshot
from finder.store.near import find_page
from finder.store.read_catalog import catalog_of
from finder.store.read_records import numbers_of, records_numbered
from finder.words.place.find import find_place

PER_PAGE = 20
#: A search without a place looks everywhere: from where does not matter, as its results are not ranked.
_MIDDLE = "39.8,-98.6"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of records, of so many."""

    records: Sequence[Place]
    total: int
    page: int
    per_page: int


@dataclass(frozen=True, slots=True)
class Index:
    """The records that HSDS lists, in the order of the directory, and which of them are services.

    `numbers` maps what the ids of a record share to its number.
    """

    kinds: Mapping[int, Kind]
    services: frozenset[int]
    numbers: Mapping[str, int]


def index_of(snapshot: Snapshot) -> Index:
    """Return the index of a directory; it is made once."""
    return snapshot.cached("hsds", lambda: _index(snapshot))


def terms_of(snapshot: Snapshot) -> Mapping[str, Term]:
    """Return every term by its id; they are made once."""
    return snapshot.cached("hsds terms", lambda: terms(catalog_of(snapshot)))


def find_one(snapshot: Snapshot, given: str, thing: str) -> Place | None:
    """Return the record that has an id for a thing; None if there is none."""
    index = index_of(snapshot)
    number = index.numbers.get(ids.key_of(given, thing))
    if number is None or (thing != ids.ORGANIZATION and number not in index.services):
        return None
    with snapshot.connect() as connection:
        return records_numbered(snapshot, connection, [number])[number]


def find(
    snapshot: Snapshot, values: Mapping[str, Any], rest: Arguments, *, only_services: bool = True
) -> Found:
    """Return a page of records. `values` are the parameters of HSDS, `rest` those of a search near a place.

    Raises BadQuery for what is wrong, and Unsure for a place that may be several.
    """
    page, per_page = values.get("page", 1), values.get("per_page", PER_PAGE)
    rest = _with_terms(snapshot, values, rest)
    name = values.get("search") or values.get("text")
    if "near" in rest and not name and "organization_id" not in values:
        return _near(snapshot, rest, page, per_page)
    numbers = _numbers(snapshot, values, rest, name)
    services = index_of(snapshot).services
    shown = [each for each in numbers if not only_services or each in services]
    wanted = shown[(page - 1) * per_page : page * per_page]
    with snapshot.connect() as connection:
        records = records_numbered(snapshot, connection, wanted)
    return Found([records[each] for each in wanted], len(shown), page, per_page)


def _near(snapshot: Snapshot, rest: Arguments, page: int, per_page: int) -> Found:
    query = read_question(snapshot, {**rest, "limit": [str(per_page)], "page": [str(page)]})
    results = answer(snapshot, query).results
    return Found([each.record for each in results.results], results.total, page, per_page)


def _numbers(
    snapshot: Snapshot, values: Mapping[str, Any], rest: Arguments, name: str | None
) -> Sequence[int]:
    """Return the numbers of all records of a question, in the order of the list."""
    index = index_of(snapshot)
    catalog_of(snapshot)  # before a connection is taken: a thread holds one at a time
    if "organization_id" in values:
        number = index.numbers.get(ids.key_of(values["organization_id"], ids.ORGANIZATION))
        return () if number is None else (number,)
    with snapshot.connect() as connection:
        if name:
            place = find_place(connection, rest["near"][0]) if "near" in rest else None
            named = places_named(snapshot, connection, name, place)
            kinds = rest.get("kind")
            return [each for each in named if not kinds or index.kinds[each] in kinds]
        if rest:
            return _anywhere(snapshot, connection, rest)
    return list(index.kinds)


def _anywhere(snapshot: Snapshot, connection: Connection, rest: Arguments) -> list[int]:
    """Return what a search finds wherever it is, in the order of the directory."""
    query = read_question(snapshot, {"near": [_MIDDLE], "kind": [*KINDS], **rest})
    place, understood = understand(snapshot, connection, query)
    criteria = criteria_for(query, understood)
    most = len(index_of(snapshot).kinds)
    found = find_page(snapshot, connection, place.point, criteria, miles=None, offset=0, limit=most)
    return sorted(number for number, _miles in found.places)


def _with_terms(snapshot: Snapshot, values: Mapping[str, Any], rest: Arguments) -> dict[str, list[str]]:
    """Return the parameters of a search with those that postcode, proximity and terms stand for.

    Raises BadQuery for what is not here.
    """
    asked = {name: list(texts) for name, texts in rest.items()}
    faults = []
    if postcode := values.get("postcode"):
        asked["near"] = [postcode]
    if "proximity" in values:
        if "near" not in asked:
            faults.append(
                Fault("proximity", _("A distance needs a place."), _("Give postcode or near, too."))
            )
        asked["miles"] = [f"{max(0.001, values['proximity'] / METERS_IN_A_MILE):.3f}"]
    every = terms_of(snapshot)
    for given in values.get("taxonomy_term_id", ()):
        term = every.get(given.lower())
        if term:
            asked.setdefault(term.taxonomy, []).append(term.code)
        else:
            faults.append(
                Fault("taxonomy_term_id", _("There is no such term."), _("/hsds/taxonomy_terms lists them."))
            )
    taxonomy = taxonomy_of(values.get("taxonomy_id", ""))
    if "taxonomy_id" in values and taxonomy is None:
        faults.append(
            Fault("taxonomy_id", _("There is no such taxonomy."), _("/hsds/taxonomies lists them."))
        )
    if taxonomy == "specialty":
        asked.setdefault("specialty", ["surgery", "medical-oncology", "radiation-oncology", "pathology"])
    if set(asked.get("kind", ())) - set(KINDS):
        kinds = ", ".join(f"kind={each}" for each in KINDS)
        faults.append(Fault("kind", _("Doctors are not services."), _("Use %(kinds)s.") % {"kinds": kinds}))
    if faults:
        raise BadQuery(*faults)
    return asked


def _index(snapshot: Snapshot) -> Index:
    with snapshot.connect() as connection:
        rows = numbers_of(connection, KINDS)
        curated = [number for number, kind, _key in rows if kind.curated]
        sites = records_numbered(snapshot, connection, curated)
    idle = {number for number, each in sites.items() if isinstance(each, CareSite) and not treats(each)}
    kinds = {number: kind for number, kind, _key in rows}
    numbers = {ids.of_record(kind.record(key), ""): number for number, kind, key in rows}
    return Index(kinds, frozenset(kinds.keys() - idle), numbers)


def split(arguments: Arguments, parameters: Sequence[Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the values of the parameters of HSDS, and the arguments that are left. Raises BadQuery."""
    names = {each.name for each in parameters}
    own = {name: texts for name, texts in arguments.items() if name in names}
    rest = {name: list(texts) for name, texts in arguments.items() if name not in names}
    return read_parameters(own, parameters), rest
