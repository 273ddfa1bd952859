"""A server that fails, and a full disk: what is tried again, and what is not."""

import errno
import gzip
from contextlib import contextmanager
from pathlib import Path

import pytest

from finder.errors import SourceDown
from finder.sources.download.client import LONGEST_PAUSE
from tests.sources.cms_server import Fault, cms_server
from tests.sources.download.files import CSV, ZIP


def test_a_server_that_fails_thrice_is_asked_with_growing_pauses(cms, get):
    url = cms.offer("/x", CSV)
    cms.fail("/x", Fault(500), Fault(502), Fault(503))
    assert get(url, "made.csv").read_bytes() == CSV
    assert get.waits == [2, 4, 8]


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [
        ("7", 7),
        ("Mon, 14 Sep 2026 12:00:45 GMT", 45),
        ("Mon, 14 Sep 2026 11:00:00 GMT", 0),
        ("Mon, 14 Sep 2026 12:00:45 -0000", 45),
        ("86400", LONGEST_PAUSE),
        ("soon", 2),
    ],
)
def test_retry_after_is_heeded_up_to_a_limit(cms, get, retry_after, waited):
    url = cms.offer("/x", CSV)
    cms.fail("/x", Fault(429, {"Retry-After": retry_after}))
    assert get(url, "made.csv").read_bytes() == CSV
    assert get.waits == [waited]


def test_a_server_that_never_recovers_is_told_with_its_address(cms, get):
    url = cms.offer("/x", CSV)
    cms.fail("/x", *[Fault(500)] * 9)
    with pytest.raises(
        SourceDown, match=rf"^Try again later\. {url} answered 500 Internal Server Error after 5 tries"
    ):
        get(url, "made.csv")
    assert get.waits == [2, 4, 8, 16]
    assert get.names() == []


def test_a_server_that_is_not_there_is_told_with_its_address(get):
    with cms_server() as gone:
        url = gone.url("/x")
    with pytest.raises(SourceDown, match=rf"^Try again later\. {url} cannot be reached"):
        get(url, "made.csv", tries=2)
    assert get.waits == [2]


def test_a_file_that_never_comes_whole_is_not_taken(cms, get):
    url = cms.offer("/x", CSV)
    cms.fail("/x", *[Fault(200, {"Content-Length": str(len(CSV) + 50)}, CSV)] * 3)
    with pytest.raises(SourceDown, match=rf"^Try again later\. {url} .*(stopped after|was cut)"):
        get(url, "made.csv", tries=3)
    assert "made.csv" not in get.names()


def test_a_length_that_cuts_a_zip_short_is_noticed(cms, get):
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(200, {"Content-Length": "1000"}, ZIP))
    with pytest.raises(SourceDown, match="an incomplete zip file"):
        get(url, "made.zip")
    assert get.names() == []


def test_a_file_that_comes_packed_although_not_asked_for_is_unpacked_and_never_gone_on_from(cms, get):
    url, packed = cms.offer("/x", ZIP), gzip.compress(CSV)
    headers = {"Content-Encoding": "gzip", "ETag": '"packed"'}
    cms.fail("/x", Fault(200, headers, packed, drop_after=len(packed) - 9), Fault(200, headers, packed))
    assert get(url, "made.csv").read_bytes() == CSV
    assert [headers["Range"] for headers in cms.asked("/x")] == [None, None]


def test_a_file_without_a_length_is_taken(cms, get):
    url = cms.offer("/x", ZIP, says_length=False)
    assert get(url, "made.zip").read_bytes() == ZIP
    assert get.told[-1] == (len(ZIP), None)


def test_a_full_disk_is_told_as_it_is_with_the_file(cms, get):
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has a device that is always full")
    url = cms.offer("/x", ZIP)
    get.folder.mkdir()
    (get.folder / "made.zip.part").symlink_to("/dev/full")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", lambda path, missing_ok=False: None)
        with pytest.raises(OSError, match=r"No space left on device: '.*made\.zip\.part'") as caught:
            get(url, "made.zip")
    assert caught.value.errno == errno.ENOSPC
    assert get.waits == []


@contextmanager
def files_up_to(size):
    """Let the system refuse to write more than so many bytes to a file, as a full disk does."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_came_before_the_disk_was_full_is_gone_on_from(cms, get):
    url = cms.offer("/x", ZIP)
    with files_up_to(200_000), pytest.raises(OSError, match=r"made\.zip\.part") as caught:
        get(url, "made.zip")
    assert not isinstance(caught.value, SourceDown)
    assert get.waits == []
    here = (get.folder / "made.zip.part").stat().st_size
    assert 0 < here <= 200_000
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["Range"] == f"bytes={here}-"
