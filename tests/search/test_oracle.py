"""Real searches, compared with results computed from the files and the ZIP package without the finder."""

import csv
import tomllib
from itertools import pairwise

import pytest
import zipcodes
from geopy.distance import geodesic

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

#: Where the package has the middle of a large ZIP code, on open land at least 5 miles from its only town:
#: the town, from GeoNames.
TOWNS = {
    "27889": (35.5466, -77.0522),  # Washington, NC
    "28349": (34.9624, -77.9622),  # Kenansville, NC
    "54806": (46.5924, -90.8838),  # Ashland, WI
    "54843": (46.0130, -91.4846),  # Hayward, WI
    "55072": (46.1311, -92.8674),  # Sandstone, MN
    "83501": (46.4166, -117.0177),  # Lewiston, ID
    "99723": (71.2906, -156.7887),  # Barrow, AK
}


def point_of_zip(digits):
    if digits in TOWNS:
        return TOWNS[digits]
    (row,) = zipcodes.matching(digits)
    return float(row["lat"]), float(row["long"])


@pytest.fixture(scope="module")
def places():
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


@pytest.mark.parametrize("digits", PLACES)
def test_places_order_and_miles_equal_an_independent_computation(real, places, digits):
    here = point_of_zip(digits)
    expected = {slug: geodesic(here, there).miles for slug, there in places.items()}
    found = []
    for page in range(1, 5):
        query = NearQuery.parse({"near": [digits], "limit": ["100"], "page": [str(page)]})
        results = find_near(real, query)
        found += results.results
    assert results.total == len(expected)
    assert len({each.site.id for each in found}) == min(400, len(expected))
    nearest = sorted(expected.values())[: len(found)]
    assert [each.miles for each in found] == pytest.approx(nearest, rel=0.01, abs=0.005)
    for each in found:
        assert each.miles == pytest.approx(expected[each.site.id], rel=0.01, abs=0.005)
    for one, other in pairwise(found):
        assert expected[one.site.id] <= expected[other.site.id] * 1.001 + 0.005
