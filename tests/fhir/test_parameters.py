"""Every search parameter finds what a client that reads every resource would find."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from finder.geo.points import Point, miles_between
from finder.search.fhir.parameters import BY_TYPE, NOT_LOADED, TYPES
from tests.fhir.conftest import resources_in

SIMPLE = [
    (type_, each.code)
    for type_ in TYPES
    for each in BY_TYPE[type_].values()
    if each.loaded and each.on[type_] and each.kind != "special"
]
BOSTON = Point(42.3427, -71.0922)
#: How many values of each parameter are tried.
TRIED = 25


def elements(node, path: str) -> Iterator[object]:
    if isinstance(node, list):
        for each in node:
            yield from elements(each, path)
    elif not path:
        yield node
    elif isinstance(node, dict):
        name, _, rest = path.partition(".")
        if name in node:
            yield from elements(node[name], rest)


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each) and each not in "'’ʻ")
    return " ".join("".join(each if each.isascii() and each.isalnum() else " " for each in bare).split())


def texts(element) -> list[str]:
    if isinstance(element, str):
        return [element]
    parts = ("text", "family", "given", "prefix", "suffix", "line", "city", "state", "postalCode", "country")
    found = [element.get(part, ()) for part in parts]
    return [each for value in found for each in ([value] if isinstance(value, str) else value)]


def codes(element) -> list[tuple[str, str]]:
    if isinstance(element, bool):
        return [("", str(element).lower())]
    if isinstance(element, str):
        return [("", element)]
    if "value" in element:
        return [(element.get("system", ""), element["value"])]
    return [(each.get("system", ""), each["code"]) for each in element.get("coding", ())]


def values(resource, parameter) -> list[object]:
    found = [each for path in parameter.on[resource["resourceType"]] for each in elements(resource, path)]
    if parameter.kind == "reference":
        return [each["reference"] for each in found if "reference" in each]
    read = texts if parameter.kind == "string" else codes
    return [value for element in found for value in read(element)]


def sample(found: list[object]) -> list[object]:
    distinct = sorted(set(found))
    return distinct[:: max(1, len(distinct) // TRIED)]


@pytest.mark.parametrize(("type_", "code"), SIMPLE)
def test_a_value_finds_all_that_have_it_and_nothing_else(fhir, resources, type_, code):
    parameter = BY_TYPE[type_][code]
    has = {each["id"]: values(each, parameter) for each in resources[type_]}
    tried = sample([value for every in has.values() for value in every])
    for value in tried:
        if parameter.kind == "token":
            asked, expected = f"{value[0]}|{value[1]}", {id_ for id_, every in has.items() if value in every}
        elif parameter.kind == "reference":
            asked, expected = value, {id_ for id_, every in has.items() if value in every}
        else:
            asked = value.replace("\\", "\\\\").replace(",", "\\,")
            expected = {
                id_ for id_, every in has.items() if any(plain(one).startswith(plain(value)) for one in every)
            }
        answer = fhir.get(f"/fhir/{type_}", query_string={code: asked, "_count": "200", "_elements": "id"})
        found = {each["id"] for each in resources_in(answer.json)}
        assert answer.json["total"] == len(expected), (code, value)
        assert found <= expected
        assert len(found) == min(200, len(expected))


@pytest.mark.parametrize(("type_", "code"), SIMPLE)
def test_missing_parts_those_with_a_value_from_the_others(fhir, resources, type_, code):
    has = sum(bool(values(each, BY_TYPE[type_][code])) for each in resources[type_])
    with_value, without = (
        fhir.get(f"/fhir/{type_}?{code}:missing={text}&_summary=count").json["total"]
        for text in ("false", "true")
    )
    assert (with_value, without) == (has, len(resources[type_]) - has)


@pytest.mark.parametrize("type_", TYPES)
def test_what_nothing_is_loaded_of_is_refused_if_strict_and_reported_if_not(fhir, type_):
    for code in [each.code for each in BY_TYPE[type_].values() if not each.loaded]:
        strict = fhir.get(f"/fhir/{type_}?{code}=x/1", headers={"Prefer": "handling=strict"})
        assert strict.status_code == 400
        assert strict.json["issue"][0]["expression"] == [code]
        lenient = fhir.get(f"/fhir/{type_}?{code}=x/1&_count=1")
        (said,) = resources_in(lenient.json, "outcome")
        assert NOT_LOADED[code] in said["issue"][0]["diagnostics"]


def test_text_is_compared_without_accents_and_capitals_from_its_beginning(ids, resources):
    person = next(each for each in resources["Practitioner"] if "Ú" in str(each) or "ú" in str(each))
    family = person["name"][0]["family"]
    assert person["id"] in ids("Practitioner", family=plain(family).upper())
    assert person["id"] in ids("Practitioner", family=family[:3])
    assert person["id"] not in ids("Practitioner", family=family[1:])
    assert person["id"] in ids("Practitioner", ("family:contains", family[1:]))
    assert person["id"] in ids("Practitioner", ("family:exact", family))
    assert person["id"] not in ids("Practitioner", ("family:exact", family.upper()))


def test_codes_are_found_with_and_without_their_system(ids, resources):
    everywhere = {each["id"] for each in resources["Organization"]}
    hospitals = {
        each["id"] for each in resources["Organization"]
        if {"system": "urn:finder:kind", "code": "hospital", "display": "Hospital"}
        in [one for concept in each["type"] for one in concept.get("coding", ())]
    }  # fmt: skip
    assert hospitals
    assert set(ids("Organization", type="hospital")) == hospitals
    assert set(ids("Organization", type="HOSPITAL")) == hospitals
    assert set(ids("Organization", type="urn:finder:kind|hospital")) == hospitals
    assert ids("Organization", type="http://example.org|hospital") == []
    assert ids("Organization", type="|hospital") == []
    assert set(ids("Organization", type="urn:finder:kind|")) == everywhere
    assert set(ids("Organization", ("type:not", "hospital"))) == everywhere - hospitals
    assert set(ids("Organization", ("type:text", "hosp"))) >= hospitals


def test_commas_mean_or_and_repeats_mean_and(ids):
    boston, worcester = (set(ids("Location", **{"address-city": each})) for each in ("Boston", "Worcester"))
    assert boston
    assert worcester
    assert set(ids("Location", **{"address-city": "Boston,Worcester"})) == boston | worcester
    assert ids("Location", ("address-city", "Boston"), ("address-city", "Worcester")) == []


def test_an_escaped_comma_belongs_to_the_value(ids, resources):
    clinic = next(each for each in resources["Organization"] if "," in each["name"])
    assert clinic["id"] in ids("Organization", ("name:exact", clinic["name"].replace(",", "\\,")))
    assert clinic["id"] not in ids("Organization", ("name:exact", clinic["name"]))


def test_references_are_read_in_every_form(ids, resources):
    service = resources["HealthcareService"][0]
    whose = service["providedBy"]["reference"]
    bare = whose.partition("/")[2]
    forms = (whose, bare, f"http://localhost/fhir/{whose}", f"{whose}/_history/1")
    for form in forms:
        assert service["id"] in ids("HealthcareService", organization=form), form
    assert service["id"] in ids("HealthcareService", ("organization:Organization", bare))
    assert ids("HealthcareService", organization=f"http://elsewhere.example/fhir/{whose}") == []


def test_chains_and_reverse_chains_follow_references(ids, resources):
    roles = resources["PractitionerRole"]
    places = {each["id"]: each for each in resources["Location"]}

    def place_of(role):
        return places[role["location"][0]["reference"].partition("/")[2]]

    def miles_to(place):
        at = place.get("position")
        return miles_between(BOSTON, Point(at["latitude"], at["longitude"])) if at else -1

    in_boston = {each["id"] for each in roles if place_of(each)["address"]["city"] == "Boston"}
    assert in_boston
    assert set(ids("PractitionerRole", **{"location.address-city": "Boston"})) == in_boston
    assert set(ids("PractitionerRole", **{"location:Location.address-city": "Boston"})) == in_boston
    people = {
        each["practitioner"]["reference"].partition("/")[2] for each in roles if each["id"] in in_boston
    }
    chained = "_has:PractitionerRole:practitioner:location.address-city"
    assert set(ids("Practitioner", **{chained: "Boston"})) == people
    oncologists = {
        each["location"][0]["reference"].partition("/")[2] for each in roles
        if "medical-oncology" in str(each["specialty"])
    }  # fmt: skip
    has = "_has:PractitionerRole:location:specialty"
    assert set(ids("Location", **{has: "urn:finder:specialty|medical-oncology"})) == oncologists
    around = {each["id"] for each in roles if 0 <= miles_to(place_of(each)) < 5}
    assert around
    assert set(ids("PractitionerRole", **{"location.near": "42.3427|-71.0922|5|mi"})) == around


def test_the_time_of_the_directory_is_compared(ids, resources):
    built = resources["Location"][0]["meta"]["lastUpdated"][:19] + "Z"
    day, every = built[:10], len(resources["Location"])
    for passes in (
        built,
        day,
        day[:4],
        f"ge{day}",
        f"le{day}",
        "gt2020",
        "ne2020-01-01",
        f"ap{day}",
        "sa2020",
    ):
        assert len(ids("Location", _lastUpdated=passes)) == min(200, every), passes
    for fails in ("2020", f"gt{day[:4]}", f"lt{day}", f"ne{day}", "eb2020"):
        assert ids("Location", _lastUpdated=fails) == [], fails


def test_ids_are_found_and_sorted_by(ids, resources):
    first, second = (each["id"] for each in resources["Location"][:2])
    assert set(ids("Location", _id=f"{first},{second},nobody")) == {first, second}
    every = [each["id"] for each in resources["Location"]]
    assert ids("Location", _sort="_id") == sorted(every)[:200]
    assert ids("Location", _sort="-_id") == sorted(every, reverse=True)[:200]
