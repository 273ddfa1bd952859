"""Postal addresses as keys, the file of the points found for them, and the addresses still to be located."""

from __future__ import annotations

import itertools
import math
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from finder import utc
from finder.errors import BadFile
from finder.geo.points import Point
from finder.language import _
from finder.replace_file import replacing
from finder.sources.street_addresses import plain, street_line

How = Literal["exact", "non-exact", "tie", "none"]
HOWS: tuple[How, ...] = get_args(How)

#: The columns of the file, which loads and builds leave alone. Without a point both coordinates are null.
_TYPES = {"latitude": pa.float64(), "longitude": pa.float64(), "asked_on": pa.date32()}
_COLUMNS = ("street", "city", "state", "zip", "latitude", "longitude", "how", "source", "asked_on")
_NULLABLE = ("latitude", "longitude")
SCHEMA = pa.schema(
    [pa.field(name, _TYPES.get(name, pa.string()), nullable=name in _NULLABLE) for name in _COLUMNS]
)
ROWS_PER_BATCH = 20_000

#: The most addresses that the Census geocoder accepts in one request; 5 MB is the other limit.
BATCH_ROWS = 10_000
#: Streets are added to the map and ties are resolved, so addresses without a point are tried again.
RETRY_DAYS = 180

#: Joins the parts of an address to a key: no part has it.
_SEPARATOR, _SEPARATORS = "|", 3
#: Latitude and longitude (NaN: no point), how, source, day: half the memory of a Located.
_PACKED = struct.Struct("<ddBBI")
_NO_POINT = (math.nan, math.nan)

_BOX = re.compile(r"(?:P ?O|POST OFFICE|POSTAL) ?(?:BOX|BX|DRAWER)(?![A-Z])|BOX ?#? ?[0-9]")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """The key of a point: capitals, single spaces, five digits. Made by postal_address."""

    street: str
    city: str
    state: str
    zip: str


@dataclass(frozen=True, slots=True)
class Located:
    """A geocoder's answer for an address; without a point it was not found. `asked_on` is YYYY-MM-DD."""

    point: Point | None
    how: How
    source: str
    asked_on: str

    def __post_init__(self) -> None:
        if (self.point is not None) != (self.how in ("exact", "non-exact")):
            raise ValueError(f"an answer that is {self.how} with the point {self.point}")


def postal_address(street: str, city: str, state: str, zip: str) -> PostalAddress:  # noqa: A002
    """Return the key of an address.

    Suites, floors, rooms and buildings at the end of the street are dropped, because the Census geocoder
    does not match them, and so is punctuation. A ZIP code that does not start with five digits becomes "".
    """
    digits = re.match(r"[0-9]{5}", zip.strip())
    return PostalAddress(street_line(street), plain(city), plain(state), digits.group() if digits else "")


def can_be_located(address: PostalAddress) -> bool:
    """Tell whether a geocoder may find the address: a post office box is not on a street."""
    has_town = bool(address.zip or (address.city and address.state))
    return has_town and bool(address.street) and not _BOX.match(address.street)


class Points(Mapping[PostalAddress, Located]):
    """Every address that was sent to a geocoder, with the answer. Packed: there may be 400,000."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._sources: list[str] = []

    def __getitem__(self, address: PostalAddress) -> Located:
        latitude, longitude, how, source, day = _PACKED.unpack(self._packed[_key(address)])
        point = None if math.isnan(latitude) else Point(latitude, longitude)
        return Located(point, HOWS[how], self._sources[source], date.fromordinal(day).isoformat())

    def __iter__(self) -> Iterator[PostalAddress]:
        return (PostalAddress(*key.split(_SEPARATOR)) for key in self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def put(self, address: PostalAddress, located: Located) -> None:
        """Store an answer in place of an older one. Raises ValueError for a key of another kind."""
        key, day = _key(address), date.fromisoformat(located.asked_on).toordinal()
        if key.count(_SEPARATOR) != _SEPARATORS:
            raise ValueError(f"{address} was not made by postal_address")
        if located.source not in self._sources:
            self._sources.append(located.source)
        coordinates = (located.point.latitude, located.point.longitude) if located.point else _NO_POINT
        source = self._sources.index(located.source)
        self._packed[key] = _PACKED.pack(*coordinates, HOWS.index(located.how), source, day)


def census_batches(
    addresses: Iterable[PostalAddress],
    points: Mapping[PostalAddress, Located],
    size: int = BATCH_ROWS,
    *,
    retry_days: int = RETRY_DAYS,
) -> Iterator[list[PostalAddress]]:
    """Yield the addresses to locate, each once, in batches of up to `size`.

    They are those not in `points`, and those not found `retry_days` ago or earlier (0: all that were not
    found). `points` may grow between two batches. Raises ValueError for a size that a request cannot hold.
    """
    if not 0 < size <= BATCH_ROWS:
        raise ValueError(f"a batch holds 1 to {BATCH_ROWS} addresses, not {size}")
    due = _due(addresses, points, retry_days)
    while batch := list(itertools.islice(due, size)):
        yield batch


def _due(
    addresses: Iterable[PostalAddress], points: Mapping[PostalAddress, Located], retry_days: int
) -> Iterator[PostalAddress]:
    latest = (utc.today() - timedelta(days=retry_days)).isoformat()
    seen: set[int] = set()  # hashes: a third of the memory of the addresses
    for address in addresses:
        if can_be_located(address) and (code := hash(address)) not in seen:
            seen.add(code)
            answer = points.get(address)
            if answer is None or (answer.point is None and answer.asked_on <= latest):
                yield address


def read_points(path: Path) -> Points:
    """Return the points in the Parquet file; none if there is no file. Raises BadFile for another file."""
    points = Points()
    try:
        with pq.ParquetFile(path) as file:
            if not file.schema_arrow.equals(SCHEMA):
                raise BadFile(_bad_file(path, _("it has other columns")))
            for batch in file.iter_batches(ROWS_PER_BATCH):
                _add_batch(points, batch)
    except FileNotFoundError:
        pass
    except (pa.ArrowException, ValueError, TypeError, OSError) as error:
        raise BadFile(_bad_file(path, str(error))) from error
    return points


def write_points(path: Path, points: Mapping[PostalAddress, Located]) -> None:
    """Replace the Parquet file with one of these points.

    Raises OSError where the disk is full or the folder cannot be written to; the old file is unchanged then.
    """
    with replacing(path, ".new") as new, pq.ParquetWriter(new, SCHEMA, compression="zstd") as writer:
        for batch in _batches(points):
            writer.write_batch(batch)


def _key(address: PostalAddress) -> str:
    return _SEPARATOR.join((address.street, address.city, address.state, address.zip))


def _add_batch(points: Points, batch: pa.RecordBatch) -> None:
    columns = [column.to_pylist() for column in batch.columns]
    for street, city, state, digits, latitude, longitude, how, source, day in zip(*columns, strict=True):
        point = None if latitude is None else Point(latitude, longitude)
        located = Located(point, how, source, day.isoformat())
        points.put(PostalAddress(street, city, state, digits), located)


def _batches(points: Mapping[PostalAddress, Located]) -> Iterator[pa.RecordBatch]:
    rows = iter(points.items())
    while chunk := list(itertools.islice(rows, ROWS_PER_BATCH)):
        columns = zip(*(_cells(*row) for row in chunk), strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
        yield pa.record_batch(arrays, schema=SCHEMA)


def _cells(address: PostalAddress, located: Located) -> Iterable[str | float | date | None]:
    latitude = located.point.latitude if located.point else None
    longitude = located.point.longitude if located.point else None
    day = date.fromisoformat(located.asked_on)
    parts = (address.street, address.city, address.state, address.zip)
    return (*parts, latitude, longitude, located.how, located.source, day)


def _bad_file(path: Path, why: str) -> str:
    message = _("Move %(name)s to another folder and run this again. It is not a file of points (%(why)s).")
    return message % {"name": path.name, "why": why}
