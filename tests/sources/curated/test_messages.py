"""Each kind of fault, word for word: file, line, column, value, what is allowed and the nearest right one."""

import datetime

import pytest

from finder.sources.curated.messages import MOST_LISTED, nearest, not_among
from tests.sources.curated.faults import NEXT_YEAR, append, faults_of, matching

TODAY = datetime.datetime.now(datetime.UTC).date().isoformat()

#: File, what is replaced, by what, and the whole message.
MESSAGES = [
    (  # outside an enumeration, with a near value
        "programs.csv",
        ",no,example-list,2025,yes,example-list",
        ",no,example-list,2025,unknow,example-list",
        "children: did you mean `unknown`? `unknow` is not one of no, unknown, yes.",
    ),
    (  # outside an enumeration, with none
        "cancers.csv",
        ",both,",
        ",everybody,",
        "population: use one of adult, both, pediatric. `everybody` is not one of them.",
    ),
    (  # outside an enumeration that the type does not have
        "treatment_groups.csv",
        "breast-cancer,surgery",
        "breast-cancer,surgeon",
        "group: did you mean `surgery`? "
        "`surgeon` is not one of surgery, medical-oncology, radiation-oncology, pathology.",
    ),
    (  # a number that is none
        "programs.csv",
        "61.21074",
        "sixty-one",
        "latitude: write a number, not `sixty-one`.",
    ),
    (  # a number out of range
        "programs.csv",
        "61.21074",
        "161.21074",
        "latitude: write a number from -90 to 90. `161.21074` is out of that range.",
    ),
    (  # a number out of range in a TOML file
        "centers/example-boston.toml",
        "longitude = -71.10660",
        "longitude = 271.1",
        "site[0].position.longitude: write a number from -180 to 180. `271.1` is out of that range.",
    ),
    ("programs.csv", "2025,yes,\n", "2025,y,\n", "veterans_only: write `yes` or `no`, not `y`."),
    ("names.csv", "breast-cancer,TNBC", "breast-cancer,", "name: fill it in. It must not be empty."),
    (  # a reference with a near key
        "care_teams.csv",
        "breast-cancer,adults,leads,breast-surgery",
        "breast-cancer,adults,leads,breast-surgry",
        "specialty: did you mean `breast-surgery`? `breast-surgry` is not in data/specialties.csv.",
    ),
    (  # a reference with none
        "names.csv",
        "breast-cancer,TNBC",
        "zzz,TNBC",
        "cancer: use a key of data/cancers.csv, or add one there. `zzz` is not in data/cancers.csv.",
    ),
    (  # a date that is none, with a near one
        "cancers.csv",
        "2025-10-03",
        "2025-10-3",
        "checked: did you mean `2025-10-03`? "
        "Write a date as YYYY, YYYY-MM or YYYY-MM-DD. `2025-10-3` is not one.",
    ),
    (  # a date that is none, with none
        "cancers.csv",
        "2025-10-03",
        "last fall",
        "checked: write a date as YYYY, YYYY-MM or YYYY-MM-DD. `last fall` is not one.",
    ),
    (  # a date that has not come
        "cancers.csv",
        "2025-10-03",
        NEXT_YEAR,
        f"checked: write a date up to today, {TODAY}. {NEXT_YEAR} is in the future.",
    ),
    (  # a state by its name
        "programs.csv",
        "Anchorage,AK,",
        "Anchorage,Alaska,",
        "state: did you mean `AK`? Write the two letters of a state or territory, like OH. "
        "`Alaska` is not one.",
    ),
    (  # a telephone number in another form
        "programs.csv",
        "+1-406-555-0141",
        "(406) 555-0141",
        "phone: did you mean `+1-406-555-0141`? "
        "Write a telephone number that can be dialed, like +1-617-555-0100. `(406) 555-0141` is not one.",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), MESSAGES)
def test_a_message_says_what_to_do_and_why(data, gazetteer, edit, name, old, new, message):
    line = edit(name, old, new)
    assert f"data/{name}:{line}: {message}" in faults_of(data, gazetteer)


#: File, its header before and after, and the messages.
HEADERS = [
    (
        "serves.csv",
        "series_group,topic,cancer,scope",
        "series_group,topik,cancer,scope",
        ["topik: did you mean `topic`? There is no such column. "
         "The columns are: series_group, topic, cancer, scope."],
    ),
    (
        "serves.csv",
        "series_group,topic,cancer,scope",
        "series_group,cancer,cancer,scope",
        ["cancer: remove one. The column is here twice.",
         "topic: add it. It is missing here, and it is needed."],
    ),
    (
        "serves.csv",
        "series_group,topic,cancer,scope",
        "series_group,topic,cancer,scope,xyz",
        ["xyz: remove it. There is no such column. The columns are: series_group, topic, cancer, scope."],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "messages"), HEADERS)
def test_a_wrong_header_is_reported_column_by_column(data, gazetteer, edit, name, old, new, messages):
    edit(name, old, new)
    assert faults_of(data, gazetteer) == [f"data/{name}:1: {message}" for message in messages]


def test_a_row_with_the_key_of_another_names_that_row(data, gazetteer):
    line = append(data / "claims.csv", "coc,Again,In {year},Once,M,,,")
    assert faults_of(data, gazetteer) == [
        f"data/claims.csv:{line}: claim: change it or remove the row. "
        "`coc` is a duplicate of data/claims.csv:2."
    ]


def test_an_empty_key_in_a_keyed_file_is_reported(data, gazetteer):
    line = append(data / "sources.toml", '[" "]', 'name = "No key"', 'kind = "rule"')
    assert matching(faults_of(data, gazetteer), f"data/sources.toml:{line}: ", "key: fill it in.")


def test_a_phone_without_its_source_names_the_column_to_fill_in(data, gazetteer):
    row = "new,New,,,,,,Boston,MA,02115,example-hospitals,,,,,,+1-617-555-0100,,,,,,unknown,,,unknown,,,no,"
    line = append(data / "programs.csv", row)
    assert matching(faults_of(data, gazetteer), f"data/programs.csv:{line}: ", "phone_source: write where")


def test_of_many_allowed_values_only_the_nearest_is_named():
    names = [f"value-{number}" for number in range(MOST_LISTED + 1)]
    assert not_among("kind", "value-07x", names).startswith("kind: did you mean `value-")
    assert not_among("kind", "value-07x", names).endswith("`value-07x` is not one we know.")
    assert not_among("kind", "zzz", names) == "kind: use one we know. `zzz` is not one of them."


def test_what_is_far_from_every_value_has_no_nearest():
    assert nearest("Adults", ("adults", "children")) == "adults"
    assert nearest("kids", ("adults", "children")) is None
    assert nearest("adults", ()) is None
