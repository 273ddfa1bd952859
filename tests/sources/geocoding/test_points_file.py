"""The file of located points."""

import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from finder import utc
from finder.errors import BadFile
from finder.sources.geocoding import points_file
from finder.sources.geocoding.points_file import Located, Points, read_points, write_points
from tests.sources.geocoding.answers import TODAY, at, found, missing, streets


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
    monkeypatch.setattr(points_file, "ROWS_PER_BATCH", 10)
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
        points.put(points_file.PostalAddress("1 A | B", "C", "SD", "57501"), found())
    with pytest.raises(ValueError, match="isoformat"):
        points.put(at("1 MADEUP AVE"), found(asked_on="yesterday"))
    assert len(points) == 0


GOOD = {name: ["x"] for name in points_file.SCHEMA.names} | {
    "how": ["none"],
    "asked_on": [utc.today()],
}
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
    pq.write_table(pa.table(GOOD, schema=points_file.SCHEMA), path)
    assert len(read_points(path)) == 1
    pq.write_table(pa.table(GOOD | wrong, schema=points_file.SCHEMA), path)
    with pytest.raises(
        BadFile, match=r"Move points.parquet to another folder .* not a file of points \(.+\)"
    ):
        read_points(path)


def test_a_file_that_may_hold_half_an_answer_is_not_used(path):
    path.parent.mkdir()
    loose = pa.schema([field.with_nullable(True) for field in points_file.SCHEMA])
    pq.write_table(pa.table(GOOD | {"asked_on": [None]}, schema=loose), path)
    with pytest.raises(BadFile, match="other columns"):
        read_points(path)


def test_a_file_of_another_kind_is_told_and_left_alone(path, run, census):
    path.parent.mkdir()
    pq.write_table(pa.table({"street": ["1 MADEUP AVE"]}), path)
    with pytest.raises(BadFile, match="other columns"):
        run(streets(1))
    path.write_bytes(b"no Parquet")
    with pytest.raises(BadFile, match="to another folder"):
        run(streets(1))
    assert path.read_bytes() == b"no Parquet"
    assert not census.asked


def test_points_are_on_the_disk_before_they_take_the_place_of_the_old(path, monkeypatch):
    path.parent.mkdir()
    synced = []
    monkeypatch.setattr(os, "fsync", lambda _: synced.append(path.exists()))
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
