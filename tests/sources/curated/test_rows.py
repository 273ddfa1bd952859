"""Break one thing in a CSV table: the fault is told with its file and line."""

import pytest

from finder.sources.curated.read import read_curated
from tests.sources.curated.telling import NEXT_YEAR, append, faults_of, told

# file, what is replaced, by what, and what must be said about the line where it stood
WRONG_IN_A_TABLE = [
    # its form
    ("programs.csv", "slug,name,hospital", "slug,nmae,hospital", "missing: name; unknown: nmae"),
    ("programs.csv", "slug,name,hospital", "slug,name,name,hospital", "given twice: name"),
    ("cancers.csv", "slug,name,plain_name", "slug,name", "missing: plain_name"),
    ("claims.csv", "coc,Commission on Cancer,", "coc,", "5 cells where the header has 6"),
    ("claims.csv", "coc,Commission on Cancer,", "coc,,", "name: must not be empty"),
    ("programs.csv", "61.21074", "sixty-one", "latitude: Expected `float | null`"),
    ("programs.csv", ",yes,", ",maybe,", "veterans_only: expected `yes` or `no`, got `maybe`"),
    ("programs.csv", "children,no,", "kids,no,", "treats: Invalid enum value 'kids'"),
    ("cancers.csv", ",both,", ",everybody,", "population: Invalid enum value 'everybody'"),
    (
        "guidelines.csv",
        ",NCI,cancer.gov,patient,en,overview",
        ",NIH,cancer.gov,patient,en,overview",
        "publisher",
    ),
    ("names.csv", "TNBC,abbreviation", "TNBC,short", "kind: Invalid enum value 'short'"),
    ("specialties.csv", "neuropathology,pathology,subspecialty", "neuropathology,pathology,sub", "kind: "),
    ("treats.csv", "breast-cancer,leads", "breast-cancer,heads", "role: Invalid enum value 'heads'"),
    ("claims.csv", "coc,Commission on Cancer,", 'coc,"Commission"x,', "not readable as CSV"),
    # what it says
    (
        "programs.csv",
        "Anchorage,AK,99508",
        "Anchorage,AK,98101",
        "zip: 98101 lies in WA, the address says AK",
    ),
    ("programs.csv", "61.21074", "16.21074", "miles from the middle of ZIP 99508"),
    ("programs.csv", "+1-406-555-0141", "+1-406-555-141", "cannot be dialed"),
    ("programs.csv", "https://delta.example.org/", "https://delta example.org/", "is no web address"),
    ("programs.csv", ",children,no", f",children,no,{'x' * 3}", "24 cells where the header has 23"),
    (
        "program_claims.csv",
        "example-sound-wa,coc",
        "example-sond-wa,coc",
        "`example-sond-wa` is not in data/pro",
    ),
    ("program_claims.csv", "example-sound-wa,coc", "example-sound-wa,cco", "`cco` is not in data/claims.csv"),
    ("claims.csv", "Cancer in {year},Listed", "Cancer,Listed", "dated must hold {year}"),
    ("claims.csv", "(date not known),It may", "in {year},It may", "undated must not"),
    ("designations.csv", "https://members.example.org/", "members", "url: `members` is no web address"),
    ("cancers.csv", "2025-10-03", NEXT_YEAR, f"checked: {NEXT_YEAR} is in the future"),
    ("names.csv", "breast-cancer,TNBC", "brest-cancer,TNBC", "cancer: `brest-cancer` is not in data/cancers"),
    (
        "treats.csv",
        "breast-cancer,leads,breast-surgery",
        "breast-cancer,leads,bsurgery",
        "`bsurgery` is not in",
    ),
    ("treats.csv", "/breast-cancer/team,2025", "/breast-cancer/team,20255", "checked: `20255` is no date"),
    ("treatment_groups.csv", "osteosarcoma,pathology", "osteosarkoma,pathology", "`osteosarkoma` is not in"),
    (
        "specialties.csv",
        "neuropathology,pathology,sub",
        "neuropathology,pathologie,sub",
        "`pathologie` is not",
    ),
    (
        "serves.csv",
        "nci,Cancer Pain,*",
        "nci,Cancer Pane,*",
        "topic: no nci document is called `Cancer Pane`",
    ),
    (
        "serves.csv",
        "Bone Cancer,osteosarcoma",
        "Bone Cancer,bone",
        "cancer: `bone` is not in data/cancers.csv",
    ),
    ("serves.csv", "nccn,Bone Cancer", "nccn-patients,Bone Cancer", "no nccn-patients document is called"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), WRONG_IN_A_TABLE)
def test_a_fault_of_a_row_is_told_with_its_file_and_line(data, gazetteer, edit, name, old, new, said):
    line = edit(name, old, new)
    assert told(faults_of(data, gazetteer), f"data/{name}:{line}: ", said)


#: Rows with the cells that matter left open.
DOCUMENT = "{id},{topic},T,NCI,PDQ,patient,en,treatment,adult,page,{url},no,,,{status},,,{source},"
PROGRAM = "{slug},New,,,,{place},example-hospitals,,,,,,{phone},,,,,,adults,no,"
CANCER = "new,New cancer,A new one,Breast,adult,,,,,,,example-types,"
URL = "https://documents.example.org/"


def document(name="new", url=f"{URL}new", status="unverified", source="example-documents"):
    return DOCUMENT.format(id=name, topic="New", url=url, status=status, source=source)


def program(slug="new", place="Boston,MA,02115", phone=""):
    return PROGRAM.format(slug=slug, place=place, phone=phone)


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        (
            "names.csv",
            "breast-cancer,TNBC,abbreviation,en,common-knowledge",
            "name: `TNBC → breast-cancer` is a duplicate of data/names.csv:3",
        ),
        ("claims.csv", "coc,A,In {year},Once,M,", "claim: `coc` is a duplicate of data/claims.csv:2"),
        (
            "specialties.csv",
            "surgery,surgery,group,Surgery,surgeon,What.,,,A,yes,example-list,",
            "slug: `surgery` is a duplicate of data/specialties.csv:2",
        ),
        ("guidelines.csv", document("pdq-breast-patient-en"), "id: `pdq-breast-patient-en` is a duplicate"),
        ("guidelines.csv", document(url=f"{URL}nccn-bone"), f"url: `{URL}nccn-bone` is a duplicate"),
        ("guidelines.csv", document(status="current"), "`New` is reached from no cancer type"),
        ("guidelines.csv", document(source="house-rule|rumor"), "source: `rumor` is not in data/sources"),
        ("cancers.csv", CANCER, "`new` has no document in data/serves.csv"),
        ("cancers.csv", CANCER, "data/treats.csv names nobody for new"),
        ("cancers.csv", CANCER, "data/treatment_groups.csv does not say of new: ['medical-oncology'"),
        (
            "cancers.csv",
            CANCER.replace("new,New", "breast-cancer,New"),
            "slug: `breast-cancer` is a duplicate",
        ),
        ("programs.csv", program(), "`new` has no row in data/program_claims.csv"),
        ("programs.csv", program("example-boston"), "slug: `example-boston` is a duplicate"),
        ("programs.csv", program(place="APO,AE,09012"), "`AE` is no state or territory code"),
        ("programs.csv", program(place="APO,AE,09012"), "position: neither the place nor its ZIP has one"),
        ("programs.csv", program(phone="+1-617-555-0100"), "source: `` is not in data/sources.toml"),
    ],
)
def test_a_wrong_row_is_told_at_its_line(data, gazetteer, name, row, said):
    line = append(data / name, row)
    assert told(faults_of(data, gazetteer), f"data/{name}:{line}: ", said)


def test_a_missing_group_is_told(data, gazetteer, edit):
    edit("specialties.csv", "\npathology,pathology,group", "\nlaboratory,pathology,group")
    assert "data/specialties.csv:1: the group `pathology` is missing" in faults_of(data, gazetteer)


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


@pytest.mark.parametrize(
    "name", ["treatment_groups.csv", "treats.csv", "designations.csv", "program_claims.csv"]
)
def test_a_row_that_stands_twice_is_told(data, gazetteer, name):
    file = data / name
    rows = file.read_text().splitlines()
    file.write_text("\n".join([*rows, rows[-1]]) + "\n")
    assert told(faults_of(data, gazetteer), f"data/{name}:{len(rows) + 1}: ", "is a duplicate of")


def test_a_fault_of_a_claim_is_told_in_the_file_of_claims(data, gazetteer):
    file = data / "program_claims.csv"
    rows = file.read_text().splitlines()
    source = rows[0].split(",").index("source")
    cells = rows[1].split(",")
    cells[source] = "nowhere"
    file.write_text("\n".join([rows[0], ",".join(cells), *rows[2:]]) + "\n")
    assert told(
        faults_of(data, gazetteer), "data/program_claims.csv:2: ", "`nowhere` is not in data/sources.toml"
    )
