"""Catalogs compiled when the package was built are used while they are not older than their text."""

import os

import pytest

from finder import language


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A language "xx" with one message and a compiled catalog, of which only the bytes matter."""
    messages = tmp_path / "xx" / "LC_MESSAGES"
    messages.mkdir(parents=True)
    (messages / "messages.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Place"\nmsgstr "Lieu"\n')
    (messages / "messages.mo").write_bytes(b"compiled")
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    return messages


def test_a_compiled_catalog_is_read(folder):
    os.utime(folder / "messages.po", (1_000_000_000, 1_000_000_000))
    assert language.compiled("xx", "messages") == b"compiled"


@pytest.mark.parametrize("change", ["older", "missing"])
def test_a_compiled_catalog_that_does_not_fit_is_compiled_again(folder, change):
    if change == "older":
        os.utime(folder / "messages.mo", (1_000_000_000, 1_000_000_000))
    else:
        (folder / "messages.mo").unlink()
    assert b"Lieu" in language.compiled("xx", "messages")
