"""The directory exported as a folder of pages."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from finder.cli import cli
from finder.cli.export import MANIFEST
from finder.language import languages
from finder.sources.zip_codes import read_package
from tests.conftest import WORLD

pytestmark = pytest.mark.usefixtures("quick_zips")
ADDRESS = re.compile(r'\b(?:href|src|action)="([^"]*)"')


@pytest.fixture
def export(home, data, monkeypatch):
    """Run the command on the made-up directory."""
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))
    return lambda *arguments: CliRunner().invoke(cli, ["export", "static", *map(str, arguments)])


@pytest.fixture(scope="module")
def written(world, gazetteer, tmp_path_factory):
    """The exported folder of the made-up directory, written once. Tests must not change it."""
    target = tmp_path_factory.mktemp("export") / "usb"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FINDER_HOME", str(world.path.parent))
        patch.setenv("FINDER_DATA", str(WORLD))
        patch.setattr(read_package, "read_gazetteer", lambda: gazetteer)
        result = CliRunner().invoke(cli, ["export", "static", str(target)])
    assert result.exit_code == 0, result.output
    return target


@pytest.fixture
def folder(written, tmp_path):
    """A copy of that folder, to export into again."""
    return Path(shutil.copytree(written, tmp_path / "usb"))


def files(folder):
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def index(folder, name):
    return json.loads((folder / "static" / name).read_text("utf-8").partition("=")[2].rstrip(";\n"))


def test_every_curated_page_is_written_in_every_language(written):
    names = files(written)
    others = tuple(f"{code}/" for code in languages() if code != "en")
    english = {name for name in names if name.endswith(".html") and not name.startswith(others)}
    assert {"index.html", "search.html", "help.html", "pack.html", "second-opinion-all.html",
            "cancers/breast-cancer.html", "centers/example-boston.html", "programs/example-north-ak.html",
            "specialties/pathology.html"} <= english  # fmt: skip
    for folder in others:
        assert {f"{folder}{name}" for name in english} == {name for name in names if name.startswith(folder)}


def test_every_link_leads_to_a_file_or_another_site(written):
    seen = 0
    for name in (each for each in files(written) if each.endswith(".html")):
        for address in ADDRESS.findall((written / name).read_text("utf-8")):
            if re.match(r"https?:|tel:|mailto:|#", address):
                assert "localhost" not in address, (name, address)
                continue
            target, _, fragment = address.partition("#")
            file = written / posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            assert file.is_file(), (name, address)
            if fragment and file.name != "search.html":
                assert f'id="{fragment}"' in file.read_text("utf-8"), (name, address)
            seen += 1
    assert seen > 500


def test_pages_contain_nothing_that_needs_a_server(written):
    for name in (each for each in files(written) if each.endswith(".html")):
        text = (written / name).read_text("utf-8")
        assert "/api/v1" not in text, name
        assert "/shortlist" not in text, name
        assert "<script" not in text or name.endswith("search.html"), name
        assert all("search.html" in each for each in re.findall("<form[^>]*>", text)), name


def test_hours_are_shown_but_not_who_answers_now(written):
    text = (written / "help.html").read_text("utf-8")
    assert "24 hours" in text
    assert 'class="state' not in text


def test_the_search_index_agrees_with_the_site(written):
    _, name, town, latitude, longitude, *_, label, number = next(
        each for each in index(written, "sites-es.js") if each[0] == "centers/example-boston"
    )
    assert (name, town) == ("Example Cancer Center", "Boston, MA")
    assert (round(latitude), round(longitude)) == (42, -71)
    assert (label, number) == ("Segundas opiniones; for adults", "(617) 555-0102")
    names = {slug: (name, names) for slug, name, _, names in index(written, "cancers-es.js")}
    assert names["breast-cancer"][0] == "Cáncer de seno (mama)"
    assert {"breast cancer", "breast-cancer"} <= set(names["breast-cancer"][1])


def test_a_second_run_updates_files_and_deletes_obsolete_ones(export, folder):
    (folder / "my-notes.txt").write_text("mine", "utf-8")
    result = export(folder, "--language", "es")
    assert result.exit_code == 0, result.output
    assert result.output.rstrip().endswith("es/index.html")
    assert {each.name for each in folder.iterdir() if each.is_file()} == {MANIFEST, "my-notes.txt"}
    assert 'class="language-link"' not in (folder / "es/index.html").read_text("utf-8")


def test_an_interrupted_run_can_be_repeated(export, folder, monkeypatch):
    (folder / "es/help.html").unlink()
    written = type(folder).write_bytes

    def full(file, content):
        if file.name == "help.html":
            raise OSError(28, "No space left on device", str(file))
        return written(file, content)

    with monkeypatch.context() as patch:
        patch.setattr(type(folder), "write_bytes", full)
        assert export(folder).exit_code == 1
    assert export(folder).exit_code == 0
    assert (folder / "es/help.html").exists()


def test_only_files_inside_the_folder_are_deleted(export, folder, tmp_path):
    outside = tmp_path / "letter.txt"
    outside.write_text("mine", "utf-8")
    with (folder / MANIFEST).open("a", encoding="utf-8") as mark:
        mark.write(f"\n{outside}\n../letter.txt")
    assert export(folder).exit_code == 0
    assert outside.read_text("utf-8") == "mine"


def test_a_file_from_elsewhere_is_not_overwritten(export, folder):
    (folder / MANIFEST).write_text("", "utf-8")
    result = export(folder)
    assert result.exit_code == 2
    assert "The file is not from an earlier export." in result.output


def test_a_folder_with_other_files_is_refused(export, tmp_path):
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    result = export(tmp_path)
    assert result.exit_code == 2
    assert "has other files in it." in result.output
    assert (tmp_path / "letter.txt").read_text("utf-8") == "mine"
    assert not (tmp_path / "index.html").exists()


@pytest.fixture
def export_fhir(home, data, monkeypatch):
    """Run the command that writes FHIR resources, on the made-up directory."""
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))
    return lambda *arguments: CliRunner().invoke(cli, ["export", "fhir", *map(str, arguments)])


def test_every_record_is_written_as_fhir_resources(export_fhir, tmp_path):
    folder = tmp_path / "fhir"
    result = export_fhir(folder)
    assert result.exit_code == 0, result.output
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    counts = {each["url"]: each["count"] for each in manifest["output"]}
    assert files(folder) == {MANIFEST, "manifest.json", *counts}
    assert f"{sum(counts.values())} resources in {len(counts)} files" in result.output
    (folder / "Location.ndjson").write_text("", "utf-8")
    assert export_fhir(folder).exit_code == 0
    assert len((folder / "Location.ndjson").read_text("utf-8").splitlines()) == counts["Location.ndjson"]


def test_fhir_resources_are_not_written_among_other_files(export_fhir, tmp_path):
    (tmp_path / "other.txt").write_text("mine", "utf-8")
    result = export_fhir(tmp_path)
    assert result.exit_code == 2
    assert "other files" in result.output


def test_without_a_folder_they_are_beside_the_directory_and_renewed_with_it(export_fhir, home):
    assert export_fhir().exit_code == 0
    (first,) = [each for each in (home / "fhir").iterdir() if each.is_dir()]
    assert (first / "manifest.json").exists()
    time.sleep(1.1)  # a version is named by the second in which it was built
    assert CliRunner().invoke(cli, ["build"]).exit_code == 0
    assert len([each for each in (home / "fhir").iterdir() if each.is_dir()]) == 2
