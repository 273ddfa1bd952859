"""Downloads that break off: which are resumed, and which start again."""

import pytest

from finder.errors import SourceDown
from tests.sources.cms_server import Fault
from tests.sources.download.files import OTHER_ZIP, ZIP, interrupted, zip_of


def test_a_download_that_breaks_off_goes_on_where_it_stopped(cms, get):
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(drop_after=150_000))
    assert get(url, "made.zip").read_bytes() == ZIP
    first, second = cms.asked("/x")
    assert first["Range"] is None
    assert (second["Range"], second["If-Range"]) == ("bytes=131072-", '"first"')
    assert get.waits == [2]
    assert [done for done, _ in get.told] == sorted(done for done, _ in get.told)


@pytest.mark.parametrize(
    ("etag", "modified", "if_range"),
    [
        ('W/"weak"', "Sun, 13 Sep 2026 06:00:00 GMT", "Sun, 13 Sep 2026 06:00:00 GMT"),
        (None, "Sun, 13 Sep 2026 06:00:00 GMT", "Sun, 13 Sep 2026 06:00:00 GMT"),
        ('W/"weak"', None, None),
        (None, None, None),
    ],
)
def test_only_what_can_be_known_again_is_gone_on_from(cms, get, etag, modified, if_range):
    url = cms.offer("/x", ZIP, etag=etag, modified=modified)
    cms.fail("/x", Fault(drop_after=150_000))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["If-Range"] == if_range
    assert (cms.asked("/x")[1]["Range"] is None) == (if_range is None)


def test_a_part_of_an_earlier_run_is_gone_on_from(cms, get):
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(drop_after=150_000))
    with pytest.raises(
        SourceDown, match=rf"^Try again later\. {url} .*(stopped after|was cut).* after 1 tries"
    ) as caught:
        get(url, "made.zip", tries=1)
    assert "Errno" not in str(caught.value)
    assert get.names() == ["made.zip.part", "made.zip.part.json"]
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["Range"] == "bytes=131072-"
    assert get.names() == ["made.zip", "made.zip.json"]


def test_a_part_that_was_complete_asks_for_its_last_byte_only(cms, get):
    url = cms.offer("/x", ZIP)
    get(url, "made.zip")
    for name in ("made.zip", "made.zip.json"):
        (get.folder / name).rename(get.folder / name.replace("zip", "zip.part", 1))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert [headers["Range"] for headers in cms.asked("/x")] == [None, f"bytes={len(ZIP) - 1}-"]


def test_a_server_that_ignores_ranges_begins_anew(cms, get):
    url = cms.offer("/x", ZIP, ranges=False)
    cms.fail("/x", Fault(drop_after=150_000))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["Range"] == "bytes=131072-"
    assert get.told.count((0, len(ZIP))) == 2


def test_a_file_that_changed_in_between_begins_anew(cms, get):
    url = interrupted(cms, get)
    cms.offer("/x", OTHER_ZIP, etag='"second"')
    assert get(url, "made.zip").read_bytes() == OTHER_ZIP
    assert len(cms.asked("/x")) == 2


def test_a_file_that_changed_begins_anew_although_the_server_gives_its_rest(cms, get):
    url = interrupted(cms, get)
    cms.offer("/x", OTHER_ZIP, etag='"second"', if_range=False)
    assert get(url, "made.zip").read_bytes() == OTHER_ZIP
    assert [headers["Range"] for headers in cms.asked("/x")] == [None, "bytes=131072-", None]
    assert get.waits == [0]


def test_a_file_that_became_shorter_begins_anew(cms, get):
    url = interrupted(cms, get)
    small = zip_of("npidata_pfile_20050523-20260915.csv", size=1000)
    cms.offer("/x", small, etag='"second"', if_range=False)
    assert get(url, "made.zip").read_bytes() == small
    assert [headers["Range"] for headers in cms.asked("/x")] == [None, "bytes=131072-", None]


@pytest.mark.parametrize(
    "told", [f"bytes 5-11/{len(ZIP)}", "bytes 5-11/300", "nonsense", "bytes 131072-200000/*"]
)
def test_a_piece_of_another_place_is_not_put_behind_the_part(cms, get, told):
    url = interrupted(cms, get)
    cms.fail("/x", Fault(206, {"Content-Range": told, "ETag": '"first"'}, b"rubbish"))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[2]["Range"] is None


def test_a_piece_that_ends_before_the_file_does_is_gone_on_from(cms, get):
    url = interrupted(cms, get)
    span = f"bytes 131072-199999/{len(ZIP)}"
    cms.fail("/x", Fault(206, {"Content-Range": span, "ETag": '"first"'}, ZIP[131_072:200_000]))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[2]["Range"] == "bytes=200000-"
    assert get.waits == [2]


def test_a_piece_of_a_file_of_another_size_is_not_put_behind_the_part(cms, get):
    url = interrupted(cms, get)
    span = f"bytes 131072-{len(ZIP)}/{len(ZIP) + 1}"
    cms.fail("/x", Fault(206, {"Content-Range": span, "ETag": '"first"'}, ZIP[131_071:]))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[2]["Range"] is None


def test_a_piece_that_nobody_asked_for_is_refused(cms, get):
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(206, {"Content-Range": "bytes 5-11/300", "ETag": '"first"'}, b"rubbish"))
    assert get(url, "made.zip").read_bytes() == ZIP


def test_notes_that_cannot_be_read_let_a_part_begin_anew(cms, get):
    url = interrupted(cms, get)
    (get.folder / "made.zip.part.json").write_bytes(b"{")
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[1]["Range"] is None


def test_a_piece_longer_than_the_file_is_not_taken(cms, get):
    url = interrupted(cms, get)
    more = ZIP[131_072:] + b"more"
    span = f"bytes 131072-{len(ZIP) - 1}/{len(ZIP)}"
    cms.fail("/x", Fault(206, {"Content-Range": span, "ETag": '"first"'}, more))
    assert get(url, "made.zip").read_bytes() == ZIP
    assert cms.asked("/x")[2]["Range"] is None
