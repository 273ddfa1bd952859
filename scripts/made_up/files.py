"""The files of a job, laid together from its blocks."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryFile
from typing import IO, TypeAlias

from .blocks import Aside, Made, Task, make_block
from .cms import hospital_lines
from .job import BLOCK, Job
from .layouts import AFFILIATION_HEADER, DAC_HEADER, HEADERS, main_header
from .world import make_world
from .zip_files import Piece, deflate, write_deactivated, write_zip

ADDED = 0.0005  # share of rows that the week brings
#: Lines are first sorted into temporary files by so many digits of their NPI, then in memory.
_PILED = 3
Piles: TypeAlias = dict[bytes, IO[bytes]]


def make_all(job: Job) -> None:
    """Make the files that the job wants, into its folder."""
    job.folder.mkdir(parents=True, exist_ok=True)
    aside, day, span = Aside(), job.as_of, f"20050523-{job.as_of:%Y%m%d}"
    with ExitStack() as stack:
        main = _main_pieces(job, stack, aside)
        if "monthly" in job.wanted:
            name = f"NPPES_Data_Dissemination_{calendar.month_name[day.month]}_{day.year}_V2.zip"
            write_zip(job.folder / name, _members(span, main, aside), day)
        else:
            for _ in main:
                pass
    if "weekly" in job.wanted:
        _write_weekly(job, aside)
    if "deactivated" in job.wanted:
        report = day + timedelta(2)
        write_deactivated(
            job.folder / f"NPPES_Deactivated_NPI_Report_{report:%m%d%y}_V2.zip", report, aside.stubs
        )


def _write_weekly(job: Job, aside: Aside) -> None:
    monday, sunday = job.as_of + timedelta(1), job.as_of + timedelta(7)
    rows = [deflate("".join(aside.weekly))]
    members = list(_members(f"{monday:%Y%m%d}-{sunday:%Y%m%d}", rows, Aside(pl=aside.weekly_pl)))
    name = f"NPPES_Data_Dissemination_{monday:%m%d%y}_{sunday:%m%d%y}_Weekly_V2.zip"
    write_zip(job.folder / name, members[::-1], sunday)  # weekly zips have their members in another order


def _members(span: str, main: Iterable[Piece], aside: Aside) -> Iterator[tuple[str, Iterable[Piece]]]:
    """Yield the members of a zip, each followed by its twin that holds the header alone.

    The reference files come after the main file, as their lines are only there once that is made.
    """
    yield from _twins("npidata", span, main_header(), main)
    for what, lines in (("othername", aside.othername), ("pl", aside.pl), ("endpoint", [])):
        rows = (deflate("".join(lines[start : start + BLOCK])) for start in range(0, len(lines), BLOCK))
        yield from _twins(what, span, HEADERS[what].split("|"), rows)


def _twins(
    what: str, span: str, names: list[str], rows: Iterable[Piece]
) -> Iterator[tuple[str, Iterable[Piece]]]:
    header = deflate(",".join(f'"{name}"' for name in names) + "\n")
    yield f"{what}_pfile_{span}.csv", chain([header], rows)
    yield f"{what}_pfile_{span}_fileheader.csv", [header]


def _main_pieces(job: Job, stack: ExitStack, aside: Aside) -> Iterator[Piece]:
    """Yield the pieces of the main file; write the CMS files and set the rest aside on the way."""
    write_cms = _cms_files(job, stack) if "cms" in job.wanted else None
    for made in _blocks(job, stack):
        aside.add(made.aside)
        if write_cms:
            write_cms(made)
        yield made.main


def _cms_files(job: Job, stack: ExitStack) -> Callable[[Made], None]:
    """Write the hospitals, open the two other CMS files, and return what writes a block to them."""
    world = make_world(job.seed, job.as_of, job.spread)
    text = "".join(hospital_lines(Random(f"hospitals {job.seed}"), world))
    (job.folder / "Hospital_General_Information.csv").write_text(text, encoding="utf-8", newline="")
    clinicians = stack.enter_context(
        sorted_file(job.folder / "DAC_NationalDownloadableFile.csv", DAC_HEADER.encode())
    )
    affiliations = stack.enter_context(
        sorted_file(job.folder / "Facility_Affiliation.csv", AFFILIATION_HEADER.encode())
    )

    def write(made: Made) -> None:
        clinicians.write(made.clinicians)
        affiliations.write(made.affiliations)

    return write


def _blocks(job: Job, stack: ExitStack) -> Iterator[Made]:
    """Make the blocks, in order: here where there is one or one worker, else side by side."""
    starts = range(0, job.rows, job.block)
    tasks = [Task(n, start, min(job.block, job.rows - start), new=False) for n, start in enumerate(starts)]
    tasks.append(Task(len(tasks), job.rows, round(job.rows * ADDED) or 1, new=True))
    if job.workers == 1 or job.rows <= job.block:
        return map(partial(make_block, job), tasks)
    pool = stack.enter_context(get_context("spawn").Pool(job.workers))
    return pool.imap(partial(make_block, job), tasks)


class ByNpi:
    """Sorts lines that begin with their NPI, as CMS's own files are sorted."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        self._piles: Piles = {}

    def write(self, lines: bytes) -> None:
        """Add lines, in any order."""
        for line in lines.splitlines(keepends=True):
            key = line[:_PILED]
            if key not in self._piles:
                pile = TemporaryFile(dir=self._folder)  # noqa: SIM115 (closed with the stack)
                self._piles[key] = self._stack.enter_context(pile)
            self._piles[key].write(line)

    def sorted(self) -> Iterator[bytes]:
        """Yield all lines in order; those of one NPI stay in the order they came in."""
        for key in sorted(self._piles):
            pile = self._piles[key]
            pile.seek(0)
            yield b"".join(sorted(pile.readlines(), key=lambda line: line[:10]))


@contextmanager
def sorted_file(path: Path, header: bytes) -> Iterator[ByNpi]:
    """Yield a writer of lines in any order; the file has them by NPI when the block ends."""
    with ExitStack() as stack:
        piles = ByNpi(stack, path.parent)
        yield piles
        with path.open("wb") as file:
            file.write(header)
            file.writelines(piles.sorted())
