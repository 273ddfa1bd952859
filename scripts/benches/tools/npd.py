"""CMS's own National Provider Directory (github.com/DSACMS/npd): its database, the rows in it, its server."""

from __future__ import annotations

import csv
import random
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import LiteralString, cast

import psycopg
from psycopg import sql

from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.settings import Settings
from scripts.benches.tools.made_up_directory import made_up_hospitals, made_up_people, zips_with_points
from scripts.benches.tools.servers import Server, first_answer, free_port, running

DATABASE = "npd_development"
#: Its own numbers for "work" (an address), "official" (a name) and "assigning" (a relation).
_WORK, _OFFICIAL, _ASSIGNING = 2, 2, 2
_ENUMERATED = date(2010, 1, 1)
#: Columns of its tables, those that refer to others last. The schema is all of its migrations.
_COLUMNS = {
    "individual": ("id", "gender"),
    "individual_to_name": ("individual_id", "first_name", "last_name", "name_use_id"),
    "npi": ("npi", "entity_type_code", "enumeration_date", "last_update_date"),
    "provider": ("npi", "individual_id"),
    "provider_to_taxonomy": ("npi", "nucc_code"),
    "organization": ("id",),
    "organization_to_name": ("organization_id", "name", "is_primary"),
    "address_us": (
        "id", "delivery_line_1", "city_name", "state_code", "zipcode", "latitude", "longitude", "geolocation",
    ),
    "address": ("id", "address_us_id"),
    "organization_to_address": ("organization_id", "address_id", "address_use_id"),
    "location": ("id", "name", "organization_id", "address_id"),
    "provider_to_organization": ("id", "individual_id", "organization_id", "relationship_type_id"),
    "provider_to_location": ("id", "location_id", "provider_to_organization_id", "provider_role_code"),
}  # fmt: skip

Rows = dict[str, list[tuple[object, ...]]]


def fill(folder: Path, address: str, sites: int) -> None:
    """Apply all migrations of the checkout in `folder` to an empty database, and fill it with made-up rows.

    `address` is what psycopg connects to.
    """
    for file in _migrations(folder / "flyway" / "sql"):
        text = file.read_text(encoding="utf8").replace("${apiSchema}", "npd")
        # A setting of PostgreSQL 17, which older servers refuse.
        text = re.sub(r"(?m)^SET transaction_timeout.*$", "", text)
        with psycopg.connect(address) as connection:
            connection.execute(cast(LiteralString, text))
    with psycopg.connect(address, autocommit=True) as connection:
        states = dict(connection.execute("SELECT abbreviation, id FROM npd.fips_state").fetchall())
        rows = _rows(sites, states)
        with connection.transaction(), connection.cursor() as cursor:
            for table, columns in _COLUMNS.items():
                named = sql.SQL(", ").join(map(sql.Identifier, columns))
                into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier("npd", table), named)
                with cursor.copy(into) as copy:
                    for row in rows[table]:
                        copy.write_row(row)
        connection.execute("VACUUM ANALYZE")


@contextmanager
def serving(folder: Path, database: int, workers: int) -> Iterator[Server]:
    """Serve a checkout as its Dockerfile does, with its database on a port; `folder` has its venv."""
    port = free_port()
    settings = {
        "NPD_DJANGO_SECRET": "a bench", "DEBUG": "False", "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "NPD_DB_ENGINE": "django.contrib.gis.db.backends.postgis", "NPD_DB_NAME": DATABASE,
        "NPD_DB_USER": "postgres", "NPD_DB_PASSWORD": "", "NPD_DB_HOST": "127.0.0.1",
        "NPD_DB_PORT": str(database),
    }  # fmt: skip
    command = [str(folder / "venv" / "bin" / "gunicorn"), "--chdir", str(folder / "backend")]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "app.wsgi:application"]
    with running(command, settings) as process:
        first_answer(process, port, "/fhir/Location?page_size=1")
        yield Server(port, process.pid, 0)


def _migrations(folder: Path) -> list[Path]:
    """Return its scripts by version, and then what fills the tables of codes."""
    found = [*folder.glob("migrations/V*.sql"), *folder.glob("django_migrations/V*.sql")]
    found.sort(key=lambda file: [int(part) for part in file.name[1:].partition("__")[0].split(".")])
    return [*found, *folder.glob("reference_data/*.sql")]


def _rows(sites: int, states: dict[str, str]) -> Rows:
    """Return rows by table, without the sites in states that it has no number for (the Marshall Islands).

    Each clinician is an organization of their own, so that no page has to read the addresses of a large one.
    """
    rows: Rows = defaultdict(list)
    chance, located, nucc = random.Random(3), zips_with_points(), _nucc()
    for hospital in made_up_hospitals(located):
        if hospital.state in states:
            organization = _add_organization(rows, chance, hospital.name)
            _add_location(rows, chance, states, organization, hospital.name, hospital)
    for each in made_up_people(located, sites):
        name = f"{each.first} {each.last}"
        organization, individual = (
            _add_organization(rows, chance, name),
            _add_provider(rows, chance, each, nucc),
        )
        rows["provider_to_organization"].append(
            (relation := _id(chance), individual, organization, _ASSIGNING)
        )
        for at in each.practices:
            if at.state in states:
                location = _add_location(rows, chance, states, organization, name, at)
                rows["provider_to_location"].append((_id(chance), location, relation, "PRV"))
    return rows


def _add_provider(rows: Rows, chance: random.Random, each: Clinician, nucc: dict[str, str]) -> str:
    number, individual = int(each.npi), _id(chance)
    rows["individual"].append((individual, each.sex))
    rows["individual_to_name"].append((individual, each.first, each.last, _OFFICIAL))
    rows["npi"].append((number, 1, _ENUMERATED, _ENUMERATED))
    rows["provider"].append((number, individual))
    rows["provider_to_taxonomy"] += [(number, nucc[known.specialty]) for known in each.specialties]
    return individual


def _add_organization(rows: Rows, chance: random.Random, name: str) -> str:
    organization = _id(chance)
    rows["organization"].append((organization,))
    rows["organization_to_name"].append((organization, name, True))
    return organization


def _add_location(
    rows: Rows, chance: random.Random, states: dict[str, str], organization: str, name: str,
    at: Practice | Hospital,
) -> str:  # fmt: skip
    location, address, number = _id(chance), _id(chance), len(rows["address"])
    point = f"SRID=4326;POINT({at.longitude} {at.latitude})"
    rows["address_us"].append(
        (number, at.street, at.city, states[at.state], at.zip[:5], at.latitude, at.longitude, point)
    )
    rows["address"].append((address, number))
    rows["organization_to_address"].append((organization, address, _WORK))
    rows["location"].append((location, name, organization, address))
    return location


def _id(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def _nucc() -> dict[str, str]:
    """Return the first NUCC code of each specialty that has one."""
    with (Settings.read({}).data / "specialties.csv").open(encoding="utf8", newline="") as rows:
        return {row["slug"]: row["nucc"].partition("|")[0] for row in csv.DictReader(rows) if row["nucc"]}
