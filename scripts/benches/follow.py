"""Publishing the directory, and a server that follows it: how soon it moves, and searches meanwhile."""

from __future__ import annotations

import hashlib
import statistics
import tempfile
import time
from pathlib import Path

from scripts.benches.during import beside
from scripts.benches.http.kinds import kinds
from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools import servers
from scripts.benches.tools.made_up_directory import count_clinicians, made_up_directory
from scripts.benches.tools.timing import Took, finder, milliseconds, timed_command

#: How often the follower looks, in seconds.
_LOOK = 1
#: How long it may take to move to a new version, in seconds.
_LONGEST = 120


def bench(plan: Plan) -> Report:
    """Measure searches while a follower moves to a directory with a tenth of the people, and back.

    "To publish" is compared with the SHA-256 of the same directory, in seconds of the processor.
    """
    few, many = (made_up_directory(plan.folder, sites) for sites in (plan.sites // 10, plan.sites))
    digest = milliseconds(lambda: hashlib.sha256(many.path.read_bytes()), 3, time.process_time)
    moved: list[float] = []
    with tempfile.TemporaryDirectory(dir=plan.folder) as made:
        published, home = str(Path(made) / "published"), Path(made) / "home"
        took = _publish(many.path, published)
        settings = {"FINDER_FOLLOW": published, "FINDER_FOLLOW_SECONDS": str(_LOOK)}
        with servers.finder(home, settings=settings) as server:

            def move() -> None:
                for directory in (few, many) * (1 if plan.quick else 3):
                    before = servers.get(server.port, "/").headers["etag"]
                    _publish(directory.path, published)
                    moved.append(_seconds_until_changed(server.port, before))

            kind = kinds(count_clinicians(few))[0]
            found = beside(
                plan, server, kind, move, "a follower that moves to new versions", "a follower's moves"
            )
    work = took.processor * 1000 / statistics.median(digest)
    seconds = statistics.median(moved)
    size = many.path.stat().st_size / 1e6
    rows = [
        (f"to publish {size:,.0f} MB", f"{took.seconds:.1f}", f"{work:.1f}"),
        (f"until a follower that looks each {_LOOK} s answers from it", f"{seconds:.1f}", ""),
    ]
    return Report(
        [Table("Publish and follow", ("", "seconds", "of its SHA-256"), rows), *found.tables],
        [
            Figure("to publish: of its SHA-256 by processor", work, "ratio", "less"),
            Figure("until a follower answers from it", seconds, "s", "less"),
            *found.figures,
        ],
    )


def _publish(directory: Path, where: str) -> Took:
    return timed_command(finder("publish", where), directory.parent)


def _seconds_until_changed(port: int, tag: str) -> float:
    """Return the seconds until the home page, which counts the doctors, is another."""
    started = time.monotonic()
    while servers.get(port, "/").headers["etag"] == tag:
        if time.monotonic() > started + _LONGEST:
            raise RuntimeError("The follower did not move to the version that was published")
        time.sleep(0.05)
    return time.monotonic() - started
