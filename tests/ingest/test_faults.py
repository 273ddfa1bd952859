"""Break one thing in the invented world: the fault is told with its file and line, and nothing is read."""

import datetime
import shutil

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
    (BOSTON, 'treats = ["adults"]', 'treats = ["grownups"]', "care.treats[0]: Invalid enum value 'grownups'"),
    (BOSTON, 'host = "Example Hospital"', "host = 5", "host: Expected `str"),
    (BOSTON, 'host = "Example Hospital"', 'hots = "Example Hospital"', "unknown field `hots`"),
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
    # tables: what they say
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

#: What is told at the head of the table it belongs to: file, what is replaced, by what, what is said, where.
WRONG_IN_A_TABLE = [
    (BOSTON, "treats_patients = true", "treats_patient = true", "care: ", "[care]"),
    (DENVER, 'level = "clinical"', "", "data/designations.csv has no nci of level None", "[designation.nci]"),
    (
        "sources.toml",
        'as_of = "2018-03-01"',
        'as_of = "2018-3-1"',
        "as_of: `2018-3-1` is no date",
        "[example-trial]",
    ),
    (
        "sources.toml",
        'rights = "invented"',
        'right = "invented"',
        "right: there is no such field",
        'right = "invented"',
    ),
    ("sources.toml", 'name = "Common knowledge"', "name = 5", "name: Expected `str`", "[common-knowledge]"),
    ("sources.toml", "https://list.example.org/", "list.example.org", "is no web address", "[example-list]"),
    (
        "helplines.toml",
        "+1-800-555-0199",
        "1-800-555-0199",
        "number: `1-800-555-0199` cannot be dialed",
        "[example-line]",
    ),
    (
        "helplines.toml",
        "https://line.example.org/",
        "line",
        "url: `line` is no web address",
        "[example-line]",
    ),
    (
        "helplines.toml",
        'checked = "2025-11"',
        f'checked = "{NEXT_YEAR}"',
        "is in the future",
        "[example-line]",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), ONE_THING_WRONG)
def test_a_fault_is_told_with_its_file_and_line(data, gazetteer, edit, name, old, new, said):
    line = edit(name, old, new)
    assert _told(faults_of(data, gazetteer), f"data/{name}:{line}: ", said)


@pytest.mark.parametrize(("name", "old", "new", "said", "header"), WRONG_IN_A_TABLE)
def test_a_fault_of_a_whole_table_is_told_at_its_head(data, gazetteer, edit, name, old, new, said, header):
    edit(name, old, new)
    line = (data / name).read_text().splitlines().index(header) + 1
    assert _told(faults_of(data, gazetteer), f"data/{name}:{line}: ", said)


def _told(faults, where, said):
    return [fault for fault in faults if fault.startswith(where) and said in fault]


def append(file, *rows):
    """Add rows to a file; the line of the first is returned."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return text.count("\n") + 1


#: Rows with the cells that matter left open.
DOCUMENT = "{id},{topic},T,NCI,PDQ,patient,en,treatment,adult,page,{url},no,,,{status},,,{source},"
PROGRAM = "{slug},New,,,,{place},example-hospitals,,,,,,{phone},,,,,,adults,no,"
CANCER = "new,New cancer,A new one,Breast,adult,,,,,,example-types,"
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
    assert _told(faults_of(data, gazetteer), f"data/{name}:{line}: ", said)


def test_a_source_that_nobody_cites_is_told(data, gazetteer):
    line = append(data / "sources.toml", "[lonely]", 'name = "Lonely"', 'kind = "rule"')
    assert faults_of(data, gazetteer) == [
        f"data/sources.toml:{line}: source `lonely` is cited nowhere: remove it"
    ]


@pytest.mark.parametrize(
    "name",
    ["sources.toml", "helplines.toml", "programs.csv", "program_claims.csv", "claims.csv", "designations.csv",
     "specialties.csv", "cancers.csv", "names.csv", "treats.csv", "treatment_groups.csv", "guidelines.csv",
     "serves.csv"],
)  # fmt: skip
def test_a_missing_file_is_told(data, gazetteer, name):
    (data / name).unlink()
    assert f"data/{name}:0: the file is missing" in faults_of(data, gazetteer)


@pytest.mark.parametrize("name", ["cancers.csv", "centers/example-boston.toml", "sources.toml"])
def test_a_file_in_another_encoding_is_told(data, gazetteer, name):
    file = data / name
    file.write_bytes(file.read_bytes() + "é".encode("latin-1"))
    (fault,) = faults_of(data, gazetteer)
    assert fault.startswith(f"data/{name}:")
    assert "UTF-8" in fault or "utf-8" in fault


def test_the_line_of_a_wrong_byte_in_a_table_is_told(data, gazetteer):
    file = data / "cancers.csv"
    file.write_bytes(file.read_bytes().replace(b"Osteosarcoma,", b"Osteosarc\xf3ma,"))
    assert faults_of(data, gazetteer) == [
        "data/cancers.csv:8: not UTF-8: save the file with the encoding UTF-8"
    ]


def test_lines_are_right_behind_a_cell_of_several_lines(data, gazetteer, edit):
    edit("cancers.csv", "A rare tumor of the gut wall", '"A rare\ntumor\nof the gut wall"')
    line = append(data / "cancers.csv", "short,row")
    assert faults_of(data, gazetteer) == [f"data/cancers.csv:{line}: 2 cells where the header has 12"]


def test_a_center_without_a_required_part_is_told(data, gazetteer, edit):
    edit(LABORATORY, 'name = "Example Laboratory"', "")
    assert _told(faults_of(data, gazetteer), f"data/{LABORATORY}:1: ", "missing required field `name`")


def test_a_center_with_two_sites_is_told(data, gazetteer):
    append(data / LABORATORY, "[[site]]", 'city = "La Jolla"', 'state = "CA"', 'source = "example-list"')
    assert _told(faults_of(data, gazetteer), f"data/{LABORATORY}:", "site: Expected `array` of length 1")


def test_a_laboratory_must_say_why_it_is_known_and_offers_no_specialists(data, gazetteer, edit):
    edit(LABORATORY, 'note = "A research laboratory. It sees no patients."', "")
    line = append(data / LABORATORY, "[specialties]", 'groups = ["surgery"]', 'source = "house-rule"')
    faults = faults_of(data, gazetteer)
    assert _told(faults, f"data/{LABORATORY}:4: ", "a center that treats nobody must say so")
    assert _told(faults, f"data/{LABORATORY}:{line}: ", "a center that treats nobody offers none")


def test_a_place_that_treats_patients_needs_a_zip(data, gazetteer, edit):
    edit("centers/example-lakeside.toml", 'zip = "44106"', "")
    assert any("zip: a place that treats patients needs one" in fault for fault in faults_of(data, gazetteer))


def test_a_designation_that_nobody_explains_is_told_at_the_center(data, gazetteer, edit):
    edit("designations.csv", "pps-exempt,,", "pps-exempt,clinical,")
    where = "data/centers/example-honolulu.toml:12: "
    assert _told(faults_of(data, gazetteer), where, "data/designations.csv has no pps-exempt of level None")


def test_a_missing_group_is_told(data, gazetteer, edit):
    edit("specialties.csv", "\npathology,pathology,group", "\nlaboratory,pathology,group")
    assert "data/specialties.csv:1: the group `pathology` is missing" in faults_of(data, gazetteer)


def test_every_fault_of_every_file_is_told_at_once_in_order(data, gazetteer, edit):
    edit(BOSTON, "treats_patients = true", "treats_patients = 1")
    edit(BOSTON, 'city = "Boston"', "city = 1")
    edit(DENVER, 'city = "Aurora"', "city = 1")
    edit("cancers.csv", ",both,", ",everybody,")
    faults = faults_of(data, gazetteer)
    assert [fault.split(":")[0] for fault in faults] == [
        "data/cancers.csv", f"data/{BOSTON}", f"data/{BOSTON}", f"data/{DENVER}"
    ]  # fmt: skip
    assert faults == sorted(faults, key=lambda each: (each.split(":")[0], int(each.split(":")[1])))


def test_a_wrong_source_of_each_fact_of_a_center_is_told_at_its_own_line(data, gazetteer):
    text = (data / BOSTON).read_text()
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if 'source = "example' in line and not line.startswith("position"):
            broken = lines.copy()
            broken[number - 1] = line.replace('source = "example', 'source = "unknown')
            (data / BOSTON).write_text("\n".join(broken))
            told = [fault.split(": ")[0] for fault in faults_of(data, gazetteer)]
            assert f"data/{BOSTON}:{number}" in told


def test_a_wrong_level_is_told_at_its_line(data, gazetteer, edit):
    line = edit(BOSTON, 'level = "comprehensive"', 'level = "highest"')
    assert faults_of(data, gazetteer)[0].startswith(f"data/{BOSTON}:{line}: designation.nci.level: ")


def test_an_unknown_designation_is_told_at_its_line(data, gazetteer, edit):
    line = edit(BOSTON, "[designation.nccn]", "[designation.ncnn]")
    assert faults_of(data, gazetteer)[0].startswith(f"data/{BOSTON}:{line}: designation")


def test_the_line_of_a_syntax_error_in_a_keyed_file_is_told(data, gazetteer, edit):
    line = edit("sources.toml", "[common-knowledge]", "[common-knowledge")
    assert faults_of(data, gazetteer)[0].startswith(f"data/sources.toml:{line}: not readable as TOML")


@pytest.mark.parametrize("latitude", ["95.0", "nan", "inf"])
def test_a_point_off_the_globe_in_a_center_is_told(data, gazetteer, edit, latitude):
    line = edit(BOSTON, "latitude = 42.33700", f"latitude = {latitude}")
    assert faults_of(data, gazetteer)[0].startswith(f"data/{BOSTON}:{line}: ")


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


def test_a_folder_without_centers_is_told(data, gazetteer):
    shutil.rmtree(data / "centers")
    assert any(fault.startswith("data/centers") for fault in faults_of(data, gazetteer))


def test_a_line_separator_in_a_cell_does_not_split_the_row(data, gazetteer, edit):
    edit("cancers.csv", "A rare tumor of the gut wall", "A rare tumor\u2028of the gut wall")
    read_curated(data, gazetteer)


def test_a_byte_order_mark_of_a_spreadsheet_is_no_fault(data, gazetteer):
    file = data / "cancers.csv"
    file.write_text(file.read_text(), encoding="utf-8-sig")
    read_curated(data, gazetteer)


def test_a_table_given_as_a_text_is_told(data, gazetteer):
    file = data / "sources.toml"
    file.write_text('loose = "text"\n' + file.read_text())
    assert faults_of(data, gazetteer)[0].startswith("data/sources.toml:1: `loose` must be a table")


@pytest.mark.parametrize(
    "name", ["treatment_groups.csv", "treats.csv", "designations.csv", "program_claims.csv"]
)
def test_a_row_that_stands_twice_is_told(data, gazetteer, name):
    file = data / name
    rows = file.read_text().splitlines()
    file.write_text("\n".join([*rows, rows[-1]]) + "\n")
    assert _told(faults_of(data, gazetteer), f"data/{name}:{len(rows) + 1}: ", "is a duplicate of")


def test_a_fault_of_a_claim_is_told_in_the_file_of_claims(data, gazetteer):
    file = data / "program_claims.csv"
    rows = file.read_text().splitlines()
    source = rows[0].split(",").index("source")
    cells = rows[1].split(",")
    cells[source] = "nowhere"
    file.write_text("\n".join([rows[0], ",".join(cells), *rows[2:]]) + "\n")
    assert _told(
        faults_of(data, gazetteer), "data/program_claims.csv:2: ", "`nowhere` is not in data/sources.toml"
    )
