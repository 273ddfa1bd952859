"""Tests of faults found and not yet put right: not collected, so that the suite stays green.

Run them with `python -m pytest tests/known_bugs_to_fix.py`; move each to its place once it passes.
"""

import shutil

import pytest

from finder.geo.circle import Point, cell, cells_within, zone, zones_within
from finder.ingest.curated import read_curated
from tests.ingest.test_faults import BOSTON, faults_of


def test_the_date_line_itself_lies_in_its_cells_and_zones():
    start, end = Point(0, -179.9), Point(0, 180)
    assert cell(end) in cells_within(start, 25)
    assert zone(end) in zones_within(start, 25)


def test_a_wrong_level_is_told_at_its_line(data, gazetteer, edit):
    line = edit(BOSTON, 'level = "comprehensive"', 'level = "highest"')
    assert faults_of(data, gazetteer)[0].startswith(f"data/{BOSTON}:{line}: designation.nci.level: ")


def test_an_unknown_designation_is_told_at_its_line(data, gazetteer, edit):
    line = edit(BOSTON, "[designation.nccn]", "[designation.ncnn]")
    assert faults_of(data, gazetteer)[0].startswith(f"data/{BOSTON}:{line}: designation")


def test_the_line_of_a_syntax_error_in_a_keyed_file_is_told(data, gazetteer, edit):
    line = edit("sources.toml", "[common-knowledge]", "[common-knowledge")
    assert faults_of(data, gazetteer)[0].startswith(f"data/sources.toml:{line}: not readable as TOML")


@pytest.mark.parametrize("latitude", ["95.0", "nan", "inf"])
def test_a_point_off_the_globe_in_a_center_is_told(data, gazetteer, edit, latitude):
    line = edit(BOSTON, "latitude = 42.33700", f"latitude = {latitude}")
    assert faults_of(data, gazetteer)[0].startswith(f"data/{BOSTON}:{line}: ")


@pytest.mark.parametrize("latitude", ["95.0", "nan", "inf"])
def test_a_point_off_the_globe_in_a_program_is_told(data, gazetteer, edit, latitude):
    line = edit("programs.csv", "61.21074", latitude)
    assert faults_of(data, gazetteer)[0].startswith(f"data/programs.csv:{line}: ")


def test_half_a_point_of_a_program_is_told(data, gazetteer, edit):
    line = edit("programs.csv", "61.21074,-149.82899", "61.21074,")
    assert faults_of(data, gazetteer)[0].startswith(f"data/programs.csv:{line}: ")


@pytest.mark.parametrize(("old", "new"), [(",en,overview,", ",en,overveiw,"), ("patient,zh,", "patient,xx,")])
def test_a_kind_or_language_of_documents_that_the_site_has_no_word_for_is_told(
    data, gazetteer, edit, old, new
):
    line = edit("guidelines.csv", old, new)
    assert faults_of(data, gazetteer)[0].startswith(f"data/guidelines.csv:{line}: ")


def test_a_pediatric_type_served_by_the_documents_for_all_children_has_documents(data, gazetteer):
    file = data / "serves.csv"
    file.write_text(file.read_text().replace("nci,Cancer in Children,neuroblastoma,own\n", ""))
    read_curated(data, gazetteer)


def test_a_folder_without_centers_is_told(data, gazetteer):
    shutil.rmtree(data / "centers")
    assert any(fault.startswith("data/centers") for fault in faults_of(data, gazetteer))


def test_a_line_separator_in_a_cell_does_not_split_the_row(data, gazetteer, edit):
    edit("cancers.csv", "A rare tumor of the gut wall", "A rare tumor\u2028of the gut wall")
    read_curated(data, gazetteer)


def test_a_byte_order_mark_of_a_spreadsheet_is_no_fault(data, gazetteer):
    file = data / "cancers.csv"
    file.write_text(file.read_text(), encoding="utf-8-sig")
    read_curated(data, gazetteer)


def test_a_table_given_as_a_text_is_told(data, gazetteer):
    file = data / "sources.toml"
    file.write_text('loose = "text"\n' + file.read_text())
    assert faults_of(data, gazetteer)[0].startswith("data/sources.toml:1: `loose` must be a table")
