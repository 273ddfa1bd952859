"""Break one address of another site, or one explained word: the fault is told with its line."""

import pytest

from finder.sources.curated.check_outward import LONGEST
from tests.sources.curated.telling import append, faults_of, told

LINK = "example,{service},trials,Example {{cancer}},Look.,{url},{language},example-site,2025-11,"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"url": "https://x.example.org/?c={canser}"},
            "['canser'] is none of cancer, place, city, state, zip, code",
        ),
        ({"url": "https://x.example.org/?c={cancer"}, "url, name: "),
        ({"url": "https://x.example.org/?c={}"}, "[''] is none of"),
        ({"url": "http://x.example.org/?c={cancer}"}, "must begin with https://"),
        ({"language": "xx"}, "language: `xx` is none of"),
        ({"url": "https://x.example.org/?z={zip}"}, "`example-new` has no form that works without a place"),
    ],
)
def test_an_address_that_cannot_be_filled_in_is_told(data, gazetteer, changes, said):
    values = {"service": "example-new", "url": "https://x.example.org/?c={cancer}", "language": "en"}
    line = append(data / "outward_links.csv", LINK.format(**(values | changes)))
    assert told(faults_of(data, gazetteer), f"data/outward_links.csv:{line}:", said)


def test_a_key_given_twice_and_a_source_that_is_none_are_told(data, gazetteer):
    append(data / "glossary.csv", "pdq,PDQ,Again.,common-knowledge", "new,new,Made up.,nowhere")
    faults = faults_of(data, gazetteer)
    assert told(faults, "data/glossary.csv:", "key: `pdq` is a duplicate of data/glossary.csv:")
    assert told(faults, "data/glossary.csv:", "`nowhere` is not in data/sources.toml")


def test_a_definition_that_cannot_be_read_in_passing_is_told(data, gazetteer):
    line = append(data / "glossary.csv", f"new,new,{'x' * (LONGEST + 1)},common-knowledge")
    assert told(faults_of(data, gazetteer), f"data/glossary.csv:{line}:", f"at most {LONGEST}")
