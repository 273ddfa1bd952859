"""Break one address of another site, or one explained word: the fault is reported with its line."""

import pytest

from finder.sources.curated.checks.outward_links import LONGEST
from tests.sources.curated.faults import append, faults_of, matching

LINK = "example,{service},trials,Example {{cancer}},Look.,{url},{language},example-site,2025-11,"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"url": "https://x.example.org/?c={canser}"},
            "url: did you mean `{cancer}`? `{canser}` is not one of {cancer}, {place}, {city}, {state}, ",
        ),
        ({"url": "https://x.example.org/?c={cancer"}, "url, name: "),
        ({"url": "https://x.example.org/?c={}"}, "url: use one of {cancer}, {place}"),
        ({"url": "http://x.example.org/?c={cancer}"}, "url: start it with https://"),
        ({"language": "xx"}, "language: use one of en, es"),
        ({"url": "https://x.example.org/?z={zip}"}, "add a form of `example-new` that works without a place"),
    ],
)
def test_an_address_that_cannot_be_filled_in_is_reported(data, gazetteer, changes, said):
    values = {"service": "example-new", "url": "https://x.example.org/?c={cancer}", "language": "en"}
    line = append(data / "outward_links.csv", LINK.format(**(values | changes)))
    assert matching(faults_of(data, gazetteer), f"data/outward_links.csv:{line}:", said)


def test_a_key_given_twice_and_a_source_that_is_none_are_reported(data, gazetteer):
    append(data / "glossary.csv", "pdq,PDQ,Again.,common-knowledge", "new,new,Made up.,nowhere")
    faults = faults_of(data, gazetteer)
    assert matching(faults, "data/glossary.csv:", "`pdq` is a duplicate of data/glossary.csv:")
    assert matching(faults, "data/glossary.csv:", "`nowhere` is not in data/sources.toml")


def test_a_definition_that_cannot_be_read_in_passing_is_reported(data, gazetteer):
    line = append(data / "glossary.csv", f"new,new,{'x' * (LONGEST + 1)},common-knowledge")
    assert matching(
        faults_of(data, gazetteer), f"data/glossary.csv:{line}:", f"shorten it to {LONGEST} characters"
    )
