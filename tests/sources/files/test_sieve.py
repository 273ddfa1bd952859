"""Lines that nobody wants are left out of a large file, and nothing else changes."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.errors import BadFile
from finder.sources.files import header, stream
from finder.sources.files.bits import Counted, bits_of
from finder.sources.files.columns import read_batches
from finder.sources.files.header import Column, Header
from finder.sources.files.refused import Refused
from finder.sources.files.sieve import Sieve, Wanted
from finder.sources.files.stream import parts_of
from finder.sources.files.values import any_code_in, text_of
from tests.sources.files.made_up_files import written

TRIED = settings(max_examples=300, deadline=None)
COLUMNS = {name: Column((name,), required=True) for name in ("npi", "code", "ended", "name")}
CODES = {"207RH0003X", "2085R0001X"}
WANTED = Wanted(CODES, "ended")
HEADER = Header(["npi", "code", "ended", "name"], {name: name for name in COLUMNS}, ",", 0, b"")

#: Ways to write a row of four fields, and rows that have more or fewer.
LINES = {
    "unwanted": '"{0}","208600000X","","NAME {0}"',
    "wanted": '"{0}","207RH0003X","","NAME {0}"',
    "ended": '"{0}","","05/05/2020",""',
    "small letters": '"{0}","207rh0003x","","N"',
    "a code with blanks": '"{0}"," 2085R0001X ","","N"',
    "a code in a name": '"{0}","","","OLD 207RH0003X"',
    "a comma": '"{0}","208600000X","","NAME, OF"',
    "only a comma": '"{0}",",","",","',
    "commas first and last": '",","{0}","",","',
    "quotation marks": '"{0}","208600000X","","THE ""BEST"" {0}"',
    "wanted with quotation marks": '"{0}","207RH0003X","","""N"""',
    "blank": '"","","",""',
    "no quotation marks": "{0},208600000X,,N",
    "wanted without quotation marks": "{0},207RH0003X,,N",
    "some quotation marks": '{0},"207RH0003X",,"N"',
    "short": '"{0}","207RH0003X",""',
    "long": '"{0}","208600000X","","N","more"',
    "long with a comma": '"{0}",",","","N","more"',
    "as many marks": '"{0}","""208600000X","N"',
    "two lines": '"{0}","208600000X","","A\nB"',
    "two lines, wanted": '"{0}","207RH0003X","","A\n"""',
    "empty": "",
    "a lone quotation mark": '"{0}","208600000X","",N"',
    "a NUL": '"{0}","207RH\x000003X","","N"',
}


def rows_of(content: bytes, folder, wanted: Wanted | None):
    """The wanted rows with their numbers, how many rows were read, and what was refused."""
    part = parts_of(written(folder / "made_up.csv", content))[0]
    refused, rows, read = Refused(), [], 0
    for batch in read_batches(part, COLUMNS, "a test file", refused, wanted):
        read += batch.read
        held = zip(
            any_code_in(batch.rows, ["code"], CODES).to_pylist(), text_of(batch.rows["ended"]), strict=True
        )
        names = text_of(batch.rows["name"])
        rows += [(batch.number(at), names[at]) for at, (code, ended) in enumerate(held) if code or ended]
    return rows, read, refused.reasons, refused.examples, refused.uneven


def result_of(content: bytes, folder, wanted: Wanted | None):
    """The same, or the error."""
    try:
        return rows_of(content, folder, wanted)
    except BadFile as error:
        return str(error)


def content_of(kinds, newline="\n") -> bytes:
    lines = [LINES[kind].format(1_000_000_000 + at) for at, kind in enumerate(kinds)]
    return newline.join(['"npi","code","ended","name"', *lines, ""]).encode()


@TRIED
@given(
    st.lists(
        st.one_of(st.sampled_from(["unwanted", "wanted", "ended"]), st.sampled_from(sorted(LINES))),
        max_size=25,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([64, 130, 400, 1 << 17]),
)
def test_whatever_rows_a_file_has_the_same_are_read_with_the_same_numbers(
    tmp_path_factory, kinds, newline, size
):
    folder = tmp_path_factory.mktemp("sieve")
    content = content_of(kinds, newline)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(header, "LONGEST_HEADER", size)
        patch.setattr(stream, "_BLOCK", size)
        assert result_of(content, folder, WANTED) == result_of(content, folder, None)


@pytest.mark.parametrize("kind", sorted(LINES.keys() - {"a NUL"}))
def test_each_way_to_write_a_row_among_thousands(tmp_path, kind):
    random.seed(1)
    kinds = ["unwanted"] * 60_000
    for at in random.sample(range(len(kinds)), 20):
        kinds[at] = kind
    content = content_of(kinds)
    assert len(content) > 2 << 20
    rows = rows_of(content, tmp_path, WANTED)
    assert rows == rows_of(content, tmp_path, None)


def test_most_lines_are_left_out():
    kinds = ["unwanted"] * 500 + ["wanted", "blank", "ended", "quotation marks", "a comma"]
    block = content_of(kinds)[len('"npi","code","ended","name"\n') :]
    left = Sieve(HEADER, WANTED).left_of(block)
    assert left.places.tolist() == [500, 502, 503]
    assert left.lines.count(b"\n") == 3
    assert (left.rows, left.blank) == (505, 1)


@pytest.mark.parametrize("kind", ["no quotation marks", "two lines", "a lone quotation mark", "a NUL"])
def test_a_block_with_lines_that_are_not_a_row_each_is_left_whole(kind):
    block = content_of(["unwanted"] * 50 + [kind])[len('"npi","code","ended","name"\n') :]
    assert Sieve(HEADER, WANTED).left_of(block) is None


@TRIED
@given(st.lists(st.booleans(), min_size=1, max_size=300))
def test_marked_places_are_counted_and_found(mask):
    marked = [at for at, each in enumerate(mask) if each]
    counted = Counted.of(bits_of(np.array(mask)))
    places = np.arange(len(mask) + 1)
    assert counted.before(places).tolist() == [sum(each < at for each in marked) for at in places]
    assert counted.nth(np.arange(1, len(marked) + 1)).tolist() == marked
    assert np.flatnonzero(counted.marked(places)).tolist() == marked
