"""The pack command writes the same PDF as the site."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from finder.cli import cli, main
from tests.paper import facts_of, metadata_of, needs_poppler, words_of

pytestmark = pytest.mark.usefixtures("quick_zips")
PICKS = ("centers/example-boston", "programs/example-north-ak")


@pytest.fixture
def folder(tmp_path, home, data, monkeypatch):
    """The folder in which the command runs."""
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    result = CliRunner().invoke(cli, ["pack", *arguments])
    assert result.exit_code == 0, result.output
    return result


def refused(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["finder", *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    return capsys.readouterr().err


@needs_poppler
def test_the_pack_of_a_list_is_written(folder):
    text = run(*PICKS, "--near", "02115", "--cancer", "breast cancer", "--output", "pack.pdf")
    assert text.output == ""
    paper = (folder / "pack.pdf").read_bytes()
    assert facts_of(paper)["Title"] == "Second-opinion pack: breast cancer"
    words = words_of(paper)
    for each in (
        "Miles are from Boston, MA 02115.",
        "(617) 555-0102 Second opinions; for adults",
        "Whom would you see?",
    ):
        assert each in words
    first, center = words.index("In an emergency call 911."), words.index("Example Cancer Center")
    assert first < center < words.index("Danger signs: when to get help now")
    assert "localhost" not in words


@needs_poppler
def test_large_type_and_parts_can_be_chosen_without_picks(folder):
    run("--large", "--part", "notes", "--output", "notes.pdf")
    words = words_of((folder / "notes.pdf").read_bytes())
    assert "Room for notes" in words
    assert "Who to call" not in words


def test_the_pack_can_go_to_standard_output(folder):
    assert run(PICKS[0], "--output", "-").stdout_bytes.startswith(b"%PDF-1.7")


@needs_poppler
def test_the_pack_is_in_the_requested_language(folder, monkeypatch):
    monkeypatch.setattr("sys.argv", ["finder", "--language", "es", "pack", PICKS[0], "--output", "es.pdf"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert not caught.value.code
    assert "<rdf:li>es-US</rdf:li>" in metadata_of((folder / "es.pdf").read_bytes())


def test_missing_records_are_reported_on_standard_error(folder):
    text = run("centers/gone", PICKS[0], "--output", "pack.pdf")
    assert text.stderr == "We left out centers/gone. We do not have that record.\n"
    assert (folder / "pack.pdf").exists()


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (("foo",), "pick: “foo” is not a record."),
        ((PICKS[0], "--near", "00000"), "near:"),
        (("--cancer", "nothing like it"), "cancer:"),
        (("--part", "soup"), "soup"),
    ],
)
def test_faults_are_reported_and_no_file_is_written(folder, monkeypatch, capsys, wrong, text):
    assert text in refused(monkeypatch, capsys, "pack", *wrong, "--output", "pack.pdf")
    assert not (folder / "pack.pdf").exists()
