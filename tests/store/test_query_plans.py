"""Every SQL statement of the site must use an index: a table scan is a fault."""

import re
from itertools import product

import pytest

from finder.directory.fhir.numbering import Numberer
from finder.directory.gazetteer_file import places_file
from finder.domain.clinicians import Clinician, Hospital, People, Practice, Reported, is_npi
from finder.domain.kinds import Kind
from finder.domain.trials import Trial, TrialContact, Trials, TrialSite
from finder.errors import BadQuery, NotFound
from finder.geo.points import Point
from finder.search.documents.find import find_cancer_page, find_guidelines
from finder.search.fhir.answer import find as find_resources
from finder.search.fhir.read_query import read_query
from finder.search.filters import SHOW
from finder.search.near import find_near
from finder.search.outward_links import outward_links_for
from finder.search.questions import GuidelineQuery, NearQuery
from finder.search.records.by_name import NameQuery, find_by_name
from finder.search.records.providers import find_clinician, find_hospital
from finder.search.trials.nearest_trials import TrialQuery, find_trial, find_trials
from finder.sources.curated import read as curated
from finder.store import read_care_teams, read_places, read_records
from finder.store import read_catalog as catalog
from finder.store import read_guidelines as guidelines
from finder.store.connect import CONNECTIONS, Directory
from finder.store.schema import metadata
from finder.store.write_directory import build
from finder.words.cancer.find import find_cancers
from finder.words.place.find import find_place
from tests.conftest import DATA

pytestmark = pytest.mark.sqlite  # plans and statements are those of SQLite

#: Statements (as `form_of` returns them) that may scan a table, each with its reason.
ALLOWED = {
    "SELECT catalog.kind, catalog.documents \nFROM catalog": "read whole, once a directory: 30 rows",
    "SELECT word_index.name, word_index.packed \nFROM word_index": "read whole, once a directory: 5 rows",
    "SELECT fhir_column.name, fhir_column.kind, fhir_column.packed \nFROM fhir_column": (
        "read whole, once a directory, where a FHIR client asks: 30 rows"
    ),
    "SELECT guideline.document \nFROM guideline ORDER BY guideline.place": (
        "read whole, once a directory: 1,100 rows"
    ),
    "SELECT trial_column.name, trial_column.numbers \nFROM trial_column": "read whole, once a directory",
    'SELECT group_concat(anon_1."key", ?) AS aggregate_strings_1 \nFROM (SELECT city."key" AS "key" \n'
    'FROM city \nWHERE length(city."key") BETWEEN ? AND ? AND city.people >= ? '
    'ORDER BY city.state, city."key", city.people, city.label) AS anon_1': (
        "a misspelled town without a state may be any: an index of 52,000 short rows"
    ),
    'SELECT group_concat(anon_1."key", ?) AS aggregate_strings_1 \nFROM (SELECT city."key" AS "key" \n'
    'FROM city \nWHERE city.people >= ? ORDER BY city."key", city.people) AS anon_1': (
        "an index of the 900 large cities alone"
    ),
    "SELECT group_concat(anon_1.word, ?) AS aggregate_strings_1 \nFROM (SELECT care_word.word AS word \n"
    "FROM care_word \nWHERE care_word.word >= ? ORDER BY care_word.word) AS anon_1": (
        "a misspelled name of a hospital may be any: 8,000 short words"
    ),
    "SELECT zip_code.zip, zip_code.kind, zip_code.latitude, zip_code.longitude \nFROM zip_code"
    " \nWHERE zip_code.latitude IS NOT NULL": "read whole, once a directory, where somebody asks by a point",
    "SELECT serves.cancer, serves.guideline, serves.scope \nFROM serves"
    " ORDER BY serves.cancer, serves.guideline": "read whole, once a directory",
}

NEARS = ("02115", "Boston, MA", "42.34,-71.11", "99508", "96913")
SPECIALTIES = ((), ("surgery",), ("surgery", "pathology"))
MILES = ((), ("10",), ("60",), ("200",), ("600",), ("2000",))
KIND_LISTS = ((), *((kind,) for kind in Kind), tuple(Kind))
PEOPLE = (
    {"name": ["ann smith"]},
    {"name": ["ann"], "miles": ["50"], "sex": ["female"]},
    {"hospital": ["dana-farber"], "telehealth": ["yes"]},
    {"team": ["all"], "miles": ["100"]},
    {"kind": ["clinician"], "cancer": ["breast cancer"]},
    {"name": ["ann madeup"], "hospital": ["019001"], "page": ["3"]},
    {"name": ["zz"]},
    {"hospital": ["made up 19001"]},
    {"team": ["surgery", "pathology"]},
)
MANY = 5000
NPIS = [text for text in map(str, range(2_000_000_000, 2_000_000_000 + 11 * MANY)) if is_npi(text)]
REFUSED = ("00000", "Bostn, MA", "Bostn", "Springfield", "Boston, MT", "09012", "New Jersey")


def madeup(number):
    """A made-up clinician, or one in ten a clinic, somewhere in the country."""
    at = 30 + number % 150 / 10, -120 + number % 400 / 8
    practice = Practice("BOSTON", "MA", "02115", "1 EXAMPLE ST", None, (), ("nppes",), *at, "zip")
    worker = Clinician(
        NPIS[number], "clinician", f"MADEUP{number % 300}", ("ANN", "JOHN")[number % 2], sex="F",
        specialties=(Reported(("surgical-oncology", "medical-oncology")[number % 2], ("nppes",)),),
        practices=(practice,), hospitals=("019001",) if number % 50 == 0 else (), telehealth=True,
    )  # fmt: skip
    clinic = Clinician(
        NPIS[number], "clinic", organization="MADEUP CLINIC", practices=(practice,),
        specialties=(Reported("oncology-clinic", ("nppes",)),),
    )  # fmt: skip
    return clinic if number % 10 == 9 else worker


@pytest.fixture(scope="module")
def staffed(tmp_path_factory, packaged_places):
    """The real data with made-up clinicians and hospitals, so that statements on people run."""
    home = tmp_path_factory.mktemp("staffed")
    places = places_file(home)
    # The order of magnitude of the country: in a table of one row a scan would be right.
    hospitals = [
        Hospital(f"{n:06}", f"MADE UP {n}", "BOSTON", "MA", "02115", latitude=42.3, longitude=-71.1)
        for n in range(19001, 21001)
    ]
    people = People(map(madeup, range(MANY)), hospitals)
    site = TrialSite(
        "MADE UP", "Boston", "MA", "02115", True, TrialContact(), 42.3, -71.1, "zip", "centers/dana-farber"
    )
    trials = [
        (Trial(f"NCT{99000000 + n}", "MADE UP", "MADE UP", own=("breast-cancer",)), [site] * 10)
        for n in range(500)
    ]
    read = curated.read_curated(DATA, places)
    built = build(
        home / "directory.sqlite",
        read,
        places,
        "test",
        people,
        Trials(trials, "2026-10-05"),
        numbering=Numberer,
    )
    return Directory(built.path).snapshot()


@pytest.fixture(scope="module")
def statements(staffed):
    """Every statement that SQLite runs, one of each form, with its values filled in."""
    snapshot = Directory(staffed.path).snapshot()
    seen = {}

    def remember(statement):
        seen.setdefault(form_of(statement), statement)

    connections = [snapshot.connect() for _ in range(CONNECTIONS)]
    for connection in connections:
        connection.connection.dbapi_connection.set_trace_callback(remember)
        connection.close()
    exercise(snapshot)
    snapshot.engine.dispose()
    return [each for each in seen.values() if not each.startswith("PRAGMA")]


def form_of(statement):
    """Return a statement without its values and the lengths of its lists."""
    bare = re.sub(r"'[^']*'|-?\b[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?\b", "?", statement)
    return re.sub(r"\?(, \?)+", "?, …", bare)


def exercise(snapshot):
    """Do everything that a page, a command or the API does with a directory."""
    for near, specialty, miles, kind, show in product(NEARS, SPECIALTIES, MILES, KIND_LISTS, SHOW):
        asked = {"near": [near], "specialty": specialty, "miles": miles, "kind": kind}
        if set(kind) <= {"center", "program"}:
            asked["show"] = [show]
        elif show != "all":
            continue
        find_near(snapshot, NearQuery.parse(asked))
    find_near(snapshot, NearQuery.parse({"near": ["59715"], "cancer": ["pancreatic"], "page": ["7"]}))
    find_trials(snapshot, TrialQuery.parse({"near": ["02115"], "cancer": ["breast cancer"]}))
    find_trial(snapshot, "NCT99000001")
    for more in PEOPLE:
        find_near(snapshot, NearQuery.parse({"near": ["59715"]} | more))
    assert find_clinician(snapshot, NPIS[0]).clinician.last == "MADEUP0"
    assert find_hospital(snapshot, "019001").hospital.ccn == "019001"
    for find, number in ((find_clinician, NPIS[MANY]), (find_hospital, "010001")):
        with pytest.raises(NotFound):
            find(snapshot, number)
    with snapshot.connect() as connection:
        read_records.hospitals_with(connection, ["010001"])
        assert read_records.working_at(connection, "019001") == MANY / 50
        read_records.hospital_names(connection)
        read_places.zips_within(connection, Point(42.3, -71.1), 10)
    find_guidelines(snapshot, GuidelineQuery.parse({}))
    find_guidelines(snapshot, GuidelineQuery.parse({"cancer": ["breast cancer"], "language": ["es"]}))
    outward_links_for(snapshot, find_cancer_page(snapshot, "breast-cancer").cancer, "42.34,-71.11")
    find_resources(snapshot, read_query("Location", [("near", "42.34|-71.11")], strict=True), "")
    find_cancers(snapshot, "leukemia")
    for name in ("made up clinic", "madeup0 ann", "madeup0 anm", "sloan ketering", "zzyzx"):
        find_by_name(snapshot, NameQuery(name))
        find_by_name(snapshot, NameQuery(name, "02115", page=2))
    with snapshot.connect() as connection:
        for words in REFUSED:
            with pytest.raises(BadQuery):
                find_place(connection, words)
        for kind in ("center", "program"):
            read_records.care_sites_of(connection, kind)
            read_records.care_site_named(connection, kind, "dana-farber")
        read_places.zip_named(connection, "02115")
        read_places.keys_like(connection, (3, 9), "MA")
        guidelines.all_guidelines(connection, "unverified")
        read_care_teams.cancers_of(connection, "surgery")
        catalog.read_meta(connection, "built_at")


def plan_of(snapshot, statement):
    with snapshot.connect() as connection:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]


def scans(plan):
    """Return the steps that scan one of our tables; subqueries do not count."""
    names = "|".join(metadata.tables)
    return [step for step in plan if re.match(rf"SCAN ({names})\b", step)]


def test_the_site_runs_a_fair_number_of_statements(statements):
    assert len(statements) > 25
    tables = {name for name in metadata.tables for text in statements if re.search(rf"\b{name}\b", text)}
    assert tables == set(metadata.tables)


def test_no_statement_scans_a_table(staffed, statements):
    faults = [
        f"{step}: {statement}"
        for statement in statements
        for step in scans(plan_of(staffed, statement))
        if form_of(statement) not in ALLOWED
    ]
    assert not faults, "\n".join(faults)


def test_a_near_search_reads_a_facet_once(staffed):
    snapshot = Directory(staffed.path).snapshot()
    seen = []
    connections = [snapshot.connect() for _ in range(CONNECTIONS)]
    for connection in connections:
        connection.connection.dbapi_connection.set_trace_callback(seen.append)
        connection.close()
    for near in NEARS:
        find_near(snapshot, NearQuery.parse({"near": [near], "kind": ["clinician"]}))
    snapshot.engine.dispose()
    facets = [re.findall(r"facet.name = '(.*?)'", each) for each in seen if "FROM facet" in each]
    assert ["clinician:any"] in facets
    assert len(facets) == len({name for (name,) in facets})


def test_a_scan_would_be_noticed(staffed):
    assert scans(plan_of(staffed, "SELECT count(*) FROM record WHERE name LIKE '%x%'"))
    assert not scans(plan_of(staffed, "SELECT * FROM record WHERE number = 3"))
