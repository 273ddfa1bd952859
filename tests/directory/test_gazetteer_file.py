"""The gazetteer as a file: taken from the package if it fits, made in FINDER_HOME if not."""

from __future__ import annotations

import sqlite3

import pytest

from finder.directory import gazetteer_file as places
from finder.directory.gazetteer_file import made_with, places_file
from finder.errors import BadDirectory
from finder.store.storage.places_file import PlacesFile
from finder.store.write_directory import write_places

pytestmark = pytest.mark.usefixtures("quick_zips")


def test_the_packaged_file_is_used_as_it_is(tmp_path):
    assert places_file(tmp_path).path == places.PACKAGED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("stale", [False, True])
def test_without_one_that_fits_it_is_made_at_home_once(tmp_path, monkeypatch, gazetteer, stale):
    packaged = tmp_path / "package" / "_places.sqlite"
    monkeypatch.setattr(places, "PACKAGED", packaged)
    if stale:
        write_places(packaged, gazetteer, "zipcodes 2.0.0")
    home = tmp_path / "home"
    made = places_file(home)
    assert made.path == home / "places.sqlite"
    assert made.made_with() == made_with()
    written = made.path.stat().st_mtime_ns
    assert places_file(home).path.stat().st_mtime_ns == written


def test_a_damaged_file_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "PACKAGED", tmp_path / "none.sqlite")
    (tmp_path / "places.sqlite").write_bytes(b"no database")
    assert places_file(tmp_path).made_with() == made_with()
    with sqlite3.connect(tmp_path / "places.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_it_knows_the_zip_codes_that_the_package_knows(gazetteer):
    file = PlacesFile(places.PACKAGED)
    for each in (gazetteer.zips[0], gazetteer.zips[20_000], gazetteer.zips[-1]):
        known, read = file.get(each.zip), gazetteer.get(each.zip)
        assert known is not None
        assert read == each
        assert (known.zip, known.city, known.state, known.point) == (
            each.zip,
            each.city,
            each.state,
            each.point,
        )
    assert file.get("00000") is None
    assert gazetteer.get("00000") is None
    assert gazetteer.get("99999") is None


def test_a_missing_gazetteer_is_an_error(tmp_path):
    with pytest.raises(BadDirectory, match="There is no directory"):
        PlacesFile(tmp_path / "none.sqlite")
