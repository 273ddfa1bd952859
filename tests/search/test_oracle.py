"""Real searches, compared with results computed from the files and the points of ZIP codes alone."""

import csv
import tomllib

import pytest
from geopy.distance import geodesic

from finder.domain.answers import is_unknown
from finder.search.near import find_near
from finder.search.questions import NearQuery
from tests.conftest import DATA

PLACES = [
    "02115", "10001", "14642", "04401", "05401", "03756", "06510", "19104", "15213", "20892",
    "21287", "23298", "27514", "29425", "30322", "32224", "33136", "35233", "37232", "40202",
    "39216", "38105", "70112", "72205", "43210", "44106", "46202", "48201", "53705", "55905",
    "60611", "63110", "50011", "66160", "68198", "73104", "75390", "77030", "79901", "87131",
    "85719", "80045", "84112", "82001", "59715", "59301", "83814", "57701", "58102", "89101",
    "90033", "94143", "97239", "98101", "99508", "99723", "96813", "96720", "00901", "00802",
    "96913", "96799",
]  # fmt: skip


@pytest.fixture(scope="module")
def point_of_zip(gazetteer):
    """Where a ZIP code is; tests/sources/zip_codes holds these points to those of others."""

    def point(digits):
        found = gazetteer.get(digits).point
        return found.latitude, found.longitude

    return point


@pytest.fixture(scope="module")
def places(point_of_zip):
    found = {}
    for file in (DATA / "centers").glob("*.toml"):
        center = tomllib.loads(file.read_text(encoding="utf-8"))
        (site,) = center["site"]
        if center["care"]["treats_patients"]:
            at = site.get("position")
            found[file.stem] = (at["latitude"], at["longitude"]) if at else point_of_zip(site["zip"])
    for name in ("programs.csv", "sites.csv"):
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                at = (row["latitude"], row["longitude"])
                found[row["slug"]] = tuple(map(float, at)) if all(at) else point_of_zip(row["zip"])
    return found


@pytest.fixture(scope="module")
def designated():
    """The slugs of centers for adults that NCI designates or NCCN has as members; of one, where it treats."""
    found = set()
    for file in (DATA / "centers").glob("*.toml"):
        center = tomllib.loads(file.read_text(encoding="utf-8"))
        care = center["care"]
        of_children = care.get("children", {}).get("source") == "childrens-hospital"
        if (
            {"nci", "nccn"} & set(center.get("designation", {}))
            and care["treats_patients"]
            and not of_children
        ):
            found.add(care.get("treated_at", file.stem).removeprefix("programs/"))
    return found


@pytest.mark.parametrize("digits", PLACES)
def test_places_order_and_miles_equal_an_independent_computation(
    real, places, designated, point_of_zip, digits
):
    here = point_of_zip(digits)
    expected = {slug: geodesic(here, there).miles for slug, there in places.items()}
    found = []
    for page in range(1, 5):
        query = NearQuery.parse({"near": [digits], "limit": ["100"], "page": [str(page)]})
        results = find_near(real, query)
        found += results.results
    assert results.total == len(expected)
    assert len({each.site.id for each in found}) == min(400, len(expected))
    in_order = sorted((ring_of(each), slug not in designated, each) for slug, each in expected.items())
    assert [each.miles for each in found] == pytest.approx(
        [each for *_, each in in_order[: len(found)]], rel=0.01, abs=0.005
    )
    for each in found:
        assert each.miles == pytest.approx(expected[each.site.id], rel=0.01, abs=0.005)


def ring_of(miles):
    """Beyond the last ring designated centers do not come first."""
    rings = (25, 50, 100, 250)
    return sum(miles > ring for ring in rings) if miles <= rings[-1] else miles


@pytest.mark.parametrize("digits", ["10065", "59715", "96913", "80045"])
@pytest.mark.parametrize("cancer", ["pancreatic-cancer", "neuroblastoma"])
def test_specialized_first_has_all_specialized_places_by_distance_and_then_the_others(
    real, designated, digits, cancer
):
    def results(**more):
        found = []
        for page in range(1, 32):
            query = NearQuery.parse(
                {"near": [digits], "cancer": [cancer], "limit": ["100"], "page": [str(page)]} | more
            )
            found += find_near(real, query).results
        return [each for each in found if not is_unknown(each, understood)]

    def is_special(each):
        return each.site.id in designated if understood.patients == "adults" else has_program(each.site)

    understood = find_near(real, NearQuery.parse({"near": [digits], "cancer": [cancer]})).understood
    found, nearest = results(order=["specialized"]), results()
    assert {each.site.path for each in found} == {each.site.path for each in nearest}
    special = [is_special(each) for each in found]
    assert special == sorted(special, reverse=True)
    assert 60 < sum(special) < 250
    for part in (True, False):
        miles = [each.miles for each in found if is_special(each) is part]
        assert miles == sorted(miles)


def has_program(site):
    of_group = any(claim.kind == "cog" for claim in site.claims)
    origin = site.children.origin
    of_children = origin is not None and origin.source == "childrens-hospital"
    is_military = bool({"Army", "Naval", "Military"} & set(site.name.split()))
    return (of_group or of_children) and not is_military and not site.studies_only


@pytest.mark.parametrize(
    ("digits", "name"), [("10065", "mskcc"), ("77030", "md-anderson"), ("84112", "huntsman")]
)
@pytest.mark.parametrize("cancer", [None, "pancreatic-cancer", "breast-cancer"])
def test_a_specialized_center_is_first_in_its_own_zip_code(real, digits, name, cancer):
    query = NearQuery.parse({"near": [digits]} | ({"cancer": [cancer]} if cancer else {}))
    assert find_near(real, query).results[0].site.id == name
