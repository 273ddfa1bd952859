"""Break one thing in the invented world: the fault is told with its file and line, and nothing is read."""

import datetime

import pytest

from finder.errors import BadData
from finder.ingest.curated import read_curated

TOMORROW = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=2)).isoformat()
NEXT_YEAR = str(datetime.datetime.now(datetime.UTC).year + 1)
BOSTON, DENVER = "centers/example-boston.toml", "centers/example-denver.toml"
LABORATORY, CONSORTIUM = "centers/example-laboratory.toml", "centers/example-consortium.toml"


def faults_of(data, gazetteer):
    with pytest.raises(BadData) as caught:
        read_curated(data, gazetteer)
    return [str(fault) for fault in caught.value.faults]


def test_the_invented_world_has_no_fault(data, gazetteer):
    read = read_curated(data, gazetteer)
    assert len(read.care_sites) == 16
    assert len(read.guidelines) == 25


# file, what is replaced, by what, and what must be said about the line where it stood
ONE_THING_WRONG = [
    # a center's file: its form
    (BOSTON, "treats_patients = true", "treats_patients = tru", "not readable as TOML"),
    (BOSTON, "treats_patients = true", 'treats_patients = "yes"', "care.treats_patients: Expected `bool`"),
    (BOSTON, "treats_patients = true", "treats_patient = true", "care: "),
    (BOSTON, 'treats = ["adults"]', 'treats = ["grownups"]', "care.treats[0]: Invalid enum value 'grownups'"),
    (BOSTON, 'host = "Example Hospital"', "host = 5", "host: Expected `str"),
    (BOSTON, 'host = "Example Hospital"', 'hots = "Example Hospital"', "unknown field `hots`"),
    (BOSTON, 'level = "comprehensive"', 'level = "highest"', "designation.nci.level: Invalid enum value"),
    (BOSTON, "[designation.nccn]", "[designation.ncnn]", "designation: "),
    (BOSTON, 'city = "Boston"', "city = true", "site[0].city: Expected `str`"),
    (BOSTON, 'number = "+1-617-555-0101"', "number = 6175550101", "site[0].phone[1].number: Expected `str`"),
    (BOSTON, 'for = "new patients"', 'for = "new pacients"', "site[0].phone[1].for: Invalid enum value"),
    (BOSTON, 'for = "Spanish"', 'for = "Espanol"', "link[2].for: Invalid enum value"),
    (BOSTON, "latitude = 42.33700", 'latitude = "42.33700"', "site[0].position.latitude: Expected `float`"),
    # a center's file: what it says
    (BOSTON, 'checked = "2025-10-02"', 'checked = "2025-13-02"', "checked: `2025-13-02` is no date"),
    (BOSTON, 'checked = "2025-10-02"', 'checked = "2 October 2025"', "is no date; write YYYY"),
    (BOSTON, 'checked = "2025-10-02"', "checked = 2025-02-30", "not readable as TOML"),
    (BOSTON, 'checked = "2025-10-02"', f'checked = "{TOMORROW}"', f"checked: {TOMORROW} is in the future"),
    (BOSTON, 'checked = "2025-10-02"', f'checked = "{NEXT_YEAR}"', f"checked: {NEXT_YEAR} is in the future"),
    (BOSTON, 'source = "house-rule"', 'source = "hearsay"', "source: `hearsay` is not in data/sources.toml"),
    (BOSTON, 'zip = "02115"\n', 'zip = "90210"\n', "zip: 90210 lies in CA, the address says MA"),
    (BOSTON, 'zip = "02115"\n', 'zip = "00000"\n', "zip: 00000 is no ZIP code we know"),
    (BOSTON, 'zip = "02115"\n', 'zip = "2115"\n', "zip: 2115 is no ZIP code we know"),
    (BOSTON, 'state = "MA"', 'state = "Massachusetts"', "`Massachusetts` is no state or territory code"),
    (BOSTON, "latitude = 42.33700", "latitude = 24.33700", "miles from the middle of ZIP 02115; at most 60"),
    (BOSTON, "longitude = -71.10660", "longitude = 71.10660", "miles from the middle of ZIP 02115"),
    (BOSTON, "+1-617-555-0102", "617-555-0102", "number: `617-555-0102` cannot be dialed"),
    (BOSTON, "+1-617-555-0102", "+1-617-155-0102", "cannot be dialed; write +1-617-555-0100"),
    (BOSTON, "+1-617-555-0102", "+1-617-555-SICK", "cannot be dialed"),
    (BOSTON, "https://boston.example.org/es", "boston.example.org/es", "is no web address"),
    (BOSTON, "https://boston.example.org/es", "ftp://boston.example.org/es", "is no web address"),
    (BOSTON, "https://boston.example.org/es", "https:///es", "is no web address"),
    (BOSTON, "https://boston.example.org/es", "https://boston.example.org/e s", "is no web address"),
    (
        BOSTON,
        "https://boston.example.org/es",
        "http://boston.example.org/second-opinion",
        "is linked with https elsewhere",
    ),
    (BOSTON, '"pathology", ', '"pathologie", ', "groups: `pathologie` is not one of surgery"),
    (DENVER, 'level = "clinical"', "", "data/designations.csv has no nci of level None"),
    (DENVER, 'treats = ["adults", "children"]', "treats = []", "treats: say whom"),
    (CONSORTIUM, '["example-lakeside"]', '["nobody"]', "partners: `nobody` is no center that treats"),
    (CONSORTIUM, '["example-lakeside"]', '["example-laboratory"]', "is no center that treats patients"),
    # tables: their form
    ("programs.csv", "slug,name,hospital", "slug,nmae,hospital", "missing: name; unknown: nmae"),
    ("programs.csv", "slug,name,hospital", "slug,name,name,hospital", "given twice: name"),
    ("cancers.csv", "slug,name,plain_name", "slug,name", "missing: plain_name"),
    ("claims.csv", "coc,Commission on Cancer,", "coc,", "5 cells where the header has 6"),
    ("claims.csv", "coc,Commission on Cancer,", "coc,,", "name: must not be empty"),
    ("programs.csv", "61.21074", "sixty-one", "latitude: Expected `float | null`"),
    ("programs.csv", ",yes,", ",maybe,", "veterans_only: expected `yes` or `no`, got `maybe`"),
    ("programs.csv", "children,no,", "kids,no,", "treats: Invalid enum value 'kids'"),
    ("cancers.csv", ",both,", ",everybody,", "population: Invalid enum value 'everybody'"),
    ("guidelines.csv", ",NCI,cancer.gov,patient,en,overview", ",NIH,cancer.gov,patient,en,overview", "publisher"),
    ("names.csv", "TNBC,abbreviation", "TNBC,short", "kind: Invalid enum value 'short'"),
    ("specialties.csv", "neuropathology,pathology,subspecialty", "neuropathology,pathology,sub", "kind: "),
    ("treats.csv", "breast-cancer,leads", "breast-cancer,heads", "role: Invalid enum value 'heads'"),
    ("claims.csv", "coc,Commission on Cancer,", 'coc,"Commission"x,', "not readable as CSV"),
    # tables: what they say
    ("programs.csv", "Anchorage,AK,99508", "Anchorage,AK,98101", "zip: 98101 lies in WA, the address says AK"),
    ("programs.csv", "61.21074", "16.21074", "miles from the middle of ZIP 99508"),
    ("programs.csv", "+1-406-555-0141", "+1-406-555-141", "cannot be dialed"),
    ("programs.csv", "https://delta.example.org/", "https://delta example.org/", "is no web address"),
    ("programs.csv", ",children,no", f",children,no,{'x' * 3}", "24 cells where the header has 23"),
    ("program_claims.csv", "example-sound-wa,coc", "example-sond-wa,coc", "`example-sond-wa` is not in data/pro"),
    ("program_claims.csv", "example-sound-wa,coc", "example-sound-wa,cco", "`cco` is not in data/claims.csv"),
    ("claims.csv", "Cancer in {year},Listed", "Cancer,Listed", "dated must hold {year}"),
    ("claims.csv", "(date not known),It may", "in {year},It may", "undated must not"),
    ("designations.csv", "pps-exempt,,", "pps-exempt,clinical,", ""),
    ("designations.csv", "https://members.example.org/", "members", "url: `members` is no web address"),
    ("cancers.csv", "2025-10-03", NEXT_YEAR, f"checked: {NEXT_YEAR} is in the future"),
    ("cancers.csv", "\nneuroblastoma,", "\nosteosarcoma,", ""),
    ("names.csv", "breast-cancer,TNBC", "brest-cancer,TNBC", "cancer: `brest-cancer` is not in data/cancers"),
    ("treats.csv", "breast-cancer,leads,breast-surgery", "breast-cancer,leads,bsurgery", "`bsurgery` is not in"),
    ("treats.csv", "/breast-cancer/team,2025", "/breast-cancer/team,20255", "checked: `20255` is no date"),
    ("treatment_groups.csv", "osteosarcoma,pathology", "osteosarkoma,pathology", "`osteosarkoma` is not in"),
    ("specialties.csv", "neuropathology,pathology,sub", "neuropathology,pathologie,sub", "`pathologie` is not"),
    ("serves.csv", "nci,Cancer Pain,*", "nci,Cancer Pane,*", "topic: no nci document is called `Cancer Pane`"),
    ("serves.csv", "Bone Cancer,osteosarcoma", "Bone Cancer,bone", "cancer: `bone` is not in data/cancers.csv"),
    ("serves.csv", "nccn,Bone Cancer", "nccn-patients,Bone Cancer", "no nccn-patients document is called"),
    ("sources.toml", 'as_of = "2018-03-01"', 'as_of = "2018-3-1"', "as_of: `2018-3-1` is no date"),
    ("sources.toml", 'rights = "invented"', 'right = "invented"', "unknown: ['right']"),
    ("sources.toml", 'name = "Common knowledge"', "name = 5", "name: Expected `str`"),
    ("sources.toml", "[common-knowledge]", "[common-knowledge", "not readable as TOML"),
    ("sources.toml", "https://list.example.org/", "list.example.org", "is no web address"),
    ("helplines.toml", "+1-800-555-0199", "1-800-555-0199", "number: `1-800-555-0199` cannot be dialed"),
    ("helplines.toml", "https://line.example.org/", "line", "url: `line` is no web address"),
    ("helplines.toml", 'checked = "2025-11"', f'checked = "{NEXT_YEAR}"', "is in the future"),
]
#: Faults of a named table or of an optional row stand at the head of what they belong to.
ELSEWHERE = {"[designation.ncnn]", 'right = "invented"', "name = 5", 'as_of = "2018-3-1"', "treats_patient = true"}


@pytest.mark.parametrize(("name", "old", "new", "said"), ONE_THING_WRONG)
def test_a_fault_is_told_with_its_file_and_line(data, gazetteer, edit, name, old, new, said):
    line = edit(name, old, new)
    told = [fault for fault in faults_of(data, gazetteer) if said in fault]
    where = f"data/{name}:{line}: "
    print(told, where, faults_of(data, gazetteer))
    assert any(fault.startswith(where) for fault in told)
