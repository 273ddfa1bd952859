"""Batches for the Census geocoder, and its answers."""

import pytest

from finder.geo.points import Point
from finder.sources.geocoding.points_file import Located, census_batches, postal_address, read_points
from finder.sources.geocoding.run import Report
from tests.sources.census_server import Reply
from tests.sources.geocoding.answers import TODAY, at, days_ago, found, missing, streets


def test_batches_hold_each_unknown_address_once():
    some = streets(7)
    batches = list(census_batches([*some, *some, at("PO BOX 1")], {some[2]: found()}, 4))
    assert [len(batch) for batch in batches] == [4, 2]
    assert [address for batch in batches for address in batch] == [*some[:2], *some[3:]]


def test_what_was_not_found_is_asked_again_after_some_days():
    old, new, tie, hit = streets(4)
    known = {
        old: missing(asked_on=days_ago(180)),
        new: missing(asked_on=days_ago(179)),
        tie: missing("tie", asked_on=days_ago(400)),
        hit: found(asked_on=days_ago(4000)),
    }
    assert list(census_batches(known, known)) == [[old, tie]]
    assert list(census_batches(known, known, retry_days=0)) == [[old, new, tie]]


@pytest.mark.parametrize("size", [0, -1, 10_001])
def test_a_batch_that_the_service_would_refuse_is_not_made(size):
    with pytest.raises(ValueError, match="1 to 10000"):
        next(census_batches(streets(1), {}, size))


def test_answers_in_any_order_go_to_their_addresses(census, ask):
    exact, non_exact, tie, none = some = streets(4)
    census.places = {
        exact.street: ("Match", "Exact", "-100.1", "44.25"),
        non_exact.street: ("Match", "Non_Exact", "-100.2", "44.5"),
        tie.street: ("Tie",),
    }
    assert ask(some) == {
        exact: Located(Point(44.25, -100.1), "exact", "census-geocoder", TODAY),
        non_exact: Located(Point(44.5, -100.2), "non-exact", "census-geocoder", TODAY),
        tie: missing("tie"),
        none: missing(),
    }
    (asked,) = census.asked
    assert asked.rows[0] == ["1", "1 MADEUP AVE", "MADEUPVILLE", "SD", "57501"]
    assert asked.benchmark == "Public_AR_Current"
    assert asked.agent.startswith("cancer-finder/")


def test_a_full_batch_of_the_longest_addresses_is_taken(census, ask):
    long = "M" * 100
    batch = [postal_address(f"{number} {long}", long, "SD", "57501") for number in range(10_000)]
    assert len(ask(batch)) == 10_000


@pytest.mark.parametrize(
    "torn",
    [
        "",
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","Perhaps"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","Match","Nearly","X","-100.1,44.2","7","L"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","Match","Exact"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","Match","Exact","X","here","7","L"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","Match","Exact","X","44.2,-100.1","7","L"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","Match","Exact","X","nan,nan","7","L"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","Match","Exact","X","0.0,0.0","7","L"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","Match","Exact","X","-100.1","7","L"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 99999","No_Match"',
        '"3","1 MADEUP AVE, MADEUPVILLE, SD, 57501","No_Match"',
        '"0","1 MADEUP AVE, MADEUPVILLE, SD, 57501","No_Match"',
        '"one","1 MADEUP AVE, MADEUPVILLE, SD, 57501","No_Match"',
        '"1","1 MADEUP AVE, "MADEUPVILLE", SD, 57501,"No_Match"',
        '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","Match","Exact","X","-100.1,44',
        '"1","1 MADEUP AVE',
    ],
)
def test_a_row_that_makes_no_sense_spoils_no_other(census, ask, run, path, torn):
    first, second = some = streets(2)
    census.faults += [lambda rows: Reply(body=torn + "\n" + census.row(rows[1]))] * 2
    assert ask(some) == {second: missing()}
    report = run(some)
    assert (report.asked, report.none, report.unanswered) == (2, 1, 1)
    assert first not in read_points(path)
    assert run(some) == Report(asked=1, none=1)


def test_rows_that_contradict_each_other_are_no_answer(census, ask):
    first, second = some = streets(2)
    census.places = {first.street: ("Match", "Exact", "-100.1", "44.25")}

    def twice(rows):
        other = '"1","1 MADEUP AVE, MADEUPVILLE, SD, 57501","No_Match"\n'
        return Reply(body=census.row(rows[0]) + other + census.row(rows[1]) * 2)

    census.faults.append(twice)
    assert ask(some) == {second: missing()}
    assert ask(some)[first].how == "exact"


def test_line_ends_a_byte_order_mark_and_a_tie_with_a_place_are_read(census, ask):
    some = streets(2)
    tie = '"2","2 MADEUP AVE, MADEUPVILLE, SD, 57501","Tie","Non_Exact","X","-100.1,44.2","7","L"'
    body = "\ufeff" + census.row(["1", "1 MADEUP AVE", "MADEUPVILLE", "SD", "57501"]).strip()
    census.faults.append(lambda _: Reply(body=f"{body}\r\n{tie}\r\n"))
    assert ask(some) == {some[0]: missing(), some[1]: missing("tie")}
