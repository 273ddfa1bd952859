"""Street addresses asked of the Census geocoder and of geopy's services, and the file of answers."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from geopy.extra import rate_limiter
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import BadFile, BadSetting, SourceDown
from finder.geo.circle import Point
from finder.ingest import geocode_census
from finder.ingest import points as kept
from finder.ingest.geocode import Report, geocode
from finder.ingest.geocode_census import ask_census
from finder.ingest.geocode_geopy import ask_geopy
from finder.ingest.points import (
    Located,
    Points,
    can_be_asked,
    census_batches,
    postal_address,
    read_points,
    write_points,
)

from .census_server import HTML, CensusServer, Reply

MIDDLE = Point(44.0, -100.0)
TODAY = kept.today().isoformat()


def at(street, digits="57501"):
    return postal_address(street, "Madeupville", "SD", digits)


def streets(count, start=1):
    return [at(f"{number} Madeup Ave") for number in range(start, start + count)]


def days_ago(days):
    return (kept.today() - timedelta(days=days)).isoformat()


def found(latitude=44.1, how="exact", asked_on=TODAY):
    return Located(Point(latitude, -100.0), how, "census-geocoder", asked_on)


def missing(how="none", asked_on=TODAY):
    return Located(None, how, "census-geocoder", asked_on)


@pytest.fixture
def census():
    with CensusServer() as server:
        yield server


@pytest.fixture
def waits():
    return []


@pytest.fixture
def ask(census, waits):
    return partial(ask_census, url=census.url, timeout=5, tries=3, wait=waits.append)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "extracts" / "points.parquet"


@pytest.fixture
def run(path, ask, waits):
    """Geocode with everything given that a test does not care about."""

    def go(addresses, **changed):
        given = {"ask": ask, "middle_of": lambda _: MIDDLE, "pause": 7, "wait": waits.append}
        given |= {"progress": lambda _: None}
        return geocode(addresses, path, **given | changed)

    return go


# Addresses


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("  12  main   st ", "12 MAIN ST"),
        ("12 Main St, Suite 4", "12 MAIN ST"),
        ("12 MAIN ST STE 200", "12 MAIN ST"),
        ("12 MAIN ST STE200", "12 MAIN ST"),
        ("12 MAIN ST STE 200-A", "12 MAIN ST"),
        ("12 MAIN ST STE D-24", "12 MAIN ST"),
        ("12 MAIN ST SUITES 200 & 210", "12 MAIN ST"),
        ("12 MAIN ST FL 3", "12 MAIN ST"),
        ("12 MAIN ST 3RD FLOOR", "12 MAIN ST"),
        ("12 MAIN ST GROUND FLOOR", "12 MAIN ST"),
        ("12 MAIN ST #12", "12 MAIN ST"),
        ("12 MAIN ST # 148S", "12 MAIN ST"),
        ("12 MAIN ST STE #4", "12 MAIN ST"),
        ("12 MAIN ST RM 5", "12 MAIN ST"),
        ("12 MAIN ST BLDG B", "12 MAIN ST"),
        ("12 MAIN ST BLDG 3 STE 5, FL 2", "12 MAIN ST"),
        ("12 MAIN ST - UNIT 9", "12 MAIN ST"),
        ("12 MAIN ST PO BOX 99", "12 MAIN ST"),
        ("12 N.W. O'Made-Up St.", "12 NW OMADE-UP ST"),
        ("12 ST.JOHN ST", "12 ST JOHN ST"),
        ("Calle San José 12", "CALLE SAN JOSE 12"),
        ("37–12 Madeup Blvd", "37-12 MADEUP BLVD"),
    ],
)
def test_an_address_is_kept_under_its_street_in_capitals_without_the_part_inside(written, key):
    assert at(written).street == key


@pytest.mark.parametrize(
    "street",
    [
        "12 STE MARIE RD",
        "12 MAIN ST STE MARIE",
        "12 BUILDING WAY",
        "12 MAIN ST BLDG ENT",
        "12801 N RM 620",  # a road in Texas
        "CALLE LUNA #12",  # the number of a house in Puerto Rico
        "100 AVENUE C",
        "12 ROUTE 9",
        "FLOOR 3",
        "BLDG 7",
    ],
)
def test_a_street_that_looks_like_a_part_inside_stays(street):
    assert at(street).street == street


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("57501", "57501"),
        (" 575011234 ", "57501"),
        ("57501-1234", "57501"),
        ("00901", "00901"),
        ("5750", ""),
        ("K1A 0B1", ""),
        ("", ""),
    ],
)
def test_a_zip_code_is_its_five_digits_or_nothing(written, digits):
    assert at("12 MAIN ST", written).zip == digits


@given(st.text(max_size=150), st.text(max_size=150), st.text(max_size=20), st.text(max_size=12))
def test_a_key_made_of_a_key_is_the_same_key_and_short_enough_to_send(street, city, state, digits):
    key = postal_address(street, city, state, digits)
    assert postal_address(key.street, key.city, key.state, key.zip) == key
    assert all(part.isascii() and "\n" not in part and "," not in part for part in (key.street, key.city))
    assert 10_000 * (len(key.street) + len(key.city) + len(key.state) + len(key.zip) + 12) < 5_000_000


def test_a_field_that_never_ends_is_cut():
    key = postal_address("1 " + "M" * 500, "C" * 500, "S" * 500, "57501")
    assert [len(key.street), len(key.city), len(key.state)] == [100, 100, 100]


@pytest.mark.parametrize(
    "street",
    ["PO BOX 12", "P.O. BOX 12", "P O BOX 12", "p.o.box 12", "POBOX 12", "Post Office Box 12", "", "#"],
)
def test_post_office_boxes_and_empty_streets_are_not_asked(street):
    assert not can_be_asked(at(street))


@pytest.mark.parametrize(
    "street", ["12 BOX ELDER RD", "1 PO BOXWOOD LN", "POBOXWOOD LN 3", "12 MAIN ST PO BOX 4"]
)
def test_a_street_that_only_sounds_like_a_box_is_asked(street):
    assert can_be_asked(at(street))


def test_an_address_needs_a_zip_code_or_a_town():
    assert can_be_asked(postal_address("12 MAIN ST", "MADEUPVILLE", "SD", ""))
    assert can_be_asked(postal_address("12 MAIN ST", "", "", "57501"))
    assert not can_be_asked(postal_address("12 MAIN ST", "MADEUPVILLE", "", ""))


# The file


def test_points_come_back_from_the_file_as_they_were_written(path):
    answers = {
        at("1 MADEUP AVE"): found(44.123456789012),
        at("2 MADEUP AVE"): found(how="non-exact", asked_on="2026-01-31"),
        at("3 MADEUP AVE", ""): missing("tie"),
        at("4 MADEUP AVE"): Located(None, "none", "geopy:nominatim", TODAY),
    }
    write_points(path, answers)
    assert dict(read_points(path)) == answers
    assert at("5 MADEUP AVE") not in read_points(path)
    write_points(path, read_points(path))
    assert dict(read_points(path)) == answers
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_more_points_than_are_written_at_once_come_back(path, monkeypatch):
    monkeypatch.setattr(kept, "ROWS_AT_ONCE", 10)
    answers = {address: found(40 + number / 10) for number, address in enumerate(streets(35))}
    write_points(path, answers)
    assert dict(read_points(path)) == answers


def test_no_file_holds_no_points(path):
    assert dict(read_points(path)) == {}
    write_points(path, {})
    assert dict(read_points(path)) == {}


def test_a_newer_answer_takes_the_place_of_the_older(path):
    points = Points()
    points.put(at("1 MADEUP AVE"), missing())
    points.put(at("1 MADEUP AVE"), found())
    assert dict(points) == {at("1 MADEUP AVE"): found()}


def test_a_point_must_go_with_how_it_was_found():
    with pytest.raises(ValueError, match="exact with the point None"):
        Located(None, "exact", "census-geocoder", TODAY)
    with pytest.raises(ValueError, match="tie with the point"):
        found(how="tie")


def test_what_cannot_come_back_is_not_kept():
    points = Points()
    with pytest.raises(ValueError, match="was not made by postal_address"):
        points.put(kept.PostalAddress("1 A | B", "C", "SD", "57501"), found())
    with pytest.raises(ValueError, match="isoformat"):
        points.put(at("1 MADEUP AVE"), found(asked_on="yesterday"))
    assert len(points) == 0


GOOD = {name: ["x"] for name in kept.SCHEMA.names} | {"how": ["none"], "asked_on": [kept.today()]}
GOOD |= {"latitude": [None], "longitude": [None]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"how": ["guessed"]},
        {"latitude": [91.0], "longitude": [0.0], "how": ["exact"]},
        {"latitude": [44.0], "longitude": [None], "how": ["exact"]},
        {"street": ["a|b"]},
    ],
)
def test_a_file_with_nonsense_is_told_and_not_used(path, wrong):
    path.parent.mkdir()
    pq.write_table(pa.table(GOOD, schema=kept.SCHEMA), path)
    assert len(read_points(path)) == 1
    pq.write_table(pa.table(GOOD | wrong, schema=kept.SCHEMA), path)
    with pytest.raises(BadFile, match=r"points.parquet does not hold points \(.+\): move it away"):
        read_points(path)


def test_a_file_that_may_hold_half_an_answer_is_not_used(path):
    path.parent.mkdir()
    loose = pa.schema([field.with_nullable(True) for field in kept.SCHEMA])
    pq.write_table(pa.table(GOOD | {"asked_on": [None]}, schema=loose), path)
    with pytest.raises(BadFile, match="other columns"):
        read_points(path)


def test_a_file_of_another_kind_is_told_and_left_alone(path, run, census):
    path.parent.mkdir()
    pq.write_table(pa.table({"street": ["1 MADEUP AVE"]}), path)
    with pytest.raises(BadFile, match="other columns"):
        run(streets(1))
    path.write_bytes(b"no Parquet")
    with pytest.raises(BadFile, match="move it away"):
        run(streets(1))
    assert path.read_bytes() == b"no Parquet"
    assert not census.asked


def test_points_are_on_the_disk_before_they_take_the_place_of_the_old(path, monkeypatch):
    path.parent.mkdir()
    synced = []
    monkeypatch.setattr(kept.os, "fsync", lambda _: synced.append(path.exists()))
    write_points(path, {at("1 MADEUP AVE"): found()})
    assert synced == [False, True]


def test_a_write_that_breaks_off_leaves_the_old_file(path):
    write_points(path, {at("1 MADEUP AVE"): found()})

    class Broken(dict):
        def items(self):
            yield at("2 MADEUP AVE"), found()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_points(path, Broken())
    assert dict(read_points(path)) == {at("1 MADEUP AVE"): found()}
    assert [each.name for each in path.parent.iterdir()] == [path.name]


# Batches


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
    assert list(census_batches(known, known, again_after=0)) == [[old, new, tie]]


@pytest.mark.parametrize("size", [0, -1, 10_001])
def test_a_batch_that_the_service_would_refuse_is_not_made(size):
    with pytest.raises(ValueError, match="1 to 10000"):
        next(census_batches(streets(1), {}, size))


# The Census geocoder


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


PASSING = {
    "an HTML page": lambda _: Reply(200, HTML),
    "nothing": lambda _: Reply(200, ""),
    "rubbish": lambda _: Reply(200, "\x00\x01,,,\n" * 50),
    "an error": lambda _: Reply(500, HTML),
    "a gateway error": lambda _: Reply(504, HTML),
    "too many": lambda _: Reply(429, ""),
    "a torn answer": lambda _: Reply(200, '"1","1 MADEUP AVE', promised=999),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_failure_that_passes_is_tried_again(census, ask, waits, fault):
    census.faults += [fault, fault]
    assert ask(streets(1)) == {streets(1)[0]: missing()}
    assert len(census.asked) == 3
    assert waits == [5, 10]


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_failure_that_stays_is_told_after_the_last_try(census, ask, waits, fault):
    census.faults += [fault] * 3
    with pytest.raises(SourceDown, match="the Census geocoder"):
        ask(streets(1))
    assert len(census.asked) == 3
    assert waits == [5, 10]


def test_silence_ends_after_the_timeout(census, ask, waits):
    census.faults.append(lambda _: Reply(silent=True))
    with pytest.raises(SourceDown, match=r"did not answer within 0\.1 seconds"):
        ask(streets(1), timeout=0.1, tries=1)
    assert waits == []


def test_an_answer_without_end_is_cut(census, ask, monkeypatch):
    monkeypatch.setattr(geocode_census, "ANSWER_BYTES", 1000)
    census.faults.append(lambda _: Reply(body="x" * 5000))
    with pytest.raises(SourceDown, match="without end"):
        ask(streets(1), tries=1)


def test_an_answer_that_takes_too_long_in_all_is_cut(census, ask, monkeypatch):
    clock = iter([0.0, 6.0])
    monkeypatch.setattr(geocode_census.time, "monotonic", lambda: next(clock, 6.0))
    with pytest.raises(SourceDown, match="without end"):
        ask(streets(1), tries=1)


def test_a_service_that_is_not_there_is_told(waits):
    with CensusServer() as gone:
        url = gone.url
    with pytest.raises(SourceDown, match=r"at 127\.0\.0\.1 cannot be reached"):
        ask_census(streets(1), url=url, timeout=1, tries=2, wait=waits.append)
    assert waits == [5]


def test_waits_between_tries_double_up_to_a_minute(census, ask, waits):
    census.faults += [lambda _: Reply(503)] * 6
    ask(streets(1), tries=7)
    assert waits == [5, 10, 20, 40, 60, 60]


@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_that_the_service_asks_for_is_kept(census, ask, waits, status):
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True)
    past = format_datetime(datetime.now(UTC) - timedelta(seconds=300), usegmt=True)
    for header in ("120", then, past, "soon"):
        census.faults.append(lambda _, header=header: Reply(status, headers={"Retry-After": header}))
    ask(streets(1), tries=5)
    assert waits == [120, pytest.approx(300, abs=60), 0, 40]


def test_a_service_that_wants_long_peace_is_left_alone(census, ask, waits):
    census.faults.append(lambda _: Reply(429, headers={"Retry-After": "7200"}))
    with pytest.raises(SourceDown, match="left alone for 120 minutes"):
        ask(streets(1))
    assert (len(census.asked), waits) == (1, [])


@pytest.mark.parametrize(
    "fault",
    [lambda _: Reply(400, HTML), lambda _: Reply(302, headers={"Location": "/elsewhere"})],
    ids=["refused", "moved"],
)
def test_a_refusal_is_not_tried_again(census, ask, waits, fault):
    census.faults.append(fault)
    with pytest.raises(SourceDown, match=r"error \((400|302)\): is its address right"):
        ask(streets(1))
    assert (len(census.asked), waits) == (1, [])


def test_a_wrong_address_of_the_service_is_told(census, waits):
    with pytest.raises(SourceDown, match=r"error \(404\)"):
        ask_census(streets(1), url=census.url + "s", timeout=5, tries=3, wait=waits.append)
    assert waits == []


def test_at_least_one_try_is_made(ask):
    with pytest.raises(ValueError, match="tries"):
        ask(streets(1), tries=0)


# A run


def test_a_run_keeps_every_answer_and_counts_it(census, run, path):
    exact, non_exact, tie, none, far = some = streets(5)
    census.places = {
        exact.street: ("Match", "Exact", "-100.0", "44.5"),
        non_exact.street: ("Match", "Non_Exact", "-100.0", "44.4"),
        tie.street: ("Tie",),
        far.street: ("Match", "Exact", "-100.0", "44.6"),  # 41 miles from the middle
    }
    report = run([*some, at("PO BOX 3"), at(""), exact])
    assert report == Report(asked=5, exact=1, non_exact=1, tie=1, none=1, set_aside=1, skipped=2)
    points = read_points(path)
    assert points[exact].point == Point(44.5, -100.0)
    assert {address: points[address].how for address in points} == {
        exact: "exact", non_exact: "non-exact", tie: "tie", none: "none", far: "none",
    }  # fmt: skip


def test_a_second_run_asks_nothing(census, run):
    run(streets(5))
    assert run(streets(5)) == Report()
    assert len(census.asked) == 1


def test_a_match_is_kept_where_the_middle_of_its_zip_code_is_not_known(census, run):
    census.places = {"1 MADEUP AVE": ("Match", "Exact", "-80.0", "30.0")}
    assert run(streets(1), middle_of=lambda _: None).exact == 1


def test_the_middle_is_asked_by_zip_code(census, run):
    middles = {"57501": MIDDLE, "00901": Point(18.4, -66.1)}
    census.places = {"1 MADEUP AVE": ("Match", "Exact", "-100.0", "44.0")}
    some = [at("1 Madeup Ave"), at("1 Madeup Ave", "00901")]
    report = run(some, middle_of=middles.get)
    assert (report.exact, report.set_aside) == (1, 1)


def test_a_run_waits_between_batches_and_tells_its_progress(run, waits):
    told = []
    run(streets(7), size=3, progress=told.append)
    assert told == [3, 3, 1]
    assert waits == [7, 7]


def test_a_batch_that_fails_is_left_for_the_next_run(census, run, path):
    census.faults += [lambda _: Reply(400)]
    report = run(streets(6), size=2)
    assert (report.asked, report.none, report.unanswered, report.failed_batches) == (6, 4, 2, 1)
    assert not report.gave_up
    assert "error (400)" in report.failures[0]
    assert list(read_points(path)) == streets(4, start=3)
    assert run(streets(6), size=2) == Report(asked=2, none=2)


def test_a_service_that_is_down_is_not_asked_to_the_end(census, run, path):
    census.faults += [lambda _: Reply(400)] * 3
    report = run(streets(100), size=2)
    assert len(census.asked) == 3
    assert report.gave_up
    assert (report.asked, report.unanswered, report.failed_batches) == (6, 6, 3)
    assert not path.exists()


def test_failures_with_successes_between_do_not_stop_a_run(census, run):
    fails = [lambda _: Reply(400)] * 2
    census.faults += [*fails, census.answer, *fails, census.answer]
    report = run(streets(6), size=1)
    assert (report.none, report.unanswered, report.failed_batches, report.gave_up) == (2, 4, 4, False)


def test_stopping_a_run_loses_only_the_batch_under_way(run, ask, path, census):
    def stopped(batch):
        if batch[0] == streets(5)[4]:
            raise KeyboardInterrupt
        return ask(batch)

    with pytest.raises(KeyboardInterrupt):
        run(streets(8), size=2, ask=stopped)
    assert list(read_points(path)) == streets(4)
    assert run(streets(8), size=2).asked == 4


@given(st.lists(st.sampled_from(["exact", "non-exact", "tie", "none", "far", "", "box"]), max_size=20))
def test_every_address_is_counted_once(tmp_path_factory, kinds):
    some = {at(f"{n} Madeup Ave" if kind != "box" else f"PO BOX {n}"): kind for n, kind in enumerate(kinds)}
    points = {"exact": found(), "non-exact": found(how="non-exact"), "far": found(50.0)}
    points |= {"tie": missing("tie"), "none": missing()}

    def ask(batch):
        return {address: points[some[address]] for address in batch if some[address]}

    path = tmp_path_factory.mktemp("points") / "points.parquet"
    nothing = {"wait": lambda _: None, "progress": lambda _: None, "pause": 0.0}
    report = geocode(some, path, ask, middle_of=lambda _: MIDDLE, size=3, **nothing)
    counts = (report.exact, report.non_exact, report.tie, report.none, report.set_aside, report.unanswered)
    assert counts == tuple(kinds.count(kind) for kind in ("exact", "non-exact", "tie", "none", "far", ""))
    assert (report.asked, report.skipped) == (sum(counts), kinds.count("box"))
    assert len(read_points(path)) == report.asked - report.unanswered


# geopy


@pytest.fixture
def naps(monkeypatch):
    """The seconds that geopy's pacing would sleep; a clock that only sleeping moves."""
    slept = []
    monkeypatch.setattr(rate_limiter, "sleep", slept.append)
    monkeypatch.setattr(rate_limiter, "default_timer", lambda: sum(slept))
    return slept


@pytest.fixture
def nominatim(census, naps):
    return ask_geopy("Nominatim", "made-up-agent", domain=census.domain, scheme="http")


def place(name, latitude="44.25", longitude="-100.1"):
    return [{"lat": latitude, "lon": longitude, "display_name": name}]


def question(number):
    return f"{number} MADEUP AVE, MADEUPVILLE, SD 57501, USA"


def test_geopy_finds_are_taken_where_they_name_the_house(census, nominatim, naps):
    named, other, town, unknown = some = streets(4)
    census.finds = {
        question(1): place("A Clinic, 1, Madeup Avenue, Madeupville, South Dakota, 57501, United States"),
        question(2): place("2, Another Street, Madeupville, South Dakota, 57501, United States"),
        question(3): place("Madeupville, South Dakota, 57501, United States"),
    }
    source = "geopy:nominatim"
    assert nominatim(some) == {
        named: Located(Point(44.25, -100.1), "exact", source, TODAY),
        other: Located(Point(44.25, -100.1), "non-exact", source, TODAY),
        town: Located(None, "none", source, TODAY),
        unknown: Located(None, "none", source, TODAY),
    }
    assert census.questions[0] == (question(1), "made-up-agent")
    assert naps == [1, 1, 1]


def test_a_direction_is_no_street_name(census, nominatim):
    address = at("1 N Madeup Ave")
    census.finds = {"1 N MADEUP AVE, MADEUPVILLE, SD 57501, USA": place("1, North Madeup Avenue")}
    assert nominatim([address])[address].how == "exact"


def test_nominatim_is_never_asked_more_than_once_a_second(census, naps):
    ask = ask_geopy("nominatim", "made-up-agent", delay=0, domain=census.domain, scheme="http")
    ask(streets(3))
    assert naps == [1, 1]


@pytest.mark.parametrize(
    "fault",
    [
        lambda _: Reply(500, HTML),
        lambda _: Reply(400, "{}"),
        lambda _: Reply(200, HTML),
        lambda _: Reply(200, '["place"]'),
        lambda _: Reply(200, '[{"display_name": "1 Madeup Ave"}]'),
        lambda _: Reply(200, '[{"lat": "north", "lon": "west", "display_name": "1 Madeup Ave"}]'),
        lambda _: Reply(200, '{"error": "the made-up database is gone"}'),
    ],
)
def test_an_address_that_geopy_stumbles_over_is_left_for_the_next_run(census, nominatim, fault, caplog):
    first, second = some = streets(2)
    census.faults.append(fault)
    assert nominatim(some) == {second: Located(None, "none", "geopy:nominatim", TODAY)}
    assert set(nominatim(some)) == {first, second}
    assert not caplog.records


def test_a_geopy_service_that_keeps_failing_is_told(census, nominatim):
    census.faults += [lambda _: Reply(403)] * 3
    with pytest.raises(SourceDown, match=r"geopy:nominatim does not answer: .*403"):
        nominatim(streets(10))
    assert len(census.questions) == 3


def test_geopy_failures_with_answers_between_do_not_stop_a_batch(census, nominatim):
    some = streets(6)
    fails, finds = [lambda _: Reply(500)] * 2, [lambda _: Reply(body="[]")]
    census.faults += [*fails, *finds, *fails, *finds]
    assert set(nominatim(some)) == {some[2], some[5]}


def test_what_geopy_found_before_it_failed_is_kept(census, nominatim):
    some = streets(10)
    census.faults += [lambda _: Reply(body="[]"), *[lambda _: Reply(429)] * 3]
    assert set(nominatim(some)) == {some[0]}
    assert len(census.questions) == 4


def test_geopy_answers_are_kept_by_a_run(run, census, nominatim, path):
    census.finds = {question(1): place("1, Madeup Avenue, Madeupville")}
    report = run(streets(2), ask=nominatim)
    assert report == Report(asked=2, exact=1, none=1)
    assert read_points(path)[streets(1)[0]].source == "geopy:nominatim"


@pytest.mark.parametrize(
    ("service", "agent", "options", "told"),
    [
        ("madeup", "made-up-agent", {}, "`madeup`: Unknown geocoder"),
        ("nominatim", "", {}, "Nominatim"),
        ("opencage", "made-up-agent", {}, "api_key"),
        ("nominatim", "made-up-agent", {"planet": "mars"}, "planet"),
        ("nominatim", "made-up-agent", {"scheme": "ftp"}, "https"),
    ],
)
def test_a_geopy_service_that_cannot_work_as_set_is_told_at_once(service, agent, options, told):
    with pytest.raises(BadSetting, match=told):
        ask_geopy(service, agent, **options)
