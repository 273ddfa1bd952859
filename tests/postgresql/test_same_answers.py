"""Every query of the store gives the same answer from SQLite and from PostgreSQL."""

from __future__ import annotations

import dataclasses
import inspect
import string
from collections.abc import Iterator
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.domain.database import Database
from finder.domain.kinds import CARE_SITES, Kind
from finder.settings import Settings
from finder.store import (
    known_zip_codes,
    locations,
    near,
    read_care_teams,
    read_catalog,
    read_guidelines,
    read_places,
    read_records,
)
from finder.store.names import find_names
from finder.store.storage.where import at
from finder.store.trials import near_trials
from finder.store.trials.near_trials import TrialCriteria
from tests import people_world
from tests.conftest import WORLD
from tests.on_postgresql import cluster_or_skip
from tests.people_world import BY_NPI, CCNS, TOWNS
from tests.store.test_people import FACETS, centers, flag_sums, names, workplaces

pytestmark = pytest.mark.sqlite  # it asks both by itself

MODULES = (
    known_zip_codes, read_care_teams, read_catalog, read_guidelines, read_places, read_records, find_names,
    near, near_trials, locations,
)  # fmt: skip
KEYS = ("boston", "springfield", "saint paul", "new", "new york", "zz", "", "o fallon", "bostn", "montgomery")
WORDS = (
    "example", "hospital", "made", "=ech", "@boston", "madeup", "testperson", "de", "la", "clinic", "z", "",
)  # fmt: skip
CANCERS = ("breast-cancer", "colon-cancer", "pancreatic-cancer", "osteosarcoma", "nothing")
PATHS = ("centers/example-boston", "centers/example-denver", "programs/example-north-ak", "nowhere")

anything = st.text(max_size=12) | st.text(string.printable + "\0é’{~", max_size=6)
keys = st.sampled_from(KEYS) | anything
words = st.sampled_from(WORDS) | anything
states = st.sampled_from([None, "MA", "MT", "NY", "GU", "XX", ""])
zips = st.sampled_from([town[2] for town in TOWNS] + ["00000", "99999", "0211", ""])
five = st.from_regex(r"[0-9]{5}", fullmatch=True)
#: What the parameter `after` lets pass.
after = st.from_regex(r"[A-Za-z0-9]{0,12}", fullmatch=True) | st.sampled_from([*CCNS, *BY_NPI])
some = st.integers(0, 60)
day = st.just("2026-10-05")
miles = st.sampled_from([None, 1, 25, 60, 250, 3000])
facets = st.sampled_from([*FACETS, "center:any", "program:any", "nobody:any"])
criteria = st.builds(
    near.Criteria,
    st.lists(
        st.sampled_from([*FACETS, "center:any", "program:any", "nobody:any"]), min_size=1, max_size=4
    ).map(tuple),
    flag_sums,
    st.just(()) | names,
    st.none() | workplaces,
)
trial_criteria = st.builds(
    TrialCriteria,
    cancer=st.none() | st.sampled_from(CANCERS),
    phases=st.sampled_from([(), ("PHASE1",), ("PHASE2", "PHASE3")]),
    age=st.none() | st.floats(0, 100),
    miles=miles,
)

#: What each query is asked, beside a connection: its arguments by position, and by name.
QUESTIONS = {
    read_care_teams.team_members_of: [st.sampled_from(CANCERS) | words],
    read_care_teams.group_rules_of: [st.sampled_from(CANCERS) | words],
    read_care_teams.cancers_of: [st.sampled_from(["medical-oncology", "surgery", "general-surgery"]) | words],
    read_catalog.read_meta: [st.sampled_from(["form", "gazetteer", "centers", "nothing"])],
    read_guidelines.all_guidelines: [st.sampled_from([None, "current", "unverified", "gone", "zz"])],
    read_guidelines.all_serves: [],
    read_guidelines.guidelines_for: [st.sampled_from(CANCERS) | words],
    read_places.zip_named: [zips | anything],
    read_places.every_zip: [],
    read_places.every_city: [],
    read_places.every_county: [],
    read_places.zip_points: [],
    read_places.town_points: [],
    read_places.zips_beside: [five],
    read_places.cities_with_prefix: [st.sampled_from(["021", "100", "995", "000", "x"])],
    read_places.cities_named: [keys, states],
    read_places.counties_named: [st.sampled_from(["middlesex", "washington"]) | keys, states],
    read_places.keys_like: [st.sampled_from([(3, 5), (8, 12)]), states, st.sampled_from([0, 500])],
    read_places.large_keys: [],
    read_places.sizes_of: [st.lists(keys, max_size=5), states],
    read_places.begins_with: [keys, states],
    read_places.largest_cities: [st.sampled_from(["MA", "MT", "PR", "XX"])],
    known_zip_codes.town_near: [centers, st.sampled_from([5, 30, 300])],
    known_zip_codes.zip_asked_for: [zips | anything],
    read_places.all_towns: [],
    read_places.zips_within: [centers, st.sampled_from([5, 60])],
    read_records.records_numbered: [st.lists(st.integers(1, 40), max_size=9)],
    read_records.care_site_named: [
        st.sampled_from(list(CARE_SITES)), st.sampled_from(["example-boston", "x"]) | words
    ],
    read_records.care_sites_of: [st.sampled_from(list(CARE_SITES))],
    read_records.clinician_with: [st.sampled_from(list(BY_NPI)) | words],
    read_records.hospital_with: [st.sampled_from(CCNS) | words],
    read_records.hospitals_with: [st.lists(st.sampled_from([*CCNS, "000000"]), max_size=4)],
    read_records.hospital_names: [],
    read_records.every_record: [],
    read_records.last_number: [],
    read_records.count_of: [st.sampled_from(list(Kind))],
    read_records.numbers_of: [st.lists(st.sampled_from(list(Kind)), max_size=3)],
    read_records.record_paths: [some, some],
    read_records.loaded_records: [st.sampled_from(list(Kind)[3:]), after, st.integers(1, 9)],
    read_records.working_at: [st.sampled_from([*CCNS, *PATHS]) | words],
    find_names.records_of_words: [st.lists(words, max_size=5)],
    find_names.records_beginning: [words],
    find_names.every_word: [],
    find_names.names_numbered: [st.lists(some, max_size=9)],
    find_names.centers: [],
    find_names.clinics: [],
    find_names.person_words_like: [words, st.sampled_from([(1, 4), (5, 9)])],
    near.find_page: [centers, criteria, {"miles": miles, "offset": some, "limit": some}],
    near.count_by_facet: [centers, criteria, miles],
    near.records_with: [criteria, st.lists(st.integers(1, 9), max_size=3)],
    near_trials.find_trials: [
        centers, trial_criteria, {"offset": some, "limit": some, "radius": st.just(100.0)}
    ],
    near_trials.every_trial: [],
    near_trials.trial_with: [st.sampled_from(["NCT99000001", "NCT99000007", "NCT0"]) | words],
    near_trials.count_at_places: [
        st.lists(st.sampled_from(PATHS), max_size=3), st.none() | st.sampled_from(CANCERS), day
    ],
    locations.locations_of: [st.sampled_from([*FACETS, "nobody:any"])],
}  # fmt: skip
#: They ask by functions that are in the table, or have an array of numpy as an argument.
ASKED_BY_OTHERS = {read_places.words_of, locations.locations_with}


def queries(module: ModuleType):
    for each in vars(module).values():
        is_own = inspect.isfunction(each) and each.__module__ == module.__name__
        if is_own and each.__name__[0] != "_" and "connection" in inspect.signature(each).parameters:
            yield each


def plain(value):
    """Return a value that can be compared, whatever is inside."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if dataclasses.is_dataclass(value):
        return [plain(getattr(value, each.name)) for each in dataclasses.fields(value)]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, Iterator)):
        return [plain(each) for each in value]
    return value


@pytest.fixture(scope="module")
def both(tmp_path_factory, packaged_places):
    """A snapshot of either, of the world with made-up people."""
    home = tmp_path_factory.mktemp("both")
    with cluster_or_skip() as made:
        url = Settings.read({"FINDER_DATABASE_URL": made.primary.address()}).database.primary
        database = Database(home, url)
        people_world.build_at(database, home, WORLD)
        people_world.build_at(home / "directory.sqlite", home, WORLD)
        snapshots = [at(each).open().snapshot() for each in (home / "directory.sqlite", database)]
        yield snapshots
        for each in snapshots:
            each.engine.dispose()


def test_every_query_of_the_store_is_asked():
    known = {each for module in MODULES for each in queries(module)}
    assert known == set(QUESTIONS) | ASKED_BY_OTHERS


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda each: each.__name__)
def test_both_databases_give_the_same_answer(both, query):
    strategies = QUESTIONS[query]
    named = strategies[-1] if strategies and isinstance(strategies[-1], dict) else {}
    by_position = strategies[:-1] if named else strategies
    takes_snapshot = "snapshot" in inspect.signature(query).parameters

    @settings(max_examples=40 if strategies else 1)
    @given(st.tuples(*by_position), st.fixed_dictionaries(named))
    def ask(values, names):
        answers = []
        for snapshot in both:
            with snapshot.connect() as connection:
                given = (snapshot, connection) if takes_snapshot else (connection,)
                try:
                    answers.append(plain(query(*given, *values, **names)))
                except KeyError as error:  # a record number that nothing has
                    answers.append(str(error))
        assert answers[0] == answers[1]

    ask()
