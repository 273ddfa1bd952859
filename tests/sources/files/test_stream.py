"""Reading a member of a zip as a stream: the same bytes as Python's own reader gives, or a refusal."""

from __future__ import annotations

import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from finder.errors import BadFile
from finder.sources.files.stream import one_part, parts_of
from tests.sources.files.made_up_files import members, month, nppes, person, records, written, zipped

TRIED = settings(max_examples=60, deadline=None)
BLOCK = 1 << 17  # the header is read by so many bytes


def read_through(path, size=-1):
    """All bytes of the only part of a file, read by `size` bytes."""
    with one_part(path, r".*", "a test file").open() as stream:
        return b"".join(iter(lambda: stream.read(size), b""))


PACKINGS = st.sampled_from([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
BIG = b'"",' * 330 + b"\n"


@TRIED
@given(st.binary(max_size=40), st.integers(0, 3000), st.sampled_from([1, 7, 100, 4096, BLOCK, -1]), PACKINGS)
@example(b"x", 79, 1, zipfile.ZIP_DEFLATED)
@example(b"x", 79, 30, zipfile.ZIP_DEFLATED)
def test_a_member_reads_as_it_was_packed(piece, times, size, packing):
    content = piece * times if size > 50 else (piece * times)[:3000]
    with tempfile.TemporaryDirectory() as folder:
        path = zipped(Path(folder) / "made_up.zip", {"a.csv": content}, packing)
        assert read_through(path, size) == content


@pytest.mark.parametrize("block", [BLOCK, 1 << 22])
@pytest.mark.parametrize("more", [-1, 0, 1, 4, 40, 300, 5000])
def test_a_member_a_little_longer_than_a_block_reads_to_its_end(tmp_path, block, more):
    # What is left when a block is full can come of bytes that the unpacker has taken already.
    content = (BIG * (block // len(BIG) + 6))[: block + more]
    path = zipped(tmp_path / "made_up.zip", {"a.csv": content})
    assert read_through(path, BLOCK if block == BLOCK else -1) == content


def test_a_plain_file_is_its_own_part(tmp_path):
    path = written(tmp_path / "made_up.csv", b"A,B\n1,2\n")
    assert read_through(path) == path.read_bytes()
    assert [(part.name, part.size, part.member) for part in parts_of(path)] == [("made_up.csv", 8, None)]


def test_bytes_in_front_of_a_zip_do_no_harm(tmp_path):
    path = zipped(tmp_path / "made_up.zip", {"a.csv": BIG * 20})
    whole = path.read_bytes()
    path.write_bytes(b"PK" + b"junk" * 50 + whole)
    assert read_through(path) == BIG * 20


def test_members_are_found_by_name_in_any_order_among_their_twins(tmp_path):
    named = members([person(1)])
    for order in (list(named), list(named)[::-1], sorted(named)):
        path = zipped(tmp_path / "made_up.zip", {name: named[name] for name in order})
        assert list(records(month(path))) == [person(1)["NPI"]]


def test_members_may_lie_in_folders_and_be_stored_unpacked(tmp_path):
    named = {"made_up_folder/" + name: content for name, content in members([person(1)]).items()}
    path = zipped(tmp_path / "made_up.zip", {"made_up_folder/": b"", **named}, zipfile.ZIP_STORED)
    assert month(path).read == 1


def test_of_two_files_of_providers_none_is_guessed(tmp_path):
    two = {**members([person(1)]), **members([person(2)], ("20260810", "20260816"))}
    with pytest.raises(BadFile, match="should have the NPPES file of providers"):
        month(zipped(tmp_path / "made_up.zip", two))


@pytest.mark.parametrize("named", [{}, {"readme.txt": b"made up"}])
def test_a_zip_without_the_file_says_what_it_holds(tmp_path, named):
    with pytest.raises(BadFile, match="but has " + ("readme.txt" if named else "nothing")):
        month(zipped(tmp_path / "made_up.zip", named))


PAGE = b'\n <!DOCTYPE html>\n<html lang="en"><head><title>Page not found</title></head></html>\n'


@pytest.mark.parametrize("name", ["made_up.zip", "made_up.csv", "made_up.xlsx"])
def test_a_web_page_saved_as_a_file_is_called_one(tmp_path, name):
    with pytest.raises(BadFile, match="web page"):
        parts_of(written(tmp_path / name, PAGE))


def test_a_web_page_inside_a_zip_is_called_one(tmp_path):
    with pytest.raises(BadFile, match="web page"):
        month(nppes(tmp_path, PAGE))


def test_an_empty_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(BadFile, match=r"Download made_up.csv again\. It is empty"):
        parts_of(written(tmp_path / "made_up.csv", b""))
    with pytest.raises(BadFile, match="is a folder"):
        parts_of(tmp_path)


def test_what_is_named_zip_and_is_none_is_refused(tmp_path):
    with pytest.raises(BadFile, match="not a zip file"):
        parts_of(written(tmp_path / "made_up.zip", b"A,B\n1,2\n"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    rows = [person(n, city=f"MADE UP CITY {n * n}") for n in range(1, 60)]
    return nppes(tmp_path_factory.mktemp("whole"), rows).read_bytes()


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.99, 0.9999])
def test_a_zip_cut_anywhere_is_refused(tmp_path, whole, share):
    # The list of members stands at the end: whatever is cut off, it is lost.
    path = written(tmp_path / "NPPES.zip", whole[: int(len(whole) * share)])
    with pytest.raises(
        BadFile, match=r"Download NPPES\.zip again\. It is (incomplete or damaged|not a zip file)"
    ):
        month(path)


def test_a_zip_cut_short_of_its_middle_is_refused(tmp_path, whole):
    gap = len(whole) // 4
    with pytest.raises(BadFile, match="damaged"):
        month(written(tmp_path / "NPPES.zip", whole[:gap] + whole[gap + 1000 :]))


def test_no_damaged_byte_of_the_member_goes_unseen(tmp_path, whole):
    path = written(tmp_path / "NPPES.zip", whole)
    member = one_part(path, r"npidata_pfile_\d+-\d+\.csv", "providers").member
    start = member.header_offset + 30 + len(member.filename)
    for at in range(start, start + member.compress_size, member.compress_size // 40):
        hurt = bytearray(whole)
        hurt[at] ^= 0x10
        # Damage to the header shows before the checksum does.
        with pytest.raises(BadFile, match=r"damaged|no column"):
            month(written(path, hurt))


def test_stored_members_are_checked_too(tmp_path):
    path = zipped(tmp_path / "NPPES.zip", members([person(1)]), zipfile.ZIP_STORED)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"MADEUP1", b"MADEUP2", 1))
    with pytest.raises(BadFile, match="wrong checksum"):
        month(path)


def test_a_member_that_ends_before_its_time_is_damaged(tmp_path, whole):
    path = written(tmp_path / "NPPES.zip", whole)
    member = one_part(path, r"npidata_pfile_\d+-\d+\.csv", "providers").member
    start = whole.index(b"PK\x01\x02")  # the list of members; the packed size is 20 bytes into an entry
    hurt = bytearray(whole)
    struct.pack_into("<I", hurt, start + 20, member.compress_size - 20)
    with pytest.raises(BadFile, match="damaged"):
        month(written(path, hurt))


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_named(tmp_path, packing):
    path = zipped(tmp_path / "NPPES.zip", members([person(1)]), packing)
    with pytest.raises(BadFile, match="ordinary zip"):
        month(path)


def test_a_zip_with_a_password_is_refused(tmp_path, whole):
    hurt = bytearray(whole)
    start = whole.index(b"PK\x01\x02")
    hurt[start + 8] |= 1
    with pytest.raises(BadFile, match="ordinary zip"):
        month(written(tmp_path / "NPPES.zip", hurt))
