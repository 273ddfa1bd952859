"""Which curated place a site of a trial is: other spellings join, other hospitals do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from finder.directory.trials.join_places import join_with
from finder.domain.care import Address, CareSite
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.geo.points import Point

HERE = Origin("example")


def place(slug, name, city, state, digits, host=None):
    address = Address(city, state, HERE, "1 Example Street", digits)
    return CareSite(Kind.CENTER, slug, name, address, HERE, True, ("adults",), host=host)


PLACES = (
    place("mayo", "Mayo Clinic Cancer Center - Phoenix", "Phoenix", "AZ", "85054", "Mayo Clinic"),
    place("mda", "The University of Texas MD Anderson Cancer Center", "Houston", "TX", "77030"),
    place("texas-childrens", "Texas Children's Hospital", "Houston", "TX", "77030"),
    place("uab", "O'Neal Comprehensive Cancer Center at UAB", "Birmingham", "AL", "35233",
          "University of Alabama at Birmingham"),
    place("ucsd", "UC San Diego Health Moores Cancer Center", "La Jolla", "CA", "92093",
          "University of California San Diego"),
    place("fox-chase", "Fox Chase Cancer Center", "Philadelphia", "PA", "19111", "Temple Health"),
    place("hopkins", "Sidney Kimmel Comprehensive Cancer Center at Johns Hopkins", "Baltimore", "MD", "21231",
          "Johns Hopkins Medicine"),
    place("rocky", "Rocky Mountain Cancer Centers-Aurora", "Aurora", "CO", "80012"),
    place("ford", "Henry Ford Saint John Hospital - Macomb", "Macomb", "MI", "48044"),
    place("va", "Example VA Medical Center", "Albuquerque", "NM", "87108"),
)  # fmt: skip


@pytest.fixture
def joined(gazetteer):
    join = join_with(PLACES, gazetteer)

    def find(facility, city, state, digits):
        known = gazetteer.get(digits)
        path = join.place_of(facility, city, state, digits, known.point if known else Point(40, -100))
        return path and path.removeprefix("centers/")

    return find


@pytest.mark.parametrize(
    ("facility", "city", "state", "digits", "slug"),
    [
        ("Mayo Clinic Arizona", "Phoenix", "AZ", "85054", "mayo"),
        ("Mayo Clinic in Arizona", "Phoenix", "AZ", "85054", "mayo"),
        ("MD Anderson Cancer Center", "Houston", "TX", "77030", "mda"),
        ("M D Anderson Cancer Center", "Houston", "TX", "77030", "mda"),
        ("U.T. MD Anderson", "Houston", "TX", "77030", "mda"),
        ("Texas Childrens Hospital", "Houston", "TX", "77030", "texas-childrens"),
        ("University of Alabama at Birmingham", "Birmingham", "AL", "35294", "uab"),
        ("UCSD Moores Cancer Center", "La Jolla", "CA", "92037", "ucsd"),
        ("Moores Cancer Center", "La Jolla", "CA", "92093", "ucsd"),
        ("Johns Hopkins University", "Baltimore", "MD", "21287", "hopkins"),
    ],
)
def test_other_spellings_join(joined, facility, city, state, digits, slug):
    assert joined(facility, city, state, digits) == slug


@pytest.mark.parametrize(
    ("facility", "city", "state", "digits"),
    [
        ("Houston Methodist Hospital", "Houston", "TX", "77030"),
        ("Baylor College of Medicine", "Houston", "TX", "77030"),
        ("Texas Heart Institute", "Houston", "TX", "77030"),
        ("Children's Hospital of Houston", "Houston", "TX", "77030"),
        ("MD Anderson Cancer Center - West Houston", "Houston", "TX", "77079"),
        ("Rocky Mountain Cancer Centers", "Denver", "CO", "80218"),
        ("Henry Ford Warren Hospital - Macomb", "Macomb", "MI", "48044"),
        ("Temple University Hospital", "Philadelphia", "PA", "19140"),
        ("Example Medical Center", "Albuquerque", "NM", "87108"),
        ("Phoenix Cancer Center", "Phoenix", "AZ", "85054"),
        ("Cancer Center", "Phoenix", "AZ", "85054"),
        ("", "Phoenix", "AZ", "85054"),
        ("Mayo Clinic", "Rochester", "MN", "55905"),
    ],
)
def test_another_hospital_does_not_join(joined, facility, city, state, digits):
    assert joined(facility, city, state, digits) is None


def test_a_place_that_treats_nobody_joins_nothing(gazetteer):
    join = join_with([replace(PLACES[0], treats_patients=False)], gazetteer)
    assert join.place_of("Mayo Clinic Arizona", "Phoenix", "AZ", "85054", Point(33, -112)) is None
