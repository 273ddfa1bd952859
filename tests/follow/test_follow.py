"""A follower takes what is newer and whole; whatever else it finds, it keeps what it has."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace

import filelock
import msgspec
import pytest

from finder.directory.published.follow import Follower
from finder.directory.published.followed import FILE, followed_at, read_followed
from finder.directory.published.pack import pack, sha256
from finder.directory.published.publish import publish_previous
from finder.errors import BadDirectory, BadFile, SourceDown
from finder.sources.published.place import without_secrets
from finder.sources.published.places import open_place, open_to_write
from finder.sources.published.pointer import NAME, read_pointer
from finder.store import connect
from finder.store.connect import Directory
from finder.store.copies import checksum
from finder.store.copies.verified import accept_file
from tests.sources.slow_server import dripping


@pytest.fixture
def path(tmp_path):
    return tmp_path / "follower" / "directory.sqlite"


@pytest.fixture
def follower(path, source):
    return Follower(path, open_place(source.address))


def in_use(path):
    """Return the checksum of the directory that answers."""
    return Directory(path).snapshot().path.stem


def edit_pointer(folder, **changes):
    """Change what the pointer says of the latest version."""
    pointer = read_pointer((folder / NAME).read_bytes(), "here")
    changed = replace(pointer, latest=replace(pointer.latest, **changes))
    (folder / NAME).write_bytes(changed.encode())


def test_the_latest_version_is_taken_once(versions, publisher, source, follower, path):
    pointer = publisher.publish(versions[0])
    assert follower.look() == pointer.latest
    assert path.read_bytes() == versions[0].read_bytes()
    assert follower.look() is None
    assert follower.look() is None
    assert source.statuses(NAME) == [200, 304, 304]
    assert source.statuses(".zst") == [200]
    assert followed_at(path).published == pointer.published
    assert sorted(each.name for each in path.parent.iterdir()) == [
        ".follow.lock", "directory.sqlite", FILE, "verified",
    ]  # fmt: skip


def test_each_new_version_is_taken(versions, publisher, follower, path):
    for each in (0, 1, 2, 0):
        publisher.publish(versions[each])
        follower.look()
        assert in_use(path) == checksum.sealed(versions[each])


def test_the_same_directory_published_again_is_not_downloaded(versions, publisher, source, follower, path):
    publisher.publish(versions[0])
    follower.look()
    again = publisher.publish(versions[0])
    assert follower.look() is None
    assert len(source.statuses(".zst")) == 1
    assert followed_at(path).published == again.published


def test_a_directory_that_is_here_already_is_not_downloaded(versions, publisher, source, follower, path):
    publisher.publish(versions[0])
    path.parent.mkdir()
    shutil.copyfile(versions[0], path)
    assert follower.look() is None
    assert source.statuses(".zst") == []


def test_a_directory_that_was_changed_by_hand_is_replaced(versions, publisher, follower, path):
    publisher.publish(versions[0])
    follower.look()
    shutil.copyfile(versions[1], path)
    follower.look()
    assert in_use(path) == checksum.sealed(versions[0])
    content = bytearray(versions[0].read_bytes())
    content[-100] ^= 1  # its header still has the right checksum
    path.write_bytes(content)
    follower.look()
    assert path.read_bytes() == versions[0].read_bytes()


def test_a_source_that_vanishes_changes_nothing(versions, publisher, source, follower, path):
    publisher.publish(versions[0])
    follower.look()
    source.away = True
    with pytest.raises(SourceDown, match=r"Check http://127.0.0.1.*: latest.json cannot be read"):
        follower.look()
    assert in_use(path) == checksum.sealed(versions[0])
    assert read_followed(path.parent).fault
    source.away = False
    assert follower.look() is None
    assert read_followed(path.parent).fault == ""


def test_a_download_that_tears_goes_on_where_it_stopped(versions, publisher, source, follower, path):
    publisher.publish(versions[0])
    follower.look()
    size = publisher.publish(versions[1]).latest.bytes
    source.cut_after = size // 3
    for _ in range(2):
        with pytest.raises((SourceDown, BadFile)):
            follower.look()
        assert in_use(path) == checksum.sealed(versions[0])
    source.cut_after = None
    assert follower.look()
    assert in_use(path) == checksum.sealed(versions[1])
    sent = [size for name, _, size in source.asked if name.endswith(".zst")]
    assert sum(sent[1:]) == size
    assert source.statuses(".zst") == [200, 200, 206, 206]


def test_a_server_without_ranges_sends_all_of_it_again(versions, publisher, source, follower, path):
    source.without_ranges = True
    source.cut_after = publisher.publish(versions[0]).latest.bytes // 2
    with pytest.raises((SourceDown, BadFile)):
        follower.look()
    source.cut_after = None
    assert follower.look()
    assert path.read_bytes() == versions[0].read_bytes()


def test_a_file_that_is_cut_on_the_source_is_never_used(versions, publisher, folder, follower, path):
    publisher.publish(versions[0])
    follower.look()
    file = folder / publisher.publish(versions[1]).latest.file
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    for _ in range(2):
        with pytest.raises((SourceDown, BadFile)):
            follower.look()
        assert in_use(path) == checksum.sealed(versions[0])
    file.write_bytes(whole)
    assert follower.look()


@pytest.mark.parametrize("at", [0, 4, 5000, -1])
def test_bytes_that_differ_from_the_checksum_are_refused(versions, publisher, folder, follower, path, at):
    publisher.publish(versions[0])
    follower.look()
    file = folder / publisher.publish(versions[1]).latest.file
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    with pytest.raises(BadFile, match=r"Publish again: .*\.zst at .* is not what latest.json says"):
        follower.look()
    assert in_use(path) == checksum.sealed(versions[0])


def test_a_file_that_is_refused_is_not_downloaded_at_each_look(
    versions, publisher, folder, source, follower, path, monkeypatch
):
    file = folder / publisher.publish(versions[0]).latest.file
    right = file.read_bytes()
    file.write_bytes(right[:-1] + b"x")
    for _ in range(3):
        with pytest.raises(BadFile):
            follower.look()
    assert len(source.statuses(".zst")) == 1
    file.write_bytes(right)
    again = follower._again
    monkeypatch.setattr("finder.directory.published.follow.time.monotonic", lambda: again + 1)
    assert follower.look()


def test_what_is_published_after_a_refusal_is_downloaded_at_once(versions, publisher, folder, follower, path):
    file = folder / publisher.publish(versions[0]).latest.file
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(BadFile):
        follower.look()
    publisher.publish(versions[0])
    assert follower.look()


def test_a_directory_that_arrives_is_never_held_to_be_our_own(
    versions, publisher, follower, path, monkeypatch
):
    publisher.publish(versions[0])
    follower.look()
    publisher.publish(versions[1])
    seen = []

    def swap_and_end(new, at):
        accept_file(new, at)
        seen.append(followed_at(at))
        raise OSError("killed here")

    monkeypatch.setattr("finder.directory.published.follow.accept_file", swap_and_end)
    with pytest.raises(OSError, match="killed here"):
        follower.look()
    assert seen[0] is not None
    assert followed_at(path)
    assert in_use(path) == checksum.sealed(versions[1])
    monkeypatch.undo()
    assert follower.look() is None
    assert followed_at(path).version.checksum == checksum.sealed(versions[1])


@pytest.fixture
def lies(versions, publisher, folder, tmp_path):
    """Publish a file whose own checksum is right, with something else in it than the pointer says."""

    def publish(content: bytes, **changes):
        latest = publisher.publish(versions[1]).latest
        (tmp_path / "content").write_bytes(content)
        pack(tmp_path / "content", folder / latest.file)
        size = (folder / latest.file).stat().st_size
        edit_pointer(
            folder,
            **{"sha256": sha256(folder / latest.file), "bytes": size, "size": len(content)} | changes,
        )

    return publish


def test_a_consistent_lie_is_found_by_what_is_inside(versions, publisher, follower, path, lies, tmp_path):
    publisher.publish(versions[0])
    follower.look()
    other = versions[2].read_bytes()
    damaged = bytearray(other)
    damaged[len(other) // 2] ^= 1
    empty = tmp_path / "empty.sqlite"
    connection = connect.sqlite3.connect(empty)
    connection.execute("CREATE TABLE meta (name, value)")
    connection.commit()
    connection.close()
    checksum.seal(empty)
    for content, changes in (
        (other, {}),  # a right directory, but not the one that is named
        (damaged, {"checksum": checksum.sealed(versions[2])}),
        (empty.read_bytes(), {"checksum": checksum.sealed(empty)}),
        (b"no directory at all", {}),
        (other, {"size": len(other) - 4096}),
        (other, {"size": len(other) + 4096}),
        (b"\0" * 50_000_000, {"size": 1000}),
    ):
        lies(content, **changes)
        with pytest.raises(BadFile, match=r"is not what latest.json says"):
            follower.look()
        assert in_use(path) == checksum.sealed(versions[0])
    assert [each.name for each in path.parent.glob("*following*")] == []


def test_a_file_that_is_not_packed_is_refused(versions, publisher, folder, follower):
    latest = publisher.publish(versions[0]).latest
    (folder / latest.file).write_bytes(b"<html>Not found</html>")
    edit_pointer(folder, bytes=22, sha256=sha256(folder / latest.file))
    with pytest.raises(BadFile, match=r"is not what latest.json says"):
        follower.look()


def test_a_source_that_goes_back_in_time_is_not_followed(versions, publisher, folder, follower, path, source):
    publisher.publish(versions[0])
    old = (folder / NAME).read_bytes()
    publisher.publish(versions[1])
    follower.look()
    (folder / NAME).write_bytes(old)
    for each in (follower, Follower(path, open_place(source.address))):  # also after a restart
        with pytest.raises(BadFile, match=r"To go back to it, publish it again: "):
            each.look()
    assert in_use(path) == checksum.sealed(versions[1])
    # Also if only the copy that answers is whole.
    path.write_bytes(b"damaged")
    with pytest.raises(BadFile, match=r"To go back to it, publish it again: "):
        follower.look()
    assert in_use(path) == checksum.sealed(versions[1])


def test_another_directory_of_the_same_time_is_not_taken(versions, publisher, folder, follower, path):
    publisher.publish(versions[0])
    follower.look()
    published = read_pointer((folder / NAME).read_bytes(), "").published
    publisher.publish(versions[1])
    pointer = json.loads((folder / NAME).read_bytes())
    (folder / NAME).write_text(json.dumps(pointer | {"published": published}))
    with pytest.raises(BadFile, match=r"To go back to it"):
        follower.look()
    assert in_use(path) == checksum.sealed(versions[0])


def test_the_operator_goes_back_by_publishing_again(versions, publisher, folder, follower, path):
    publisher.publish(versions[0])
    publisher.publish(versions[1])
    follower.look()
    publish_previous(publisher.home / "directory.sqlite", open_to_write(str(folder)))
    follower.look()
    assert in_use(path) == checksum.sealed(versions[0])
    publisher.publish(versions[1])
    follower.look()
    assert in_use(path) == checksum.sealed(versions[1])


def test_a_follower_with_nothing_takes_what_there_is_though_it_once_had_newer(
    versions, publisher, folder, follower, path
):
    publisher.publish(versions[0])
    old = (folder / NAME).read_bytes()
    publisher.publish(versions[1])
    follower.look()
    (folder / NAME).write_bytes(old)
    path.unlink()
    shutil.rmtree(path.parent / "verified")
    assert follower.look()
    assert in_use(path) == checksum.sealed(versions[0])


def test_times_are_compared_within_one_address(versions, publisher, source, follower, path, tmp_path):
    publisher.publish(versions[0])
    other = type(publisher)(str(tmp_path / "other"), tmp_path / "publisher")
    other.publish(versions[1])
    publisher.publish(versions[2])
    follower.look()
    moved = Follower(path, open_place(other.address))
    assert moved.look()  # published before, but elsewhere
    assert in_use(path) == checksum.sealed(versions[1])


def test_a_source_that_is_changed_and_away_does_not_make_the_directory_ours(
    versions, publisher, follower, path, tmp_path
):
    publisher.publish(versions[0])
    follower.look()
    moved = Follower(path, open_place(str(tmp_path / "nowhere")))
    with pytest.raises(SourceDown, match=r"Check .*nowhere: latest.json is not there."):
        moved.look()
    assert followed_at(path).address == str(tmp_path / "nowhere")


def test_a_pointer_to_a_missing_file_is_said(versions, publisher, folder, follower, path):
    publisher.publish(versions[0])
    follower.look()
    (folder / publisher.publish(versions[1]).latest.file).unlink()
    with pytest.raises(SourceDown, match=r"Check http.*: directory-.*\.zst is not there."):
        follower.look()
    assert in_use(path) == checksum.sealed(versions[0])


def test_another_form_is_not_even_downloaded(versions, publisher, folder, source, follower, path):
    publisher.publish(versions[0])
    follower.look()
    publisher.publish(versions[1])
    edit_pointer(folder, form="another", finder="9.9")
    with pytest.raises(BadDirectory, match=r"Bring this server .* to the same version: finder 9.9 made"):
        follower.look()
    assert len(source.statuses(".zst")) == 1
    assert in_use(path) == checksum.sealed(versions[0])


def test_a_form_that_the_pointer_lies_about_is_found_inside(
    versions, publisher, follower, path, lies, tmp_path
):
    publisher.publish(versions[0])
    follower.look()
    other = tmp_path / "other.sqlite"
    shutil.copyfile(versions[1], other)
    connection = connect.sqlite3.connect(other)
    connection.execute("UPDATE meta SET value = 'another' WHERE name = 'form'")
    connection.commit()
    connection.close()
    checksum.seal(other)
    lies(other.read_bytes(), checksum=checksum.sealed(other))
    with pytest.raises(BadFile, match=r"is not what latest.json says"):
        follower.look()


def test_records_that_this_version_cannot_read_are_found(versions, publisher, follower, path, lies, tmp_path):
    other = tmp_path / "other.sqlite"
    shutil.copyfile(versions[1], other)
    connection = connect.sqlite3.connect(other)
    changed = connection.execute("UPDATE catalog SET documents = '[{\"newer\": 1}]' WHERE kind = 'cancer'")
    assert changed.rowcount == 1
    connection.commit()
    connection.close()
    checksum.seal(other)
    lies(other.read_bytes(), checksum=checksum.sealed(other))
    with pytest.raises(BadFile, match=r"is not what latest.json says"):
        follower.look()
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b"<html>Sign in to the Wi-Fi</html>", b"[" * 60_000,
        b'{"published": "2026-11-30T12:00:00+00:00"}',
    ],
)  # fmt: skip
def test_a_pointer_that_is_none_is_refused(versions, publisher, folder, follower, path, text):
    publisher.publish(versions[0])
    follower.look()
    (folder / NAME).write_bytes(text)
    with pytest.raises(BadFile, match=r"Publish again: latest.json at http.* cannot be used"):
        follower.look()
    assert in_use(path) == checksum.sealed(versions[0])


@pytest.mark.parametrize(
    "change",
    [
        {"layout": 2}, {"published": "yesterday"}, {"published": "2026-11-30T12:00:00"},
        {"file": "../../etc/passwd"}, {"file": "directory-x.sqlite.zst"}, {"file": "latest.json"},
        {"sha256": "0"}, {"bytes": 0}, {"bytes": 1 << 50}, {"size": -1}, {"size": "26 MB"},
    ],
)  # fmt: skip
def test_a_pointer_with_impossible_values_is_refused(versions, publisher, folder, follower, path, change):
    publisher.publish(versions[0])
    pointer = json.loads((folder / NAME).read_bytes())
    for key, value in change.items():
        (pointer if key in pointer else pointer["latest"])[key] = value
    (folder / NAME).write_text(json.dumps(pointer))
    with pytest.raises(BadFile, match=r"Publish again: latest.json at http.* cannot be used"):
        follower.look()
    assert not path.exists()


def test_a_pointer_without_end_is_not_read(versions, publisher, folder, follower):
    publisher.publish(versions[0])
    (folder / NAME).write_bytes(b" " * 10_000_000)
    with pytest.raises(SourceDown, match=r"latest.json at http.* is too large"):
        follower.look()


def test_a_file_that_is_longer_than_it_should_be_is_not_read_to_the_end(
    versions, publisher, folder, source, follower, path
):
    latest = publisher.publish(versions[0]).latest
    with (folder / latest.file).open("ab") as file:
        file.write(b"x" * 20_000_000)
    assert follower.look()  # the bytes that were promised are right
    assert path.read_bytes() == versions[0].read_bytes()


def test_a_source_that_sends_its_bytes_one_by_one_ends(path, monkeypatch):
    monkeypatch.setattr("finder.sources.published.web_folder._SMALL_SECONDS", 0.5)
    drops = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b" " * 1000
    with dripping(drops) as address, pytest.raises(SourceDown, match=r"cannot be read \(TimeIsUp\)"):
        Follower(path, open_place(address)).look()


def test_only_one_process_of_a_machine_downloads(versions, publisher, follower, path):
    publisher.publish(versions[0])
    path.parent.mkdir()
    with filelock.FileLock(path.parent / ".follow.lock"):
        assert follower.look() is None
        assert not path.exists()
    assert follower.look()


def test_what_a_killed_process_left_is_removed(versions, publisher, follower, path):
    publisher.publish(versions[0])
    path.parent.mkdir()
    for name in ("directory.sqlite.following-0123456789abcdef", f"directory.sqlite.following-{os.getpid()}"):
        (path.parent / name).write_bytes(b"left")
    assert follower.look()
    assert list(path.parent.glob("*following*")) == []


def test_a_full_disk_keeps_what_there_is(versions, publisher, follower, path, monkeypatch):
    publisher.publish(versions[0])
    follower.look()
    publisher.publish(versions[1])

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("finder.directory.published.follow.accept_file", full)
    with pytest.raises(OSError, match=r"No space left"):
        follower.look()
    assert in_use(path) == checksum.sealed(versions[0])
    assert list(path.parent.glob("*following*")) == []


@pytest.mark.parametrize("text", [b"", b"{}", b'{"address": 1}', b'{"address": "x", "published": "y"}'])
def test_a_damaged_note_of_what_was_followed_is_ignored(versions, publisher, follower, path, text):
    publisher.publish(versions[0])
    follower.look()
    (path.parent / FILE).write_bytes(text)
    assert read_followed(path.parent) is None
    assert follower.look() is None
    assert followed_at(path)


def test_the_place_may_be_a_folder_or_a_store(versions, publisher, folder, path):
    publisher.publish(versions[0])
    assert Follower(path, open_place(str(folder))).look()
    memory = type(publisher)("memory://finder/published", publisher.home)
    pointers = [memory.publish(each) for each in (*versions, *versions)]
    place = open_to_write(memory.address)
    assert sorted(place.names()) == sorted([*(each.latest.file for each in pointers[-3:]), NAME])
    assert Follower(path, place).look() == pointers[-1].latest
    assert in_use(path) == checksum.sealed(versions[2])
    place.remove(pointers[-1].latest.file)
    place.remove(NAME)
    with pytest.raises(SourceDown, match=r"Check memory://finder/published: latest.json is not there."):
        Follower(path, place).look()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://reader:secret@example.org:8443/f?sig=key#x", "https://example.org:8443/f"),
        ("s3://bucket/folder", "s3://bucket/folder"),
        ("/srv/finder", "/srv/finder"),
        ("sftp://me:secret@host/f", "sftp://host/f"),
    ],
)
def test_passwords_and_keys_are_never_shown(address, shown):
    assert without_secrets(address) == shown


def test_a_password_is_sent_and_never_written(versions, publisher, source, path, capfd):
    publisher.publish(versions[0])
    address = source.address.replace("http://", "http://reader:zyxsecret@") + "?sig=zyxkey"
    follower = Follower(path, open_place(address))
    source.away = True
    with pytest.raises(SourceDown) as refused:
        follower.look()
    written = f"{refused.value} {(path.parent / FILE).read_text()} {capfd.readouterr()}"
    assert "zyx" not in written


def test_the_pointer_can_be_read_by_eye(versions, publisher, folder):
    publisher.publish(versions[0])
    text = (folder / NAME).read_text()
    assert text.count("\n") > 10
    assert msgspec.json.decode(text)["layout"] == 1
