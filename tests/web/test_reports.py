"""Report a mistake: every record has a link that carries the record, the fact and its source."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from finder.app import create_app
from finder.settings import Settings
from tests.conftest import WORLD
from tests.web.page_reader import read

RECORDS = (
    "/centers/example-boston", "/programs/example-bridger-mt", "/cancers/breast-cancer", "/limits",
    "/specialties/surgery", "/second-opinion/how-to-ask", "/help", "/guidelines",
)  # fmt: skip


@pytest.fixture
def client_of(world):
    def make(to: str):
        chosen = {"FINDER_HOME": str(world.path.parent), "FINDER_DATA": str(WORLD), "FINDER_REPORT_TO": to}
        return create_app(Settings.read(chosen)).test_client()

    return make


def links(client, path):
    return [each.attributes["href"] for each in read(client.get(path).text).all("a", class_="mistake")]


@pytest.mark.parametrize("path", RECORDS)
def test_every_record_has_a_report_link_only_if_reports_are_accepted(client_of, path):
    assert links(client_of("help@example.org"), path)
    assert links(client_of(""), path) == []


def test_a_report_has_the_record_the_fact_and_its_source(client_of):
    client = client_of("help@example.org")
    letters = [unquote(urlsplit(each).query) for each in links(client, "/centers/example-boston")]
    (address,) = [each for each in letters if "What is wrong: Address" in each]
    for part in (
        "centers/example-boston",
        "It says: ",
        "Its source: ",
        "http://localhost/centers/example-boston",
    ):
        assert part in address


def test_a_report_can_open_an_issue_instead_of_an_email(client_of):
    client = client_of("https://issues.example.org/new?title={subject}&body={body}")
    first = urlsplit(links(client, "/centers/example-boston")[0])
    arguments = parse_qs(first.query)
    assert first.netloc == "issues.example.org"
    assert "centers/example-boston" in arguments["title"][0]


@pytest.mark.parametrize("to", ["somewhere", "https://x.example.org/?{nothing}"])
def test_an_invalid_address_is_refused(to):
    with pytest.raises(ValueError, match="FINDER_REPORT_TO"):
        Settings.read({"FINDER_REPORT_TO": to})
