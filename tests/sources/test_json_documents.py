"""JSON of others: one kind of error, whatever is wrong."""

import msgspec
import pytest

from finder.sources.json_documents import BadJson, reader


class Form(msgspec.Struct):
    count: int = 0


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"{",
        b"\xff",
        b'{"count": "\xff"}',
        b'{"count": []}',
        b'{"other": ' + b"[" * 200_000,
        b'{"other": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        '{"other": ' + '{"a":' * 200_000,
    ],
    ids=["empty", "cut", "no text", "no text inside", "another form", "deep and cut", "deep", "deep objects"],
)
def test_what_cannot_be_read_is_one_error(document):
    with pytest.raises(BadJson):
        reader(Form)(document)


def test_what_can_be_read_is_read():
    assert reader(Form)(b'{"count": 2, "more": [1]}') == Form(2)
    assert reader(Form, strict=False)('{"count": "2"}') == Form(2)
    assert reader()(b'[1, "a"]') == [1, "a"]
