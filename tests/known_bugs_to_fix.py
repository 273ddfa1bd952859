"""Tests of faults found and not yet put right: not collected, so that the suite stays green.

Run them with `python -m pytest tests/known_bugs_to_fix.py`; move each to its place once it passes.
"""

import shutil

import pytest

from finder.cli import main
from finder.errors import BadQuery
from finder.geo.states import MILITARY
from finder.ingest.curated import read_curated
from finder.ingest.directory import make_directory, open_directory
from finder.search.documents import find_guidelines
from finder.search.place import find_place
from finder.search.query import GuidelineQuery, NearQuery
from finder.search.words import find_cancers
from finder.store.care_sites import care_sites_of
from finder.store.connect import Directory
from finder.store.guidelines import all_guidelines
from tests.conftest import DATA, WORLD, settings_for
from tests.ingest.test_faults import BOSTON, faults_of


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


def test_military_zip_codes_have_no_point(gazetteer):
    assert not [each.zip for each in gazetteer.zips if each.state in MILITARY and each.point]


def test_coordinates_in_alaska_are_not_near_a_military_post_office(connection):
    assert "AP" not in find_place(connection, "64.7361,-156.9372").name


@pytest.mark.parametrize("name", ["why?", "why?mode=rwc", "a%20b", "x#y=z"])
def test_a_folder_name_with_signs_of_an_address_opens(tmp_path, quick_zips, name):
    path = tmp_path / name / "directory.sqlite"
    make_directory(path, WORLD)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Directory(path).snapshot().connect() as connection:
        assert len(care_sites_of(connection, "program")) == 8


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\x01" * 5000])
def test_a_damaged_directory_is_built_anew(tmp_path, quick_zips, content):
    settings = settings_for(tmp_path)
    settings.directory.write_bytes(content)
    with open_directory(settings.directory, settings.data).snapshot().connect() as connection:
        assert len(care_sites_of(connection, "program")) == 8


def test_an_old_snapshot_answers_from_its_own_file_after_a_swap(tmp_path, data, edit, quick_zips):
    """A request that took its snapshot before the swap and needs one more connection after it."""
    path = tmp_path / "directory.sqlite"
    make_directory(path, data)
    before = Directory(path).snapshot()
    edit("centers/example-laboratory.toml", "Example Laboratory", "Another Laboratory")
    make_directory(path, data)
    with before.connect() as connection:
        assert "Another Laboratory" not in [site.name for site in care_sites_of(connection, "center")]


def test_the_types_of_a_document_are_found_by_an_index(real):
    with real.connect() as connection:
        statement = "SELECT cancer FROM serves WHERE guideline = 'x' ORDER BY cancer"
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
    assert not [step for step in plan if step.startswith("SCAN")]


def test_a_word_for_leukemia_offers_no_lymphoma(real):
    offered = {match.slug for match in find_cancers(real, "leukaemia").matches}
    assert not offered & {"burkitt-lymphoma", "multiple-myeloma"}


def test_a_missing_place_is_told_with_what_else_is_wrong():
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse({"miles": ["-5"]})
    assert {fault.field for fault in caught.value.faults} == {"near", "miles"}


def test_a_blank_word_for_a_cancer_counts_as_not_given(client):
    assert client.get("/api/v1/cancers?q=").json["total"] == 8


def test_a_field_where_there_are_none_is_refused_in_a_whole_sentence(client):
    (error,) = client.get("/api/v1/centers?state=MA").json["errors"]
    assert "The fields are: ." not in error["hint"]


def test_a_missing_type_offers_addresses_of_the_interface(client):
    (error,) = client.get("/api/v1/cancers/breast-cancr").json["errors"]
    assert [choice["value"] for choice in error["choices"]] == ["/api/v1/cancers/breast-cancer"]


def test_documents_for_children_serve_the_types_of_any_age_too(snapshot):
    """data/SOURCES.md: `children` means every type whose population is pediatric or both."""
    found = find_guidelines(snapshot, GuidelineQuery.parse({"cancer": ["osteosarcoma"]}))
    assert "nci-children-overview-en" in [document.id for document in found.documents]


def test_the_known_lists_in_sources_md_say_what_is_there(real):
    """data/SOURCES.md counts 1,043 documents and 9 centers never listed as a place to be treated."""
    text = (DATA / "SOURCES.md").read_text()
    with real.connect() as connection:
        documents = all_guidelines(connection) + all_guidelines(connection, "unverified")
        nobody = [each for each in care_sites_of(connection, "center") if not each.treats_patients]
    assert f"| all | {len(documents):,} |" in text
    assert f"| known, never listed as a place to be treated | {len(nobody)} |" in text


def test_a_folder_that_cannot_be_written_to_is_told_in_words(monkeypatch, capsys, tmp_path, quick_zips):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("FINDER_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    monkeypatch.setattr("sys.argv", ["finder", "build"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 1
    assert "file/home" in capsys.readouterr().err
