"""Ask where practices stand, street by street, and keep every answer as it comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from finder.errors import SourceDown
from finder.geo.points import Point, miles_of_chord, vector
from finder.sources.geocoding import points_file
from finder.sources.geocoding.points_file import Located, PostalAddress

#: A match further than this from the middle of its ZIP code is some other street of the same name.
PLAUSIBLE_MILES = 40
#: After so many failures in a row the service is taken to be down.
GIVE_UP_AFTER = 3

Answers = dict[PostalAddress, Located]
Ask = Callable[[list[PostalAddress]], Answers]


@dataclass(frozen=True, slots=True)
class Report:
    """How a run went, in addresses; asked = exact + non_exact + tie + none + set_aside + unanswered.

    `set_aside` are matches too far from their ZIP code, kept as not found. `unanswered` were in a batch
    that failed, or got no row that makes sense: the next run asks them again. `skipped` are post office
    boxes and addresses without a street. `failures` says in the user's words why batches failed;
    `gave_up` tells that the service failed several times in a row, and that the rest was not asked.
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
    again_after: int = points_file.ASK_AGAIN_DAYS,
) -> Report:
    """Ask where the addresses are that are not kept in `path` yet, and keep the answers there.

    At most `limit` are asked. `pause` is the seconds between two batches, spent by calling `wait`.
    `progress` is told the addresses of each batch when it is over. `middle_of` gives the middle of a ZIP
    code. Every batch is saved as it
    comes, so a run that is stopped loses no more than the batch under way. Raises BadFile if `path` holds
    something else, OSError if it cannot be written.
    """
    points = points_file.read_points(path)
    tally: Counter[str] = Counter()
    failures: list[str] = []
    in_a_row = 0
    size = min(size, limit or size)
    for batch in points_file.census_batches(
        _on_a_street(addresses, tally), points, size, again_after=again_after
    ):
        if limit is not None and tally["asked"] >= limit:
            break
        batch = batch[: limit - tally["asked"]] if limit else batch  # noqa: PLW2901
        if tally["asked"]:
            wait(pause)
        tally["asked"] += len(batch)
        answers: Answers = {}
        try:
            answers = ask(batch)
            in_a_row = 0
        except SourceDown as error:
            failures.append(str(error))
            in_a_row += 1
        _keep(points, batch, answers, middle_of, tally)
        if answers:
            points_file.write_points(path, points)
        progress(len(batch))
        if in_a_row == GIVE_UP_AFTER:
            break
    gave_up = in_a_row == GIVE_UP_AFTER
    return Report(**tally, failures=tuple(failures), gave_up=gave_up)


def _on_a_street(addresses: Iterable[PostalAddress], tally: Counter[str]) -> Iterator[PostalAddress]:
    for address in addresses:
        if points_file.can_be_asked(address):
            yield address
        else:
            tally["skipped"] += 1


def _keep(
    points: points_file.Points,
    batch: list[PostalAddress],
    answers: Answers,
    middle_of: Callable[[str], Point | None],
    tally: Counter[str],
) -> None:
    for address in batch:
        located = answers.get(address)
        if located is None:
            tally["unanswered"] += 1
        elif located.point and _is_far(located.point, middle_of(address.zip)):
            tally["set_aside"] += 1
            points.put(address, Located(None, "none", located.source, located.asked_on))
        else:
            tally[located.how.replace("-", "_")] += 1
            points.put(address, located)


def _is_far(point: Point, middle: Point | None) -> bool:
    if middle is None:
        return False
    return miles_of_chord(vector(point).chord_squared_to(vector(middle))) > PLAUSIBLE_MILES
