"""Distances, dates and phone numbers as pages show them."""

from dataclasses import replace

import pytest

from finder.domain.care import Phone, Treated
from finder.domain.kinds import Kind
from finder.domain.sources import Origin
from finder.formats import display
from finder.language import using_language
from finder.store.read_catalog import catalog_of
from finder.store.read_records import care_sites_of


@pytest.fixture
def known(snapshot):
    return catalog_of(snapshot)


@pytest.mark.parametrize(
    ("distance", "about", "shown"),
    [
        (0, False, "less than 1 mile"),
        (0.99, True, "about 1 mile or less"),
        (1.2, True, "about 1 mile"),
        (1.6, True, "about 2 miles"),
        (2.44, False, "2.4 miles"),
        (2.44, True, "about 2 miles"),
        (10, False, "10 miles"),
        (343.4, True, "about 343 miles"),
        (1234.5, False, "1,234 miles"),
        (3805.2, True, "about 3,805 miles"),
    ],
)
def test_miles(distance, about, shown):
    assert display.miles(distance, about) == shown


@pytest.mark.parametrize(
    ("partial", "shown"),
    [
        ("2023", "2023"),
        ("2026-06", "June 2026"),
        ("2025-12-30", "December 30, 2025"),
        ("2025-01-02", "January 2, 2025"),
        (None, "date not known"),
        ("", "date not known"),
    ],
)
def test_dates(partial, shown):
    assert display.date(partial) == shown


@pytest.mark.parametrize(
    ("distance", "about", "shown"),
    [
        (0, False, "menos de 1 milla"),
        (1.2, True, "alrededor de 1 milla"),
        (1.4, False, "1.4 millas"),
        (1234.5, False, "1,234 millas"),
    ],
)
def test_miles_in_spanish(distance, about, shown):
    with using_language("es"):
        assert display.miles(distance, about) == shown


@pytest.mark.parametrize(
    ("partial", "shown"),
    [("2023", "2023"), ("2026-05", "mayo de 2026"), ("2025-12-30", "30 de diciembre de 2025")],
)
def test_dates_in_spanish(partial, shown):
    with using_language("es"):
        assert display.date(partial) == shown


def test_missing_dates_and_labels_of_numbers_in_spanish(known, connection):
    site = next(each for each in care_sites_of(connection, Kind.CENTER) if each.phones)
    english = (display.date(None), display.phone_label(site.phones[0].purpose), display.treats(site))
    with using_language("es"):
        spanish = (display.date(None), display.phone_label(site.phones[0].purpose), display.treats(site))
    assert all(spanish)
    assert not set(english) & set(spanish)


@pytest.mark.parametrize(
    ("adults", "children", "short", "full"),
    [
        ("yes", "yes", "Treats adults and children.", "Treats adults and children."),
        ("yes", "no", "Treats adults, not children.", "Treats adults, not children."),
        (
            "yes", "unknown", "Treats adults.",
            "Treats adults. We don't know if it treats children. Call to ask.",
        ),
        (
            "unknown", "yes", "Treats children.",
            "Treats children. We don't know if it treats adults. Call to ask.",
        ),
        ("no", "yes", "Treats children, not adults.", "Treats children, not adults."),
        ("unknown", "unknown", "", "We don't know if it treats adults or children. Call to ask."),
    ],
)  # fmt: skip
def test_not_knowing_whom_a_place_treats_is_never_a_fact(connection, adults, children, short, full):
    site = next(each for each in care_sites_of(connection, Kind.CENTER) if each.id == "example-boston")
    site = replace(site, adults=Treated(adults), children=Treated(children))
    assert (display.treats(site), display.treats_in_full(site)) == (short, full)


@pytest.mark.parametrize(
    ("purposes", "first"),
    [
        (("NCI records", "Medicare records"), ["Medicare records"]),
        (("NCI records", "research office"), ["NCI records"]),
        (("Medicare records", "main", "NCI records"), ["main"]),
        (("Medicare records", "new patients", "main"), ["new patients", "main"]),
        (("Medicare records", "second opinions", "clinical trials"), ["second opinions", "Medicare records"]),
        (("research office", "clinical trials"), []),
    ],
)
def test_a_number_of_somebodys_records_is_shown_only_where_no_better_one_is_known(purposes, first):
    phones = [Phone(f"+1-617-555-01{at:02}", each, Origin("example")) for at, each in enumerate(purposes)]
    assert [each.purpose for each in display.phones_to_start_with(phones)] == first


@pytest.mark.parametrize(("number", "shown"), [("+1-801-587-7000", "(801) 587-7000"), ("211", "211")])
def test_phones(number, shown):
    assert display.phone(number) == shown
