"""Find the header of a CSV file, and the columns that we need in it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from finder.errors import BadFile
from finder.language import _
from finder.sources.files.stream import Part, Stream

#: Longer than the header of any public file, in bytes.
LONGEST_HEADER = 1 << 17
#: The header is looked for in this many lines: spreadsheets and exports write titles above it.
_FIRST_LINES = 5
#: What exports write between two fields; CMS writes commas.
_DELIMITERS = (",", ";", "\t", "|")
#: UTF-16 text has a NUL in every second byte; in other files one may have slipped into a cell.
_UTF16_NULS = 0.2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the names it has had, newest first, and whether a file without it is refused."""

    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a file."""

    #: The names of all fields of a row, as they are written there.
    fields: list[str]
    #: Our names of the columns → those in the file.
    names: dict[str, str]
    #: What is written between two fields.
    delimiter: str
    #: How many lines are above it.
    lines_above: int
    #: The bytes read so far, from the header on.
    rest: bytes


def read_header(stream: Stream, columns: Mapping[str, Column], what: str) -> Header:
    """Read the start of a file up to its header. `what` names the kind of file.

    Raises BadFile for a web page, for text that is not UTF-8, and if a required column is missing.
    """
    lines, start = _first_lines(stream)
    delimiter, above = _find_header(lines, columns)
    fields = _fields(lines[above], delimiter)
    names = _names(fields, columns, stream.part.name, what)
    fields = _with_trailing_field(fields, [_fields(line, delimiter) for line in lines[above + 1 : above + 2]])
    return Header(fields, names, delimiter, above, start.split(b"\n", above)[-1])


def has_columns(part: Part, columns: Mapping[str, Column]) -> bool:
    """Tell whether a part is a CSV file with all required columns."""
    stream = part.open()
    try:
        lines, _start = _first_lines(stream)
    except BadFile:
        return False
    finally:
        stream.close()
    delimiter, above = _find_header(lines, columns)
    return not _missing(_fields(lines[above], delimiter), columns)


def _first_lines(stream: Stream) -> tuple[list[str], bytes]:
    """Read the start of a CSV file. Return its first lines, and all bytes read so far.

    Raises BadFile for a web page and for text that is not UTF-8.
    """
    start = b""
    while b"\n" not in start and len(start) < LONGEST_HEADER and (data := stream.read(LONGEST_HEADER)):
        start += data
    name = stream.part.name
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or start[:1000].count(0) > _UTF16_NULS * len(start[:1000]):
        raise BadFile(_("Save %(name)s with the encoding UTF-8. It looks like UTF-16.") % {"name": name})
    if start.lstrip()[:1] == b"<":
        raise BadFile(_("Download %(name)s again. It is a web page, not a CSV file.") % {"name": name})
    start = start.removeprefix(b"\xef\xbb\xbf")
    lines = start[:LONGEST_HEADER].splitlines()[:_FIRST_LINES] or [b""]  # a lone CR ends lines of old Macs
    try:
        texts = [line.decode() if at == 0 else line.decode(errors="replace") for at, line in enumerate(lines)]
    except UnicodeDecodeError:
        raise BadFile(
            _("Save %(name)s with the encoding UTF-8. Its header is not UTF-8.") % {"name": name}
        ) from None
    return [text.replace("\0", "") for text in texts], start


def _fields(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _find_header(lines: list[str], columns: Mapping[str, Column]) -> tuple[str, int]:
    """Return what divides the first line with all required columns, and how many are above it.

    If there is no such line, it is a comma, and the first line.
    """
    for above, line in enumerate(lines):
        for delimiter in _DELIMITERS:
            if not _missing(_fields(line, delimiter), columns):
                return delimiter, above
    return _DELIMITERS[0], 0


def _with_trailing_field(header: list[str], next_lines: list[list[str]]) -> list[str]:
    """Return the header with a field more if each row ends with a comma and the header does not."""
    for line in next_lines:
        if len(line) == len(header) + 1 and not line[-1].strip():
            return [*header, "\0"]  # a name that no column has
    return header


def _missing(header: Sequence[str], columns: Mapping[str, Column]) -> list[str]:
    """Return the names of the required columns that a header does not have."""
    written = {_plain(each) for each in header}
    required = [column for column in columns.values() if column.required]
    return [each.names[0] for each in required if written.isdisjoint(map(_plain, each.names))]


def _names(header: Sequence[str], columns: Mapping[str, Column], name: str, what: str) -> dict[str, str]:
    """Return our names → the names in the file, as they are written there."""
    in_file: dict[str, str] = {}
    for written in header:
        in_file.setdefault(_plain(written), written)
    if missing := _missing(header, columns):
        raise BadFile(
            _("%(name)s is not %(what)s: it has no column “%(names)s”")
            % {"name": name, "what": _(what), "names": "”, “".join(missing)}
        )
    found: dict[str, str] = {}
    for ours, column in columns.items():
        if names := [in_file[_plain(each)] for each in column.names if _plain(each) in in_file]:
            found[ours] = names[0]
    return found


def _plain(name: str) -> str:
    """Return a column name without case, blanks and punctuation, which differ between releases."""
    return "".join(character for character in name.casefold() if character.isalnum())
