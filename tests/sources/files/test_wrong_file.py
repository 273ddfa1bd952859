"""A public file given to the command of another one: refused, in words that name what is missing."""

from __future__ import annotations

import pytest

from finder.errors import BadFile
from tests.sources.files.made_up_files import MAKERS, READERS, written


@pytest.mark.parametrize("given", MAKERS)
@pytest.mark.parametrize("command", READERS)
def test_each_command_takes_its_own_file_and_no_other(tmp_path, command, given):
    path = MAKERS[given](tmp_path)
    if command == given:
        assert READERS[command](path).table.num_rows == 1
        return
    with pytest.raises(BadFile) as caught:
        READERS[command](path)
    said = str(caught.value)
    assert path.name in said or "pfile" in said
    assert any(
        words in said for words in ("has no column “", "should have ", "Use `finder load", "is not the")
    )


NOT_FILES = {
    "empty": b"",
    "page": b"<!DOCTYPE html>\n<html><body>404</body></html>\n",
    "page with a mark": b"\xef\xbb\xbf<!DOCTYPE html>\n<html><body>404</body></html>\n",
    "json": b'{"results": []}\n',
    "utf-16": "NPI,State\n".encode("utf-16"),
    "noise": bytes(range(256)) * 40,
    "gzip": b"\x1f\x8b\x08\x00" + bytes(40),
    "blank": b"\n\n\n",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
}


@pytest.mark.parametrize("content", NOT_FILES.values(), ids=NOT_FILES)
@pytest.mark.parametrize("name", ["made_up.csv", "made_up.zip", "made_up.xlsx"])
@pytest.mark.parametrize("command", READERS)
def test_what_is_none_of_these_files_is_refused_by_its_name(tmp_path, command, name, content):
    with pytest.raises(BadFile, match=name):
        READERS[command](written(tmp_path / name, content))
