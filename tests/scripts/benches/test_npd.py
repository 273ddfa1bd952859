"""The bench beside CMS's National Provider Directory: its questions, its rows in PostgreSQL, its table."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

import psycopg
import pytest

from scripts.benches import npd
from scripts.benches.main import main
from scripts.benches.npd import QUESTIONS, Row, addresses, check_places, report
from scripts.benches.tools import npd as their
from scripts.benches.tools.clients import Asked
from scripts.benches.tools.made_up_directory import HOSPITALS
from scripts.benches.tools.servers import Got, processor_seconds
from scripts.postgresql_server import NotInstalled, cluster
from tests.conftest import missing

OURS = Asked(2000, 2.0, 8_000_000, 1.5, 3.0, 0, processor=1.0)
THEIRS = Asked(16, 8.0, 80_000, 500.0, 700.0, 1, processor=8.0)
#: Their tables as far as rows are put into them, in scripts that need their order and the name of the schema.
FIRST = "SET search_path = ''; CREATE SCHEMA npd;CREATE TABLE npd.fips_state (id text, abbreviation text);"
SECOND = (
    "CREATE TABLE ${apiSchema}.individual (id uuid, gender text);"
    "CREATE TABLE npd.individual_to_name"
    " (individual_id uuid, first_name text, last_name text, name_use_id int);"
    "CREATE TABLE npd.npi (npi bigint, entity_type_code int, enumeration_date date, last_update_date date);"
    "CREATE TABLE npd.provider (npi bigint, individual_id uuid);"
    "CREATE TABLE npd.provider_to_taxonomy (npi bigint, nucc_code text, UNIQUE (npi, nucc_code));"
    "CREATE TABLE npd.organization (id uuid);"
    "CREATE TABLE npd.organization_to_name (organization_id uuid, name text, is_primary boolean);"
    "CREATE TABLE npd.address_us (id bigint, delivery_line_1 text, city_name text, state_code text,"
    " zipcode text, latitude numeric, longitude numeric);"
    "CREATE TABLE npd.address (id uuid PRIMARY KEY, address_us_id bigint);"
    "CREATE TABLE npd.organization_to_address (organization_id uuid, address_id uuid, address_use_id int);"
    "CREATE TABLE npd.location (id uuid, name text, organization_id uuid, address_id uuid);"
    "CREATE TABLE npd.provider_to_organization"
    " (id uuid, individual_id uuid, organization_id uuid, relationship_type_id int);"
    "CREATE TABLE npd.provider_to_location"
    " (id uuid, location_id uuid, provider_to_organization_id uuid, provider_role_code text);"
)
TENTH = "ALTER TABLE npd.address_us ADD geolocation text;"
CODES = "SET transaction_timeout = 0;\nINSERT INTO npd.fips_state VALUES ('25', 'MA'), ('30', 'MT');"
JOINED = """
SELECT count(*), count(DISTINCT location.id), min(geolocation), bool_and(state_code IN ('25', '30'))
FROM npd.location
JOIN npd.address ON address.id = address_id
JOIN npd.address_us ON address_us.id = address_us_id
JOIN npd.organization_to_name USING (organization_id)
JOIN npd.organization_to_address USING (organization_id, address_id)
"""
ALL = "SELECT count(*) FROM npd.location"
ROLES = """
SELECT count(*) FROM npd.provider_to_location
JOIN npd.provider_to_organization AS relation ON provider_to_organization_id = relation.id
JOIN npd.provider USING (individual_id)
JOIN npd.individual_to_name USING (individual_id)
JOIN npd.location ON location.id = location_id
"""


def test_both_are_asked_from_the_same_points_and_never_twice():
    for question in QUESTIONS:
        for ours in question.ours.values():
            pairs = list(islice(zip(addresses(ours, 3), addresses(question.theirs, 3), strict=True), 500))
            assert len(set(pairs)) == len({one for one, _ in pairs}) == 500
            assert len({other for _, other in pairs}) == 500
            north, east = pairs[7][1].partition("near=")[2].split("%7C")[:2]
            assert north in pairs[7][0]
            assert east in pairs[7][0]


def test_the_table_has_answers_and_processor_of_both():
    rows = [
        Row("FHIR Location", 1, 16, OURS, THEIRS, 500),
        Row("places", 1, 1, replace(OURS, processor=0), THEIRS, 400),
    ]
    found = report(rows, 100_000)
    assert found.tables[0].rows == [
        ("FHIR Location", "1", "16", "1,000", "2.00", "500", "1,000", "1.5", "500", "0.50", "500", "1"),
        ("places", "1", "1", "1,000", "2.00", "400", "", "1.5", "500", "", "", "1"),
    ]
    assert {each.name: each.value for each in found.figures} == {
        "FHIR Location, workers 1, clients 16: times NPD": 500,
        "FHIR Location, workers 1, clients 16: times NPD by processor": 1000,
        "places, workers 1, clients 1: times NPD": 400,
    }


def answers(own: int, other: int) -> Callable[[int, str], Got]:
    """Return what is answered where we have so many places beside 40 curated ones, and they have so many."""

    def answer(_port: int, path: str) -> Got:
        total = 40 if "kind=center" in path else own + 40
        return Got(200, {}, b'{"total": %d, "count": %d}' % (total, other))

    return answer


@pytest.mark.parametrize(("own", "other"), [(1000, 900), (10, 20), (1000, 1100), (60, 0)])
def test_answers_that_differ_stop_the_bench(monkeypatch, own, other):
    monkeypatch.setattr(npd, "get", answers(own, other))
    with pytest.raises(RuntimeError, match=f"{own} places here, {other} there"):
        check_places(1, 2)


@pytest.mark.parametrize(("own", "other"), [(1000, 990), (0, 1), (60, 60)])
def test_a_place_at_the_edge_does_not_stop_it(monkeypatch, own, other):
    monkeypatch.setattr(npd, "get", answers(own, other))
    check_places(1, 2)


def test_the_bench_needs_a_checkout(capsys):
    with pytest.raises(SystemExit):
        main(["npd"])
    assert "npd needs --npd, a checkout of" in capsys.readouterr().err


def test_the_processor_of_workers_that_have_ended_is_counted():
    busy = "import time\nwhile time.process_time() < 0.4: pass"
    run = f"subprocess.run([sys.executable, '-c', {busy!r}])"
    code = f"import subprocess, sys; {run}; print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.05)
        assert 0.35 < processor_seconds(process.pid) < 2
        process.communicate("\n")


def test_the_made_up_rows_are_put_into_its_tables(tmp_path):
    scripts = tmp_path / "flyway" / "sql"
    for name, text in {
        "migrations/V1__first.sql": FIRST, "django_migrations/V2.1__second.sql": SECOND,
        "migrations/V10__tenth.sql": TENTH, "reference_data/R__0_codes.sql": CODES,
    }.items():  # fmt: skip
        (scripts / name).parent.mkdir(parents=True, exist_ok=True)
        (scripts / name).write_text(text)
    try:
        with cluster() as made:
            address = made.primary.address().replace("+psycopg", "")
            their.fill(tmp_path, address, 400)
            with psycopg.connect(address) as connection:
                joined, locations, roles = (
                    connection.execute(each).fetchone() for each in (JOINED, ALL, ROLES)
                )
    except NotInstalled as error:
        missing(str(error))
    assert joined
    assert locations
    assert roles
    assert joined[0] == joined[1] == locations[0]
    assert joined[2].startswith("SRID=4326;POINT(-")
    assert joined[3]
    assert 0 < roles[0] < locations[0] < HOSPITALS
