"""Complete downloads: saved, and not downloaded again without need."""

import pytest

from finder import __version__
from tests.sources.cms_server import Fault
from tests.sources.download.files import CSV, OTHER_ZIP, ZIP


@pytest.mark.parametrize(
    ("name", "body"), [("made.zip", ZIP), ("made.csv", CSV), ("bom.CSV", b"\xef\xbb\xbf" + CSV)]
)
def test_a_file_is_fetched_whole(cms, get, name, body):
    path = get(cms.offer("/x", body), name)
    assert path == get.folder / name
    assert path.read_bytes() == body
    assert get.names() == [name, f"{name}.json"]
    assert get.told[0] == (0, len(body))
    assert get.told[-1] == (len(body), len(body))
    assert [done for done, _ in get.told] == sorted(done for done, _ in get.told)


def test_the_server_is_told_who_asks_and_nothing_else(cms, get, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password secret\n", encoding="utf-8")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    url = cms.offer("/x", CSV)
    cms.fail("/x", Fault(503, {"Set-Cookie": "crumb=1"}))
    get(url, "made.csv")
    for headers in cms.asked("/x"):
        assert headers["User-Agent"] == f"cancer-finder/{__version__}"
        assert headers["Accept-Encoding"] == "identity"
        assert headers["Cookie"] is None
        assert headers["Authorization"] is None


def test_a_file_that_is_here_is_not_fetched_again(cms, get):
    url = cms.offer("/x", ZIP)
    first = get(url, "made.zip").stat()
    get.told.clear()
    assert get(url, "made.zip").stat().st_mtime_ns == first.st_mtime_ns
    assert cms.asked("/x")[1]["If-None-Match"] == '"first"'
    assert get.told == [(len(ZIP), len(ZIP))]


@pytest.mark.parametrize(("etag", "modified"), [(None, "Sun, 13 Sep 2026 06:00:00 GMT"), (None, None)])
def test_a_file_is_known_again_by_its_date_or_its_size(cms, get, etag, modified):
    url = cms.offer("/x", ZIP, etag=etag, modified=modified)
    first = get(url, "made.zip").stat()
    assert get(url, "made.zip").stat().st_mtime_ns == first.st_mtime_ns
    assert cms.asked("/x")[1]["If-Modified-Since"] == modified


def test_a_file_that_changed_on_the_server_is_fetched_again(cms, get):
    get(cms.offer("/x", ZIP), "made.zip")
    path = get(cms.offer("/x", OTHER_ZIP, etag='"second"'), "made.zip")
    assert path.read_bytes() == OTHER_ZIP
    assert get.names() == ["made.zip", "made.zip.json"]


def test_a_file_of_the_same_name_from_another_address_is_fetched(cms, get):
    get(cms.offer("/old/x", ZIP), "made.zip")
    path = get(cms.offer("/new/x", OTHER_ZIP), "made.zip")
    assert path.read_bytes() == OTHER_ZIP
    assert cms.asked("/new/x")[0]["If-None-Match"] is None


@pytest.mark.parametrize("spoil", ["cut", "notes", "no notes"])
def test_a_file_that_is_not_as_it_was_noted_is_fetched_again(cms, get, spoil):
    url = cms.offer("/x", ZIP)
    path = get(url, "made.zip")
    notes = path.with_name("made.zip.json")
    if spoil == "cut":
        path.write_bytes(ZIP[:1000])
    elif spoil == "notes":
        notes.write_bytes(b'{"url": ')
    else:
        notes.unlink()
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["If-None-Match"] is None


def test_a_file_that_is_here_serves_although_cms_has_it_no_more(cms, get):
    url = cms.offer("/x", ZIP)
    get(url, "made.zip")
    del cms.files["/x"]
    assert get(url, "made.zip").read_bytes() == ZIP
