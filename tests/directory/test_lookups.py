"""What the join looks up: which curated place a hospital is, and where it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from finder.directory.checked_data import read_data
from finder.directory.people.lookups import make_lookups
from finder.domain.care import PROGRAMS, SITES
from tests.conftest import WORLD

CCN, SLUG = "990020", "example-ozark-clinic-fayetteville-ar"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return read_data(tmp_path_factory.mktemp("places"), WORLD)


def lookups(data, curated):
    return make_lookups(curated, data.places, Path("none"))


def with_site(curated, **changes):
    sites = [replace(each, **changes) if each.id == SLUG else each for each in curated.rows(SITES)]
    return curated.with_rows(SITES, sites)


def test_a_hospital_that_is_a_curated_site_has_its_page_and_its_point(data):
    found = lookups(data, data.curated)
    (site,) = (each for each in data.curated.rows(SITES) if each.id == SLUG)
    assert found.site_of_ccn[CCN] == f"sites/{SLUG}"
    assert found.positions[CCN] == site.position.point
    assert found.site_at["20 EXAMPLE RD", "72701"] == f"sites/{SLUG}"


def test_the_middle_of_a_zip_code_is_not_taken_for_the_street_of_a_hospital(data):
    (site,) = (each for each in data.curated.rows(SITES) if each.id == SLUG)
    curated = with_site(data.curated, position=replace(site.position, precision="zip"))
    assert CCN not in lookups(data, curated).positions


def test_of_several_places_with_one_hospital_the_program_comes_before_the_site(data):
    program = data.curated.rows(PROGRAMS)[0]
    curated = with_site(data.curated, ccn=program.ccn)
    assert lookups(data, curated).site_of_ccn[program.ccn.number] == program.path
