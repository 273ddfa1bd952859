"""Blocks of whole lines, unpacked in a thread beside the reader."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.errors import BadFile
from finder.language import using_language
from finder.sources.files import stream
from finder.sources.files.blocks import Blocks, ahead
from finder.sources.files.columns import read_batches
from finder.sources.files.header import Column
from finder.sources.files.refused import Refused
from finder.sources.files.stream import parts_of
from tests.sources.files.made_up_files import written

TRIED = settings(max_examples=80, deadline=None)
COLUMNS = {"a": Column(("a",), required=True), "b": Column(("b",), required=True)}


def blocks_of(path, start: bytes) -> list[bytes]:
    opened = parts_of(path)[0].open()
    with Blocks(start, opened) as blocks:
        found = list(blocks)
    opened.close()
    return found


@TRIED
@given(
    st.lists(st.text("ab,", max_size=12), min_size=1, max_size=40),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([5, 16, 300]),
)
def test_every_block_but_the_last_ends_with_a_line(tmp_path_factory, lines, newline, size):
    text = ("x" + newline.join(lines)).encode()
    path = written(tmp_path_factory.getbasetemp() / "lines.csv", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "_BLOCK", size)
        blocks = blocks_of(path, b"a,b\n")
    assert b"".join(blocks) == b"a,b\n" + text
    assert all(block.endswith((b"\n", b"\r")) for block in blocks[:-1])
    if newline == "\r\n":
        assert not any(block.startswith(b"\n") for block in blocks)


def test_calls_begin_before_they_are_asked_for_and_answers_keep_their_order():
    begun = []

    def call(number):
        begun.append(number)
        return number * number

    with ThreadPoolExecutor(1) as thread:
        answers = ahead(thread, call, range(9))
        assert next(answers) == 0
        assert list(answers) == [number * number for number in range(1, 9)]
    assert begun == list(range(9))


def test_an_error_of_the_thread_is_in_the_language_of_the_reader(tmp_path):
    path = tmp_path / "table.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("table.csv", "a,b\n" + "".join(f"{n},{n * n}\n" for n in range(100_000)))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)
    with using_language("es"), pytest.raises(BadFile) as caught:
        list(read_batches(parts_of(path)[0], COLUMNS, "a table", Refused()))
    assert str(caught.value).startswith("Descargue table.csv de nuevo."), caught.value


def test_a_damaged_zip_is_said_to_be_damaged_though_a_row_is_odd_before(tmp_path):
    path = tmp_path / "table.zip"
    odd = 'a,b\n1,"2\n' + "3,4\n" * 60 + '"x",5\n'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("table.csv", odd + "6,7\n" * 3_000_000)
    whole = path.read_bytes()
    for fault, at in (("quotation mark is missing", None), ("damaged in the zip", 11_000_000)):
        content = bytearray(whole)
        if at:
            content[at] ^= 0x10
        path.write_bytes(content)
        with pytest.raises(BadFile, match=fault):
            list(read_batches(parts_of(path)[0], COLUMNS, "a table", Refused()))
