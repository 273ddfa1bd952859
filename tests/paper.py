"""Read a PDF back as a person or a phone would."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import lru_cache

import numpy as np
import pytest
import zxingcpp

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs poppler: apt-get install poppler-utils"
)


def words_of(printed: bytes) -> str:
    """Return the words of a PDF in reading order, separated by single spaces."""
    return " ".join(_poppler("pdftotext", "-raw", "-", "-", printed=printed).decode().split())


def pages_of(printed: bytes) -> list[str]:
    """Return the words of each page."""
    return _poppler("pdftotext", "-raw", "-", "-", printed=printed).decode().split("\f")[:-1]


def lines_on(printed: bytes, page: int) -> list[float]:
    """Return the positions of writing lines on a page (from 1), from its top (0) to its bottom (1)."""
    [picture] = _pictures(
        _poppler("pdftoppm", "-gray", "-r", "72", "-f", f"{page}", "-l", f"{page}", "-", printed=printed)
    )
    dark = (picture < 235).mean(axis=1) > 0.75
    starts = np.flatnonzero(dark & ~np.roll(dark, 1))
    return [float(row / len(dark)) for row in starts]


def tight(text: str) -> str:
    """Return a text without spaces, because on paper a line may break anywhere, even within an address."""
    return "".join(text.split())


def facts_of(printed: bytes) -> dict[str, str]:
    """Return the PDF's own properties by name: Title, Tagged, Pages, Page size…"""
    output = _poppler("pdfinfo", "-", printed=printed).decode()
    return {
        name: value.strip() for name, _colon, value in (line.partition(":") for line in output.splitlines())
    }


def metadata_of(printed: bytes) -> str:
    """Return the XMP metadata of a PDF."""
    return _poppler("pdfinfo", "-meta", "-", printed=printed).decode()


@lru_cache(maxsize=8)
def codes_on(printed: bytes) -> list[str]:
    """Return the texts of the QR codes, page by page, as printed at 150 dots per inch."""
    found = []
    for picture in _pictures(_poppler("pdftoppm", "-gray", "-r", "150", "-", printed=printed)):
        found += [each.text for each in zxingcpp.read_barcodes(picture)]
    return found


def _pictures(run: bytes):
    """Yield the pages of a run of PGM files as arrays of gray."""
    at = 0
    while at < len(run):
        head = re.compile(rb"P5\s+(\d+)\s+(\d+)\s+255\s").match(run, at)
        assert head is not None
        width, height = int(head[1]), int(head[2])
        at = head.end() + width * height
        yield np.frombuffer(run, np.uint8, width * height, head.end()).reshape(height, width)


def _poppler(*command: str, printed: bytes) -> bytes:
    return subprocess.run(command, input=printed, capture_output=True, check=True).stdout
