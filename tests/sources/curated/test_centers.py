"""Break one thing in the file of a center: the fault is reported with its file and line."""

import pytest

from tests.sources.curated.faults import (
    BOSTON,
    CONSORTIUM,
    DENVER,
    LABORATORY,
    NEXT_YEAR,
    TOMORROW,
    append,
    faults_of,
    line_of,
    matching,
)

# file, what is replaced, by what, and what must be said about the line where it stood
WRONG_IN_A_CENTER = [
    # its form
    (BOSTON, "treats_patients = true", "treats_patients = tru", "not readable as TOML"),
    (
        BOSTON,
        "treats_patients = true",
        'treats_patients = "yes"',
        "care.treats_patients: write `true` or `false`, not `yes`.",
    ),
    (
        BOSTON,
        'adults = { treated = "yes"',
        'adults = { treated = "often"',
        "care.adults.treated: use one of no, unknown, yes.",
    ),
    (BOSTON, 'host = "Example Hospital"', "host = 5", "host: write text in quotes, not `5`."),
    (BOSTON, 'host = "Example Hospital"', 'hots = "Example Hospital"', "hots: did you mean `host`?"),
    (BOSTON, 'city = "Boston"', "city = true", "site[0].city: write text in quotes, not `true`."),
    (
        BOSTON,
        'number = "+1-617-555-0101"',
        "number = 6175550101",
        "site[0].phone[1].number: write text in quotes",
    ),
    (
        BOSTON,
        'for = "new patients"',
        'for = "new pacients"',
        "site[0].phone[1].for: did you mean `new patients`?",
    ),
    (
        BOSTON,
        'for = "Spanish"',
        'for = "Espanol"',
        "link[2].for: use one of Spanish, second opinions, website.",
    ),
    (
        BOSTON,
        "latitude = 42.33700",
        'latitude = "42.33700"',
        "site[0].position.latitude: write a number, not",
    ),
    # what it says
    (BOSTON, 'checked = "2025-10-02"', 'checked = "2025-13-02"', "`2025-13-02` is not one."),
    (
        BOSTON,
        'checked = "2025-10-02"',
        'checked = "2 October 2025"',
        "write a date as YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    (BOSTON, 'checked = "2025-10-02"', "checked = 2025-02-30", "not readable as TOML"),
    (BOSTON, 'checked = "2025-10-02"', f'checked = "{TOMORROW}"', f"{TOMORROW} is in the future"),
    (BOSTON, 'checked = "2025-10-02"', f'checked = "{NEXT_YEAR}"', f"{NEXT_YEAR} is in the future"),
    (BOSTON, 'source = "house-rule"', 'source = "hearsay"', "`hearsay` is not in data/sources.toml"),
    (BOSTON, 'zip = "02115"\n', 'zip = "90210"\n', "90210 is in CA, but the address says MA"),
    (BOSTON, 'zip = "02115"\n', 'zip = "00000"\n', "00000 is not a ZIP code we know"),
    (BOSTON, 'zip = "02115"\n', 'zip = "2115"\n', "2115 is not a ZIP code we know"),
    (BOSTON, 'state = "MA"', 'state = "Massachusetts"', "state: did you mean `MA`?"),
    (BOSTON, "latitude = 42.33700", "latitude = 24.33700", "miles from the middle of ZIP 02115; at most 60"),
    (BOSTON, "longitude = -71.10660", "longitude = 71.10660", "miles from the middle of ZIP 02115"),
    (BOSTON, "+1-617-555-0102", "617-555-0102", "number: did you mean `+1-617-555-0102`?"),
    (BOSTON, "+1-617-555-0102", "+1-617-155-0102", "`+1-617-155-0102` is not one."),
    (BOSTON, "+1-617-555-0102", "+1-617-555-SICK", "a telephone number that can be dialed"),
    (
        BOSTON,
        "https://boston.example.org/es",
        "boston.example.org/es",
        "did you mean `https://boston.example.org/es`?",
    ),
    (BOSTON, "https://boston.example.org/es", "ftp://boston.example.org/es", "write a whole web address"),
    (BOSTON, "https://boston.example.org/es", "https:///es", "write a whole web address"),
    (BOSTON, "https://boston.example.org/es", "https://boston.example.org/e s", "write a whole web address"),
    (
        BOSTON,
        "https://boston.example.org/es",
        "http://boston.example.org/second-opinion",
        "Another row links to this page with https.",
    ),
    (BOSTON, '"pathology", ', '"pathologie", ', "groups[0]: did you mean `pathology`?"),
    (
        DENVER,
        'children = { treated = "yes", source = "example-list" }',
        'children = { treated = "yes" }',
        "children: add its source.",
    ),
    (CONSORTIUM, '["example-lakeside"]', '["nobody"]', "care.partners[0]: use one of example-boston, "),
    (
        CONSORTIUM,
        '["example-lakeside"]',
        '["example-laboratory"]',
        "`example-laboratory` is not one of example-boston, ",
    ),
]
#: What is reported at the head of its table: file, what is replaced, by what, what is said, where.
REPORTED_AT_THE_HEAD_IN_A_CENTER = [
    (BOSTON, "treats_patients = true", "treats_patient = true", "care.treats_patients: add it.", "[care]"),
    (
        DENVER,
        'level = "clinical"',
        "",
        "data/designations.csv has no nci with the level none",
        "[designation.nci]",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), WRONG_IN_A_CENTER)
def test_a_fault_of_a_center_is_reported_with_its_file_and_line(data, gazetteer, edit, name, old, new, said):
    line = edit(name, old, new)
    assert matching(faults_of(data, gazetteer), f"data/{name}:{line}: ", said)


@pytest.mark.parametrize(("name", "old", "new", "said", "header"), REPORTED_AT_THE_HEAD_IN_A_CENTER)
def test_a_fault_of_a_whole_part_of_a_center_is_reported_at_its_head(
    data, gazetteer, edit, name, old, new, said, header
):
    edit(name, old, new)
    assert matching(faults_of(data, gazetteer), f"data/{name}:{line_of(data / name, header)}: ", said)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            CONSORTIUM,
            'source = "house-rule"\npartners',
            "partners",
            "care.source: write where this comes from.",
        ),
        (
            CONSORTIUM,
            "treats_patients = false",
            'treats_patients = false\nadults = { treated = "yes", source = "house-rule" }',
            "adults: remove it. The file says that nobody is treated here.",
        ),
        (
            "centers/example-honolulu.toml",
            'adults = { treated = "yes"',
            'adults = { treated = "no"',
            "A place that treats patients treats one of the two.",
        ),
    ],
)
def test_whom_a_center_treats_must_fit_together(data, gazetteer, edit, name, old, new, said):
    edit(name, old, new)
    assert matching(faults_of(data, gazetteer), f"data/{name}:", said)


def test_a_number_from_the_file_of_medicare_is_marked_as_such(data, gazetteer, edit):
    line = edit(DENVER, 'for = "new patients"', 'for = "main"')
    edit(DENVER, 'source = "example-site"\n\n[[link]]', 'source = "cms-hospitals"\n\n[[link]]')
    assert matching(faults_of(data, gazetteer), f"data/{DENVER}:{line}: ", "for: write `Medicare records`.")


def test_a_center_without_a_required_part_is_reported(data, gazetteer, edit):
    edit(LABORATORY, 'name = "Example Laboratory"', "")
    assert matching(faults_of(data, gazetteer), f"data/{LABORATORY}:1: ", "name: add it.")


def test_a_center_with_two_sites_is_reported(data, gazetteer):
    append(data / LABORATORY, "[[site]]", 'city = "La Jolla"', 'state = "CA"', 'source = "example-list"')
    assert matching(faults_of(data, gazetteer), f"data/{LABORATORY}:", "site: write exactly one")


def test_a_laboratory_must_say_why_it_is_known_and_offers_no_specialists(data, gazetteer, edit):
    edit(LABORATORY, 'note = "A research laboratory. It sees no patients."', "")
    line = append(data / LABORATORY, "[specialties]", 'groups = ["surgery"]', 'source = "house-rule"')
    faults = faults_of(data, gazetteer)
    assert matching(faults, f"data/{LABORATORY}:4: ", "A center that treats nobody must say so")
    assert matching(faults, f"data/{LABORATORY}:{line}: ", "A center that treats nobody offers none")


def test_a_place_that_treats_patients_needs_a_zip(data, gazetteer, edit):
    edit("centers/example-lakeside.toml", 'zip = "44106"', "")
    assert any("A place that treats patients needs one" in fault for fault in faults_of(data, gazetteer))


def test_a_designation_that_nobody_explains_is_reported_at_the_center(data, gazetteer, edit):
    edit("designations.csv", "pps-exempt,,", "pps-exempt,clinical,")
    where = "data/centers/example-honolulu.toml:12: "
    assert matching(
        faults_of(data, gazetteer), where, "data/designations.csv has no pps-exempt with the level none"
    )


def test_a_wrong_source_of_each_fact_of_a_center_is_reported_at_its_own_line(data, gazetteer):
    text = (data / BOSTON).read_text()
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if 'source = "example' in line and not line.startswith("position"):
            broken = lines.copy()
            broken[number - 1] = line.replace('source = "example', 'source = "unknown')
            (data / BOSTON).write_text("\n".join(broken))
            where = [fault.split(": ")[0] for fault in faults_of(data, gazetteer)]
            assert f"data/{BOSTON}:{number}" in where


def test_a_wrong_level_is_reported_at_its_line(data, gazetteer, edit):
    line = edit(BOSTON, 'level = "comprehensive"', 'level = "highest"')
    assert faults_of(data, gazetteer)[0].startswith(f"data/{BOSTON}:{line}: designation.nci.level: ")


def test_an_unknown_designation_is_reported_at_its_line(data, gazetteer, edit):
    line = edit(BOSTON, "[designation.nccn]", "[designation.ncnn]")
    assert faults_of(data, gazetteer)[0].startswith(f"data/{BOSTON}:{line}: designation")


@pytest.mark.parametrize("latitude", ["95.0", "nan", "inf"])
def test_a_point_off_the_globe_in_a_center_is_reported(data, gazetteer, edit, latitude):
    line = edit(BOSTON, "latitude = 42.33700", f"latitude = {latitude}")
    assert faults_of(data, gazetteer)[0].startswith(f"data/{BOSTON}:{line}: ")
