"""The feed of documents: valid Atom, accurate dates, permanent ids."""

import datetime
import re
import uuid
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.documents import LANGUAGES, Guideline
from finder.formats.atom import ATOM, XML_LANG, changed, feed
from finder.language import using_language
from finder.store.read_guidelines import all_guidelines

NAMES = {"a": ATOM}
DOCUMENT = Guideline(
    id="example", topic="Example", title="Example", publisher="NCI", series="PDQ", audience="patient",
    language="en", kind="treatment", population="adult", format="page", url="https://example.org/?a=1&b=2",
    needs_login=False, status="current", source=("example",), last_seen="2025-12-30",
)  # fmt: skip
OWN = "https://finder.example.org/guidelines.atom"
PAGE = "https://finder.example.org/guidelines"


def made(*documents, own=OWN):
    return ET.fromstring(feed(documents, "Guidelines", PAGE, own, "2026-11-25", "Example Library"))


def text(element, path):
    return element.findtext(path, namespaces=NAMES)


def all_of(element, path):
    return element.findall(path, NAMES)


@pytest.fixture(scope="module")
def whole(real):
    with real.connect() as connection:
        return all_guidelines(connection)


def test_the_feed_and_its_entries_are_valid_by_rfc_4287(whole):
    root = made(*whole)
    assert root.tag == f"{{{ATOM}}}feed"
    for element in (root, *all_of(root, "a:entry")):
        for name in ("id", "title", "updated"):
            assert len(all_of(element, f"a:{name}")) == 1
            assert text(element, f"a:{name}").strip()
        assert text(element, "a:author/a:name")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", text(element, "a:updated"))
        datetime.datetime.fromisoformat(text(element, "a:updated"))
        uuid.UUID(text(element, "a:id"))
        # At most one alternate link of each type and language.
        links = [
            (each.get("type"), each.get("hreflang"))
            for each in all_of(element, "a:link")
            if each.get("rel") == "alternate"
        ]
        assert len(links) == len(set(links)) == 1
    (own,) = [each for each in all_of(root, "a:link") if each.get("rel") == "self"]
    assert (own.get("href"), own.get("type")) == (OWN, "application/atom+xml")
    ids = [text(each, "a:id") for each in all_of(root, "a:entry")]
    assert len(ids) == len(set(ids)) == sum(changed(each) is not None for each in whole)


def test_entries_are_sorted_by_date_and_the_feed_has_the_newest_date(whole):
    root = made(*whole)
    moments = [text(each, "a:updated") for each in all_of(root, "a:entry")]
    assert moments == sorted(moments, reverse=True)
    assert text(root, "a:updated") == moments[0]
    assert text(made(), "a:updated") == "2026-11-25T00:00:00Z"


def test_an_entry_has_title_link_publisher_audience_and_language():
    (entry,) = all_of(made(replace(DOCUMENT, language="es", title="Ejemplo")), "a:entry")
    assert (text(entry, "a:title"), text(entry, "a:author/a:name")) == (
        "Ejemplo",
        "National Cancer Institute",
    )
    assert entry.find("a:title", NAMES).get(XML_LANG) == "es"
    link = entry.find("a:link", NAMES)
    assert (link.get("href"), link.get("hreflang")) == (DOCUMENT.url, "es")
    categories = {each.get("scheme"): each.get("term") for each in all_of(entry, "a:category")}
    assert categories == {
        "urn:finder:publisher": "NCI", "urn:finder:audience": "patient", "urn:finder:language": "es",
        "urn:finder:kind": "treatment",
    }  # fmt: skip
    assert (
        text(entry, "a:summary")
        == "NCI PDQ summary · for patients · Spanish · last checked December 30, 2025"
    )


def test_the_feed_is_in_the_readers_language_and_marks_titles_in_another():
    with using_language("es"):
        root = made(DOCUMENT, replace(DOCUMENT, id="ejemplo", language="es", title="Ejemplo"))
    assert root.get(XML_LANG) == "es"
    entries = {text(each, "a:title"): each for each in all_of(root, "a:entry")}
    assert entries["Example"].find("a:title", NAMES).get(XML_LANG) == "en"
    assert entries["Ejemplo"].find("a:title", NAMES).get(XML_LANG) is None
    assert text(entries["Ejemplo"], "a:summary").endswith(
        "español · última revisión: 30 de diciembre de 2025"
    )


@pytest.mark.parametrize(
    ("seen", "version", "moment"),
    [
        ("2025-12-30", None, "2025-12-30"),
        ("2026-08", None, "2026-08-01"),
        ("2026", None, "2026-01-01"),
        ("2025-11-03", "2024", "2025-11-03"),
        (None, "2024", "2024-01-01"),
    ],
)
def test_an_entry_has_the_earliest_possible_date(seen, version, moment):
    (entry,) = all_of(made(replace(DOCUMENT, last_seen=seen, version_year=version)), "a:entry")
    assert text(entry, "a:updated") == f"{moment}T00:00:00Z"


def test_a_document_without_a_date_is_left_out():
    assert all_of(made(replace(DOCUMENT, last_seen=None)), "a:entry") == []


def test_the_id_of_an_entry_is_permanent():
    first, second = (
        text(made(each), "a:entry/a:id")
        for each in (
            DOCUMENT,
            replace(DOCUMENT, last_seen="2026-05", title="New title", url="https://example.org/new"),
        )
    )
    assert first == second == "urn:uuid:cf5e12a2-722a-5f01-ba73-b99c1e22b18d"


def test_the_id_of_a_feed_depends_on_its_filters_but_not_on_the_host():
    one = text(made(own=f"{OWN}?language=es"), "a:id")
    assert one != text(made(), "a:id")
    assert one == text(made(own="http://127.0.0.1:8000/guidelines.atom?language=es"), "a:id")


TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).map(str.strip)


@given(title=TITLES, language=st.sampled_from(list(LANGUAGES)))
def test_any_title_can_be_read_back(title, language):
    (entry,) = all_of(made(replace(DOCUMENT, title=title, language=language)), "a:entry")
    assert (text(entry, "a:title") or "") == title


def test_markup_in_a_title_is_escaped():
    titled = [replace(DOCUMENT, title="<b>x</b> & y")]
    raw = feed(titled, "Guidelines", PAGE, OWN, "2026-11-25", "Example Library").decode()
    assert "&lt;b&gt;x&lt;/b&gt; &amp; y" in raw
    assert "a=1&amp;b=2" in raw
    assert raw.startswith("<?xml version='1.0' encoding='utf-8'?>")
