"""Whole files and keyed tables that are missing, unreadable or wrong; and what is no fault."""

import shutil

import pytest

from finder.sources.curated.read import read_curated
from tests.sources.curated.faults import BOSTON, DENVER, NEXT_YEAR, append, faults_of, matching


def test_the_invented_world_has_no_fault(data, gazetteer):
    read = read_curated(data, gazetteer)
    assert len(read.care_sites) == 19
    assert len(read.guidelines) == 25


#: File, what is replaced, by what, and what is said about the line where it stood.
WRONG_IN_A_NAMED_TABLE = [
    ("sources.toml", 'as_of = "2018-03-01"', 'as_of = "2018-3-1"', "as_of: did you mean `2018-03-01`?"),
    ("sources.toml", 'rights = "invented"', 'right = "invented"', "right: did you mean `rights`?"),
    ("sources.toml", 'name = "Common knowledge"', "name = 5", "name: write text in quotes, not `5`."),
    (
        "sources.toml",
        "https://list.example.org/",
        "list.example.org",
        "did you mean `https://list.example.org`",
    ),
    ("helplines.toml", "+1-800-555-0199", "1-800-555-0199", "phone: did you mean `+1-800-555-0199`?"),
    ("helplines.toml", "https://line.example.org/", "line", "url: write a whole web address"),
    ("helplines.toml", 'checked = "2025-11"', f'checked = "{NEXT_YEAR}"', "is in the future"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), WRONG_IN_A_NAMED_TABLE)
def test_a_fault_of_a_named_table_is_reported_at_its_line(data, gazetteer, edit, name, old, new, said):
    line = edit(name, old, new)
    assert matching(faults_of(data, gazetteer), f"data/{name}:{line}: ", said)


def test_a_file_that_no_table_is_read_from_is_reported(data, gazetteer):
    (data / "glosary.csv").write_text("key\n")
    (data / "hospitals").mkdir()
    (data / "hospitals" / "example.toml").write_text("")
    assert faults_of(data, gazetteer) == [
        "data/glosary.csv:0: did you mean `glossary.csv`? No table is read from this file.",
        "data/hospitals/example.toml:0: remove it. No table is read from this file.",
    ]


def test_a_source_that_nobody_cites_is_reported(data, gazetteer):
    line = append(data / "sources.toml", "[lonely]", 'name = "Lonely"', 'kind = "rule"')
    assert faults_of(data, gazetteer) == [
        f"data/sources.toml:{line}: remove it. No fact of data/ cites the source `lonely`."
    ]


@pytest.mark.parametrize(
    "name",
    ["sources.toml", "helplines.toml", "programs.csv", "sites.csv", "place_claims.csv", "claims.csv",
     "designations.csv", "specialties.csv", "cancers.csv", "names.csv", "care_teams.csv",
     "treatment_groups.csv", "guidelines.csv", "serves.csv"],
)  # fmt: skip
def test_a_missing_file_is_reported(data, gazetteer, name):
    (data / name).unlink()
    assert f"data/{name}:0: the file is missing" in faults_of(data, gazetteer)


@pytest.mark.parametrize("name", ["cancers.csv", "centers/example-boston.toml", "sources.toml"])
def test_a_file_in_another_encoding_is_reported(data, gazetteer, name):
    file = data / name
    file.write_bytes(file.read_bytes() + "é".encode("latin-1"))
    (fault,) = faults_of(data, gazetteer)
    assert fault.startswith(f"data/{name}:")
    assert "UTF-8" in fault or "utf-8" in fault


def test_the_line_of_a_wrong_byte_in_a_table_is_reported(data, gazetteer):
    file = data / "cancers.csv"
    file.write_bytes(file.read_bytes().replace(b"Osteosarcoma,", b"Osteosarc\xf3ma,"))
    assert faults_of(data, gazetteer) == [
        "data/cancers.csv:8: not UTF-8: save the file with the encoding UTF-8"
    ]


def test_lines_are_right_behind_a_cell_of_several_lines(data, gazetteer, edit):
    edit("cancers.csv", "A rare tumor of the gut wall", '"A rare\ntumor\nof the gut wall"')
    line = append(data / "cancers.csv", "short,row")
    assert faults_of(data, gazetteer) == [f"data/cancers.csv:{line}: 2 cells, but the header has 13"]


def test_every_fault_of_every_file_is_reported_at_once_in_order(data, gazetteer, edit):
    edit(BOSTON, "treats_patients = true", "treats_patients = 1")
    edit(BOSTON, 'city = "Boston"', "city = 1")
    edit(DENVER, 'city = "Aurora"', "city = 1")
    edit("cancers.csv", ",both,", ",everybody,")
    faults = faults_of(data, gazetteer)
    assert [fault.split(":")[0] for fault in faults] == [
        "data/cancers.csv", f"data/{BOSTON}", f"data/{BOSTON}", f"data/{DENVER}"
    ]  # fmt: skip
    assert faults == sorted(faults, key=lambda each: (each.split(":")[0], int(each.split(":")[1])))


def test_the_line_of_a_syntax_error_in_a_keyed_file_is_reported(data, gazetteer, edit):
    line = edit("sources.toml", "[common-knowledge]", "[common-knowledge")
    assert faults_of(data, gazetteer)[0].startswith(f"data/sources.toml:{line}: not readable as TOML")


def test_a_folder_without_centers_is_reported(data, gazetteer):
    shutil.rmtree(data / "centers")
    assert any(fault.startswith("data/centers") for fault in faults_of(data, gazetteer))


def test_a_line_separator_in_a_cell_does_not_split_the_row(data, gazetteer, edit):
    edit("cancers.csv", "A rare tumor of the gut wall", "A rare tumor\u2028of the gut wall")
    read_curated(data, gazetteer)


def test_a_byte_order_mark_of_a_spreadsheet_is_no_fault(data, gazetteer):
    file = data / "cancers.csv"
    file.write_text(file.read_text(), encoding="utf-8-sig")
    read_curated(data, gazetteer)


def test_a_table_given_as_a_text_is_reported(data, gazetteer):
    file = data / "sources.toml"
    file.write_text('loose = "text"\n' + file.read_text())
    assert faults_of(data, gazetteer)[0].startswith("data/sources.toml:1: `loose` must be a table")
