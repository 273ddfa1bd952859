"""The build numbers FHIR resources: the same as are numbered from the records of a directory without."""

from __future__ import annotations

import numpy as np
import pytest

from finder.directory.fhir.numbering import OF_RECORDS, Numberer, numberings_of, places_of
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.search.fhir.directory import directory_of, number_records
from finder.store.fhir.columns import column_rows, read_columns
from finder.store.read_catalog import catalog_of


@pytest.mark.parametrize("name", ["people", "real"])
def test_the_build_numbers_what_the_records_of_the_directory_have(name, request):
    snapshot = request.getfixturevalue(name)
    with snapshot.connect() as connection:
        built = read_columns(connection)
        made = number_records(connection, catalog_of(snapshot))
    assert built.keys() == made.keys()
    for column, expected in made.items():
        assert built[column].dtype == expected.dtype
        assert np.array_equal(built[column], expected), column


def test_records_may_come_in_another_order_than_their_numbers():
    practices = (
        Practice("Boston", "MA", "02115", latitude=42.3, longitude=-71.1),
        Practice("Nowhere", "MA", "02116"),
    )
    doctor = Clinician("2000000001", "clinician", practices=practices, hospitals=("220001", "999999"))
    hospital = Hospital("220001", "MADE UP", "Boston", "MA", "02115", latitude=42.4, longitude=-71.0)
    numberer = Numberer((), {"220001"})
    numberer.add(2, doctor)  # clinicians first: a build makes the teams of hospitals from them
    numberer.add(1, hospital)
    columns = numberer.columns()
    found = numberings_of(columns)
    assert found["Location"].record.tolist() == [1, 2, 2]
    assert found["Location"].part.tolist() == [0, 0, 1]
    assert found["Location"].with_id("practice-2000000001-2") == 2
    assert found["PractitionerRole"].with_id("2000000001-220001") == 2  # the third role, of a known hospital
    assert found["PractitionerRole"].with_id("2000000001-999999") is None
    assert found["Organization"].record.tolist() == [1]
    assert sorted(places_of(columns).record.tolist()) == [0, 1]
    assert {row["name"].partition("/")[0] for row in column_rows(columns)} == {*OF_RECORDS, "places"}


def test_a_directory_is_numbered_once(people):
    assert directory_of(people) is directory_of(people)
