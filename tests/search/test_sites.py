"""Sites of centers and other hospitals: where they are found, and whose designation they show."""

import json

import pytest

from finder.domain.kinds import Kind
from finder.formats.claims import claim_text
from finder.formats.json.care_sites import care_site
from finder.formats.json.encode import encode
from finder.language import using_language
from finder.search.near import find_near
from finder.search.questions import NearQuery
from finder.search.records.care_sites import find_care_site
from finder.store.read_catalog import catalog_of

OWN = "example-rockies-foothills-fort-collins-co"
LINKED = "example-plains-hospital-cheyenne-wy"
ALONE = "example-ozark-clinic-fayetteville-ar"


@pytest.fixture
def site(snapshot):
    return lambda slug: find_care_site(snapshot, Kind.SITE, slug)


def ids(snapshot, **arguments):
    query = NearQuery.parse({name: [value] for name, value in arguments.items()})
    return [each.site.id for each in find_near(snapshot, query).results]


@pytest.mark.parametrize(("near", "slug"), [("80524", OWN), ("82001", LINKED), ("72701", ALONE)])
def test_a_site_is_found_where_it_is(snapshot, near, slug):
    assert ids(snapshot, near=near, miles="25") == [slug]


def test_the_designation_of_a_center_counts_for_its_own_sites_alone(snapshot):
    designated = ids(snapshot, near="80524", show="nci")
    assert designated[:2] == [OWN, "example-denver"]
    assert not {LINKED, ALONE} & set(designated)


def test_a_site_shows_the_designation_as_its_centers(snapshot, site):
    catalog = catalog_of(snapshot)
    found = json.loads(encode(care_site(site(OWN), catalog)))
    assert found["designations"] == []
    assert (found["part_of"]["id"], found["part_of"]["relation"]) == ("example-denver", "own")
    assert [each["level"] for each in found["part_of"]["designations"]] == ["clinical"]
    assert json.loads(encode(care_site(site(ALONE), catalog)))["part_of"] is None


def test_a_claim_says_how_many_and_in_which_month(snapshot, site):
    kinds = catalog_of(snapshot).claim_kinds
    claim = site(ALONE).claims[0]
    assert claim_text(claim, kinds[claim.kind]) == "Recruiting for 12 cancer trials (October 2026)"
    with using_language("es"):
        assert "12" in claim_text(claim, kinds[claim.kind])
        assert "octubre" in claim_text(claim, kinds[claim.kind])


def test_the_list_of_places_of_one_sort_can_be_asked_for(snapshot):
    assert set(ids(snapshot, near="80524", show="sites")) == {OWN, LINKED, ALONE}


def test_a_number_says_whose_records_it_is_from(site):
    assert [each.purpose for each in site(OWN).phones] == ["NCI records", "center"]
    assert [each.purpose for each in site(ALONE).phones] == ["Medicare records", "research office"]
