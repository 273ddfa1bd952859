"""Report a mistake: every record has a link that carries the record, the fact and its source."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from finder.app import create_app
from finder.settings import Settings
from tests.conftest import WORLD
from tests.people_world import WORKERS
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
def test_every_record_has_a_report_link_by_default(client_of, path):
    assert links(client_of("help@example.org"), path)
    client = client_of("")
    to = {address for address in links(client, path) if address}
    if path == "/help":
        assert to == set()  # it has one for each fact, and those need an address
        return
    assert to == {f"/mistake?about={path[1:]}"}
    page = read(client.get(to.pop()).text)
    assert "Copy this text" in page.text("main")[0]
    assert f"http://localhost{path}\n" in page.all("textarea")[0].text


def test_the_text_to_copy_names_the_record_with_its_numbers(people_client):
    for path, record in (
        ("centers/example-boston", "Example Cancer Center (CCN 990001)"),
        ("hospitals/990001", "Made Up Hospital 0 (CCN 990001)"),
        (WORKERS[0].path, f"Anna Madeup (NPI {WORKERS[0].npi})"),
    ):
        text = read(people_client.get(f"/mistake?about={path}").text).all("textarea")[0].text
        assert f"Page: http://localhost/{path}\nRecord: {record}\nDirectory updated: " in text
        assert text.endswith("What is wrong: \nWhat is right, and how you know:\n")
    assert "Record:" not in people_client.get("/mistake?about=centers/no-such-place").text


@pytest.mark.parametrize("about", ["https://example.org", "a/b/c/d/e", "<b>", "centers/x?y=1"])
def test_a_report_is_only_about_a_page_of_this_site(client, about):
    assert client.get("/mistake", query_string={"about": about}).status_code == 400


def test_with_an_address_the_page_writes_to_it(client_of):
    page = read(client_of("help@example.org").get("/mistake?about=centers/example-boston").text)
    assert any(each.startswith("mailto:help@example.org?") for each in page.links())


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
