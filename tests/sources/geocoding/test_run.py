"""A run over all addresses: what is saved, counted, and left for the next run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.geo.points import Point
from finder.sources.geocoding.points_file import read_points
from finder.sources.geocoding.run import Report, geocode
from tests.sources.census_server import Reply
from tests.sources.geocoding.answers import MIDDLE, at, found, missing, streets


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
    assert (report.asked, report.none, report.unanswered, len(report.failures)) == (6, 4, 2, 1)
    assert not report.gave_up
    assert "error (400)" in report.failures[0]
    assert list(read_points(path)) == streets(4, start=3)
    assert run(streets(6), size=2) == Report(asked=2, none=2)


def test_a_service_that_is_down_is_not_asked_to_the_end(census, run, path):
    census.faults += [lambda _: Reply(400)] * 3
    report = run(streets(100), size=2)
    assert len(census.asked) == 3
    assert report.gave_up
    assert (report.asked, report.unanswered, len(report.failures)) == (6, 6, 3)
    assert not path.exists()


def test_failures_with_successes_between_do_not_stop_a_run(census, run):
    fails = [lambda _: Reply(400)] * 2
    census.faults += [*fails, census.answer, *fails, census.answer]
    report = run(streets(6), size=1)
    assert (report.none, report.unanswered, len(report.failures), report.gave_up) == (2, 4, 4, False)


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
