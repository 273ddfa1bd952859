"""The check digit of an NPI, against a Luhn written anew."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.domain.clinicians import is_npi
from tests.sources.files.made_up_files import npi

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
TRIED = settings(max_examples=200, deadline=None)
DIGITS = "0123456789"


def independent_luhn(number):
    """Double every second digit from the right, add the digits of all: divisible by ten."""
    total = 0
    for at, digit in enumerate(reversed("80840" + number)):
        total += sum(int(each) for each in str(int(digit) * (2 if at % 2 else 1)))
    return total % 10 == 0


def test_the_published_example_is_valid():
    assert is_npi("1234567893")
    assert [last for last in DIGITS if is_npi("123456789" + last)] == ["3"]


@TRIED
@given(st.from_regex(r"[12][0-9]{9}", fullmatch=True))
def test_it_agrees_with_luhn(number):
    assert is_npi(number) == independent_luhn(number)


@TRIED
@given(st.integers(0, 99_999_999), st.integers(0, 9), st.sampled_from(DIGITS))
def test_changing_one_digit_always_fails(number, at, digit):
    valid = npi(number)
    changed = valid[:at] + digit + valid[at + 1 :]
    assert is_npi(valid)
    assert is_npi(changed) == (changed == valid)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789",
        "12345678930",
        " 1234567893",
        "1234567893\n",
        "1234567893.0",
        "1.234568E+9",
        "+123456789",
        "123456789X",
        "１２３４５６７８９３",
        "0000000000",
        "3000000000",
        "<UNAVAIL>",
    ],
)
def test_what_is_no_ten_digits_beginning_with_1_or_2_is_none(text):
    assert not is_npi(text)


def sample_npis(name):
    if name.endswith(".json"):
        return re.findall(r'"number"\s*:\s*"?(\d{10})\b', (SAMPLES / name).read_text())
    with (SAMPLES / name).open(newline="") as file:
        return [row["NPI"] for row in csv.DictReader(file) if row["NPI"]]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of real rows are not here")
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("nppes_v2_weekly_918.csv", 918),
        ("nppes_v2_three_rows.csv", 3),
        ("npi_api_200.json", 200),
        ("dac_maine_2026.csv", 3516),
    ],
)
def test_every_npi_of_the_samples_is_valid_and_none_is_with_another_last_digit(name, count):
    numbers = sample_npis(name)
    assert len(numbers) == count
    for number in numbers:
        assert independent_luhn(number)
        valid = [last for last in DIGITS if is_npi(number[:9] + last)]
        assert valid == [number[9]]
