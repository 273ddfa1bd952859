"""A large file in blocks of whole lines, unpacked in a thread beside the one that reads them."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import copy_context
from itertools import repeat, takewhile
from typing import Self, TypeVar

from finder.errors import BadFile
from finder.language import _
from finder.sources.files.stream import Stream
from finder.sources.files.values import text_of_bytes

Item = TypeVar("Item")
Value = TypeVar("Value")

#: How many calls are begun before what the first returns is asked for.
_AHEAD = 2
#: How much of the end of a file is looked at: more than the longest row has.
_END = 1 << 17
#: A line that is longer than this has no end that can be trusted: it is passed on in pieces.
_LONGEST = 1 << 22
#: What old systems write behind the last row: NULs up to the end of a block, and Control-Z.
_AFTER_THE_END = b"\0\x1a"


def ahead(thread: Executor, call: Callable[[Item], Value], items: Iterable[Item]) -> Iterator[Value]:
    """Yield what `call` returns for each item. It is called in a thread for the next items already."""
    begun: deque[Future[Value]] = deque()
    for item in items:
        begun.append(thread.submit(call, item))
        if len(begun) > _AHEAD:
            yield begun.popleft().result()
    while begun:
        yield begun.popleft().result()


class Blocks:
    """The bytes of a file from its header on, to be read once: blocks that end with a line, but the last.

    To be used in a `with` block, which ends the thread that unpacks.
    """

    def __init__(self, start: bytes, stream: Stream) -> None:
        self._start, self._stream = start, stream
        self._end = b""
        self._thread = ThreadPoolExecutor(1)
        # With the language of the one who asks: an error is a text, and other threads have no language.
        self._context = copy_context()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def __iter__(self) -> Iterator[bytes]:
        rest = b""
        for data in self._pieces():
            self._end = (self._end + data if len(data) < _END else data)[-_END:]
            cut = _line_end(data)
            if not cut and len(rest) + len(data) >= _LONGEST:
                cut = len(data)
            if cut:
                yield b"".join((rest, memoryview(data)[:cut]))
            rest = data[cut:] if cut else rest + data
        if rest:
            yield rest

    def _pieces(self) -> Iterator[bytes]:
        if self._start:
            yield self._start
        yield from takewhile(len, ahead(self._thread, lambda _: self._read(), repeat(None)))

    def _read(self) -> bytes:
        return self._context.run(self._stream.read)

    def check_rest(self) -> None:
        """Raise BadFile if a part of the zip that was not read yet is damaged: that explains other faults."""
        while self._stream.part.member and self._thread.submit(self._read).result():
            pass

    def check_end(self, fields: int, delimiter: str) -> None:
        """Raise BadFile if the file ends within a row: its last line is not ended and lacks fields."""
        line = re.split(rb"[\r\n]", self._end)[-1].strip(_AFTER_THE_END)
        if not line.strip():
            return
        quotes = line.count(b'"')
        unquoted = quotes >= 2 * (fields - 1) and not line.rstrip().endswith(b'"')
        if (
            len(next(csv.reader([text_of_bytes(line)], delimiter=delimiter), [])) < fields
            or quotes % 2
            or unquoted
        ):
            raise BadFile(
                _("Download %(name)s again. It ends in the middle of a row.")
                % {"name": self._stream.part.name}
            )


def _line_end(block: bytes) -> int:
    """Return where the last whole line of a block ends, or 0. Old Macs end lines with a lone CR."""
    return block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1
