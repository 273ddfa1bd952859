"""A shortlist: read from an address, found in its order; missing records are named and the others kept."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import BadQuery
from finder.search.fields import MOST_PICKS, first_day
from finder.search.shortlist.find import (
    ShortlistQuery,
    find_shortlist,
    readable_picks,
)
from tests.people_world import NOWHERE, TWICE, WORKERS

BOSTON, DENVER, NORTH = "centers/example-boston", "centers/example-denver", "programs/example-north-ak"
MANY = [f"centers/example-{number}" for number in range(MOST_PICKS)]


def listed(snapshot, *picks, **more):
    return find_shortlist(snapshot, ShortlistQuery(picks, **more))


def test_records_of_every_kind_keep_the_readers_order(people):
    picks = (NORTH, f"clinicians/{WORKERS[0].npi}", "hospitals/019003", BOSTON)
    found = listed(people, *picks)
    assert tuple(each.path for each in found.picked) == picks
    assert found.missing == ()
    assert listed(people, *reversed(picks)).picked == tuple(reversed(found.picked))


def test_a_missing_record_is_named_and_the_others_are_listed(people):
    gone = ("centers/closed-long-ago", "clinicians/1234567893", "hospitals/999999", "programs/example-boston")
    found = listed(people, gone[0], BOSTON, *gone[1:])
    assert [each.path for each in found.picked] == [BOSTON]
    assert found.missing == gone


def test_miles_are_given_only_if_the_list_has_a_place(people):
    assert listed(people, BOSTON).picked[0].result is None
    near, far = listed(people, BOSTON, DENVER, near="02115").picked
    assert near.result.miles < 5 < 1500 < far.result.miles


def test_a_record_without_a_location_has_no_miles(people):
    picks = (f"clinicians/{NOWHERE.npi}", "hospitals/019005", f"clinicians/{TWICE.npi}")
    found = listed(people, *picks, near="02115")
    assert [each.result is None for each in found.picked] == [True, True, False]


def test_place_and_cancer_are_read_and_faults_of_both_are_reported(people):
    found = listed(people, BOSTON, near="02115", cancer="brest cancer")
    assert (found.place.name, found.cancer.slug) == ("Boston, MA 02115", "breast-cancer")
    assert "brest cancer" in found.cancer_note
    with pytest.raises(BadQuery) as caught:
        listed(people, BOSTON, near="00000", cancer="qqqqqqqq")
    assert {fault.field for fault in caught.value.faults} == {"near", "cancer"}


@pytest.mark.parametrize(
    "wrong",
    ["mayo", "cancers/breast-cancer", "centers/", "centers/a b", "centers/../about", "https://x.org/"],
)
def test_a_malformed_path_is_refused_and_named(wrong):
    with pytest.raises(BadQuery) as caught:
        ShortlistQuery.parse({"pick": [BOSTON, wrong]})
    (fault,) = caught.value.faults
    assert fault.field == "pick"
    assert wrong in fault.reason
    assert "centers/mayo-rochester" in fault.hint


def test_a_path_is_listed_once_and_may_start_with_a_slash():
    assert ShortlistQuery.parse({"pick": [f"/{BOSTON}", BOSTON, ""]}).pick == (BOSTON,)


def test_a_list_holds_thirty_records():
    assert len(ShortlistQuery.parse({"pick": MANY}).pick) == MOST_PICKS == 30
    with pytest.raises(BadQuery) as caught:
        ShortlistQuery.parse({"pick": [*MANY, BOSTON]})
    assert "30" in caught.value.faults[0].reason
    assert "31" in caught.value.faults[0].reason


def test_other_fields_are_refused():
    with pytest.raises(BadQuery):
        ShortlistQuery.parse({"pick": [BOSTON], "miles": ["50"]})


@given(st.lists(st.text(max_size=30) | st.sampled_from(MANY)))
def test_the_well_formed_paths_of_a_bad_list_keep_their_order_and_form_a_valid_list(texts):
    kept = readable_picks({"pick": texts})
    assert [each for each in dict.fromkeys(texts) if each in MANY] == [each for each in kept if each in MANY]
    assert ShortlistQuery.parse({"pick": kept}).pick == kept


TODAY = datetime.date(2026, 11, 26)


@pytest.mark.parametrize("text", ["2026-11-25", "2026-11-26", "2027-11-26"])
def test_a_day_of_the_coming_year_can_be_chosen(text):
    assert first_day(TODAY).parse(text).isoformat() == text


@pytest.mark.parametrize(
    "text", ["2026-11-24", "2027-12-01", "0001-01-01", "9999-12-31", "tomorrow", "11/30"]
)
def test_any_other_day_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="2026-11-26"):
        first_day(TODAY).parse(text)
