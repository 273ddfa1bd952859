"""Locate addresses with a geocoder, batch by batch, and save every answer as it comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from finder.errors import SourceDown
from finder.geo.points import Point, miles_of_chord, vector
from finder.sources.geocoding import points_file
from finder.sources.geocoding.points_file import Located, PostalAddress

#: A match farther than this from the middle of its ZIP code is another street of the same name.
PLAUSIBLE_MILES = 40
#: After so many failures in a row the service counts as down.
GIVE_UP_AFTER = 3

Answers = dict[PostalAddress, Located]
Ask = Callable[[list[PostalAddress]], Answers]


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run, in addresses; asked = exact + non_exact + tie + none + set_aside + unanswered.

    `set_aside` are matches too far from their ZIP code, saved as not found. `unanswered` were in a batch
    that failed, or got no readable row: the next run sends them again. `skipped` are post office boxes and
    addresses without a street. `failures` has one message for each failed batch, for the user; `gave_up`
    says that the service failed several times in a row, and that the rest was not sent.
    """

    asked: int = 0
    exact: int = 0
    non_exact: int = 0
    tie: int = 0
    none: int = 0
    set_aside: int = 0
    unanswered: int = 0
    skipped: int = 0
    failures: tuple[str, ...] = ()
    gave_up: bool = False


def geocode(
    addresses: Iterable[PostalAddress],
    path: Path,
    ask: Ask,
    *,
    middle_of: Callable[[str], Point | None],
    pause: float,
    wait: Callable[[float], None],
    progress: Callable[[int], None],
    size: int = points_file.BATCH_ROWS,
    limit: int | None = None,
    retry_days: int = points_file.RETRY_DAYS,
) -> Report:
    """Locate the addresses that are not in the file at `path` yet, and save the answers there.

    At most `limit` are sent. `wait` is called with `pause`, in seconds, between two batches. `progress` is
    called with the number of addresses of each batch after it. `middle_of` gives the middle of a ZIP code.
    Every batch is saved as it comes, so a run that is stopped loses no more than the batch under way.
    Raises BadFile where `path` is another kind of file, OSError where it cannot be written.
    """
    points = points_file.read_points(path)
    counts: Counter[str] = Counter()
    failures: list[str] = []
    in_a_row = 0
    size = min(size, limit or size)
    for batch in points_file.census_batches(
        _on_a_street(addresses, counts), points, size, retry_days=retry_days
    ):
        if limit is not None and counts["asked"] >= limit:
            break
        batch = batch[: limit - counts["asked"]] if limit else batch  # noqa: PLW2901
        if counts["asked"]:
            wait(pause)
        counts["asked"] += len(batch)
        answers: Answers = {}
        try:
            answers = ask(batch)
            in_a_row = 0
        except SourceDown as error:
            failures.append(str(error))
            in_a_row += 1
        _save(points, batch, answers, middle_of, counts)
        if answers:
            points_file.write_points(path, points)
        progress(len(batch))
        if in_a_row == GIVE_UP_AFTER:
            break
    gave_up = in_a_row == GIVE_UP_AFTER
    return Report(**counts, failures=tuple(failures), gave_up=gave_up)


def _on_a_street(addresses: Iterable[PostalAddress], counts: Counter[str]) -> Iterator[PostalAddress]:
    for address in addresses:
        if points_file.can_be_located(address):
            yield address
        else:
            counts["skipped"] += 1


def _save(
    points: points_file.Points,
    batch: list[PostalAddress],
    answers: Answers,
    middle_of: Callable[[str], Point | None],
    counts: Counter[str],
) -> None:
    for address in batch:
        located = answers.get(address)
        if located is None:
            counts["unanswered"] += 1
        elif located.point and _is_far(located.point, middle_of(address.zip)):
            counts["set_aside"] += 1
            points.put(address, Located(None, "none", located.source, located.asked_on))
        else:
            counts[located.how.replace("-", "_")] += 1
            points.put(address, located)


def _is_far(point: Point, middle: Point | None) -> bool:
    if middle is None:
        return False
    return miles_of_chord(vector(point).chord_squared_to(vector(middle))) > PLAUSIBLE_MILES
