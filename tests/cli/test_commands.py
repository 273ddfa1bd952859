"""The commands as people and scripts use them: what is printed, and what the shell gets."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from finder import __version__
from finder.cli import cli, main
from finder.errors import BadQuery
from tests.conftest import WORLD

pytestmark = pytest.mark.usefixtures("quick_zips")


@pytest.fixture
def environment(home, data, monkeypatch):
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))


@pytest.fixture
def run(environment):
    """Run a command that succeeds; what it prints is returned."""

    def invoke(*arguments):
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


@pytest.fixture
def fail(environment, monkeypatch, capsys):
    """Run the whole program; what the shell gets and what stands on the error stream are returned."""

    def invoke(*arguments):
        monkeypatch.setattr("sys.argv", ["finder", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        said = capsys.readouterr()
        assert said.out == ""
        return caught.value.code, said.err

    return invoke


def test_a_search_tells_places_nearest_first(run):
    said = run("search", "02115", "--cancer", "brest cancer", "--specialty", "surgery")
    assert said.splitlines()[0] == "Surgery for Breast cancer near Boston, MA 02115"
    assert "We read “brest cancer” as Breast cancer." in said
    assert "Only places that treat adults; --show all lists the others too." in said
    assert "miles: 1 within 25" in said
    assert said.index("Example Cancer Center\n") < said.index("Example Studies Center")
    assert "    1 Example Street, Boston, MA 02115" in said
    assert "    New patients: 617-555-0101" in said
    assert "with its hospital partners" in said
    assert "Not medical advice." in said
    assert "1-800-422-6237" in said


def test_a_program_is_told_with_what_is_known_and_no_more(run):
    said = run("search", "99508", "--limit", "1")
    assert "Listed as accredited by the Commission on Cancer in 2022" in said
    assert "Hospital switchboard: 907-555-0140" in said
    assert "We don't know which cancer doctors work here. Ask when you call." in said
    assert "the next: --page 2" in said
    assert "For enrolled veterans only." in run("search", "87108", "--limit", "1")
    assert "about" in run("search", "45.68,-111.04", "--limit", "1", "--miles", "50")


def test_json_and_csv_of_a_search_are_one_list(run):
    asked = ("search", "02115", "--limit", "7", "--show", "all")
    as_json = json.loads(run(*asked, "--json"))
    as_csv = list(csv.DictReader(io.StringIO(run(*asked, "--csv"))))
    assert [row["id"] for row in as_csv] == [row["id"] for row in as_json["results"]]
    assert len(as_csv) == 7
    assert as_json["total"] == 14


def test_options_narrow_the_search(run):
    def ids(*options):
        return [row["id"] for row in json.loads(run("search", "02115", "--json", *options))["results"]]

    assert set(ids("--kind", "program")) == set(ids("--show", "programs"))
    assert ids("--kind", "center", "--kind", "program") == ids()
    assert ids("--miles", "100") == ["example-boston"]
    assert ids("--page", "2", "--limit", "5") == ids()[5:10]
    assert ids("--specialty", "pathology", "--specialty", "surgery") == ids()


def test_nothing_within_reach_is_told(run):
    assert "0 places" in run("search", "58102", "--miles", "10")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("search", "0213"), "near: A ZIP code has 5 digits; this has 4."),
        (("search", "95,200"), "near: (95, 200) is no place on Earth."),
        (("search", ""), "near: A place is needed."),
        (("search", "00000"), "00501"),
        (("search", "09012"), "military"),
        (("search", "Springfield"), "Springfield, IL"),
        (("search", "02115", "--miles", "-5"), "miles: “-5” is not a distance."),
        (("search", "02115", "--miles", "nan"), "miles: “nan” is not a distance."),
        (("search", "02115", "--limit", "1000000000"), "limit: “1000000000” is not a valid number."),
        (("search", "02115", "--page", "0"), "page: “0” is not a valid number."),
        (("search", "02115", "--specialty", "surgerry"), "  surgery  (Surgery)"),
        (("search", "02115", "--cancer", "ALL"), "  childhood-all  (Childhood acute lymphoblastic leukemia)"),
        (("search", "02115", "--cancer", "xyzzy"), "cancer: We know no cancer called “xyzzy”."),
        (("search", "02115\x00"), "near: There are characters in it that cannot be seen."),
        (("search", "02115", "--kind", "doctor"), "'doctor' is not one of 'center', 'program'"),
        (("search", "02115", "--show", "best"), "'best' is not one of"),
        (("search", "02115", "--mile", "5"), "--miles"),
        (("search",), "Missing argument 'PLACE'"),
        (("serch", "02115"), "No such command 'serch'"),
        (("guidelines", "xyzzy"), "cancer: We know no cancer called “xyzzy”."),
        (("guidelines", "breast", "--language", "tlh"), "'tlh' is not one of"),
        (("place", "Bostn, MA"), "  Boston, MA"),
        (("serve", "--port", "0"), "0 is not in the range"),
    ],
)
def test_a_question_to_be_changed_gives_the_shell_a_two(fail, arguments, said):
    code, told = fail(*arguments)
    assert code == 2
    assert said in told
    assert "Traceback" not in told


def test_documents_are_told_with_publisher_audience_language_and_date(run):
    said = run("guidelines", "breast cancer", "--audience", "patient", "--language", "es")
    assert "Breast Cancer Treatment" in said
    assert "for patients · Spanish" in said
    assert "last seen December 30, 2025" in said
    assert "https://documents.example.org/pdq-breast-patient-es" in said
    assert said.rstrip().endswith("2 documents. The finder is not affiliated with NCCN or NCI.")
    professional = run("guidelines", "breast cancer", "--publisher", "NCCN", "--audience", "professional")
    assert "free login needed" in professional
    assert "PDQ" not in professional


def test_json_and_csv_of_documents_are_one_list(run):
    for words in ((), ("breast cancer",), ("colon",)):
        as_json = json.loads(run("guidelines", *words, "--json"))
        as_csv = list(csv.DictReader(io.StringIO(run("guidelines", *words, "--csv"))))
        assert [row["id"] for row in as_csv] == [row["id"] for row in as_json["results"]]
        assert as_json["total"] == len(as_csv) > 0
    assert json.loads(run("guidelines", "--json"))["total"] == 24


def test_words_for_a_cancer_are_told(run):
    assert "breast-cancer  (Breast cancer)" in run("cancers", "brest cancer")
    assert "Which one is it?" in run("cancers", "ALL")
    assert "The groups are:" in run("cancers", "xyzzy")
    found = json.loads(run("cancers", "breast", "--json"))
    assert (found["sure"], [match["slug"] for match in found["matches"]]) == (True, ["breast-cancer"])


def test_words_for_a_place_are_told(run):
    assert run("place", "02115").startswith("Boston, MA 02115: 42.3427, -71.0922 (zip)")
    found = json.loads(run("place", "boston, massachusetts", "--json"))
    assert (found["sure"], found["matches"][0]["name"]) == (True, "Boston, MA")
    choices = json.loads(run("place", "Springfield", "--json"))
    assert (choices["sure"], len(choices["matches"])) == (False, 25)


def test_checking_says_what_was_read(run):
    assert run("check") == (
        "No faults: 16 places, 8 cancer types, 16 specialties, 25 documents, "
        "3 chapters of the guide, 15 sources.\n"
    )


def test_faults_in_the_data_give_the_shell_a_one_with_file_and_line(fail, edit, home):
    before = (home / "directory.sqlite").read_bytes()
    line = edit("cancers.csv", ",both,", ",everybody,")
    for command in ("check", "build"):
        code, said = fail(command)
        assert code == 1
        assert said.startswith(
            f"data/cancers.csv:{line}: population: use one of adult, both, pediatric. `everybody`"
        )
        first, count, more = said.splitlines()
        assert first.startswith(f"data/cancers.csv:{line}:")
        assert count == "Fix 1 fault in data/, then try again. Nothing was built."
        assert more == "There may be more faults. Other checks wait until every file can be read."
    assert (home / "directory.sqlite").read_bytes() == before


def test_a_fault_in_the_data_leaves_the_old_directory_answering(run, edit):
    edit("cancers.csv", ",both,", ",everybody,")
    assert "Example Cancer Center" in run("search", "02115")


def test_faults_without_an_old_directory_are_told(fail, edit, home):
    (home / "directory.sqlite").unlink()
    edit("cancers.csv", ",both,", ",everybody,")
    code, said = fail("search", "02115")
    assert code == 1
    assert "data/cancers.csv:8: " in said


def test_building_tells_how_many_rows_each_table_has(run, home):
    said = run("build")
    assert "      16  record" in said
    assert f": {home / 'directory.sqlite'}" in said.splitlines()[-1]


def test_the_first_question_builds_the_directory(run, home):
    (home / "directory.sqlite").unlink()
    assert "Example Cancer Center" in run("search", "02115")
    assert (home / "directory.sqlite").exists()


def test_changed_data_are_seen_by_the_next_question(run, edit):
    edit("centers/example-boston.toml", "Example Cancer Center", "Renamed Cancer Center")
    assert "Renamed Cancer Center" in run("search", "02115", "--limit", "1")


def test_help_and_version(run):
    assert __version__ in run("--version")
    said = run("--help")
    assert all(command in said for command in ("search", "guidelines", "cancers", "place", "check", "build"))
    assert "not medical advice" in said
    assert "PLACE" in run("search", "-h")


def test_errors_leave_the_command_itself_as_errors(environment):
    assert isinstance(CliRunner().invoke(cli, ["search", "0213"]).exception, BadQuery)


def test_a_missing_folder_of_data_is_told(fail, monkeypatch, tmp_path, home):
    monkeypatch.setenv("FINDER_DATA", str(tmp_path / "nowhere"))
    code, said = fail("check")
    assert code == 1
    assert "the file is missing" in said


def test_the_data_that_come_along_are_used_by_default(monkeypatch, tmp_path, snapshot):
    monkeypatch.delenv("FINDER_DATA", raising=False)
    monkeypatch.setenv("FINDER_HOME", str(tmp_path))
    result = CliRunner().invoke(cli, ["check"])
    assert result.exit_code == 0
    assert "135 cancer types" in result.stdout


def test_a_folder_that_cannot_be_written_to_is_told_in_words(monkeypatch, capsys, tmp_path, quick_zips):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("FINDER_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    monkeypatch.setattr("sys.argv", ["finder", "build"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 1
    assert "file/home" in capsys.readouterr().err


def test_the_guide_to_a_second_opinion_begins_with_the_emergencies(run):
    printed = run("second-opinion")
    assert printed.index("Call 911.") < printed.index("how-to-ask")
    assert "  !  Your invented leg turns green. It is a sign that we made up." in printed


def test_a_chapter_of_the_guide_is_printed_whole_with_its_sources(run):
    printed = run("second-opinion", "records")
    assert "  [ ] The slides" in printed
    assert "In an emergency call 911." in printed
    assert "\nFrom: " in printed
    assert json.loads(run("second-opinion", "records", "--json"))["chapter"] == "records"
    assert json.loads(run("second-opinion", "--json"))["total"] == 3


def test_a_chapter_that_is_not_there_is_told(fail):
    assert fail("second-opinion", "no-such") == (1, "The guide has no chapter “no-such”.\n")
