"""`finder links check` against a site on this machine: its results are shown on pages and in lists."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import time

import pytest

from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.sources.links import client as link_client
from finder.sources.links.states_file import read_states
from tests.sources.links.link_server import LOGIN, Answer, link_server
from tests.web.page_reader import read

HOST = re.compile(r"https?://([a-z.]*example\.org)/?")
CHECK = ("links", "check", "--pause", "0")
GONE, MOVED, AWAY = "pdq-breast-patient-en", "pdq-colon-patient-en", "pdq-pain-patient-en"
RENAMED, CLOSED, LOGGED_IN = "nccn-colon", "nccn-bone", "nccn-breast"
OVERVIEW = "nci-breast-overview-en"


@pytest.fixture
def site():
    with link_server() as server:
        yield server


@pytest.fixture
def documents(data, site):
    """The data with every link pointing to the site: id → path."""
    for file in (*data.glob("*.csv"), data / "helplines.toml", *data.glob("centers/*.toml")):
        text = HOST.sub(lambda match: site.url(f"/{match[1]}/"), file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
        for path in re.findall(rf"http://127\.0\.0\.1:{site.port}([^\s\",|]*)", text):
            site.page(path, "Some page")
    with (data / "guidelines.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    paths = {row["id"]: row["url"].removeprefix(site.url("")) for row in rows}
    for row in rows:
        kind = "application/pdf" if row["format"] == "pdf" else "text/html"
        site.page(paths[row["id"]], f"{row['title']} - NCI", Content_Type=kind)
    return paths


@pytest.fixture
def finder(finder_with, data, documents):
    return finder_with(FINDER_DATA=str(data), FINDER_PRIVATE_LINKS="on")


def rows_of(finder, *words):
    return {row["id"]: row for row in json.loads(finder("guidelines", *words, "--json"))["results"]}


def today():
    return time.strftime("%Y-%m-%d", time.gmtime())


def test_working_documents_show_the_day_they_were_checked(finder, site, documents):
    output = finder(*CHECK)
    assert "Not working" not in output
    rows = rows_of(finder)
    assert {row["link_state"] for row in rows.values()} == {"alive"}
    assert {row["last_seen"] for row in rows.values()} == {today()}
    assert {row["status"] for row in rows.values()} == {"current"}
    html = finder.site().get("/guidelines?cancer=breast-cancer").text
    assert "We haven't checked these links recently." not in html
    assert "pdq-colon-patient-es" not in [path.rpartition("/")[2] for _, path, _ in site.seen]


def test_without_a_check_the_day_in_the_table_counts_and_old_ones_are_marked(finder):
    html = finder.site().get("/guidelines?cancer=breast-cancer&audience=patient").text
    assert "We haven't checked these links recently." in read(html).text("main")[0]
    assert rows_of(finder)[GONE]["link_state"] is None


def test_the_age_of_stale_links_is_a_setting(finder_with, data, documents):
    finder = finder_with(FINDER_DATA=str(data), FINDER_STALE_DAYS="3650", FINDER_PRIVATE_LINKS="on")
    html = finder.site().get("/guidelines?publisher=NCCN&audience=professional").text
    assert "We haven't checked these links recently." not in html


def test_a_dead_link_becomes_history_and_ncis_page_replaces_it(finder, site, documents):
    site.on(documents[GONE], Answer(404))
    ran = finder.run(*CHECK)
    assert ran.code == 3
    assert "Not working: 1" in ran.out
    assert documents[GONE] in ran.out
    rows = rows_of(finder, "breast cancer")
    dead = rows[GONE]
    assert (dead["status"], dead["url"], dead["link_state"]) == ("gone", None, "gone")
    assert dead["former_url"] == site.url(documents[GONE])
    assert dead["instead"].endswith("/types.example.org/breast")
    page = read(finder.site().get("/guidelines?cancer=breast-cancer").text)
    assert dead["former_url"] not in page.links()
    assert dead["instead"] in page.links()
    assert any("not there when we last checked" in text for text in page.text("li"))
    for address in ("/cancers/breast-cancer", "/search?near=02115&cancer=breast-cancer"):
        page = read(finder.site().get(address).text)
        assert dead["former_url"] not in page.links()
        assert dead["instead"] in page.links(), address
    output = finder("guidelines", "breast cancer", "--audience", "patient", "--language", "en")
    assert dead["former_url"] not in output
    assert "Not there when we last checked" in output
    table = list(csv.DictReader(io.StringIO(finder("guidelines", "breast cancer", "--csv"))))
    assert [row["url"] for row in table if row["id"] == GONE] == [""]


def test_a_dead_link_can_come_back(finder, site, documents):
    answers = site.answers[documents[GONE]]
    site.on(documents[GONE], Answer(410))
    assert finder.run(*CHECK).code == 3
    assert finder.run(*CHECK).code == 0
    site.answers[documents[GONE]] = answers
    assert "Working again: 1" in finder(*CHECK)
    assert rows_of(finder, "breast cancer")[GONE]["status"] == "current"


def test_a_moved_link_is_followed_only_on_the_publishers_site(finder, site, documents):
    titles = {MOVED: "Colon Cancer Treatment", AWAY: "Cancer Pain"}
    site.page("/new", titles[MOVED])
    site.page("/away", titles[AWAY])
    site.sends_on(documents[MOVED], "/new")
    site.sends_on(documents[AWAY], site.url("/away", "localhost"))
    output = finder(*CHECK)
    assert "Moved: 2" in output
    rows = rows_of(finder)
    assert (rows[MOVED]["url"], rows[MOVED]["moved_to"]) == (site.url("/new"), site.url("/new"))
    assert rows[MOVED]["former_url"] == site.url(documents[MOVED])
    assert rows[AWAY]["url"] == site.url(documents[AWAY])
    assert rows[AWAY]["moved_to"] == site.url("/away", "localhost")
    page = read(finder.site().get("/guidelines").text)
    assert site.url("/away", "localhost") not in page.links()
    text = " ".join(page.text("li"))
    assert "has moved; the link goes to its new address" in text
    assert "has moved to another site (localhost); the link goes to the old address" in text


def test_inconclusive_answers_do_not_change_a_link(finder, site, documents):
    site.on(documents[CLOSED], Answer(403))
    site.on(documents[LOGGED_IN], Answer(body=LOGIN))
    site.page(documents[RENAMED], "Colorectal Things")
    output = finder(*CHECK)
    assert "Different title: 1" in output
    rows = rows_of(finder)
    states = [rows[each]["link_state"] for each in (CLOSED, LOGGED_IN, RENAMED)]
    assert states == ["unknown", "needs-login", "wrong-title"]
    assert {rows[each]["last_seen"] for each in (CLOSED, LOGGED_IN, RENAMED)} == {"2026-08"}
    assert {rows[each]["status"] for each in (CLOSED, LOGGED_IN, RENAMED)} == {"current"}
    assert "the page had a different title" in finder.site().get("/guidelines").text


def test_the_json_report_is_the_only_output(finder, site, documents):
    site.on(documents[GONE], Answer(404))
    ran = finder.run(*CHECK, "--json")
    report = json.loads(ran.out)
    assert ran.code == 3
    assert report["died"] == [site.url(documents[GONE])]
    assert report["visited"] == len(report["links"]) == sum(report["states"].values())
    (link,) = [each for each in report["links"] if each["state"] == "gone"]
    assert (link["status"], GONE in link["used_by"]) == (404, True)


def test_a_limit_checks_links_in_turn(finder, site, home):
    kept = DataFolder(home / EXTRACTS)
    finder(*CHECK, "--limit", "3")
    first = set(read_states(kept.links))
    finder(*CHECK, "--limit", "3")
    assert len(first) == 3
    assert len(read_states(kept.links)) == 6
    assert "0 links checked" in finder(*CHECK, "--host", "nowhere.example.org")
    assert len(read_states(kept.links)) == 6


def test_link_states_survive_builds(finder, site, documents):
    site.on(documents[GONE], Answer(404))
    finder.run(*CHECK)
    finder("build")
    assert rows_of(finder, "breast cancer")[GONE]["status"] == "gone"


def test_a_damaged_states_file_loses_only_the_states(finder, home, documents):
    kept = DataFolder(home / EXTRACTS)
    kept.path.mkdir(exist_ok=True)
    kept.links.write_bytes(b"PAR1 nonsense")
    finder("build")
    assert rows_of(finder)[GONE]["link_state"] is None
    assert "damaged" in finder.run(*CHECK).err


def test_without_any_answer_the_directory_is_unchanged(finder, site, documents, monkeypatch):
    monkeypatch.setattr(link_client, "FIRST_PAUSE", 0.01)
    for path in list(site.answers):
        site.on(path, Answer(drop=True))
    ran = finder.run("links", "check", "--pause", "0", "--limit", "1")
    assert ran.code == 1
    assert "Check that this computer is online." in ran.err


def test_a_killed_check_continues_where_it_stopped(finder, site, home):
    kept = DataFolder(home / EXTRACTS)
    for count in (4, 12, 25):
        process = finder.start("links", "check", "--pause", "0.05")
        until = time.monotonic() + 60
        while len(site.seen) < count and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert not kept.links.exists()
    output = finder(*CHECK)
    assert "of them before the check was stopped" in output
    heads = [path for method, path, _ in site.seen if method == "HEAD"]
    # Only the link in progress at each kill may be requested again.
    assert len(heads) - len(set(heads)) <= 3
    assert not kept.links_journal.exists()


def test_the_report_gives_reasons_in_the_users_language(finder_with, data, site, documents):
    site.on(documents[GONE], Answer(404))
    site.page(documents[RENAMED], "{0} Things")
    site.page("/new", "Colon Cancer Treatment")
    site.sends_on(documents[MOVED], "/new")
    reasons = {
        documents[GONE]: ("responde 404 Not Found", "answers 404 Not Found"),
        documents[RENAMED]: ("su título es “{0} Things”, no “", "its title is “{0} Things”, not “"),
        documents[MOVED]: (f"ahora en {site.url('/new')} (", f"now at {site.url('/new')}"),
    }
    output = (
        finder_with(FINDER_DATA=str(data), FINDER_LANGUAGE="es", FINDER_PRIVATE_LINKS="on").run(*CHECK).out
    )
    # Output for programs is in one language, whatever the user's.
    found = json.loads(
        finder_with(FINDER_DATA=str(data), FINDER_LANGUAGE="es", FINDER_PRIVATE_LINKS="on")(*CHECK, "--json")
    )["links"]
    whys = {each["url"]: each["why"] for each in found}
    for path, (spanish, english) in reasons.items():
        assert spanish in output
        assert whys[site.url(path)].startswith(english)
