"""Lists in the terminal have the files that the website has: the same records in the same order."""

import json
import re
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from finder.cli import cli
from finder.formats.exports.list_formats import CONTACT_FORMATS, TRIAL_FORMATS
from finder.store.connect import Directory

PICKS = ("centers/example-boston", "hospitals/990001", "programs/example-north-ak")
NEAR = {"name": "testperson", "near": "02115"}
LISTS = (
    (("find", "example"), "/find", {"name": "example"}, CONTACT_FORMATS),
    (("find", "testperson", "--near", "02115"), "/find", NEAR, CONTACT_FORMATS),
    (("shortlist", *PICKS), "/shortlist", {"pick": PICKS}, CONTACT_FORMATS),
    (
        ("shortlist", *PICKS[::-1], "--near", "02115", "--cancer", "breast"),
        "/shortlist", {"pick": PICKS[::-1], "near": "02115", "cancer": "breast"}, CONTACT_FORMATS,
    ),
    (("trials", "02115"), "/trials", {"near": "02115"}, TRIAL_FORMATS),
    (
        ("trials", "02115", "--cancer", "breast", "--limit", "2", "--page", "2"),
        "/trials", {"near": "02115", "cancer": "breast", "limit": "2", "page": "2"}, TRIAL_FORMATS,
    ),
)  # fmt: skip


@pytest.fixture
def run(people, monkeypatch):
    monkeypatch.setattr("finder.directory.build.open_directory", lambda *_: Directory(people.path))
    monkeypatch.setenv("FINDER_HOME", str(people.path.parent))

    def invoke(*arguments):
        result = CliRunner().invoke(cli, arguments)
        assert result.exit_code == 0, result.output
        return result.stdout_bytes.decode()

    return invoke


def without_addresses(text):
    """Return a file without what only a website has: its addresses, and that of the next page."""
    unfolded = text.removeprefix("\ufeff").replace("\r\n ", "").rstrip("\n")
    without = re.sub(r"SOURCE:http://localhost/\S*\r\n", "", unfolded)
    without = re.sub(r'"(next|page)":("[^"]*"|null)', r'"\1":', without)
    return re.sub(r"http://localhost/[^\s,]*", "", without)


@pytest.mark.parametrize(
    ("arguments", "path", "asked", "form"),
    [(*each[:3], form) for each in LISTS for form in each[3]],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_the_terminal_prints_the_file_of_the_website(run, people_client, arguments, path, asked, form):
    printed = run(*arguments, f"--{form}")
    sent = people_client.get(f"/api/v1{path}.{form}?{urlencode(asked, doseq=True)}")
    assert sent.status_code == 200, sent.text
    assert without_addresses(printed) == without_addresses(sent.text)
    assert printed.endswith("\n")


@pytest.mark.parametrize("each", LISTS, ids=lambda each: " ".join(each[0]))
def test_a_map_has_the_records_of_the_json_in_its_order(run, each):
    arguments = each[0]
    found = json.loads(run(*arguments, "--json"))["results"]
    features = json.loads(run(*arguments, "--geojson"))["features"]
    assert len(found) > 1
    assert [one["id"].removeprefix("trials/") for one in features] == [
        one.get("path") or one["id"] for one in found
    ]


def test_contacts_have_two_names_in_the_terminal(run):
    assert run("shortlist", *PICKS, "--vcard") == run("shortlist", *PICKS, "--vcf")


def test_trials_are_no_contacts(people):
    result = CliRunner().invoke(cli, ("trials", "02115", "--vcf"))
    assert result.exit_code == 2
    assert "--vcf" in result.output
