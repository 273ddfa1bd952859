"""From files to records: what is read is what stands there."""

import datetime

import pytest

from finder.directory.checked_data import read_data
from finder.domain.sources import Origin
from finder.geo.points import Point
from finder.sources.curated.read import fingerprint, read_curated
from finder.sources.curated.toml_files import line_of
from tests.conftest import WORLD


@pytest.fixture(scope="module")
def curated(gazetteer):
    return read_curated(WORLD, gazetteer)


@pytest.fixture(scope="module")
def sites(curated):
    return {site.id: site for site in curated.care_sites}


def test_a_center_is_read_with_the_source_of_each_fact(sites):
    boston = sites["example-boston"]
    assert (boston.kind, boston.name, boston.host) == ("center", "Example Cancer Center", "Example Hospital")
    assert boston.origin == Origin("example-list", "2025")
    assert boston.address.zip == "02115"
    assert boston.position.point == Point(42.337, -71.1066)
    assert boston.position.origin == Origin("example-map", "2024")
    assert [(each.scheme, each.level) for each in boston.designations] == [
        ("nci", "comprehensive"),
        ("nccn", None),
    ]
    assert boston.designation("nci").origin.checked == "2025-10-02"
    assert [each.purpose for each in boston.phones] == [
        "main", "new patients", "second opinions", "clinical trials"
    ]  # fmt: skip
    assert boston.phones[2].note == "for adults"
    assert boston.link("second opinions").url == "https://boston.example.org/second-opinion"
    assert boston.ccn.number == "990001"
    assert boston.notes[0].about == "second opinions"
    assert boston.conflicts[0].other == "02114"
    assert boston.source_keys() == ("example-list", "house-rule", "example-map", "example-site")


def test_a_center_that_treats_nobody_says_why(sites):
    assert not sites["example-laboratory"].treats_patients
    assert sites["example-laboratory"].care_note.text.startswith("A research laboratory")
    assert sites["example-consortium"].partners == ("example-lakeside",)


def test_a_program_is_read_with_its_claims(sites):
    north = sites["example-north-ak"]
    assert (north.kind, north.treats, north.treats_patients) == ("program", ("adults",), True)
    assert [(each.kind, each.as_of) for each in north.claims] == [("coc", "2022"), ("trial-site", "2018-03")]
    assert north.claims[1].note == 'Listed as "Example North".'
    assert north.phones[0].origin == Origin("cms-hospitals", "2026-06")
    assert north.groups == ()
    assert sites["example-bridger-mt"].position is None
    assert sites["example-veterans-nm"].veterans_only
    assert sites["example-delta-ms"].host == "Example Delta Hospital"


def test_dates_of_toml_are_read_as_text(data, gazetteer, edit):
    edit("centers/example-boston.toml", 'checked = "2025-10-02"', "checked = 2025-10-02")
    read = {site.id: site for site in read_curated(data, gazetteer).care_sites}
    assert read["example-boston"].designation("nci").origin.checked == "2025-10-02"


def test_today_is_not_in_the_future(data, gazetteer, edit):
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    edit("centers/example-boston.toml", 'checked = "2025-10-02"', f'checked = "{today}"')
    assert read_curated(data, gazetteer)


def test_lists_truths_and_empty_cells_are_read(curated):
    breast = next(each for each in curated.cancers if each.slug == "breast-cancer")
    assert breast.oncotree == ("BRCA", "IDC")
    assert breast.note is None
    assert [each.slug for each in curated.specialties if not each.searchable] == [
        "genetics", "oncology-clinic", "radiation-oncology-clinic",
    ]  # fmt: skip
    bone = next(each for each in curated.guidelines if each.id == "nccn-bone")
    assert bone.source == ("example-documents", "example-list")
    assert bone.needs_login


def test_the_order_of_columns_does_not_matter(data, gazetteer):
    file = data / "serves.csv"
    rows = [row.split(",") for row in file.read_text().splitlines()]
    file.write_text("".join(f"{','.join(reversed(row))}\n" for row in rows))
    assert read_curated(data, gazetteer).serves == read_curated(WORLD, gazetteer).serves


def test_blank_lines_and_carriage_returns_are_no_fault(data, gazetteer):
    file = data / "serves.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n\r\n")
    assert read_curated(data, gazetteer).serves == read_curated(WORLD, gazetteer).serves


def test_the_fingerprint_changes_with_any_file_and_with_nothing_else(data):
    before = fingerprint(data)
    assert fingerprint(WORLD) == before
    (data / "SOURCES.md").write_text("Not read by the finder.")
    assert fingerprint(data) == before
    for name in ("names.csv", "helplines.toml", "centers/example-boston.toml", "second_opinion/records.toml"):
        file = data / name
        file.write_bytes(file.read_bytes() + b"\n")
        assert fingerprint(data) != before
        before = fingerprint(data)
    (data / "centers/example-boston.toml").rename(data / "centers/renamed.toml")
    assert fingerprint(data) != before


def test_checking_reads_the_data_and_writes_nothing(tmp_path, data, quick_zips):
    before = sorted(data.rglob("*"))
    assert len(read_data(tmp_path / "home", data).curated.cancers) == 8
    assert sorted(data.rglob("*")) == before


TOML = """\
name = "A"  # the first

[care]
treats = [
  "adults",
]
"quoted" = 1

[designation.nci]
level = "x"
[[site]]
zip = "1"
[[site.phone]]
number = "2"
[[site.phone]]
number = "3"
for = "main"

[[link]]
url = "4"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 1),
        (("care",), 3),
        (("care", "treats"), 4),
        (("care", "treats", 0), 4),
        (("care", "quoted"), 7),
        (("designation", "nci", "level"), 10),
        (("designation", "nci", "checked"), 9),
        (("site", 0), 11),
        (("site", 0, "zip"), 12),
        (("site", 0, "phone", 0, "number"), 14),
        (("site", 0, "phone", 1, "for"), 17),
        (("site", 0, "phone", 1, "note"), 15),
        (("link", 0, "url"), 20),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_the_line_of_a_fact_is_found(path, line):
    assert line_of(TOML, path) == line
