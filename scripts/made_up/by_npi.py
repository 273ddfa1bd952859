"""A file whose lines come in any order and stand in the order of their NPIs, as in CMS's own files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TypeAlias

#: The digits of an NPI by which lines are first laid apart: a pile of them is sorted in memory.
_PILED = 3
Piles: TypeAlias = dict[bytes, IO[bytes]]


class ByNpi:
    """Lays lines that begin with their NPI on piles."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        self._piles: Piles = {}

    def write(self, lines: bytes) -> None:
        """Lay lines on the piles of their NPIs."""
        for line in lines.splitlines(keepends=True):
            key = line[:_PILED]
            if key not in self._piles:
                pile = TemporaryFile(dir=self._folder)  # noqa: SIM115 (closed with the stack)
                self._piles[key] = self._stack.enter_context(pile)
            self._piles[key].write(line)

    def sorted(self) -> Iterator[bytes]:
        """Yield the lines of one pile after the other; those of one NPI stay in the order they came in."""
        for key in sorted(self._piles):
            pile = self._piles[key]
            pile.seek(0)
            yield b"".join(sorted(pile.readlines(), key=lambda line: line[:10]))


@contextmanager
def sorted_file(path: Path, header: bytes) -> Iterator[ByNpi]:
    """Lend something to write lines to; when the block ends they stand in the file, in order."""
    with ExitStack() as stack:
        piles = ByNpi(stack, path.parent)
        yield piles
        with path.open("wb") as file:
            file.write(header)
            file.writelines(piles.sorted())
