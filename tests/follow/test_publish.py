"""What `finder publish` writes, in which order, and what it leaves alone."""

from __future__ import annotations

import datetime
import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from finder import utc
from finder.cli import cli
from finder.directory.published import publish as publishing
from finder.directory.published.pack import sha256, unpack
from finder.directory.published.publish import KEPT, latest, publish, publish_previous
from finder.errors import BadDirectory, BadSetting, SourceDown
from finder.sources.published.places import open_place, open_to_write
from finder.sources.published.pointer import NAME, read_pointer
from finder.store.copies import checksum


def directories(folder):
    return sorted(each.name for each in folder.glob("directory-*"))


def test_the_pointer_names_the_directory_and_everything_that_can_be_compared(
    versions, publisher, folder, tmp_path
):
    pointer = publisher.publish(versions[0])
    assert read_pointer((folder / NAME).read_bytes(), "here") == pointer
    file = folder / pointer.latest.file
    assert directories(folder) == [file.name]
    assert (file.stat().st_size, sha256(file)) == (pointer.latest.bytes, pointer.latest.sha256)
    assert file.stat().st_size < pointer.latest.size / 2
    unpack(file, tmp_path / "unpacked", pointer.latest.size)
    assert (tmp_path / "unpacked").read_bytes() == versions[0].read_bytes()
    assert pointer.latest.checksum == checksum.sealed(versions[0])


def test_the_pointer_is_written_last(versions, publisher, folder, monkeypatch):
    first = publisher.publish(versions[0])
    place = open_to_write(str(folder))
    put = type(place).put

    def break_off(self, name, file):
        if name == NAME:
            raise SourceDown("the network is gone")
        put(self, name, file)

    monkeypatch.setattr(type(place), "put", break_off)
    with pytest.raises(SourceDown, match=r"the network is gone"):
        publisher.publish(versions[1])
    assert latest(place) == first
    assert (folder / first.latest.file).is_file()


def test_a_directory_that_did_not_arrive_whole_is_not_pointed_to(versions, publisher, folder, monkeypatch):
    first = publisher.publish(versions[0])
    place = open_to_write(str(folder))

    def half(self, name, file):
        (folder / name).write_bytes(file.read_bytes()[:1000])

    monkeypatch.setattr(type(place), "put", half)
    with pytest.raises(SourceDown, match=r"Publish again: .* did not arrive whole"):
        publisher.publish(versions[1])
    assert latest(place) == first


def test_only_a_few_versions_stay(versions, publisher, folder):
    names = [publisher.publish(versions[number % 3]).latest.file for number in range(KEPT + 3)]
    assert directories(folder) == names[-KEPT:]


def test_a_directory_that_somebody_else_is_publishing_now_stays(versions, publisher, folder):
    pointer = publisher.publish(versions[0])
    newer = folder / "directory-29991231T000000000000Z-0123456789ab.sqlite.zst"
    newer.write_bytes(b"half of it")
    (folder / "index.html").write_text("of the operator")
    for _ in range(KEPT):
        publisher.publish(versions[1])
    assert newer.exists()
    assert (folder / "index.html").exists()
    assert not (folder / pointer.latest.file).exists()


def test_each_publication_is_later_than_the_one_before_whatever_the_clock_says(
    versions, publisher, monkeypatch
):
    first = publisher.publish(versions[0])
    wrong = datetime.datetime(1999, 1, 1, tzinfo=datetime.UTC)
    monkeypatch.setattr(utc, "now", lambda: wrong)
    second = publisher.publish(versions[1])
    assert second.time > first.time
    assert second.latest.file > first.latest.file


def test_the_version_before_can_be_published_again(versions, publisher, folder):
    publisher.publish(versions[0])
    second = publisher.publish(versions[1])
    place = open_to_write(str(folder))
    back = publish_previous(publisher.home / "directory.sqlite", place)
    assert back.latest.checksum == checksum.sealed(versions[0])
    assert back.previous == (second.latest,)
    assert back.time > second.time
    forth = publish_previous(publisher.home / "directory.sqlite", place)
    assert forth.latest == second.latest


def test_there_may_be_nothing_to_go_back_to(versions, publisher, folder):
    place = open_to_write(str(folder))
    for _ in range(2):
        with pytest.raises(SourceDown, match=r"There is no version to go back to"):
            publish_previous(publisher.home / "directory.sqlite", place)
        publisher.publish(versions[0])


def test_a_pointer_that_cannot_be_read_is_replaced(versions, publisher, folder):
    publisher.publish(versions[0])
    (folder / NAME).write_text("{")
    pointer = publisher.publish(versions[1])
    assert latest(open_place(str(folder))) == pointer


def test_a_damaged_directory_is_not_published(versions, publisher, folder, tmp_path):
    home = tmp_path / "damaged"
    home.mkdir()
    (home / "directory.sqlite").write_bytes(versions[0].read_bytes()[:-4096])
    with pytest.raises(BadDirectory, match=r"Run: finder build. The directory .* is damaged"):
        publish(home / "directory.sqlite", open_to_write(str(folder)))
    assert not folder.exists()


def test_two_that_publish_at_once_do_it_one_after_the_other(versions, publisher, folder):
    publisher.publish(versions[0])
    place = open_to_write(str(folder))
    with ThreadPoolExecutor(3) as pool:
        path = publisher.home / "directory.sqlite"
        pointers = [each.result() for each in [pool.submit(publish, path, place) for _ in range(3)]]
    assert len({each.published for each in pointers}) == 3
    for each in pointers:
        assert sha256(folder / each.latest.file) == each.latest.sha256
    assert latest(place) == max(pointers, key=lambda each: each.time)


def test_nothing_is_published_by_http():
    with pytest.raises(BadSetting, match=r"https://example.org/finder can only be followed"):
        open_to_write("https://me:secret@example.org/finder?sig=secret")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("nowhere://bucket/folder", "is no address of a folder"),
        ("gs://bucket/folder", "Install what opens gs"),
    ],
)
def test_an_address_that_cannot_be_opened_is_said(address, reason):
    with pytest.raises(BadSetting, match=reason):
        open_to_write(address)


def test_the_command_says_what_was_published_and_where(home, folder, monkeypatch):
    monkeypatch.setenv("FINDER_HOME", str(home))
    result = CliRunner().invoke(cli, ["publish"])
    assert result.exit_code == 2
    assert "Say where to: finder publish DESTINATION, or set FINDER_PUBLISH." in result.output
    monkeypatch.setenv("FINDER_PUBLISH", str(folder))
    result = CliRunner().invoke(cli, ["publish"])
    assert result.exit_code == 0, result.output
    version = json.loads((folder / NAME).read_text())["latest"]["version"]
    assert f"Published at {folder}: version {version}" in result.output


def test_old_versions_that_cannot_be_removed_do_not_undo_a_publication(home, folder, monkeypatch):
    def refuse(*_):
        raise SourceDown("You may not delete here.")

    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setattr(publishing, "remove_old", refuse)
    result = CliRunner().invoke(cli, ["publish", str(folder)])
    assert result.exit_code == 0
    assert "Older versions could not be removed. You may not delete here." in result.output
    assert (folder / NAME).is_file()


def test_a_published_folder_can_be_copied(versions, publisher, folder, tmp_path):
    pointer = publisher.publish(versions[0])
    shutil.copytree(folder, tmp_path / "mirror")
    assert latest(open_place((tmp_path / "mirror").as_uri())) == pointer
