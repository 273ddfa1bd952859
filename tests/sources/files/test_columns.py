"""Columns by the names in the header, encodings, and rows with the wrong number of fields."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.errors import BadFile
from finder.sources.files.columns import read_batches
from finder.sources.files.header import Column
from finder.sources.files.refused import EXAMPLES, Refused
from finder.sources.files.stream import parts_of
from finder.sources.files.values import text_of
from tests.sources.files.made_up_files import written

TRIED = settings(max_examples=80, deadline=None)
COLUMNS = {"number": Column(("The Number",), required=True), "name": Column(("New Name", "Old Name"))}
NUMBERS = b"The Number,Other,New Name\n1,x,ONE\n2,y,TWO\n3,z,THREE\n"


@pytest.fixture
def read(tmp_path):
    """Read bytes as a CSV file: the rows, and those refused."""

    def reading(content, columns=COLUMNS):
        part = parts_of(written(tmp_path / "made_up.csv", content))[0]
        refused = Refused()
        rows = []
        for batch in read_batches(part, columns, "a test file", refused):
            columns = {name: text_of(batch.rows.column(name)) for name in batch.rows.schema.names}
            rows += [dict(zip(columns, each, strict=True)) for each in zip(*columns.values(), strict=True)]
        return rows, refused

    return reading


ROWS = [{"number": n, "name": name} for n, name in (("1", "ONE"), ("2", "TWO"), ("3", "THREE"))]


@pytest.mark.parametrize(
    "content",
    [
        NUMBERS,
        NUMBERS.replace(b"\n", b"\r\n"),
        NUMBERS.replace(b"\n", b"\r"),
        NUMBERS.removesuffix(b"\n"),
        b"\xef\xbb\xbf" + NUMBERS,
        b"\xef\xbb\xbf" + NUMBERS.replace(b"The Number", b'"The Number"'),
        NUMBERS.replace(b"\n", b"\n\n"),
        NUMBERS + b"\n\n\r\n",
        NUMBERS.replace(b"The Number", b" THE-NUMBER "),
        NUMBERS.replace(b"New Name", b"Old Name"),
        NUMBERS.replace(b"Other", b""),
        b"Old Name,New Name,The Number,,\n-,ONE,1,,\n-,TWO,2,,\n-,THREE,3,,\n",
        b'"New Name","Other","The Number"\n"ONE","a, b","1"\n"TWO","a ""b""","2"\n"THREE","a\nb","3"\n',
    ],
)
def test_the_same_rows_in_many_ways_of_writing(read, content):
    rows, refused = read(content)
    assert rows == ROWS
    assert refused.total == 0


@TRIED
@given(st.permutations(["The Number", "New Name", "Old Name", "a", "b", "c"]))
def test_columns_are_found_in_any_order(tmp_path_factory, order):
    row = {name: f"in {name}" for name in order}
    content = f"{','.join(order)}\n{','.join(row.values())}\n".encode()
    part = parts_of(written(tmp_path_factory.getbasetemp() / "order.csv", content))[0]
    (batch,) = read_batches(part, COLUMNS, "a test file", Refused())
    assert batch.rows.to_pylist() == [{"number": b"in The Number", "name": b"in New Name"}]


def test_of_a_name_written_twice_the_first_counts(read):
    assert read(b"The Number,The Number\n1,2\n")[0] == [{"number": "1"}]
    assert read(b"The Number,the-number\n1,2\n")[0] == [{"number": "1"}]


def test_missing_columns_are_named_all_at_once(read):
    columns = COLUMNS | {"street": Column(("The Street", "Old Street"), required=True)}
    with pytest.raises(BadFile, match="no column “The Number”, “The Street”") as caught:
        read(b"Old Name,Other\nONE,x\n", columns)
    assert str(caught.value).startswith("made_up.csv is not a test file: ")


def test_a_column_that_is_not_required_may_be_missing(read):
    assert read(b"The Number\n1\n")[0] == [{"number": "1"}]


@pytest.mark.parametrize("content", [NUMBERS[: NUMBERS.index(b"\n") + 1], NUMBERS[: NUMBERS.index(b"\n")]])
def test_a_header_alone_has_no_rows(read, content):
    rows, refused = read(content)
    assert (rows, refused.total) == ([], 0)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_named_with_what_to_do(read, encoding):
    with pytest.raises(BadFile, match="with the encoding UTF-8"):
        read(NUMBERS.decode().encode(encoding))


@pytest.mark.parametrize("separator", [b";", b"\t", b"|"])
def test_other_separators_are_found_in_the_header(read, separator):
    assert read(NUMBERS.replace(b",", separator)) == read(NUMBERS)


@pytest.mark.parametrize("content", [b"x" * 700_000, b"\r\n\r\n", b"{}", b"A\rB\rC\r"])
def test_a_file_without_such_a_header_is_refused(read, content):
    with pytest.raises(BadFile, match="no column “The Number”"):
        read(content)


def test_a_header_that_is_not_utf_8_is_refused(read):
    with pytest.raises(BadFile, match="Its header is not UTF-8"):
        read(NUMBERS.replace(b"Other", b"\xc4nderung"))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1"])
def test_letters_beyond_ascii_stay_readable(read, encoding):
    rows, _ = read("The Number,New Name\n1,MÜLLER-PEÑA\n2,D’MADEUP\n".replace("’", "´").encode(encoding))
    assert [row["name"] for row in rows] == ["MÜLLER-PEÑA", "D´MADEUP"]


def test_every_byte_becomes_some_text(read):
    odd = bytes(byte for byte in range(1, 256) if byte not in b'\n\r",')
    (row,) = read(b"The Number,New Name\n1," + odd + b"\n")[0]
    assert len(row["name"]) == len(odd)


def test_a_quote_that_never_ends_is_refused_and_not_read_on_for_ever(read):
    endless = b'The Number,New Name\n1,"ONE\n' + b"2,TWO and more to make the row long\n" * 250_000
    with pytest.raises(BadFile, match=r"made_up.csv cannot be read as CSV"):
        read(endless)


def independent_row_numbers(content):
    """The numbers of the rows with the wrong number of fields, as Python's csv counts them."""
    header, *rows = csv.reader(io.StringIO(content.decode(), newline=""))
    return [number for number, row in enumerate(rows, start=2) if len(row) != len(header)]


def with_odd_rows(kinds):
    lines = {"good": "{0},x,NAME {0}", "short": "{0},x", "long": "{0},x,NAME,more", "quoted": '{0},"a\nb",N'}
    rows = "".join(lines[kind].format(at) + "\n" for at, kind in enumerate(kinds))
    return f"The Number,Other,New Name\n{rows}".encode()


@TRIED
@given(st.lists(st.sampled_from(["good", "short", "long", "quoted"]), max_size=15))
def test_odd_rows_are_set_aside_with_their_numbers(tmp_path_factory, kinds):
    content = with_odd_rows(kinds)
    part = parts_of(written(tmp_path_factory.getbasetemp() / "odd.csv", content))[0]
    refused = Refused()
    kept = sum(batch.rows.num_rows for batch in read_batches(part, COLUMNS, "a test file", refused))
    expected = independent_row_numbers(content)
    assert kept + len(expected) == len(kinds)
    assert [int(example.split(":")[0].removeprefix("row ")) for example in refused.examples] == expected
    assert refused.total == len(expected)


def test_row_numbers_stay_right_over_many_blocks(read):
    random.seed(1)
    kinds = ["good"] * 300_000
    odd = sorted(random.sample(range(len(kinds)), 12))
    for at in odd:
        kinds[at] = "short"
    content = with_odd_rows(kinds).replace(b",x,", b",some more text to fill it,")
    rows, refused = read(content)
    assert len(content) > 2 << 22
    assert refused.examples == [f"row {at + 2:,}: 2 fields, but the header has 3" for at in odd]
    assert len(rows) == len(kinds) - len(odd)


def test_only_the_first_refused_rows_are_shown_and_all_are_counted(read):
    _, refused = read(with_odd_rows(["short"] * 50 + ["long"] * 7))
    assert len(refused.examples) == EXAMPLES
    assert refused.total == 57
    assert dict(refused.reasons) == {
        "2 fields, but the header has 3": 50,
        "4 fields, but the header has 3": 7,
    }


def test_empty_lines_count_as_rows(read):
    rows, refused = read(b"The Number,New Name\n1,ONE\n\n\n2\n3,THREE\r\n\r\n")
    assert [row["name"] for row in rows] == ["ONE", "THREE"]
    assert (refused.examples, refused.total) == (["row 5: 1 field, but the header has 2"], 1)
