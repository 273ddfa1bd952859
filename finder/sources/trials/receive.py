"""Receive studies page by page into a folder, as files that read_files reads; resume if cut short.

Beside the pages is `position.json`, which says how far they go. It is replaced after each page, so a crash at
any moment loses one page at most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from finder import utc
from finder.errors import SourceDown
from finder.language import _, number
from finder.replace_file import replacing
from finder.sources.json_documents import BadJson, reader
from finder.sources.trials.client import Client, Refused, StudyPage

#: Called with the studies received, and how many there are, if that is known.
Progress = Callable[[int, int | None], None]
#: A query has no more pages than this: 100 thousand studies, twenty times as many as there are.
MOST_PAGES = 100


@dataclass(frozen=True, slots=True)
class Received:
    """The files of pages, the day of the data (YYYY-MM-DD), and why they are not all ("" if they are)."""

    files: tuple[Path, ...]
    as_of: str
    unfinished: str = ""


class _Position(msgspec.Struct):
    """How far a query was read."""

    digest: str  # of what is asked
    day: str  # of the data
    tokens: list[str] = []  # of the pages received; the first page has none
    next: str = ""
    studies: int = 0
    total: int | None = None
    complete: bool = False


_read_position = reader(_Position)


def receive(
    client: Client,
    parameters: Mapping[str, str],
    folder: Path,
    progress: Progress,
    say: Callable[[str], None],
) -> Received:
    """Return the pages of a query, read from where the last run stopped if the data are of the same day.

    What was received stays for the next run. If the registry fails on the way, `unfinished` says why; raises
    SourceDown if not even one page came.
    """
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(repr(sorted(parameters.items())).encode()).hexdigest()
    day = client.version()
    position = _resume(folder, digest, day or utc.today().isoformat())
    try:
        _read_rest(client, parameters, folder, position, progress)
    except Refused:
        if not position.tokens:
            raise
        say(_("ClinicalTrials.gov no longer has the page where we stopped. We are starting again."))
        position = _start(folder, digest, position.day)
        _read_rest(client, parameters, folder, position, progress)
    except SourceDown as error:
        if not position.tokens:
            raise
        return Received(_files(folder, position), position.day, str(error))
    return Received(_files(folder, position), position.day)


def _read_rest(
    client: Client, parameters: Mapping[str, str], folder: Path, position: _Position, progress: Progress
) -> None:
    while not position.complete:
        if len(position.tokens) >= MOST_PAGES:
            raise SourceDown(
                _("ClinicalTrials.gov sent more than %(count)s pages without reaching the end.")
                % {"count": number(MOST_PAGES)}
            )
        page = client.page(parameters, position.next)
        if page.next and page.next in (*position.tokens, position.next):
            raise SourceDown(
                _("ClinicalTrials.gov keeps sending the same page, from page %(page)s on.")
                % {"page": number(len(position.tokens) + 1)}
            )
        _keep(folder, position, page)
        progress(position.studies, position.total)


def _keep(folder: Path, position: _Position, page: StudyPage) -> None:
    path = _page_file(folder, len(position.tokens))
    with replacing(path, ".new") as new:
        new.write_bytes(page.body)
    position.tokens.append(position.next)
    position.studies += page.studies
    position.total = page.total if page.total is not None else position.total
    position.next, position.complete = page.next, not page.next
    _save(folder, position)


def _resume(folder: Path, digest: str, day: str) -> _Position:
    """Return how far an earlier run of the same query came; a new start if it left nothing to resume."""
    try:
        position = _read_position((folder / "position.json").read_bytes())
    except (FileNotFoundError, BadJson):
        return _start(folder, digest, day)
    whole = all(path.exists() for path in _files(folder, position))
    if whole and position.digest == digest and position.day == day:
        return position
    return _start(folder, digest, day)


def _start(folder: Path, digest: str, day: str) -> _Position:
    for each in (*folder.glob("page-*.json"), folder / "position.json"):
        each.unlink(missing_ok=True)
    return _Position(digest, day)


def discard(folder: Path) -> None:
    """Forget what was received, so that the next run reads everything again."""
    _start(folder, "", "")


def _save(folder: Path, position: _Position) -> None:
    with replacing(folder / "position.json", ".new") as new:
        new.write_bytes(msgspec.json.encode(position))


def _page_file(folder: Path, at: int) -> Path:
    return folder / f"page-{at + 1:03}.json"


def _files(folder: Path, position: _Position) -> tuple[Path, ...]:
    return tuple(_page_file(folder, at) for at in range(len(position.tokens)))
