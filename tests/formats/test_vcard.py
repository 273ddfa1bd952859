"""vCards: folded and escaped by RFC 2426 and RFC 6350, and every number has a label."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.formats.contacts import vcard
from finder.formats.contacts.contact import Contact, contact
from finder.formats.contacts.numbers import Number
from finder.search.shortlist.find import ShortlistQuery, find_shortlist
from finder.store.read_catalog import catalog_of
from tests.people_world import WORKERS

CONTACT = Contact(
    path="centers/example", name="Example", kind="Cancer center", why=(), whom="", offers="",
    street="1 Example Street", city="Boston", state="MA", zip="02115",
    numbers=(Number("main", "Main number", "+1-617-555-0100"),), note="", website="https://x.example.org/",
    opinions=None, point=None, sources=(),
)  # fmt: skip


def read(text):
    """The cards as lists of (group, name, parameters, value), unfolded by RFC 6350, 3.2."""
    lines = text.replace("\r\n ", "").split("\r\n")
    assert lines.pop() == ""
    found = []
    for line in lines:
        head, _colon, value = re.match(r"((?:[^:\"]|\"[^\"]*\")*)(:)(.*)", line, re.DOTALL).groups()
        name, *parameters = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", head)
        group, _dot, name = name.rpartition(".")
        if name == "BEGIN":
            found.append([])
        found[-1].append((group, name, dict(each.split("=", 1) for each in parameters), value))
    return found


def plain(value):
    """A text value, unescaped."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def value_of(card, name):
    (found,) = (value for _group, each, _parameters, value in card if each == name)
    return plain(found)


@pytest.fixture(scope="module")
def written(people):
    picks = ("centers/example-boston", f"clinicians/{WORKERS[0].npi}", "hospitals/019003")
    found = find_shortlist(people, ShortlistQuery(picks))
    made = [contact(each.record, catalog_of(people), each.result) for each in found.picked]
    return {each: read(vcard.cards(made, "https://finder.example.org", each)) for each in vcard.VERSIONS}


@pytest.fixture(params=vcard.VERSIONS)
def version(request):
    return request.param


@pytest.fixture
def cards(written, version):
    return written[version]


def test_there_is_one_card_for_each_record(cards, version):
    for card in cards:
        assert [name for _group, name, *_rest in card][:2] == ["BEGIN", "VERSION"]
        assert card[-1][1] == "END"
        assert value_of(card, "VERSION") == version
    kinds = [value for card in cards for _group, name, _parameters, value in card if name == "KIND"]
    assert kinds == (["org", "individual", "org"] if version == "4.0" else [])
    shown = [value for card in cards for _group, name, _parameters, value in card if name == "X-ABShowAs"]
    assert shown == ["COMPANY", "COMPANY"]
    assert value_of(cards[0], "SOURCE") == "https://finder.example.org/centers/example-boston"
    assert value_of(cards[0], "TZ") == "America/New_York"


def test_a_doctor_is_sorted_by_family_name_and_a_place_by_its_name(cards):
    assert [len(value.split(";")) for value in (value_of(card, "N") for card in cards)] == [5, 5, 5]
    assert value_of(cards[0], "N") == value_of(cards[2], "N") == ";;;;"
    family, given, _middle, before, after = value_of(cards[1], "N").split(";")
    assert (family, given) == (WORKERS[0].last.title(), WORKERS[0].first.title())
    assert before == ""
    assert value_of(cards[1], "FN").endswith(after)


def test_every_number_is_plain_text_with_a_label(cards, version):
    numbers = {group: value for group, name, _parameters, value in cards[0] if name == "TEL"}
    labels = {group: value for group, name, _parameters, value in cards[0] if name == "X-ABLABEL"}
    assert numbers.keys() == labels.keys()
    label_of = {numbers[group]: plain(labels[group]) for group in numbers}
    assert label_of["+1-617-555-0102"] == "Second opinions"
    preferred = [parameters for _g, name, parameters, _v in cards[0] if name == "TEL"]
    assert "VALUE" not in preferred[0]
    if version == "4.0":
        assert [each.get("PREF") for each in preferred] == ["1", *[None] * (len(preferred) - 1)]
    else:
        assert [each["TYPE"] for each in preferred] == ["PREF", *["VOICE"] * (len(preferred) - 1)]


def test_the_note_says_what_each_number_is_for(cards):
    note = value_of(cards[0], "NOTE").split("\n")
    assert "(617) 555-0102: Second opinions; for adults" in note


def test_without_the_address_of_the_website_there_is_no_source():
    assert "SOURCE" not in vcard.cards([CONTACT], "")


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=200))
def test_any_text_can_be_read_back_and_no_line_is_longer_than_75_bytes(text):
    written = vcard.cards([replace(CONTACT, name=text, street=text, why=(text, text))], "")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    (card,) = read(written)
    assert value_of(card, "FN") == text
    (address,) = (value for _g, name, _p, value in card if name == "ADR")
    parts = [plain(part) for part in re.split(r"(?<!\\)(?:\\\\)*;", address)]
    assert len(re.findall(r"(?<!\\)(?:\\\\)*;", address)) == 6
    assert parts[-1] == "USA"
    assert value_of(card, "NOTE").startswith(f"{text}\n{text}\n")
