"""Write a new directory beside the old one, verify it, and swap it in by rename.

A crash at any instant leaves the old directory whole: until the rename, nothing has touched it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import URL, Connection, Table, create_engine, func, insert, select, text
from sqlalchemy.schema import CreateIndex, CreateTable

from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital, People
from finder.domain.curated import Curated
from finder.domain.places import Gazetteer, ZipPlace
from finder.errors import BadDirectory
from finder.geo.circle import Point
from finder.store import schema
from finder.store.catalog import read_meta
from finder.store.connect import Snapshot
from finder.store.near import ANY, Wanted, find_page
from finder.store.people import FIRST_HOSPITAL, Facets, Joined, Teams, hospital_near, people_rows, site_near
from finder.store.places import zip_named
from finder.store.rows import Rows, curated_rows, located, place_rows

#: Tables whose rows are found by a clustered key: written loosely first, then in order.
_SORTED = (schema.near, schema.name_word, schema.affiliation)
_MAY_BE_EMPTY = (*schema.PEOPLE, schema.hospital, schema.spots)
_CACHE_KIB = 24 * 1024

#: A half-written directory older than this was left by a crash, and is removed.
STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote: rows per table."""

    path: Path
    counts: dict[str, int]


class PlacesFile:
    """The gazetteer as a file, which every directory starts as a copy of."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._snapshot = Snapshot(path, connections=1)

    def made_with(self) -> str:
        """Return what it was made with: the release of the ZIP package and the code."""
        with self._snapshot.connect() as connection:
            return read_meta(connection, "places_made_with")

    def get(self, digits: str) -> ZipPlace | None:
        """Return the ZIP code with these five digits, if there is one."""
        with self._snapshot.connect() as connection:
            return zip_named(connection, digits)


def write_places(path: Path, gazetteer: Gazetteer, made_with: str) -> PlacesFile:
    """Write the gazetteer to `path`, in place of what is there."""
    with _beside(path) as new:
        _write(new, place_rows(gazetteer, made_with))
    return PlacesFile(path)


def build(
    path: Path, curated: Curated, places: PlacesFile, fingerprint: str, people: People | None = None
) -> Built:
    """Build the directory at `path`. Raises BadDirectory if what was written does not verify."""
    people = people or People()
    sites = [located(site, places) for site in curated.care_sites]
    rows = curated_rows(curated, sites, people.days, fingerprint)
    with _beside(path) as new:
        shutil.copyfile(places.path, new)
        written = _write(new, rows, lambda connection: _write_people(connection, curated, sites, people))
        counts = verify(new, written)
    return Built(path, counts)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Lend a name beside `path` to write to; what was written takes its place if the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    new = path.with_name(f"{path.name}.building-{os.getpid()}-{time.monotonic_ns()}")
    try:
        yield new
        _to_disk(new)
        new.replace(path)
        _to_disk(path.parent)
    finally:
        new.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    for left in path.parent.glob(f"{path.name}.building-*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS or not _is_running(left):
                left.unlink()


def _is_running(left: Path) -> bool:
    """Tell whether the process that writes a file may still run: its number stands in the name."""
    number = left.name.rpartition("building-")[2].partition("-")[0]
    if os.name == "nt" or not number.isdigit():
        return True  # on Windows asking would end the process
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write(
    path: Path, rows: Mapping[Table, Rows], more: Callable[[Connection], dict[str, int]] | None = None
) -> dict[str, int]:
    """Write tables, and what `more` writes; return table → rows written."""
    written = {table.name: len(content) for table, content in rows.items()}
    loose = path.with_name(path.name + ".loose")
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            # Nothing is lost if this file is: it is synced once, when it is whole.
            connection.exec_driver_sql("PRAGMA journal_mode = OFF")
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
            connection.exec_driver_sql(f"PRAGMA cache_size = {-_CACHE_KIB}")
            connection.exec_driver_sql("ATTACH ? AS loose", (str(loose),))
            connection.exec_driver_sql("PRAGMA loose.journal_mode = OFF")
            # Indexes last: sorting once is faster than keeping them in order row by row.
            for table, content in rows.items():
                connection.execute(CreateTable(table, if_not_exists=True))
                _insert(connection, table, content)
                _index(connection, table)
            if more:
                written |= more(connection)
            connection.exec_driver_sql("ANALYZE main")
            connection.commit()
    finally:
        engine.dispose()
        loose.unlink(missing_ok=True)
    return written


def _write_people(
    connection: Connection, curated: Curated, sites: Sequence[CareSite], people: People
) -> dict[str, int]:
    """Write who and what is found near a place: places of care, clinicians, hospitals with their teams.

    Returns table → rows written.
    """
    known = {each.slug: each for each in curated.specialties}
    site_of_ccn = {site.ccn.number: f"{site.kind}s/{site.id}" for site in reversed(sites) if site.ccn}
    facets, teams = Facets(), Teams()
    connection.execute(CreateTable(schema.clinician))
    for table in _SORTED:
        connection.execute(CreateTable(table))
        connection.exec_driver_sql(
            f"CREATE TABLE loose.{table.name} AS SELECT * FROM main.{table.name}"  # noqa: S608
        )
    for number, site in enumerate(sites, start=1):
        _insert_tuples(connection, schema.near, list(site_near(number, site, facets)), "loose.")
    for rows in people_rows(people.clinicians, Joined(known, site_of_ccn, facets, teams)):
        for table, tuples in rows.items():
            _insert_tuples(connection, table, tuples, "loose." if table in _SORTED else "")
    hospitals = [teams.of(each) for each in people.hospitals]
    _write_hospitals(connection, hospitals, facets)
    # Rows that come in the order of their key are appended: many times faster than each to its place.
    for table in _SORTED:
        key = ", ".join(column.name for column in table.primary_key)
        connection.exec_driver_sql(
            f"INSERT INTO main.{table.name} SELECT DISTINCT * FROM loose.{table.name} ORDER BY {key}"  # noqa: S608
        )
        connection.exec_driver_sql(f"DROP TABLE loose.{table.name}")
        _index(connection, table)
    found = {f"{kind}s": count for kind, count in teams.kinds.items()}
    found["hospitals"] = sum(bool(each.team) for each in hospitals)
    _insert(connection, schema.meta, [{"name": name, "value": str(count)} for name, count in found.items()])
    connection.execute(CreateTable(schema.facet))
    _insert(
        connection,
        schema.facet,
        [{"id": id_, "name": name, "rows": facets.rows[id_]} for name, id_ in facets.numbers.items()],
    )
    crowds = [
        (number, " ".join(map(str, numbers)), flags, count)
        for number, ((numbers, flags), count) in enumerate(facets.crowds.items(), start=1)
    ]
    connection.execute(CreateTable(schema.crowd))
    _insert_tuples(connection, schema.crowd, crowds)
    connection.execute(CreateTable(schema.spots))
    counted = list(facets.numbers.values()) if teams.kinds else []
    if counted:
        from finder.store.spots import spots_rows  # noqa: PLC0415 (loads NumPy: needed for people alone)

        for row in spots_rows(connection, counted):
            _insert(connection, schema.spots, [row])
    return {
        "near": facets.rows.total(),
        "clinician": teams.kinds.total(),
        "hospital": len(hospitals),
        "facet": len(facets.numbers),
        "crowd": len(crowds),
        "spots": len(counted),
    }


def _write_hospitals(connection: Connection, hospitals: Sequence[Hospital], facets: Facets) -> None:
    encode = msgspec.json.Encoder().encode
    connection.execute(CreateTable(schema.hospital))
    numbered = list(enumerate(hospitals, start=FIRST_HOSPITAL))
    rows = [(number, each.ccn, each.state, each.name, encode(each).decode()) for number, each in numbered]
    _insert_tuples(connection, schema.hospital, rows)
    _index(connection, schema.hospital)
    for number, each in numbered:
        _insert_tuples(connection, schema.near, list(hospital_near(number, each, facets)), "loose.")


def _index(connection: Connection, table: Table) -> None:
    for index in table.indexes:
        connection.execute(CreateIndex(index, if_not_exists=True))


def _insert_tuples(
    connection: Connection, table: Table, tuples: Sequence[tuple[object, ...]], schema_name: str = ""
) -> None:
    """Insert rows given in the order of the columns, through the driver: there are many."""
    if tuples:
        slots = ", ".join("?" * len(table.columns))
        statement = f"INSERT INTO {schema_name}{table.name} VALUES ({slots})"  # noqa: S608 (our own names)
        connection.connection.cursor().executemany(statement, tuples)


def _insert(connection: Connection, table: Table, content: Rows) -> None:
    """Insert through the driver: SQLAlchemy's own path takes three times as long for 80,000 rows."""
    if not content:
        return
    statement = insert(table).values(dict.fromkeys(content[0])).compile(dialect=connection.dialect)
    names = statement.positiontup or list(content[0])
    connection.exec_driver_sql(str(statement), [tuple(row[name] for name in names) for row in content])


def _to_disk(path: Path) -> None:
    if path.is_dir() and os.name == "nt":  # Windows opens no folders, and needs no such push
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def verify(path: Path, written: Mapping[str, int]) -> dict[str, int]:
    """Ask the new file what it must know; return the rows per table. Raises BadDirectory if one is wrong."""
    counts: dict[str, int] = {}
    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.connect() as connection:
            if (state := connection.execute(text("PRAGMA quick_check")).scalar()) != "ok":
                raise BadDirectory(f"the new directory is damaged: {state}")
            for table in schema.metadata.sorted_tables:
                count = connection.execute(select(func.count()).select_from(table)).scalar_one()
                expected = written.get(table.name)
                if (count < 1 and table not in _MAY_BE_EMPTY) or (
                    table not in schema.PLACES and expected is not None and count != expected
                ):
                    raise BadDirectory(f"{table.name}: {count} rows where {expected} were written")
                counts[table.name] = count
    finally:
        engine.dispose()
    snapshot = Snapshot(path)
    try:
        with snapshot.connect() as connection:
            for kind, number, point in _golden(connection):
                _finds_itself(snapshot, connection, kind, number, point)
    finally:
        snapshot.engine.dispose()
    return counts


def _golden(connection: Connection) -> Iterator[tuple[str, int, Point]]:
    """Yield what must be found from where it stands: every place of care, and some of the others."""
    sites = select(schema.care_site.c.id, schema.care_site.c.document)
    for number, document in connection.execute(sites):
        site = msgspec.json.decode(document, type=CareSite)
        if site.treats_patients and site.position:
            yield f"{site.kind}:{ANY}", number, site.position.point
    hospitals = select(schema.hospital.c.id, schema.hospital.c.document).where(schema.hospital.c.id % 50 == 0)
    for number, document in connection.execute(hospitals):
        hospital = msgspec.json.decode(document, type=Hospital)
        if hospital.team and hospital.point:
            yield f"hospital:{ANY}", number, hospital.point
    some = select(schema.clinician.c.npi, schema.clinician.c.document).where(
        schema.clinician.c.npi % 4001 == 0
    )
    for npi, document in connection.execute(some):
        clinician = msgspec.json.decode(document, type=Clinician)
        for point in [each.point for each in clinician.practices if each.point][:1]:
            yield f"{clinician.kind}:{clinician.specialties[0].specialty}", npi, point


def _finds_itself(snapshot: Snapshot, connection: Connection, facet: str, number: int, here: Point) -> None:
    """Check that a search from where something stands finds it there, or a page of others at the spot."""
    # A small circle: in a search of everything even what lies in a wrong cell is found.
    page = find_page(snapshot, connection, here, Wanted((facet,)), miles=1, offset=0, limit=10)
    full = len(page.places) == 10 and page.places[-1][1] <= 0.01
    if not full and number not in (place for place, _ in page.places):
        raise BadDirectory(f"{facet} {number} is not found from where it stands")
