"""Saved studies in every form, and what is said about those that cannot be read."""

from __future__ import annotations

import gzip
import json
import zipfile

import pytest

from finder.errors import BadFile
from finder.sources.trials.read_trials import read_trials
from tests.sources.trials.studies import study
from tests.sources.trials.test_read_study import as_breast_cancer


def silent(_rows, _read, _size):
    """Show no progress."""


def load(*paths):
    return read_trials(paths, as_breast_cancer, silent)


def numbers(read):
    return [row["nct"][-1] for row in read.extracted.table.to_pylist()]


def page(*studies, **more):
    return json.dumps({"studies": studies} | more)


FORMS = {
    "study.json": json.dumps(study(1)),
    "page.json": page(study(1), nextPageToken="more", totalCount=3),
    "list.json": json.dumps([study(1)]),
    "bom.json": "\ufeff" + page(study(1)),
    "lines.jsonl": f"{json.dumps(study(1))}\n\n{json.dumps(study(2))}\n",
    "pages.jsonl": f"{page(study(1))}\n{page(study(2))}\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_read(tmp_path, name):
    path = tmp_path / name
    path.write_text(FORMS[name], encoding="utf-8")
    assert numbers(load(path)) == (["1", "2"] if "jsonl" in name else ["1"])


def test_packed_files_and_folders_are_read(tmp_path):
    folder = tmp_path / "studies"
    (folder / "more").mkdir(parents=True)
    (folder / "a.json.gz").write_bytes(gzip.compress(page(study(1)).encode()))
    (folder / "more" / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps(study(2)).encode()))
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("NCT99000003.json", json.dumps(study(3)))
        archive.writestr("read me.txt", "no study")
    (folder / "notes.txt").write_text("no study")
    assert sorted(numbers(load(folder))) == ["1", "2", "3"]


def test_the_same_study_twice_is_kept_once_as_its_newest_version(tmp_path):
    newer = study(
        1, statusModule={"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": "2026-10-01"}}
    )
    path = tmp_path / "page.json"
    path.write_text(page(newer, study(1), study(2)))
    read = load(path)
    assert sorted(numbers(read)) == ["1", "2"]
    assert "2026-10-01" in read.extracted.table.column("updated").to_pylist()
    assert read.extracted.left_out["studies that appeared twice"] == 1
    assert read.extracted.as_of == "2026-10-01"


def test_a_newer_version_that_is_closed_takes_the_older_one_away(tmp_path):
    closed = study(
        1, statusModule={"overallStatus": "COMPLETED", "lastUpdatePostDateStruct": {"date": "2026-10-01"}}
    )
    path = tmp_path / "page.json"
    path.write_text(page(study(1), closed, study(2)))
    assert numbers(load(path)) == ["2"]


def test_bad_rows_are_counted_and_named(tmp_path):
    path = tmp_path / "page.json"
    path.write_text(page(study(1), None, 7, {"protocolSection": {}}))
    refused = load(path).extracted.refused
    assert refused.total == 3
    assert refused.examples == [
        "page.json, study 2: it is not a study, but another kind of JSON",
        "page.json, study 3: it is not a study, but another kind of JSON",
        "page.json, study 4: it has no NCT number",
    ]


def test_a_line_that_is_no_json_is_a_bad_row(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text(json.dumps(study(1)) + "\n" + json.dumps(study(2))[:200])
    read = load(path)
    assert numbers(read) == ["1"]
    assert read.extracted.refused.total == 1


@pytest.mark.parametrize(
    "content",
    [page(study(2))[:-40], "<html>busy</html>", "", "not JSON"],
    ids=["cut short", "a web page", "empty", "text"],
)
def test_a_damaged_file_is_named_and_the_others_are_read(tmp_path, content):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(page(study(1)))
    bad.write_text(content)
    read = load(good, bad)
    assert numbers(read) == ["1"]
    assert len(read.saved.damaged) == 1
    assert "bad.json" in read.saved.damaged[0]


def test_a_packed_file_that_is_cut_short_is_damaged(tmp_path):
    path = tmp_path / "page.json.gz"
    path.write_bytes(gzip.compress(page(study(1)).encode())[:-20])
    with pytest.raises(BadFile, match=r"Download page.json.gz again\. It is (incomplete|damaged)"):
        load(path)


def test_json_without_studies_is_named(tmp_path):
    path = tmp_path / "other.json"
    path.write_text('{"version": 2}')
    with pytest.raises(
        BadFile, match=r"other.json has no studies in version 2 of ClinicalTrials.gov's format"
    ):
        load(path)


def test_nothing_to_keep_says_why(tmp_path):
    path = tmp_path / "page.json"
    path.write_text(page(study(1, statusModule={"overallStatus": "COMPLETED"})))
    with pytest.raises(
        BadFile, match=r"None of the 1 studies is a recruiting.* 1 studies that are not recruiting"
    ):
        load(path)


def test_the_count_of_the_query_is_compared(tmp_path):
    path = tmp_path / "page.json"
    path.write_text(page(study(1), study(2), totalCount="5", nextPageToken="more"))
    read = load(path)
    assert (read.missing, read.saved.goes_on) == (3, True)


def test_a_missing_file_and_an_empty_folder_are_errors(tmp_path):
    with pytest.raises(BadFile, match="There is no file"):
        load(tmp_path / "nowhere.json")
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadFile, match="has no files of studies"):
        load(tmp_path / "empty")
