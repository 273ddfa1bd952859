"""NPIs that are not active or not cancer care are read column by column, as single values are."""

import random

import pyarrow as pa
import pytest

from finder.domain.clinicians import is_npi
from finder.sources.nppes.ended import ended_rows
from tests.sources.files.made_up_files import npi


def ended(*rows, weekly=False):
    """The rows that are kept; each is the NPI and the days it was updated, deactivated, reactivated."""
    names = ("npi", "updated", "deactivated", "reactivated")
    columns = [
        pa.array([value.encode() for value in column], pa.binary()) for column in zip(*rows, strict=True)
    ]
    return ended_rows([pa.RecordBatch.from_arrays(columns, names)], weekly=weekly).to_pylist()


def test_the_check_of_a_column_is_that_of_a_single_npi():
    chance = random.Random(1)
    numbers = [f"{chance.choice('0123')}{chance.randrange(10**9):09}" for _ in range(3000)]
    numbers += [npi(number) for number in range(200)] + ["", "123", "12345678901", "12345x7890", "²000000010"]
    rows = [(number, "", "09/20/2026", "") for number in numbers]
    assert [row["npi"] for row in ended(*rows)] == [number for number in numbers if is_npi(number)]


def test_a_row_has_the_days_and_nothing_else():
    (row,) = ended((f" {npi(1)} ", "", "09/20/2026", "01/02/2020"))
    known = {name: value for name, value in row.items() if value}
    assert known == {
        "npi": npi(1), "gone": True, "stamp": "2026-09-20", "deactivated": "2026-09-20",
        "reactivated": "2020-01-02",
    }  # fmt: skip
    assert row["places"] == []


@pytest.mark.parametrize(
    ("days", "monthly", "weekly"),
    [
        (("06/15/2026", "", ""), 0, 1),
        (("06/15/2026", "01/02/2026", "03/04/2026"), 0, 1),
        (("06/15/2026", "soon", ""), 0, 0),
        (("06/15/2099", "01/02/2026", ""), 0, 0),
        (("", "6/15/26", ""), 1, 1),
    ],
)
def test_a_monthly_file_ends_those_deactivated_and_a_week_everybody_else(days, monthly, weekly):
    assert len(ended((npi(1), *days))) == monthly
    assert len(ended((npi(1), *days), weekly=True)) == weekly
