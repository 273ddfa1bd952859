"""The commands and pages that operators look at: follow, refresh, doctor, health and metrics."""

from __future__ import annotations

import datetime
import json

import pytest
from click.testing import CliRunner

from finder.app import create_app
from finder.cli import cli
from finder.cli.operating import follow as following
from finder.directory.published.follow import Follower
from finder.directory.published.followed import FILE, read_followed
from finder.errors import BadDirectory
from finder.settings import Settings
from finder.sources.published.places import open_place
from finder.sources.published.pointer import NAME
from finder.store.connect import Directory
from finder.store.copies import checksum
from tests.conftest import WORLD
from tests.web.monitoring.test_metrics import value


@pytest.fixture
def at_home(tmp_path, folder, monkeypatch):
    """The home of a follower of the folder."""
    home = tmp_path / "follower"
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(tmp_path / "no data"))
    monkeypatch.setenv("FINDER_FOLLOW", str(folder))
    monkeypatch.setenv("NO_PROXY", "*")
    return home


def run(*arguments):
    return CliRunner().invoke(cli, arguments)


def test_follow_once_says_what_it_did(versions, publisher, at_home, monkeypatch):
    result = run("follow", "--once")
    assert result.exit_code != 0
    version = publisher.publish(versions[0]).latest.version
    result = run("follow", "--once")
    assert (result.exit_code, result.output[:44]) == (0, f"The directory is now version {version}, b"[:44])
    assert run("follow", "--once").output == "This is the latest published version.\n"
    monkeypatch.setenv("FINDER_FOLLOW", "")
    assert "Say what to follow: finder follow ADDRESS" in run("follow", "--once").output


def test_a_line_is_logged_when_something_changes_and_not_before(
    versions, publisher, folder, at_home, caplog, monkeypatch
):
    follower = Follower(at_home / "directory.sqlite", open_place(str(folder)))
    with caplog.at_level("INFO", "finder"):
        said = following._look(follower, "")
        assert following._look(follower, said) == said
        publisher.publish(versions[0])
        assert following._look(follower, said) == ""
        assert following._look(follower, "") == ""
    lines = [each.message for each in caplog.records]
    assert len(lines) == 3, lines
    assert lines[0].startswith(f"Check {folder}: latest.json is not there. Until then, the last verified")
    assert lines[1].startswith("The directory is now version ")
    assert lines[2] == f"{folder} can be followed again."


def test_other_commands_answer_from_the_directory_that_was_followed(versions, publisher, at_home):
    publisher.publish(versions[1])
    run("follow", "--once")
    result = run("search", "02115", "--cancer", "breast-cancer")
    assert result.exit_code == 0, result.output  # there is no data/ to build from
    assert "Version 2 Example Cancer Center" in result.output
    assert checksum.sealed(at_home / "directory.sqlite") == checksum.sealed(versions[1])


def test_another_server_that_follows_builds_nothing(at_home):
    with pytest.raises(BadDirectory, match=r"Run: finder follow. There is no directory at"):
        create_app(Settings.read({"FINDER_HOME": str(at_home), "FINDER_FOLLOW": "/nowhere"}))


@pytest.fixture
def found(at_home):
    """What `finder doctor` finds, by check."""

    def find():
        findings = json.loads(run("doctor", "--json").stdout)["findings"]
        return {each["check"]: each for each in findings}

    return find


def test_doctor_says_whether_a_follower_follows(versions, publisher, folder, at_home, found):
    at_home.mkdir()
    assert found()["follow"]["level"] == "fail"
    publisher.publish(versions[0])
    run("follow", "--once")
    checked = found()
    assert (checked["follow"]["level"], checked["directory"]["level"]) == ("ok", "ok")
    assert f"From {folder}, published on " in checked["follow"]["said"]
    assert not {"sources", "links", "refresh"} & set(checked)
    kept = read_followed(at_home)
    long_ago = datetime.datetime.fromisoformat(kept.looked) - datetime.timedelta(hours=2)
    text = (at_home / FILE).read_text().replace(kept.looked, long_ago.isoformat())
    (at_home / FILE).write_text(text)
    assert found()["follow"]["level"] == "warn"
    (folder / NAME).write_text("{")
    run("follow", "--once")
    said = found()["follow"]
    assert (said["level"], said["advice"]) == ("warn", "Run: finder follow --once")
    assert "The last look failed. Publish again: latest.json" in said["said"]


def test_health_and_metrics_say_what_a_follower_has(versions, publisher, folder, at_home):
    published = publisher.publish(versions[0]).published
    run("follow", "--once")
    settings = Settings.read({"FINDER_HOME": str(at_home), "FINDER_DATA": str(WORLD), "FINDER_FOLLOW": "x"})
    client = create_app(settings, Directory(settings.directory)).test_client()
    said = client.get("/readyz").json["followed"]
    assert (said["published"], said["fault"]) == (published, False)
    text = client.get("/metrics").text
    assert 0 <= value(text, "finder_follow_version_age_seconds") < 600
    assert 0 <= value(text, "finder_follow_look_age_seconds") < 600
    assert "finder_follow_fault 0.0" in text
    (folder / NAME).unlink()
    run("follow", "--once")
    response = client.get("/readyz")
    assert (response.status_code, response.json["followed"]["fault"]) == (200, True)
    assert str(folder) not in response.text
    assert "finder_follow_fault 1.0" in client.get("/metrics").text


def test_a_server_with_a_directory_of_its_own_says_nothing_of_followers(client):
    assert "followed" not in client.get("/readyz").json
    assert "finder_follow" not in client.get("/metrics").text


def test_a_refresh_publishes_what_is_new_and_nothing_twice(home, folder, monkeypatch, quick_zips):
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(WORLD))
    monkeypatch.setenv("FINDER_REFRESH", "")
    monkeypatch.setenv("FINDER_PUBLISH", str(folder))

    def outcomes():
        result = run("refresh", "--json")
        return result.exit_code, {
            each["name"]: each["outcome"] for each in json.loads(result.stdout)["steps"]
        }

    assert outcomes()[1]["publish"] == "changed"
    pointer = (folder / NAME).read_bytes()
    assert json.loads(pointer)["latest"]["checksum"] == checksum.sealed(home / "directory.sqlite")
    assert outcomes() == (0, {"publish": "unchanged"})
    assert (folder / NAME).read_bytes() == pointer
    monkeypatch.setenv("FINDER_PUBLISH", "https://example.org/finder")
    assert outcomes() == (1, {"publish": "failed"})


@pytest.mark.parametrize("command", ["serve --follow", "follow", "publish"])
def test_a_directory_in_a_database_is_neither_published_nor_followed(command, tmp_path):
    environment = {
        "FINDER_HOME": str(tmp_path / "home"),
        "FINDER_DATABASE_URL": "postgresql+psycopg://reader@127.0.0.1:1/finder",
        "FINDER_FOLLOW": "",
        "FINDER_PUBLISH": "",
    }
    result = CliRunner().invoke(cli, [*command.split(), str(tmp_path)], env=environment)
    assert "leave it empty. It is for a directory in a file, and FINDER_DATABASE_URL" in str(result.exception)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "86401", "soon", "", "1e3", "٣"])
def test_a_wrong_interval_is_refused(text):
    result = CliRunner().invoke(cli, ["follow"], env={"FINDER_FOLLOW_SECONDS": text})
    assert "FINDER_FOLLOW_SECONDS: write a number of seconds from 1 to 86400" in str(result.exception)
