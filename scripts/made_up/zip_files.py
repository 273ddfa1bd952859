"""Zip files: one joined from pieces that were compressed separately, and one with a workbook in it."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import IO, NamedTuple

from isal import isal_zlib

LEVEL = 6  # zip's own, so that packing and unpacking are like the real thing
_MANY = 0xFFFFFFFF  # "see the 64-bit number"

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"
#: The parts of a workbook of one sheet, but for the sheet.
WORKBOOK = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook {_MAIN} xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="DeactivatedNPIs" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


class Piece(NamedTuple):
    """Part of a zip member: raw deflate to a byte boundary, and CRC-32 and length of what it unpacks to."""

    packed: bytes
    crc: int
    size: int


def deflate(text: str) -> Piece:
    """Compress text on its own, ending at a byte boundary without ending the member."""
    data = text.encode()
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return Piece(packed, isal_zlib.crc32(data), len(data))


def write_zip(path: Path, members: Iterable[tuple[str, Iterable[Piece]]], day: date) -> None:
    """Write a zip of members given in pieces, with 64-bit lengths throughout, dated the day."""
    stamp = struct.pack("<HH", 12 << 11, (day.year - 1980) << 9 | day.month << 5 | day.day)
    with path.open("wb") as out:
        entries = [_write_member(out, name.encode(), pieces, stamp) for name, pieces in members]
        start, body, many = out.tell(), b"".join(entries), len(entries)
        end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, many, many, len(body), start)
        locator = struct.pack("<4sIQI", b"PK\6\7", 0, start + len(body), 1)
        short = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, many, many, len(body), min(start, _MANY), 0)
        out.write(body + end + locator + short)


def _write_member(out: IO[bytes], name: bytes, pieces: Iterable[Piece], stamp: bytes) -> bytes:
    """Write one member and return its entry for the central directory."""
    start, crc, size, packed = out.tell(), 0, 0, 2
    out.seek(30 + len(name) + 20, 1)
    for piece in pieces:
        out.write(piece.packed)
        crc = isal_zlib.crc32_combine(crc, piece.crc, piece.size)
        size, packed = size + piece.size, packed + len(piece.packed)
    out.write(b"\3\0")  # an empty last block
    end = out.tell()
    both = struct.pack("<HH", 0, 8) + stamp + struct.pack("<III", crc, _MANY, _MANY)
    extra = struct.pack("<HHQQ", 1, 16, size, packed)
    out.seek(start)
    out.write(b"PK\3\4" + struct.pack("<H", 45) + both + struct.pack("<HH", len(name), 20) + name + extra)
    out.seek(end)
    extra = struct.pack("<HHQQQ", 1, 24, size, packed, start)
    lengths = struct.pack("<HHHHHII", len(name), len(extra), 0, 0, 0, 0, _MANY)
    return b"PK\1\2" + struct.pack("<HH", 45, 45) + both + lengths + name + extra


def write_deactivated(path: Path, day: date, stubs: Sequence[tuple[str, str]]) -> None:
    """Write the deactivation report: a zip with one workbook of one sheet, all cells text."""
    rows = [("NPPES Deactivated NPI Report",), ("NPI", "NPPES Deactivation Date"), *stubs]
    cells = "".join(f"<row>{''.join(map(_cell_text, row))}</row>" for row in rows)
    parts = WORKBOOK | {_SHEET: f"<worksheet {_MAIN}><sheetData>{cells}</sheetData></worksheet>"}
    name = f"NPPES Deactivated NPI Report {day:%Y%m%d}.xlsx"
    stamp = (day.year, day.month, day.day, 12, 0, 0)
    with (
        zipfile.ZipFile(path, "w") as outer,
        outer.open(zipfile.ZipInfo(name, stamp), "w") as book,
        zipfile.ZipFile(book, "w") as inner,
    ):
        for part, text in parts.items():
            inner.writestr(zipfile.ZipInfo(part, stamp), XML + text, zipfile.ZIP_DEFLATED)


def _cell_text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'
