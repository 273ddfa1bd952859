"""Break one thing in a CSV table: the fault is reported with its file and line."""

import pytest

from finder.sources.curated.read import read_curated
from tests.sources.curated.faults import NEXT_YEAR, append, faults_of, matching

# file, what is replaced, by what, and what must be said about the line where it stood
WRONG_IN_A_TABLE = [
    # its form
    ("programs.csv", "slug,name,center", "slug,nmae,center", "nmae: did you mean `name`?"),
    (
        "programs.csv",
        "slug,name,center",
        "slug,name,name,center",
        "name: remove one. The column is here twice.",
    ),
    ("cancers.csv", "slug,name,plain_name", "slug,name", "plain_name: add it."),
    ("claims.csv", "coc,Commission on Cancer,", "coc,", "7 cells, but the header has 8"),
    ("claims.csv", "coc,Commission on Cancer,", "coc,,", "name: fill it in."),
    ("programs.csv", "61.21074", "sixty-one", "latitude: write a number, not `sixty-one`."),
    ("programs.csv", "2025,yes,\n", "2025,maybe,\n", "veterans_only: write `yes` or `no`, not `maybe`."),
    (
        "programs.csv",
        ",no,example-list,2025,yes,example-list",
        ",no,example-list,2025,maybe,example-list",
        "children: use one of no, unknown, yes. `maybe` is not one",
    ),
    ("cancers.csv", ",both,", ",everybody,", "population: use one of adult, both, pediatric."),
    (
        "guidelines.csv",
        ",NCI,cancer.gov,patient,en,overview",
        ",NIH,cancer.gov,patient,en,overview",
        "publisher",
    ),
    (
        "names.csv",
        "TNBC,abbreviation",
        "TNBC,short",
        "kind: use one of abbreviation, lay, misspelling, synonym.",
    ),
    ("specialties.csv", "neuropathology,pathology,subspecialty", "neuropathology,pathology,sub", "kind: "),
    (
        "care_teams.csv",
        "breast-cancer,adults,leads",
        "breast-cancer,adults,heads",
        "role: did you mean `leads`?",
    ),
    ("claims.csv", "coc,Commission on Cancer,", 'coc,"Commission"x,', "not readable as CSV"),
    # what it says
    (
        "programs.csv",
        "Anchorage,AK,99508",
        "Anchorage,AK,98101",
        "98101 is in WA, but the address says AK",
    ),
    ("programs.csv", "61.21074", "16.21074", "miles from the middle of ZIP 99508"),
    ("programs.csv", "Bozeman,MT,59715", "Bozeman,MT,59771", "59771 is for PO boxes."),
    ("programs.csv", "+1-406-555-0141", "+1-406-555-141", "`+1-406-555-141` is not one."),
    (
        "programs.csv",
        "https://delta.example.org/",
        "https://delta example.org/",
        "website: write a whole web address",
    ),
    ("programs.csv", "2025,yes,\n", "2025,yes,,xxx\n", "31 cells, but the header has 30"),
    (
        "place_claims.csv",
        "programs/example-sound-wa,coc",
        "programs/example-sond-wa,coc",
        "place: did you mean `programs/example-sound-wa`?",
    ),
    ("place_claims.csv", "example-sound-wa,coc", "example-sound-wa,cco", "`cco` is not in data/claims.csv"),
    ("place_claims.csv", "2026-10,12,", "2026-10,,", "count, as_of: fill in both."),
    ("place_claims.csv", "2026-10,12,", "2026-10,some,", "count: write a whole number, not `some`."),
    ("place_claims.csv", "sound-wa,coc,2022,,", "sound-wa,coc,2022,5,", "count: remove it."),
    ("claims.csv", "(date not known),A made-up", "{count},A made-up", "undated: remove {count}."),
    ("sites.csv", ",example-denver,own,", ",example-denvr,own,", "center: did you mean `example-denver`?"),
    ("sites.csv", ",example-denver,own,", ",example-laboratory,own,", "`example-laboratory` is not one"),
    (
        "sites.csv",
        ",example-denver,own,",
        ",example-denver,,",
        "center, relation: fill in all of these or none.",
    ),
    ("sites.csv", ",own,", ",owned,", "relation: "),
    ("sites.csv", ",NCI records,", ",,", "phone, phone_for, phone_source: fill in all of these or none."),
    ("sites.csv", ",yes,example-list,2021", ",yes,,2021", "children_source: write who says so."),
    ("sites.csv", "unknown,,,unknown,,,no,The", "unknown,,,maybe,,,no,The", "children: use one of "),
    ("sites.csv", ",address,example-map", ",,example-map", "precision, position_source: fill in all"),
    (
        "sites.csv",
        "20 Example Road,Fayetteville,AR,72701",
        "10 Example Rd,Anchorage,AK,99508",
        "street: join it with `programs/example-north-ak`.",
    ),
    (
        "sites.csv",
        "19 Example Road,Cheyenne,WY,82001",
        "18 Example Rd Suite 2,Fort Collins,CO,80524",
        "street: join it with `sites/example-rockies-foothills-fort-collins-co`.",
    ),
    (
        "sites.csv",
        "Fayetteville,AR,72701",
        "Fayetteville,AR,99508",
        "99508 is in AK, but the address says AR",
    ),
    (
        "guidelines.csv",
        "Tratamiento del cáncer de seno",
        "Breast Cancer Treatment",
        "title: write it in Spanish.",
    ),
    ("claims.csv", "Cancer in {year},Listed", "Cancer,Listed", "dated: write {year} where the year goes."),
    ("claims.csv", "(date not known),It may", "in {year},It may", "undated: remove {year}."),
    ("designations.csv", "https://members.example.org/", "members", "link: write a whole web address"),
    ("cancers.csv", "2025-10-03", NEXT_YEAR, f"{NEXT_YEAR} is in the future"),
    (
        "names.csv",
        "breast-cancer,TNBC",
        "brest-cancer,TNBC",
        "cancer: did you mean `breast-cancer`? `brest-cancer` is not in data/cancers.csv.",
    ),
    (
        "care_teams.csv",
        "breast-cancer,adults,leads,breast-surgery",
        "breast-cancer,adults,leads,bsurgery",
        "`bsurgery` is not in",
    ),
    ("care_teams.csv", "/breast-cancer/team,2025", "/breast-cancer/team,20255", "`20255` is not one."),
    ("treatment_groups.csv", "osteosarcoma,pathology", "osteosarkoma,pathology", "`osteosarkoma` is not in"),
    (
        "treatment_groups.csv",
        "breast-cancer,radiation-oncology,seldom",
        "breast-cancer,radiation-oncology,yes",
        "applies: write `seldom`, or add a doctor of `radiation-oncology`",
    ),
    (
        "treatment_groups.csv",
        "breast-cancer,surgery,yes",
        "breast-cancer,surgery,seldom",
        "applies: write `yes`. data/care_teams.csv has doctors of `surgery`",
    ),
    (
        "treatment_groups.csv",
        "colon-cancer,surgery,yes",
        "colon-cancer,surgery,no",
        "applies: write `seldom`. data/care_teams.csv has doctors of `surgery`",
    ),
    ("volume.csv", "pancreas, results are better", "pancreas, results are 9% better", "without figures"),
    ("volume.csv", "asks for 20 a year.,example-list", "asks for 20 a year.,", "threshold_source: fill in"),
    (
        "specialties.csv",
        "neuropathology,pathology,sub",
        "neuropathology,pathologie,sub",
        "groups[0]: did you mean `pathology`?",
    ),
    (
        "serves.csv",
        "nci,Cancer Pain,*",
        "nci,Cancer Pane,*",
        "topic: did you mean `Cancer Pain`? No nci document is called `Cancer Pane`.",
    ),
    (
        "serves.csv",
        "Bone Cancer,osteosarcoma",
        "Bone Cancer,bone",
        "`bone` is not in data/cancers.csv",
    ),
    ("serves.csv", "nccn,Bone Cancer", "nccn-patients,Bone Cancer", "No nccn-patients document is called"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), WRONG_IN_A_TABLE)
def test_a_fault_of_a_row_is_reported_with_its_file_and_line(data, gazetteer, edit, name, old, new, said):
    line = edit(name, old, new)
    assert matching(faults_of(data, gazetteer), f"data/{name}:{line}: ", said)


#: Rows with the cells that matter left open.
DOCUMENT = "{id},{topic},T,NCI,PDQ,patient,en,treatment,adult,page,{url},no,,,{status},,,{source},"
PROGRAM = "{slug},New,,,,,,{place},example-hospitals,,,,,,{phone},,,,,,unknown,,,unknown,,,no,"
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
            "cancer, name: change it or remove the row. `breast-cancer, TNBC` is a duplicate of",
        ),
        ("claims.csv", "coc,A,In {year},Once,M,,,", "`coc` is a duplicate of data/claims.csv:2"),
        (
            "specialties.csv",
            "surgery,surgery,group,Surgery,surgeon,What.,,,A,yes,example-list,",
            "`surgery` is a duplicate of data/specialties.csv:2",
        ),
        ("guidelines.csv", document("pdq-breast-patient-en"), "`pdq-breast-patient-en` is a duplicate"),
        ("guidelines.csv", document(url=f"{URL}nccn-bone"), f"`{URL}nccn-bone` is a duplicate"),
        ("guidelines.csv", document(status="current"), "add `New` to data/serves.csv."),
        ("guidelines.csv", document(source="house-rule|rumor"), "`rumor` is not in data/sources.toml"),
        ("cancers.csv", CANCER, "add a row for `new` to data/serves.csv"),
        ("cancers.csv", CANCER, "slug: add the team of `new` for adults to data/care_teams.csv."),
        (
            "cancers.csv",
            CANCER,
            "data/treatment_groups.csv. Missing: surgery, medical-oncology, radiation-oncology, pathology.",
        ),
        (
            "cancers.csv",
            CANCER.replace("new,New", "breast-cancer,New"),
            "`breast-cancer` is a duplicate",
        ),
        ("programs.csv", program(), "add a row for `programs/new` to data/place_claims.csv"),
        (
            "programs.csv",
            program("example-boston"),
            "`example-boston` is a duplicate of data/centers/example-boston.toml:1",
        ),
        ("programs.csv", program(place="APO,AE,09012"), "state: "),
        ("programs.csv", program(place="APO,AE,09012"), "ZIP 09012 has no point to use."),
        ("programs.csv", program(phone="+1-617-555-0100"), "phone_source: write where the phone comes from."),
    ],
)
def test_a_wrong_row_is_reported_at_its_line(data, gazetteer, name, row, said):
    line = append(data / name, row)
    assert matching(faults_of(data, gazetteer), f"data/{name}:{line}: ", said)


def test_a_missing_group_is_reported(data, gazetteer, edit):
    edit("specialties.csv", "\npathology,pathology,group", "\nlaboratory,pathology,group")
    assert "data/specialties.csv:1: slug: add the group `pathology`. It is missing." in faults_of(
        data, gazetteer
    )


@pytest.mark.parametrize("latitude", ["95.0", "nan", "inf"])
def test_a_point_off_the_globe_in_a_program_is_reported(data, gazetteer, edit, latitude):
    line = edit("programs.csv", "61.21074", latitude)
    assert faults_of(data, gazetteer)[0].startswith(f"data/programs.csv:{line}: ")


def test_half_a_point_of_a_program_is_reported(data, gazetteer, edit):
    line = edit("programs.csv", "61.21074,-149.82899", "61.21074,")
    assert faults_of(data, gazetteer)[0].startswith(f"data/programs.csv:{line}: ")


@pytest.mark.parametrize(("old", "new"), [(",en,overview,", ",en,overveiw,"), ("patient,zh,", "patient,xx,")])
def test_a_kind_or_language_of_documents_that_the_site_has_no_word_for_is_reported(
    data, gazetteer, edit, old, new
):
    line = edit("guidelines.csv", old, new)
    assert faults_of(data, gazetteer)[0].startswith(f"data/guidelines.csv:{line}: ")


def test_a_pediatric_type_served_by_the_documents_for_all_children_has_documents(data, gazetteer):
    file = data / "serves.csv"
    file.write_text(file.read_text().replace("nci,Cancer in Children,neuroblastoma,own\n", ""))
    read_curated(data, gazetteer)


@pytest.mark.parametrize(
    "name", ["treatment_groups.csv", "care_teams.csv", "designations.csv", "place_claims.csv"]
)
def test_a_row_that_stands_twice_is_reported(data, gazetteer, name):
    file = data / name
    rows = file.read_text().splitlines()
    file.write_text("\n".join([*rows, rows[-1]]) + "\n")
    assert matching(faults_of(data, gazetteer), f"data/{name}:{len(rows) + 1}: ", "is a duplicate of")


def test_a_fault_of_a_claim_is_reported_in_the_file_of_claims(data, gazetteer):
    file = data / "place_claims.csv"
    rows = file.read_text().splitlines()
    source = rows[0].split(",").index("source")
    cells = rows[1].split(",")
    cells[source] = "nowhere"
    file.write_text("\n".join([rows[0], ",".join(cells), *rows[2:]]) + "\n")
    assert matching(
        faults_of(data, gazetteer), "data/place_claims.csv:2: ", "`nowhere` is not in data/sources.toml"
    )
