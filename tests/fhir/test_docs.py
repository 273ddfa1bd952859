"""docs/fhir.md says what the records say, and its examples work."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from finder.app import create_app
from finder.store.connect import Snapshot
from scripts import fhir_docs
from tests.conftest import DATA, ROOT, settings_for
from tests.fhir.conftest import resources_in

TEXT = (ROOT / "docs" / "fhir.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^curl '?http://127\.0\.0\.1:5000(/fhir/[^'\n]*)'", TEXT, re.MULTILINE)
#: Nobody is found as long as no doctors are loaded.
EMPTY = ("/fhir/PractitionerRole",)


@pytest.fixture(scope="module")
def shipped(real: Snapshot) -> Flask:
    return create_app(settings_for(real.path.parent, DATA))


def test_the_tables_are_those_of_the_records():
    assert fhir_docs.current(TEXT) == TEXT


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_finds_something(shipped, example):
    page = shipped.test_client().get(example, headers={"Prefer": "handling=strict"})
    assert page.status_code == 200, page.data
    assert bool(resources_in(page.json)) is not example.startswith(EMPTY)


def test_there_are_examples():
    assert len(EXAMPLES) >= 4
