"""Postal addresses as keys, the file that keeps the point found for each, and which are still to be asked."""

from __future__ import annotations

import itertools
import math
import re
import struct
import unicodedata
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

How = Literal["exact", "non-exact", "tie", "none"]
HOWS: tuple[How, ...] = get_args(How)

#: The columns of the file, which is all that outlives a reload. No point: both coordinates are null.
_KINDS = {"latitude": pa.float64(), "longitude": pa.float64(), "asked_on": pa.date32()}
_COLUMNS = ("street", "city", "state", "zip", "latitude", "longitude", "how", "source", "asked_on")
_MAY_BE_NULL = ("latitude", "longitude")
SCHEMA = pa.schema(
    [pa.field(name, _KINDS.get(name, pa.string()), nullable=name in _MAY_BE_NULL) for name in _COLUMNS]
)
ROWS_AT_ONCE = 20_000

#: What the Census geocoder takes in one request; 5 MB is the other limit.
BATCH_ROWS = 10_000
#: Streets are added to the map, and ties come out differently: what was not found is asked again.
ASK_AGAIN_DAYS = 180

#: A key is the parts of an address with this between them: it stands in no normalised address.
_JOIN, _JOINS = "|", 3
#: Latitude and longitude (not a number: no point), how, source, day. Half the size of a Located.
_PACKED = struct.Struct("<ddBBI")

#: Longer than any field of the public files; 10,000 addresses of this size stay below 5 MB.
_LONGEST = 100

_DASHES = dict.fromkeys(range(0x2010, 0x2016), "-")
_DROPPED = re.compile("[\u0300-\u036f'\u2019]")  # accents that stood on a letter, apostrophes
_INITIALS = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]\b)")  # N.W. is one word, ST.JOHN is two
_NO_PART = re.compile(r"[^0-9A-Z#&/-]+")
_EDGES = " #&/-"

_NUMBER = r"(?: ?#? ?[A-Z]{0,3}-?[0-9][A-Z0-9/&-]*| [A-Z](?:[&/-][A-Z0-9]+)?| LL)"
_MORE = r"(?:(?: | ?[&/-] ?| AND )(?:[0-9][A-Z0-9-]*|[A-Z]\b))*"
#: Parts of an address inside a building, or a box beside it, at the end of a street.
_INSIDE = re.compile(
    rf" (?:(?:STE|SUITE|STES|SUITES|RM|ROOM|BLDG|BUILDING|UNIT|APT|FLR|FLOOR|OFC|OFFICE){_NUMBER}{_MORE}"
    r"|FL ?[0-9]+[A-Z]?"
    r"|(?:[0-9]+(?:ST|ND|RD|TH)|FIRST|SECOND|THIRD|FOURTH|FIFTH|MAIN|GROUND|LOWER|UPPER|TOP) (?:FL|FLR|FLOOR)"
    r"|LOWER LEVEL|BASEMENT|BSMT|LOBBY"
    r"|P ?O ?(?:BOX|BX|DRAWER) ?#? ?[A-Z0-9-]+)$"
)
_HASH = re.compile(r" ?# ?[A-Z0-9-]+(?: [0-9]+)*$")
#: A number with no street after it: what follows is its street (RM 620 is a road in Texas).
_NO_STREET = re.compile(r"\S+(?: [NSEW]{1,2})?")
_BOX = re.compile(r"(?:P ?O|POST OFFICE|POSTAL) ?(?:BOX|BX|DRAWER)(?![A-Z])|BOX ?#? ?[0-9]")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """The key under which a point is kept: capitals, single spaces, five digits. Made by postal_address."""

    street: str
    city: str
    state: str
    zip: str


@dataclass(frozen=True, slots=True)
class Located:
    """What a geocoder said of an address: no point means asked and not found. `asked_on` is YYYY-MM-DD."""

    point: Point | None
    how: How
    source: str
    asked_on: str

    def __post_init__(self) -> None:
        if (self.point is not None) != (self.how in ("exact", "non-exact")):
            raise ValueError(f"an answer that is {self.how} with the point {self.point}")


def postal_address(street: str, city: str, state: str, zip: str) -> PostalAddress:  # noqa: A002
    """Return the key of an address as people write it.

    Suites, floors, rooms and buildings at the end of the street are dropped, as the Census geocoder does
    not match them, and so is punctuation. A ZIP code that does not start with five digits becomes empty.
    """
    digits = re.match(r"[0-9]{5}", zip.strip())
    return PostalAddress(_street(street), _plain(city), _plain(state), digits.group() if digits else "")


def can_be_asked(address: PostalAddress) -> bool:
    """Tell whether a geocoder may know the address: post office boxes have no place on a street."""
    has_town = bool(address.zip or (address.city and address.state))
    return has_town and bool(address.street) and not _BOX.match(address.street)


def _plain(text: str) -> str:
    text = text.upper()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_DASHES)).upper()
    text = _INITIALS.sub("", _DROPPED.sub("", text))
    return _NO_PART.sub(" ", text)[:_LONGEST].strip(_EDGES)


def _street(text: str) -> str:
    street = _plain(text)
    while (shorter := _without_last_part(street)) != street:
        street = shorter
    return street


def _without_last_part(street: str) -> str:
    # In Puerto Rico the number of a house follows its street: CALLE LUNA #12.
    for pattern in (_INSIDE, _HASH) if street[:1].isdigit() else (_INSIDE,):
        shorter = pattern.sub("", street).strip(_EDGES)
        if not _NO_STREET.fullmatch(shorter):
            street = shorter
    return street


class Points(Mapping[PostalAddress, Located]):
    """Every address that was asked, with what was answered; packed, as there may be 400,000."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._sources: list[str] = []

    def __getitem__(self, address: PostalAddress) -> Located:
        latitude, longitude, how, source, day = _PACKED.unpack(self._packed[_key(address)])
        point = None if math.isnan(latitude) else Point(latitude, longitude)
        return Located(point, HOWS[how], self._sources[source], date.fromordinal(day).isoformat())

    def __iter__(self) -> Iterator[PostalAddress]:
        return (PostalAddress(*key.split(_JOIN)) for key in self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def put(self, address: PostalAddress, located: Located) -> None:
        """Keep what was answered, in place of an older answer. Raises ValueError if it cannot be kept."""
        key, day = _key(address), date.fromisoformat(located.asked_on).toordinal()
        if key.count(_JOIN) != _JOINS:
            raise ValueError(f"{address} was not made by postal_address")
        if located.source not in self._sources:
            self._sources.append(located.source)
        where = (located.point.latitude, located.point.longitude) if located.point else (math.nan, math.nan)
        source = self._sources.index(located.source)
        self._packed[key] = _PACKED.pack(*where, HOWS.index(located.how), source, day)


def census_batches(
    addresses: Iterable[PostalAddress],
    known: Mapping[PostalAddress, Located],
    size: int = BATCH_ROWS,
    *,
    again_after: int = ASK_AGAIN_DAYS,
) -> Iterator[list[PostalAddress]]:
    """Yield the addresses to ask, each once, in batches that one request may hold.

    To be asked are those not in `known`, and those not found `again_after` days ago or earlier (0: all
    that were not found). `known` may grow between two batches.
    """
    if not 0 < size <= BATCH_ROWS:
        raise ValueError(f"a batch holds 1 to {BATCH_ROWS} addresses, not {size}")
    due = _due(addresses, known, again_after)
    while batch := list(itertools.islice(due, size)):
        yield batch


def _due(
    addresses: Iterable[PostalAddress], known: Mapping[PostalAddress, Located], again_after: int
) -> Iterator[PostalAddress]:
    latest = (utc.today() - timedelta(days=again_after)).isoformat()
    seen: set[int] = set()  # hashes: a third of the memory that the addresses themselves would take
    for address in addresses:
        if can_be_asked(address) and (mark := hash(address)) not in seen:
            seen.add(mark)
            answer = known.get(address)
            if answer is None or (answer.point is None and answer.asked_on <= latest):
                yield address


def read_points(path: Path) -> Points:
    """Return the points kept in the Parquet file; none if there is no file. Raises BadFile."""
    points = Points()
    try:
        with pq.ParquetFile(path) as file:
            if not file.schema_arrow.equals(SCHEMA):
                raise BadFile(_useless(path, _("it has other columns")))
            for batch in file.iter_batches(ROWS_AT_ONCE):
                _take(points, batch)
    except FileNotFoundError:
        pass
    except (pa.ArrowException, ValueError, TypeError, OSError) as error:
        raise BadFile(_useless(path, str(error))) from error
    return points


def write_points(path: Path, points: Mapping[PostalAddress, Located]) -> None:
    """Write every point to the Parquet file, which is the old one or the new one at any instant.

    Raises OSError if there is no room or no permission; the old file is whole then.
    """
    with replacing(path, ".new") as new, pq.ParquetWriter(new, SCHEMA, compression="zstd") as writer:
        for batch in _batches(points):
            writer.write_batch(batch)


def _key(address: PostalAddress) -> str:
    return _JOIN.join((address.street, address.city, address.state, address.zip))


def _take(points: Points, batch: pa.RecordBatch) -> None:
    columns = [column.to_pylist() for column in batch.columns]
    for street, city, state, digits, latitude, longitude, how, source, day in zip(*columns, strict=True):
        point = None if latitude is None else Point(latitude, longitude)
        located = Located(point, how, source, day.isoformat())
        points.put(PostalAddress(street, city, state, digits), located)


def _batches(points: Mapping[PostalAddress, Located]) -> Iterator[pa.RecordBatch]:
    rows = iter(points.items())
    while some := list(itertools.islice(rows, ROWS_AT_ONCE)):
        columns = zip(*(_cells(*row) for row in some), strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
        yield pa.record_batch(arrays, schema=SCHEMA)


def _cells(address: PostalAddress, located: Located) -> Iterable[str | float | date | None]:
    latitude = located.point.latitude if located.point else None
    longitude = located.point.longitude if located.point else None
    day = date.fromisoformat(located.asked_on)
    where = (address.street, address.city, address.state, address.zip)
    return (*where, latitude, longitude, located.how, located.source, day)


def _useless(path: Path, why: str) -> str:
    said = _("%(name)s does not hold points (%(why)s): move it away, and they are asked for again")
    return said % {"name": path.name, "why": why}
