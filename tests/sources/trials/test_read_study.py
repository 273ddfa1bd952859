"""One study: what is kept of it, whatever its fields hold, and why others are left out."""

from __future__ import annotations

from collections import Counter

import pytest

from finder.domain.trials import Conditions, TrialContact
from finder.sources.trials.read_study import Unusable, read_study
from tests.sources.trials.studies import site, study


def as_breast_cancer(_conditions, _keywords, _title, *, adults, children):
    return Conditions(frozenset({"breast-cancer"}))


def read(one, types=as_breast_cancer):
    """Return what is kept of a study, and the reasons why something is not."""
    left_out = Counter()
    return read_study(one, types, left_out), left_out


def kept(one):
    found, _ = read(one)
    assert found is not None
    return found


def sites_of(*sites):
    return kept(study(sites=sites)).sites


def test_a_recruiting_study_is_kept_with_its_site():
    found = kept(study())
    assert (found.nct, found.title, found.phases) == ("NCT99000001", "Made-up trial 1", ("PHASE2",))
    assert (found.minimum_age, found.maximum_age, found.ages_known) == (18, None, True)
    assert found.updated == "2026-09-15"
    (one,) = found.sites
    assert (one.facility, one.city, one.state, one.zip) == (
        "Example Bridger Hospital",
        "Bozeman",
        "MT",
        "59715",
    )
    assert one.recruiting is True


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"statusModule": {"overallStatus": "COMPLETED"}}, "studies that are not recruiting"),
        ({"statusModule": {"overallStatus": "NOT_YET_RECRUITING"}}, "studies that are not yet recruiting"),
        (
            {"statusModule": {"overallStatus": "ENROLLING_BY_INVITATION"}},
            "studies open only by invitation",
        ),
        ({"statusModule": None}, "studies whose status is not given"),
        ({"designModule": {"studyType": "OBSERVATIONAL"}}, "studies that only observe"),
        (
            {"designModule": {"designInfo": {"primaryPurpose": "PREVENTION"}}},
            "studies of prevention, screening or another purpose",
        ),
        ({"contactsLocationsModule": None}, "cancer studies without a US site that recruits"),
    ],
)
def test_a_study_is_left_out_and_counted_by_reason(changes, reason):
    found, left_out = read(study(**changes))
    assert found is None
    assert left_out == {reason: 1}


def test_a_study_that_is_not_about_cancer_is_left_out():
    found, left_out = read(study(), lambda *_, **__: Conditions())
    assert found is None
    assert left_out == {"studies that are not about cancer": 1}


@pytest.mark.parametrize(
    "one", [None, 7, "text", [], {}, {"protocolSection": None}, study() | {"protocolSection": 5}]
)
def test_what_is_no_study_is_refused(one):
    with pytest.raises(Unusable):
        read(one)


@pytest.mark.parametrize("nct", [None, "", "NCT1", 12345678, ["NCT99000001"]])
def test_a_study_without_a_number_is_refused(nct):
    with pytest.raises(Unusable, match="it has no NCT number"):
        read(study(identificationModule={"nctId": nct}))


@pytest.mark.parametrize("junk", [None, [], {}, 5, "text", True, [None], [[]], {"a": None}])
@pytest.mark.parametrize(
    "module",
    [
        "identificationModule", "statusModule", "sponsorCollaboratorsModule", "conditionsModule",
        "designModule", "eligibilityModule", "contactsLocationsModule",
    ],
)  # fmt: skip
def test_a_module_of_any_type_breaks_nothing(module, junk):
    try:
        read(study(**{module: junk}))
    except Unusable:
        assert module == "identificationModule"


@pytest.mark.parametrize(
    "fields",
    [
        {"facility": None}, {"facility": 7}, {"facility": ["a"]}, {"city": 5}, {"zip": 59715}, {"zip": []},
        {"contacts": None}, {"contacts": "none"}, {"contacts": [None, 5, {}]},
        {"contacts": {"phone": 4065550101}},
    ],
)  # fmt: skip
def test_a_field_of_a_site_of_any_type_keeps_the_site(fields):
    (one,) = sites_of(site(**fields))
    assert one.state == "MT"


@pytest.mark.parametrize(
    ("minimum", "maximum", "ages", "known"),
    [
        ("18 Years", None, (18, None), True),
        ("6 Months", "21 Years", (0.5, 21), True),
        ("N/A", "N/A", (None, None), True),
        (18, "30", (18, 30), True),
        ("adult", None, (None, None), False),
        ("30 Years", "18 Years", (None, None), False),
        ("999 Years", None, (None, None), False),
    ],
)
def test_ages(minimum, maximum, ages, known):
    found = kept(study(eligibilityModule={"minimumAge": minimum, "maximumAge": maximum}))
    assert (found.minimum_age, found.maximum_age) == ages
    assert found.ages_known is known
    assert bool(found.doubts) is not known


def test_without_the_part_on_eligibility_ages_are_not_known():
    assert kept(study(eligibilityModule=None)).ages_known is False


@pytest.mark.parametrize(
    ("date", "read_as"),
    [
        ("2026", "2026"),
        ("2026-05", "2026-05"),
        ("2026-13-01", ""),
        ("soon", ""),
        (None, ""),
        ("2199-01-01", ""),
    ],
)
def test_dates_may_be_partial(date, read_as):
    status = {"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": date}}
    assert kept(study(statusModule=status)).updated == read_as


def test_only_sites_that_recruit_or_do_not_say_are_kept():
    names = ["open", "silent", "closed", "withdrawn"]
    statuses = ["RECRUITING", None, "ACTIVE_NOT_RECRUITING", "WITHDRAWN"]
    sites = [site(facility=name, status=status) for name, status in zip(names, statuses, strict=True)]
    assert [(each.facility, each.recruiting) for each in sites_of(*sites)] == [
        ("open", True),
        ("silent", None),
    ]


@pytest.mark.parametrize(
    ("fields", "state", "city"),
    [
        ({"city": "Washington D.C.", "state": None, "zip": "20010"}, "DC", "Washington"),
        ({"city": "Washington", "state": "District of Columbia", "zip": "20010"}, "DC", "Washington"),
        ({"city": "San Juan", "state": None, "zip": "00901", "country": "Puerto Rico"}, "PR", "San Juan"),
        ({"city": "Hagatna", "state": None, "zip": "96910", "country": "Guam"}, "GU", "Hagatna"),
        ({"country": None}, "MT", "Bozeman"),
    ],
)
def test_states_districts_and_territories(fields, state, city):
    (one,) = sites_of(site(**fields))
    assert (one.state, one.city) == (state, city)


def test_sites_abroad_are_left_out():
    found, left_out = read(
        study(sites=[site(), site(country="France", state=None, zip="75005", city="Paris")])
    )
    assert len(found.sites) == 1
    assert left_out == {"sites outside the United States": 1}


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("59715-1234", "59715"),
        ("59715 1234", "59715"),
        ("4101", "04101"),
        ("5971", "05971"),
        ("ABC", ""),
        (None, ""),
    ],
)
def test_zip_codes(written, digits):
    (one,) = sites_of(site(zip=written))
    assert one.zip == digits


@pytest.mark.parametrize(
    "name",
    ["Research Site", "research site", "GSK Investigational Site", "Local Institution - 0042", "Site 0007",
     "Novartis Investigative Site", "Clinical Trial Site", "For additional information, call 1-800", None],
)  # fmt: skip
def test_a_site_that_the_sponsor_does_not_name_keeps_its_place(name):
    (one,) = sites_of(site(facility=name))
    assert (one.facility, one.city) == ("", "Bozeman")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("City of Hope ( Site 0012)", "City of Hope"),
        ("Yale Cancer Center /ID# 234567", "Yale Cancer Center"),
        ("UCLA Research Center", "UCLA Research Center"),
    ],
)
def test_a_sponsors_number_is_no_part_of_a_name(written, name):
    (one,) = sites_of(site(facility=written))
    assert one.facility == name


def test_telemedicine_is_no_place_to_go_to():
    sites = [
        site(),
        site(facility="Made Up Clinic-Telemedicine"),
        site(facility="Virtual site", city="Helena"),
    ]
    found, left_out = read(study(sites=sites))
    assert len(found.sites) == 1
    assert found.telemedicine is True
    assert left_out == {"telemedicine sites, which you cannot visit in person": 2}


@pytest.mark.parametrize(
    ("contact", "read_as"),
    [
        ({"phone": "(406) 555-0101"}, TrialContact("", "+1-406-555-0101")),
        ({"phone": "406.555.0101", "phoneExt": "12"}, TrialContact("", "+1-406-555-0101", "12")),
        ({"phone": "1-406-555-0101 ext. 345"}, TrialContact("", "+1-406-555-0101", "345")),
        ({"phone": "+1 406 555 0101 or 406-555-0102"}, TrialContact("", "+1-406-555-0101")),
        ({"phone": "+44 20 7946 0000"}, TrialContact("", "+44 20 7946 0000")),
        ({"phone": "call us"}, TrialContact()),
        ({"name": "Made Up Nurse"}, TrialContact("Made Up Nurse")),
        ({"email": "Trials@Example.org"}, TrialContact("", "", "", "trials@example.org")),
        ({"email": "no address"}, TrialContact()),
        ({"name": "Made Up Doctor", "role": "PRINCIPAL_INVESTIGATOR"}, TrialContact()),
    ],
)
def test_contacts(contact, read_as):
    (one,) = sites_of(site(contacts=[contact]))
    assert one.contact == read_as


def test_who_can_be_reached_comes_before_who_is_only_named():
    contacts = [{"name": "Made Up Doctor"}, {"name": "Made Up Nurse", "phone": "406-555-0101"}]
    (one,) = sites_of(site(contacts=contacts))
    assert one.contact == TrialContact("Made Up Nurse", "+1-406-555-0101")


def test_a_site_that_comes_twice_is_one():
    assert len(sites_of(site(), site(status=None), site())) == 1
    assert sites_of(site(status=None), site())[0].recruiting is True
