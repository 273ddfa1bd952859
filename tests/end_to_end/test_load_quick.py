"""`finder load quick` against a server like CMS's: made-up people are found, and a failure loses nothing."""

from __future__ import annotations

import _thread
import json

import pytest

from finder.cli.loading import load_quick
from tests.end_to_end.cms_world import rows_of
from tests.sources.cms_server import AFFILIATIONS, CLINICIANS, HOSPITALS
from tests.sources.files.layouts import HOSPITALS as HOSPITAL_COLUMNS
from tests.sources.files.made_up_files import affiliation_row, cms_row, csv_bytes, hospital_row, npi, written
from tests.sources.provider_data_server import Fault, provider_data
from tests.web.page_reader import read

BOZEMAN = {"City/Town": "BOZEMAN", "State": "MT", "ZIP Code": "597150001", "Telephone Number": "4065550177"}
HOSPITAL = "019001"


@pytest.fixture
def cms():
    with provider_data() as server:
        server.data_sets[CLINICIANS].rows = [
            cms_row(1, "HEMATOLOGY/ONCOLOGY", **BOZEMAN | {"Provider Last Name": "MADEUPANNA"}),
            cms_row(2, "RADIATION ONCOLOGY", **BOZEMAN),
            cms_row(3, "INTERNAL MEDICINE", **BOZEMAN),
            cms_row(4, "MEDICAL ONCOLOGY"),  # in Maine
        ]
        server.data_sets[AFFILIATIONS].rows = [
            affiliation_row(number, HOSPITAL) for number in (1, 2, 3, 4)
        ] + [affiliation_row(1, "019555", "Home health agency")]
        server.data_sets[HOSPITALS].rows = [hospital_row(1, **BOZEMAN), hospital_row(2)]
        yield server


@pytest.fixture
def finder(cms, finder_with, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    return finder_with(FINDER_PROVIDER_DATA_URL=cms.base)


def found(finder, near="59715"):
    """Return the NPIs of a search for clinicians, nearest first."""
    return [
        each["id"] for each in json.loads(finder("search", near, "--kind", "clinician", "--json"))["results"]
    ]


def test_the_doctors_of_a_state_are_loaded_and_found(finder, cms):
    site = finder.site()
    output = finder("load", "quick", "--states", "MT")
    assert "clinicians: quick-clinicians.csv, as of September 10, 2026\n  2 rows read, 0 skipped\n" in output
    assert "  doctors kept: 2 (rows: 2)\n" in output
    assert "affiliations: quick-affiliations.csv, " in output
    assert "hospitals: quick-hospitals.csv, " in output
    assert "Loaded only for Montana: doctors who bill Medicare, " in output
    assert "Doctors and clinics: 2, hospitals: 1." in output

    card = finder("search", "59715", "--kind", "clinician")
    assert "Test Madeupanna, MD" in card
    assert "Made Up Oncology Group, 1 Example St, Bozeman, MT 59715" in card
    assert "Telephone: (406) 555-0177" in card
    assert "Affiliated with Made Up Hospital 1" in card
    assert set(found(finder)) == {npi(1), npi(2)}
    page = read(site.get(f"/clinicians/{npi(1)}").text)  # the site that ran all the time
    assert page.text("h1") == ["Test Madeupanna, MD"]
    team = read(site.get(f"/hospitals/{HOSPITAL}").text)
    assert team.text("h1") == ["Made Up Hospital 1"]


def test_without_states_the_whole_country_is_loaded(finder):
    output = finder("load", "quick")
    assert "Loaded: doctors who bill Medicare, " in output
    assert set(found(finder)) == {npi(1), npi(2), npi(4)}
    assert found(finder, "04101")[0] == npi(4)


def test_the_rows_are_those_of_a_load_of_the_whole_files(finder, cms, tmp_path):
    for identifier, kind in (
        (CLINICIANS, "clinicians"),
        (AFFILIATIONS, "affiliations"),
        (HOSPITALS, "hospitals"),
    ):
        data_set = cms.data_sets[identifier]
        path = tmp_path / f"{kind}.csv"
        path.write_bytes(rows_of(data_set.columns, data_set.rows))
        finder("load", kind, path, "--as-of", "2026-09-10", "--no-build")
    finder("build")
    whole = finder("search", "59715", "--kind", "clinician", "--json")
    output = finder("load", "quick")
    # Internal medicine makes nobody a specialist, so the row and its hospital are not asked for.
    assert output.count("since the last load: 0 new, 0 changed, 1 gone") == 2
    assert output.count("since the last load: 0 new, 0 changed, 0 gone") == 1
    assert finder("search", "59715", "--kind", "clinician", "--json") == whole


def test_a_second_load_asks_for_no_page_and_changes_nothing(finder, cms):
    finder("load", "quick")
    asked = len(cms.queries)
    output = finder("load", "quick")
    assert len(cms.queries) == asked
    assert output.count("since the last load: 0 new, 0 changed, 0 gone") == 3


def test_a_failure_loads_nothing_and_the_next_run_goes_on(finder, cms):
    finder("load", "quick", "--states", "MT")
    before = found(finder)
    for data_set in cms.data_sets.values():
        data_set.released = "2026-10-08"
    cms.before_query = lambda number: cms.faults.append(Fault(status=500))
    ran = finder.run("load", "quick", "--states", "MT")
    assert ran.code == 1
    assert "/datastore/query/mj5m-pzi6/0 answered 500 Internal Server Error after 5 tries." in ran.err
    assert ran.out == ""
    assert found(finder) == before
    cms.before_query = lambda number: None
    assert "as of October 8, 2026" in finder("load", "quick", "--states", "MT")
    assert found(finder) == before


@pytest.mark.parametrize(
    ("states", "message"),
    [
        ((), "CMS has no doctors in any of them"),
        (
            ("--states", "GU,PR"),
            "CMS lists no cancer doctors in Guam or Puerto Rico",
        ),
    ],
)
def test_nobody_at_all_is_an_error_and_the_old_load_stays(finder, cms, states, message):
    finder("load", "quick")
    before = found(finder)
    cms.data_sets[CLINICIANS].rows = [cms_row(3, "INTERNAL MEDICINE")]
    cms.data_sets[CLINICIANS].released = "2026-10-08"
    ran = finder.run("load", "quick", *states)
    assert ran.code == 1
    assert message in ran.err
    assert found(finder) == before


def test_a_server_that_cannot_be_reached_is_named(finder_with):
    with provider_data() as gone:
        finder = finder_with(FINDER_PROVIDER_DATA_URL=gone.base)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.sleep", lambda _seconds: None)
        ran = finder.run("load", "quick")
    assert ran.code == 1
    assert f"{gone.base}/metastore/schemas/dataset/items/{CLINICIANS} cannot be reached" in ran.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("quick", "--states", "MT,XX"), "We don't know “XX”"),
        (("quick", "--states", " , "), "write state codes"),
        (("quick", "--download"), "takes no FILES, no --download and no --as-of"),
        (("quick", "some.csv"), "takes no FILES, no --download and no --as-of"),
        (("clinicians", "--download", "--states", "MT"), "Use --states only with `finder load quick`"),
    ],
)
def test_options_that_do_not_go_together_are_refused(finder, cms, options, message):
    ran = finder.run("load", *options)
    assert ran.code == 2
    assert message in ran.err
    assert cms.queries == []


def test_states_may_be_written_as_people_do(finder):
    assert "Loaded only for Montana and Wyoming" in finder(
        "load", "quick", "--states", "mt, Wyoming", "--no-build"
    )


def test_it_speaks_spanish(finder):
    output = finder("--language", "es", "load", "quick", "--no-build")
    assert "médicos que facturan a Medicare" in output


def test_a_state_that_is_misspelled_gets_the_nearest(finder):
    ran = finder.run("load", "quick", "--states", "MT, Wyomin, Calfornia, QQ")
    assert ran.code == 2
    assert (
        "We don't know “Wyomin”, “Calfornia”, “QQ”. Did you mean WY (Wyoming) or CA (California)?" in ran.err
    )
    assert "We don't know “QQ”.\n" in finder.run("load", "quick", "--states", "QQ").err


def test_a_log_shows_what_is_asked(finder, cms, monkeypatch):
    monkeypatch.setattr(load_quick, "_PAGES_A_LINE", 2)
    cms.most = 2
    err = finder.run("load", "quick").err
    assert "asking CMS: clinicians\n" in err
    assert "asking CMS: clinicians: 2 of 6 pages, 3 rows\n" in err
    assert "asking CMS: hospitals\n" in err


def test_specialties_that_cms_does_not_know_any_more_are_named(finder, cms):
    err = finder.run("load", "quick").err
    assert "CMS lists no doctors as " in err
    assert "UROLOGY" in err
    assert "MEDICAL ONCOLOGY" not in err
    assert "CMS lists no doctors as" not in finder.run("load", "quick", "--states", "MT").err


def test_ctrl_c_says_that_the_next_run_continues(finder, cms):
    def interrupt(number):
        if number == 2:
            _thread.interrupt_main()

    cms.before_query = interrupt
    cms.most = 1
    ran = finder.run("load", "quick")
    assert ran.code == 1
    assert "Stopped. Nothing was loaded. Run the same command again: it continues here." in ran.err
    cms.before_query = lambda _number: None
    asked = len(cms.queries)
    finder("load", "quick")
    assert cms.queries[asked][1]["offset"] > 0
    assert set(found(finder)) == {npi(1), npi(2), npi(4)}


def test_a_full_disk_is_one_sentence_and_the_next_run_continues(finder, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("finder.sources.quick.read_pages.os.fsync", full)
        ran = finder.run("load", "quick")
    assert ran.code == 1
    assert "Free some space, then try again. The disk is full (" in ran.err
    assert "clinicians" in ran.err.partition("The disk is full (")[2]
    assert "Traceback" not in ran.err
    finder("load", "quick")
    assert set(found(finder)) == {npi(1), npi(2), npi(4)}


def test_hospitals_alone_say_why_no_doctors_are_found_there(finder, tmp_path):
    path = written(tmp_path / "h.csv", csv_bytes([hospital_row(1, **BOZEMAN)], HOSPITAL_COLUMNS))
    assert "until you load this too: finder load affiliations FILE" in finder("load", "hospitals", path)
    why = "does not have Medicare's list of which doctors work at which hospital"
    assert why in finder("search", "59715", "--kind", "hospital")
    assert why in json.loads(finder("search", "59715", "--team", "all", "--json"))["note"]
    assert why in finder.site().get("/search?near=59715&kind=hospital").text.replace("’", "'").replace(
        "&#39;", "'"
    )
    assert why not in finder("search", "59715")
