"""From records to the rows of a directory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Table

from finder import utc
from finder.domain.cancers.types import TRANSLATED_NAMES, TranslatedName
from finder.domain.care import CareSite, Phone, Position
from finder.domain.curated import Curated
from finder.domain.documents import Serves
from finder.domain.kinds import CARE_SITES, Kind
from finder.domain.places import PLACE_NAMES, CityPlace, Gazetteer, PlaceName, ZipTable
from finder.domain.sources import SOURCES
from finder.errors import BadDirectory
from finder.geo.cells import cell
from finder.geo.city_names import city_key
from finder.geo.points import Point
from finder.language import SOURCE, _, is_translated, languages, translate, using_language
from finder.store import schema
from finder.store.read_catalog import Catalog, WordIndex

Rows = list[dict[str, Any]]


def place_rows(gazetteer: Gazetteer, made_with: str) -> dict[Table, Rows]:
    """Return the rows of the gazetteer's tables."""
    facts = {"gazetteer": gazetteer.release, "places_made_with": made_with}
    return {
        schema.meta: [{"name": name, "value": value} for name, value in facts.items()],
        schema.zip_code: [
            {
                "zip": each.zip,
                "city": each.city,
                "state": each.state,
                "kind": each.kind,
                "active": each.active,
                "latitude": each.point and each.point.latitude,
                "longitude": each.point and each.point.longitude,
                "cell": each.point and cell(each.point),
            }
            for each in gazetteer.zips
        ],
        schema.city: [_city(number, each) for number, each in enumerate(gazetteer.cities, start=1)],
        schema.county: [
            {
                "key": each.key,
                "state": each.state,
                "name": each.name,
                "people": each.people,
                "towns": "\n".join(each.towns),
            }
            for each in gazetteer.counties
        ],
    }


def _city(number: int, each: CityPlace) -> dict[str, Any]:
    return {
        "id": number,
        "key": each.key,
        "state": each.state,
        "name": each.name,
        "label": each.label,
        "latitude": each.point.latitude,
        "longitude": each.point.longitude,
        "zips": each.zips,
        "people": each.people,
        "county": each.county,
        "kind": each.kind,
        "near": each.near,
    }


def curated_rows(
    curated: Curated,
    days: Mapping[str, str],
    loaded: Mapping[str, str],
    made_from: Mapping[str, str],
    indexes: Iterable[WordIndex[Any]] = (),
) -> dict[Table, Rows]:
    """Return the rows of the curated tables. `made_from` says what the directory was made from.

    `days` and `loaded` say of each source that was loaded the day of its data, and when (`People`).
    `indexes` are made of the words in these tables.
    """
    sources = tuple(
        replace(each, as_of=days.get(each.key) or None, loaded=loaded[each.key])
        if each.key in loaded
        else each
        for each in curated.sources
    )
    curated = curated.with_rows(SOURCES, sources)
    facts = {**made_from, "form": schema.form(), "built_at": utc.timestamp()}
    facts |= {name: str(count) for name, count in _counts(curated).items()}
    catalog = catalog_of_data(curated)
    return {
        schema.meta: [{"name": name, "value": value} for name, value in facts.items()],
        schema.catalog: [
            {"kind": name, "documents": documents} for name, documents in catalog.documents.items()
        ],
        schema.word_index: [
            {"name": each.name, "packed": msgspec.msgpack.encode(each.make(catalog))} for each in indexes
        ],
        schema.care_team: [
            {
                "cancer": each.cancer,
                "place": place,
                "specialty": each.specialty,
                "role": each.role,
                "seldom": each.when == "seldom",
                "document": _document(each),
            }
            for place, each in enumerate(curated.care_teams)
        ],
        schema.group_rule: [
            {"cancer": each.cancer, "group": each.group, "document": _document(each)}
            for each in curated.group_rules
        ],
        schema.guideline: [
            {
                "id": each.id,
                "status": each.status,
                "place": place,
                "document": _document(each),
            }
            for place, each in enumerate(curated.guidelines)
        ],
        schema.serves: list(_serves(curated)),
        schema.city: [
            _city(_FIRST_NAME + number, each)
            for number, each in enumerate(named_places(curated.rows(PLACE_NAMES)), start=1)
        ],
    }


def catalog_of_data(curated: Curated) -> Catalog:
    """Return the catalog that a directory of these data would have, to read words before there is one."""
    tables = {table.name: records for table, records in curated.tables.items() if table.in_catalog}
    tables[TRANSLATED_NAMES.name] = tuple(_translated_names(curated))
    documents = {name: msgspec.json.encode(records) for name, records in tables.items()}
    return Catalog(documents, built_on="", counts={}, gazetteer="")


def named_places(names: Iterable[PlaceName]) -> Iterator[CityPlace]:
    """Yield a place for every name of a place that is no city. A nickname is labeled as its city."""
    for each in names:
        city, point = f"{each.city}, {each.state}", Point(each.latitude, each.longitude)
        for name in (each.name, *each.also):
            within = f"{each.name}, {city}" if each.kind in _WITHIN else f"{each.name}, {each.state}"
            label = city if each.kind in _OF_THE_CITY else within
            people = _PEOPLE.get(each.kind, 0)
            yield CityPlace(city_key(name), each.state, name, label, point, 0, people, "", each.kind, city)


#: Kinds of names that mean a city itself, and kinds that are a part of one.
_OF_THE_CITY = ("nickname", "abbreviation")
_WITHIN = ("neighborhood", "borough")
#: As large as what a kind of name is when it is put in order with cities.
_PEOPLE = {
    "borough": 1_000_000, "nickname": 300_000, "abbreviation": 300_000, "region": 200_000, "island": 50_000,
    "neighborhood": 30_000, "reservation": 20_000, "base": 10_000,
}  # fmt: skip
#: The first number of curated names, behind those of all cities.
_FIRST_NAME = 1_000_000


def _counts(curated: Curated) -> dict[str, int]:
    """Return the counts of the home page: records that people can be sent to, not all that are stored."""
    shown = [document for document in curated.guidelines if document.status == "current"]
    treating = [site.kind for site in curated.care_sites if site.treats_patients]
    return {
        **{kind.path: treating.count(kind) for kind in CARE_SITES},
        "documents": len(shown),
        "languages": len({document.language for document in shown}),
    }


def _document(record: object) -> str:
    return msgspec.json.encode(record).decode()


def located(site: CareSite, zips: ZipTable) -> CareSite:
    """Give a place that treats patients its ZIP's point where it has none of its own.

    Raises BadDirectory for a place that cannot be put on the map.
    """
    if site.position or not site.treats_patients:
        return site
    known = zips.get(site.address.zip or "")
    if known is None or known.point is None:
        lost = _("%(id)s has no position, and its ZIP code %(zip)s has none either")
        raise BadDirectory(lost % {"id": site.id, "zip": site.address.zip})
    return replace(site, position=Position(known.point, "zip", site.address.origin))


def with_numbers_of_centers(sites: Iterable[CareSite]) -> list[CareSite]:
    """Give each site that is a center's own, and has no number for patients, the number of its center."""
    every = list(sites)
    numbers = {site.id: _number_of(site) for site in every if site.kind is Kind.CENTER}
    return [
        replace(site, phones=(*site.phones, number))
        if site.relation == "own" and not _number_of(site) and (number := numbers.get(site.center or ""))
        else site
        for site in every
    ]


def _number_of(site: CareSite) -> Phone | None:
    """Return the number for new patients of a place, or its main one, as the number of its center."""
    by_purpose = {phone.purpose: phone for phone in reversed(site.phones)}
    found = by_purpose.get("new patients") or by_purpose.get("main")
    return replace(found, purpose="center", note=None) if found else None


def _translated_names(curated: Curated) -> Iterator[TranslatedName]:
    """Yield the names of the types in other languages, so that words are read without a message catalog."""
    for code in languages():
        with using_language(code):
            for each in curated.cancers:
                if code != SOURCE and is_translated(each.name):
                    yield TranslatedName(each.slug, code, translate(each.name))


def _serves(curated: Curated) -> Iterator[dict[str, Any]]:
    """Join topics to their documents. Where a type is served both ways, its own document's scope wins."""
    children = [cancer.slug for cancer in curated.cancers if cancer.population in ("pediatric", "both")]
    by_topic: dict[tuple[str, str], list[Serves]] = defaultdict(list)
    for each in curated.serves:
        by_topic[each.series_group, each.topic].append(each)
    for document in curated.guidelines:
        scopes: dict[str, str] = {}
        for each in by_topic[document.series_group, document.topic]:
            for cancer in children if each.cancer == "children" else [each.cancer]:
                scopes[cancer] = "own" if "own" in (each.scope, scopes.get(cancer)) else each.scope
        for cancer, scope in scopes.items():
            yield {"cancer": cancer, "guideline": document.id, "scope": scope}
