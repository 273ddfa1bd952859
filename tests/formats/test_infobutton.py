"""KnowledgeResponse responses in both formats."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import msgspec
import pytest

from finder.domain.infobutton import ICD_10_CM, Criterion, DocumentMatch, KnowledgeRequest, KnowledgeResponse
from finder.formats.infobutton import feed as infobutton
from finder.formats.infobutton import serialize
from finder.formats.infobutton.summaries import summary
from finder.search.infobutton.answer import MOST, find_knowledge
from finder.store.read_catalog import catalog_of
from tests.formats.infobutton_rules import ATOM, XML, read_atom, read_json

BASE = "https://finder.example.org/"


def request(code, audience="patient", language="en", stage=None, words=""):
    return KnowledgeRequest((Criterion(code, ICD_10_CM, words),), audience, language, stage)


def written(knowledge, built_on="2026-11-26"):
    feed = infobutton.response(knowledge, BASE, BASE, "application/json", built_on, "Example Library")
    answer = msgspec.json.decode(serialize.json(feed))
    return read_atom(serialize.atom(feed)), read_json(answer)


@pytest.fixture
def breast(snapshot) -> KnowledgeResponse:
    return find_knowledge(snapshot, request("C50.9"))


def test_any_characters_are_escaped(breast):
    odd = """<b>"Ñandú" & 'ß' ]]> &amp; 癌</b>"""
    piece = breast.matches[0]
    document = replace(piece.document, title=odd, url="https://example.org/a?b=1&c=<2>")
    changed = replace(
        breast, request=request(odd, words=odd), matches=(replace(piece, document=document),), note=odd
    )
    as_atom, as_json = written(changed)
    entry = as_atom.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == as_json["entry"][0]["title"]["_value"] == odd
    assert entry.find(f"{ATOM}link").get("href") == document.url
    assert [each["term"] for each in as_json["category"]][:3] == [odd, ICD_10_CM, odd]
    assert as_atom.findtext(f"{ATOM}subtitle").endswith(f"{odd}. {odd}")


@pytest.mark.parametrize(
    ("seen", "updated"),
    [
        ("2025", "2025-01-01T00:00:00Z"),
        ("2026-08", "2026-08-01T00:00:00Z"),
        ("2025-12-30", "2025-12-30T00:00:00Z"),
        (None, "2026-11-26T00:00:00Z"),
    ],
)
def test_a_year_or_month_becomes_its_first_day(breast, seen, updated):
    piece = breast.matches[0]
    dated = replace(piece, document=replace(piece.document, last_seen=seen))
    _, answer = written(replace(breast, matches=(dated,)))
    assert answer["entry"][0]["updated"]["_value"] == updated
    assert answer["updated"]["_value"] == "2026-11-26T00:00:00Z"
    summary_text = answer["entry"][0]["summary"]["_value"]
    assert ("date of the last check not known" in summary_text) == (seen is None)


def test_the_id_of_a_response_depends_on_the_request(snapshot, breast):
    again = find_knowledge(snapshot, request("C50.9"))
    other = [
        find_knowledge(snapshot, each)
        for each in (
            request("C50"),
            request("C50.9", "professional"),
            request("C50.9", language="es"),
            request("C50.9", stage="child"),
            request("C50.9", stage="adult"),
        )
    ]
    ids = [written(each)[1]["id"]["_value"] for each in (breast, again, *other)]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 6


def test_a_spanish_summary_is_all_in_spanish(snapshot):
    found = find_knowledge(snapshot, request("C50.9", language="es"))
    spanish = replace(found.matches[0].document, title="Tratamiento del cáncer de seno")
    piece = replace(found.matches[0], document=spanish, broader=True)
    assert summary(piece) == (
        "Sumario del PDQ del NCI, para pacientes, trata de un grupo más amplio de cánceres, "
        "última revisión: 30 de diciembre de 2025."
    )
    as_atom, _ = written(replace(found, matches=(piece,)))
    assert as_atom.find(f"{ATOM}entry").get(f"{XML}lang") == "es"


def test_a_spanish_document_whose_title_is_unknown_is_described_in_english(snapshot):
    found = find_knowledge(snapshot, request("C50.9", language="es"))
    match = found.matches[-1]
    booklet = replace(match, document=replace(match.document, title=match.document.topic))
    assert (
        summary(booklet) == "NCCN Guidelines for Patients, Spanish, PDF, version of 2024, last checked 2025."
    )
    as_atom, _ = written(replace(found, matches=(booklet,)))
    entry = as_atom.find(f"{ATOM}entry")
    assert entry.get(f"{XML}lang") == "en"
    assert entry.find(f"{ATOM}link").get("hreflang") == "es"


def test_the_responses_for_all_codes_of_the_real_types_are_valid(real):
    codes = sorted(set(chain.from_iterable(each.icd10cm for each in catalog_of(real).cancers.values())))
    assert len(codes) > 100
    for code in codes:
        for audience in ("patient", "professional"):
            found = find_knowledge(real, request(code, audience))
            assert found.cancers, code
            assert len(found.matches) <= MOST
            assert [each.broader for each in found.matches] == sorted(each.broader for each in found.matches)
            _, answer = written(found)
            assert all(map(_is_named_correctly, found.matches, answer["entry"]))


def _is_named_correctly(piece: DocumentMatch, entry: dict) -> bool:
    """PDQ and NCCN are named only for their own documents, and an entry has only a title and a link."""
    text = entry["summary"]["_value"]
    return (
        ("PDQ" in text) == (piece.document.series == "PDQ")
        and ("NCCN" in text) == (piece.document.publisher == "NCCN")
        and entry["title"]["_value"] == piece.document.title
        and [each["href"] for each in entry["link"]] == [piece.document.url]
    )


def test_spanish_and_childrens_documents_of_the_real_data_are_found(real):
    spanish = find_knowledge(real, request("C34.90", language="es"))
    assert {each.document.language for each in spanish.matches} == {"es"}
    child = find_knowledge(real, request("C71.9", stage="child"))
    assert {each.population for each in child.cancers} <= {"pediatric", "both"}
    assert {each.document.population for each in child.matches} <= {"pediatric", "any"}
    assert {each.slug for each in find_knowledge(real, request("C71.9", stage="adult")).cancers} >= {
        "glioma-adult"
    }
