"""A quick load reads page by page, goes on where it stopped, and starts over when the data set changes."""

import pytest

from finder.errors import SourceDown
from finder.sources.quick import queries
from finder.sources.quick.read_pages import npis_in, without_rows
from tests.sources.cms_server import AFFILIATIONS, CLINICIANS, HOSPITALS
from tests.sources.files.made_up_files import affiliation_row, cms_row, hospital_row, npi
from tests.sources.provider_data_server import Fault
from tests.sources.quick.conftest import SPECIALTIES

#: The pages of seven rows, three at a time, after a first one that is refused; then the other specialties.
PAGES = [0, 0, 3, 6, 0, 0, 0, 0]
LOST = Fault(status=500)


def cut_short(run, pages):
    """Let a run fail for good after some pages."""
    done = len(run.cms.queries) + pages
    run.cms.before_query = lambda number: run.cms.faults.append(LOST) if number >= done else None
    with pytest.raises(SourceDown, match="answered 500"):
        run()
    run.cms.before_query = lambda number: None
    run.cms.queries.clear()


def test_every_page_is_read_in_order_and_counted(run, cms):
    received = run()
    assert (received.rows, received.as_of) == (7, "2026-09-10")
    assert cms.offsets(CLINICIANS) == PAGES
    assert npis_in(received.path) == [npi(number) for number in range(1, 8)]
    assert len(run.lines()) == 8
    assert run.progress[0] == (1, 7, 3)
    assert run.progress[-1] == (7, 7, 7)
    assert cms.most_at_once == 1
    assert (run.waits, run.said) == ([], [])


def test_a_page_as_long_as_the_server_allows_is_asked_for_once_it_is_known(run, cms):
    run()
    assert [query["limit"] for _, query in cms.queries[:3]] == [1500, 3, 3]


def test_only_the_columns_that_are_read_and_an_order_without_ties_are_asked_for(run, cms):
    run()
    query = cms.queries[0][1]
    assert "grd_yr" not in query["properties"]
    assert [each["property"] for each in query["sorts"]] == ["npi", "ind_enrl_id", "org_pac_id", "adrs_id"]


def test_whoever_reports_a_specialty_in_another_place_is_read_once(run, cms):
    cms.data_sets[CLINICIANS].rows = [
        cms_row(1, "MEDICAL ONCOLOGY", sec_spec_1="RADIATION ONCOLOGY"),
        cms_row(2, "INTERNAL MEDICINE", sec_spec_1="MEDICAL ONCOLOGY", sec_spec_2="RADIATION ONCOLOGY"),
        cms_row(3, "INTERNAL MEDICINE", sec_spec_4="RADIATION ONCOLOGY"),
        cms_row(4, "INTERNAL MEDICINE"),
    ]
    received = run()
    assert received.rows == 3
    assert sorted(line.split(",")[0] for line in run.lines()[1:]) == [npi(1), npi(2), npi(3)]


def test_states_narrow_it(run, cms):
    cms.data_sets[CLINICIANS].rows += [cms_row(20, State="MT"), cms_row(21, State="WY")]
    received = run(queries.clinicians(("MEDICAL ONCOLOGY",), ("MT", "WY")))
    assert npis_in(received.path) == [npi(20), npi(21)]


def test_hospitals_and_affiliations_are_read_too(run, cms, monkeypatch):
    cms.most = 1500
    monkeypatch.setattr(queries, "NPIS_AT_ONCE", 2)
    cms.data_sets[HOSPITALS].rows = [hospital_row(1), hospital_row(2, State="MT")]
    cms.data_sets[AFFILIATIONS].rows = [affiliation_row(n, "019001") for n in (1, 1, 3, 9)]
    assert run(queries.hospitals(("MT",))).rows == 1
    assert run(queries.affiliations([npi(1), npi(2), npi(3)])).rows == 3
    assert [query["conditions"][0]["value"] for _, query in cms.queries[1:]] == [[npi(1), npi(2)], [npi(3)]]


def test_a_run_that_was_cut_short_goes_on_with_the_page_it_stopped_at(run, cms):
    cut_short(run, pages=3)
    received = run()
    assert cms.offsets(CLINICIANS)[0] == 6
    assert received.rows == 7
    assert len(run.lines()) == len({*run.lines()}) == 8
    assert run.said == []


def test_what_was_written_of_a_page_before_a_crash_is_written_once(run, cms):
    cut_short(run, pages=3)
    with (run.folder / "quick-clinicians.csv.part").open("ab") as file:
        file.write(b"2000000004,MADEUP")
    run()
    assert len(run.lines()) == len({*run.lines()}) == 8


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b'{"digest": 1}'])
def test_a_position_that_cannot_be_read_starts_over(run, cms, damage):
    cut_short(run, pages=3)
    (run.folder / "quick-clinicians.csv.json").write_bytes(damage)
    assert run().rows == 7
    assert cms.offsets(CLINICIANS)[0] == 0


def test_a_complete_part_is_not_asked_for_again(run, cms):
    first = run()
    cms.queries.clear()
    assert run() == first
    assert cms.queries == []


def test_other_states_are_another_question(run, cms):
    run()
    assert run(queries.clinicians(("MEDICAL ONCOLOGY",), ("ME",))).rows == 7
    assert run(queries.clinicians(("MEDICAL ONCOLOGY",), ("MT",))).rows == 0


def test_a_run_after_a_change_starts_over_and_says_so(run, cms):
    cut_short(run, pages=3)
    cms.data_sets[CLINICIANS].released = "2026-10-08"
    received = run()
    assert (received.rows, received.as_of) == (7, "2026-10-08")
    assert cms.offsets(CLINICIANS)[0] == 0
    assert run.said == ["CMS has changed its data set mj5m-pzi6 (clinicians). We are reading it again."]


def more_rows(data_set):
    data_set.rows.append(cms_row(8))


def other_release(data_set):
    """The same number of rows, but others."""
    data_set.rows = [cms_row(number) for number in range(11, 18)]
    data_set.identifier = "second-release"


def other_date(data_set):
    data_set.released = "2026-10-08"


@pytest.mark.parametrize("change", [more_rows, other_release, other_date])
def test_a_change_while_it_is_read_starts_over_and_says_so(run, cms, change):
    cms.before_query = lambda number: change(cms.data_sets[CLINICIANS]) if number == 3 else None
    received = run()
    assert npis_in(received.path) == sorted({row["NPI"] for row in cms.data_sets[CLINICIANS].rows})
    assert len(run.said) == 1


def test_a_data_set_that_changes_all_the_time_is_given_up(run, cms):
    cms.before_query = lambda _number: more_rows(cms.data_sets[CLINICIANS])
    with pytest.raises(SourceDown, match="CMS changed its data set mj5m-pzi6 while we read it"):
        run()
    assert not (run.folder / "quick-clinicians.csv").exists()
    assert len(run.said) == 3


def test_the_same_page_again_starts_over(run, cms):
    pages = []

    def again(answer):
        pages.append(answer["results"])
        answer["results"] = pages[0]

    cms.faults.extend([None, Fault(change=again), Fault(change=again)])
    received = run()
    assert npis_in(received.path) == [npi(number) for number in range(1, 8)]
    assert len(run.lines()) == len({*run.lines()}) == 8
    assert len(run.said) == 1


def test_specialties_that_nobody_reports_are_found(run, cms):
    cms.data_sets[CLINICIANS].rows = [cms_row(1, "INTERNAL MEDICINE", sec_spec_2="Radiation Oncology")]
    assert without_rows(run().path, SPECIALTIES) == ["MEDICAL ONCOLOGY"]


def test_a_full_disk_is_an_error_of_the_disk(run, cms, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("finder.sources.quick.read_pages.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        run()
