"""The commands as people and scripts use them: what they print, and their exit statuses."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from finder import __version__
from finder.cli import cli, main
from finder.errors import BadQuery
from finder.settings import SETTINGS
from tests.conftest import WORLD

pytestmark = pytest.mark.usefixtures("quick_zips")


@pytest.fixture
def environment(home, data, monkeypatch):
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))


@pytest.fixture
def run(environment):
    """Run a command that must succeed, and return its output."""

    def invoke(*arguments):
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    return invoke


@pytest.fixture
def fail(environment, monkeypatch, capsys):
    """Run the whole program, and return its exit status and standard error."""

    def invoke(*arguments):
        monkeypatch.setattr("sys.argv", ["finder", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        output = capsys.readouterr()
        assert output.out == ""
        return caught.value.code, output.err

    return invoke


def test_a_search_prints_places_nearest_first(run):
    text = run("search", "02115", "--cancer", "brest cancer", "--specialty", "surgery")
    assert text.splitlines()[0] == "Surgery for Breast cancer near Boston, MA 02115"
    assert "We read “brest cancer” as Breast cancer." in text
    assert "Places that do not treat adults are left out; --show all lists every place." in text
    assert "miles: 1 within 25" in text
    assert text.index("Example Cancer Center\n") < text.index("Example Studies Center")
    assert "    1 Example Street, Boston, MA 02115" in text
    assert "    New patients: (617) 555-0101" in text
    assert "with its hospital partners" in text
    assert "Not medical advice." in text
    assert "Example Institute (800) 555-0102" in text


def test_places_that_may_not_treat_children_are_printed_last_under_one_line(run):
    text = run("search", "02115", "--cancer", "neuroblastoma")
    line = "We don't know if these treat children. Call to ask."
    assert text.count(line) == 1
    assert (
        text.index("Example Children's Hospital") < text.index(line) < text.index("Example Cancer Center\n")
    )


def test_a_program_is_printed_with_only_the_facts_we_have(run):
    text = run("search", "99508", "--limit", "1")
    assert "Listed as accredited by the Commission on Cancer in 2022" in text
    assert "Number in Medicare’s records; ask for cancer care: (907) 555-0140" in text
    assert "We don't know which cancer doctors work here. Ask when you call." in text
    assert "the next: --page 2" in text
    assert "Veterans Affairs hospital: for veterans enrolled in VA care." in run(
        "search", "87108", "--limit", "1"
    )
    assert "about" in run("search", "45.68,-111.04", "--limit", "1", "--miles", "50")


def test_json_and_csv_of_a_search_are_one_list(run):
    asked = ("search", "02115", "--limit", "7", "--show", "all")
    as_json = json.loads(run(*asked, "--json"))
    as_csv = list(csv.DictReader(io.StringIO(run(*asked, "--csv"))))
    assert [row["id"] for row in as_csv] == [row["id"] for row in as_json["results"]]
    assert len(as_csv) == 7
    assert as_json["total"] == 17


def test_options_narrow_the_search(run):
    def ids(*options):
        return [row["id"] for row in json.loads(run("search", "02115", "--json", *options))["results"]]

    assert set(ids("--kind", "program")) == set(ids("--show", "programs"))
    assert ids("--kind", "center", "--kind", "program", "--kind", "site") == ids()
    assert ids("--miles", "100") == ["example-boston"]
    assert ids("--page", "2", "--limit", "5") == ids()[5:10]
    assert ids("--specialty", "pathology", "--specialty", "surgery") == ids()


def test_a_search_without_results_says_so(run):
    assert "0 places" in run("search", "58102", "--miles", "10")


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("search", "0213"), "near: A ZIP code has 5 digits; this has 4."),
        (("search", "95,200"), "near: (95, 200) is not a place on Earth."),
        (("search", ""), "near: Enter your city or ZIP code."),
        (("search", "00000"), "00501"),
        (("search", "09012"), "military"),
        (("search", "Springfield"), "Springfield, IL"),
        (("search", "02115", "--miles", "-5"), "miles: “-5” is not a distance."),
        (("search", "02115", "--miles", "nan"), "miles: “nan” is not a distance."),
        (("search", "02115", "--limit", "1000000000"), "limit: “1000000000” is not a valid number."),
        (("search", "02115", "--page", "0"), "page: “0” is not a valid number."),
        (("search", "02115", "--specialty", "surgerry"), "  surgery  (Surgery)"),
        (("search", "02115", "--cancer", "ALL"), "  childhood-all  (Childhood acute lymphoblastic leukemia)"),
        (("search", "02115", "--cancer", "xyzzy"), "cancer: We couldn't find a cancer called “xyzzy”."),
        (("search", "02115\x00"), "near: It has characters that we can't read."),
        (("search", "02115", "--kind", "doctor"), "'doctor' is not one of 'center', 'program'"),
        (("search", "02115", "--show", "best"), "'best' is not one of"),
        (("search", "02115", "--mile", "5"), "--miles"),
        (("search",), "Missing argument 'PLACE'"),
        (("serch", "02115"), "No such command 'serch'"),
        (("guidelines", "xyzzy"), "cancer: We couldn't find a cancer called “xyzzy”."),
        (("guidelines", "breast", "--language", "tlh"), "'tlh' is not one of"),
        (("place", "Bostn, MA"), "  Boston, MA"),
        (("serve", "--port", "0"), "0 is not in the range"),
    ],
)
def test_a_bad_query_exits_with_status_2(fail, arguments, text):
    code, message = fail(*arguments)
    assert code == 2
    assert text in message
    assert "Traceback" not in message


def test_what_to_read_comes_before_all_documents(run):
    lines = run("guidelines", "breast cancer").splitlines()
    (everything,) = (line for line in lines if line.startswith("All ") and line.endswith("documents:"))
    assert lines.index("For you:") < lines.index("For your doctor:") < lines.index(everything)
    assert lines[lines.index("For you:") + 2] == "    NCI's treatment summary, for patients"


def test_a_search_for_a_cancer_prints_what_to_read(run):
    lines = run("search", "02115", "--cancer", "breast cancer").splitlines()
    assert lines.index("What to read") < lines.index("For you:")
    assert any(line.endswith("finder guidelines breast-cancer") for line in lines)


def test_documents_are_printed_with_publisher_audience_language_and_date(run):
    text = run("guidelines", "breast cancer", "--audience", "patient", "--language", "es")
    assert "Tratamiento del cáncer de seno" in text
    assert "for patients · Spanish" in text
    assert "last checked December 30, 2025" in text
    assert "https://documents.example.org/pdq-breast-patient-es" in text
    assert text.rstrip().endswith("2 documents. The finder is not affiliated with NCCN or NCI.")
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


def test_cancer_types_that_words_may_mean_are_printed(run):
    assert "breast-cancer  (Breast cancer)" in run("cancers", "brest cancer")
    assert "Which one is it?" in run("cancers", "ALL")
    assert "couldn't find a cancer called “xyzzy”" in run("cancers", "xyzzy")
    found = json.loads(run("cancers", "breast", "--json"))
    assert (found["sure"], [match["slug"] for match in found["matches"]]) == (True, ["breast-cancer"])


def test_a_place_is_printed_with_its_coordinates(run):
    assert run("place", "02115").startswith("Boston, MA 02115: 42.3427, -71.0922 (zip)")
    found = json.loads(run("place", "boston, massachusetts", "--json"))
    assert (found["sure"], found["matches"][0]["name"]) == (True, "Boston, MA")
    choices = json.loads(run("place", "Springfield", "--json"))
    assert (choices["sure"], len(choices["matches"])) == (False, 27)


def test_check_prints_what_is_set_and_what_was_read(run, home, data):
    assert run("check") == (
        f"FINDER_HOME={home}\nFINDER_DATA={data}\n{len(SETTINGS) - 2} settings have their defaults.\n"
        "No errors: 19 places, 8 cancer types, 16 specialties, 25 documents, "
        "3 chapters of the guide, 16 sources.\n"
    )


def test_check_lists_every_setting_that_is_wrong(fail, monkeypatch):
    monkeypatch.setenv("FINDER_STALE_DAYS", "never")
    monkeypatch.setenv("FINDER_REPORT_TO", "nobody")
    monkeypatch.setenv("FINDER_STRAT_PLACE", "Billings, MT")
    code, text = fail("check")
    assert code == 1
    *_, count, contact, days, unknown = text.splitlines()
    assert count == f"{len(SETTINGS) - 4} settings have their defaults."
    assert contact.startswith("FINDER_REPORT_TO: write an email address")
    assert days.startswith("FINDER_STALE_DAYS: write a number of days")
    assert unknown == "FINDER_STRAT_PLACE is not a setting. Did you mean FINDER_START_PLACE?"


def test_check_tries_the_colors_and_the_start_place(fail, monkeypatch, tmp_path, quick_zips):
    file = tmp_path / "colors.toml"
    file.write_text('[light]\nink = "#999999"', "utf-8")
    monkeypatch.setenv("FINDER_COLORS", str(file))
    monkeypatch.setenv("FINDER_START_PLACE", "Springfield")
    code, text = fail("check")
    assert code == 1
    assert "FINDER_COLORS: [light] ink on paper is hard to read" in text
    assert "FINDER_START_PLACE: There are 27 places called Springfield." in text


def test_faults_in_the_data_exit_with_status_1_and_name_file_and_line(fail, edit, home):
    before = (home / "directory.sqlite").read_bytes()
    line = edit("cancers.csv", ",both,", ",everybody,")
    for command in ("check", "build"):
        code, text = fail(command)
        assert code == 1
        assert text.startswith(
            f"data/cancers.csv:{line}: population: use one of adult, both, pediatric. `everybody`"
        )
        first, count, more = text.splitlines()
        assert first.startswith(f"data/cancers.csv:{line}:")
        assert count == "Fix 1 error in data/, then try again. Nothing was built."
        assert more == "There may be more errors. Other checks wait until every file can be read."
    assert (home / "directory.sqlite").read_bytes() == before


def test_a_fault_in_the_data_leaves_the_old_directory_in_use(run, edit):
    edit("cancers.csv", ",both,", ",everybody,")
    assert "Example Cancer Center" in run("search", "02115")


def test_faults_are_printed_if_there_is_no_old_directory(fail, edit, home):
    (home / "directory.sqlite").unlink()
    edit("cancers.csv", ",both,", ",everybody,")
    code, text = fail("search", "02115")
    assert code == 1
    assert "data/cancers.csv:8: " in text


def test_build_prints_how_many_rows_each_table_has(run, home):
    text = run("build")
    assert "      19  record" in text
    assert f": {home / 'directory.sqlite'}" in text.splitlines()[-1]


def test_the_first_query_builds_the_directory(run, home):
    (home / "directory.sqlite").unlink()
    assert "Example Cancer Center" in run("search", "02115")
    assert (home / "directory.sqlite").exists()


def test_changed_data_are_used_by_the_next_query(run, edit):
    edit("centers/example-boston.toml", "Example Cancer Center", "Renamed Cancer Center")
    assert "Renamed Cancer Center" in run("search", "02115", "--limit", "1")


def test_help_and_version(run):
    assert __version__ in run("--version")
    text = run("--help")
    assert all(command in text for command in ("search", "guidelines", "cancers", "place", "check", "build"))
    assert "not medical advice" in text
    assert "PLACE" in run("search", "-h")


def test_errors_are_raised_by_the_command_itself(environment):
    assert isinstance(CliRunner().invoke(cli, ["search", "0213"]).exception, BadQuery)


def test_a_missing_data_folder_is_reported(fail, monkeypatch, tmp_path, home):
    monkeypatch.setenv("FINDER_DATA", str(tmp_path / "nowhere"))
    code, text = fail("check")
    assert code == 1
    assert "the file is missing" in text


def test_the_packaged_data_are_used_by_default(monkeypatch, tmp_path, snapshot):
    monkeypatch.delenv("FINDER_DATA", raising=False)
    monkeypatch.setenv("FINDER_HOME", str(tmp_path))
    result = CliRunner().invoke(cli, ["check"])
    assert result.exit_code == 0
    assert "137 cancer types" in result.stdout


def test_a_folder_that_cannot_be_written_to_is_reported_without_a_traceback(
    monkeypatch, capsys, tmp_path, quick_zips
):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("FINDER_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    monkeypatch.setattr("sys.argv", ["finder", "build"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 1
    assert "file/home" in capsys.readouterr().err


def test_the_guide_starts_with_emergencies(run):
    printed = run("second-opinion")
    assert printed.index("Call 911.") < printed.index("how-to-ask")
    assert "  !  Your invented leg turns green. Stay where you are." in printed


def test_a_whole_chapter_is_printed_with_its_sources(run):
    printed = run("second-opinion", "records")
    assert "  [ ] The slides" in printed
    assert "In an emergency call 911." in printed
    assert "\nFrom: " in printed
    assert json.loads(run("second-opinion", "records", "--json"))["chapter"] == "records"
    assert json.loads(run("second-opinion", "--json"))["total"] == 3


def test_an_unknown_chapter_is_reported(fail):
    assert fail("second-opinion", "no-such") == (1, "The guide has no chapter “no-such”.\n")
