"""The kinds of requests of the HTTP table, and how one of them is measured."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count, islice
from pathlib import Path

from scripts.benches.http import bare
from scripts.benches.tools.clients import Asked, ask
from scripts.benches.tools.questions import fhir_places, records, searches
from scripts.benches.tools.servers import Server, get, processor_seconds

#: What a browser sends, as Chromium does; wrk and curl send nothing.
BROWSER = "gzip, deflate, br, zstd"
#: Answers of each kind that the bare view has, and questions that are asked again and again.
_SAMPLE, _REPEATED = 60, 20
_WARM_UP = 40
#: More than any view answers in a second, so that no address comes twice.
_MOST_A_SECOND = 6000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of request: `addresses` yields different ones by seed, `encodings` is for Accept-Encoding."""

    name: str
    addresses: Callable[[int], Iterator[str]]
    encodings: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """How long to measure: numbers of clients, seconds of a turn (the bare view needs one), and turns."""

    clients: Sequence[int]
    seconds: int
    turns: int


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask in one run: the pace, a folder for files, and seeds, each used once."""

    pace: Pace
    folder: Path
    seeds: Iterator[int] = field(default_factory=lambda: count(1))

    def ask(self, server: Server, kind: Kind, clients: int) -> Asked:
        """Ask a server questions of a kind for one turn."""
        many = _REPEATED if kind.repeated else _MOST_A_SECOND * self.pace.seconds
        seed = 0 if kind.repeated else next(self.seeds)
        addresses = list(islice(kind.addresses(seed), many))
        return self.ask_these(server, addresses, clients, self.pace.seconds, kind.encodings)

    def ask_these(
        self, server: Server, addresses: Sequence[str], clients: int, seconds: int = 1, encodings: str = ""
    ) -> Asked:
        """Ask a server these addresses, again from the first where they run out, for some seconds."""
        before = processor_seconds(server.process)
        asked = ask(server.port, addresses, clients, seconds, encodings, self.folder)
        return replace(asked, processor=processor_seconds(server.process) - before)


def kinds(clinicians: int) -> tuple[Kind, ...]:
    """Return the rows of the table, among so many clinicians."""
    json, html = partial(searches, "/api/v1/search"), partial(searches, "/search")
    pages = partial(records, clinicians=clinicians)
    return (
        Kind("JSON search", json),
        Kind("HTML search", html),
        Kind("HTML search, compressed", html, BROWSER),
        Kind("pages of records", pages),
        Kind("pages of records, compressed", pages, BROWSER),
        Kind("FHIR near", fhir_places),
        Kind("JSON search, repeated", json, repeated=True),
        Kind("HTML search, repeated", html, BROWSER, repeated=True),
    )


def warm_up(server: Server, kind: Kind) -> None:
    """Ask a few questions, whose figures do not count. Raises RuntimeError if one fails."""
    headers = {"Accept-Encoding": kind.encodings} if kind.encodings else {}
    for path in islice(kind.addresses(0), _WARM_UP):
        if (status := get(server.port, path, headers).status) >= 400:
            raise RuntimeError(f"{path} was answered with {status}")


def save_sample(server: Server, kind: Kind, folder: Path, name: str) -> list[str]:
    """Save answers of a kind for the bare view, and return their addresses there."""
    headers = {"Accept-Encoding": kind.encodings} if kind.encodings else {}
    many = _REPEATED if kind.repeated else _SAMPLE
    answers = [get(server.port, path, headers) for path in islice(kind.addresses(0), many)]
    return [bare.save(folder, f"{name}-{number}", answer) for number, answer in enumerate(answers)]


def middle(asked: Sequence[Asked]) -> Asked:
    """Return the medians of several turns, and the sum of their failures."""
    one = asked[0]
    medians = {
        name: statistics.median(getattr(each, name) for each in asked)
        for name in ("requests", "seconds", "bytes", "p50", "p99", "processor")
    }
    return replace(one, **medians, failed=sum(each.failed for each in asked))
