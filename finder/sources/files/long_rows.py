"""Find the row of a CSV file that is too long to read, after reading it failed."""

from __future__ import annotations

from finder.sources.files.stream import Part


def long_row(part: Part, most: int) -> int | None:
    """Return the number of the first row of at least `most` bytes, counted from 1; None if there is none."""
    stream, number, length, quoted = part.open(), 1, 0, False
    try:
        while block := stream.read():
            for line in block.splitlines(keepends=True):
                length += len(line)
                quoted ^= line.count(b'"') % 2 == 1
                if length >= most:
                    return number
                if not quoted and line.endswith((b"\n", b"\r")):
                    number, length = number + 1, 0
        return None
    finally:
        stream.close()
