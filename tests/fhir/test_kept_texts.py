"""Texts of resources in memory: who is asked for stays, and there is a bound."""

from __future__ import annotations

from finder.search.fhir.kept_texts import KeptTexts


def test_a_text_that_is_asked_for_stays_and_others_are_forgotten():
    kept = KeptTexts(20_000)
    for number in range(100):
        kept.keep(("Location", number), b"x" * 250)
        assert kept.get(("Location", 0)) == b"x" * 250
        assert kept.get(("Location", number)) == b"x" * 250
    assert kept.get(("Location", 1)) is None
    assert sum(kept.get(("Location", number)) is not None for number in range(100)) <= 40


def test_resources_of_two_types_with_one_number_are_two():
    kept = KeptTexts(20_000)
    kept.keep(("Location", 1), b"place")
    kept.keep(("Organization", 1), b"who")
    assert (kept.get(("Location", 1)), kept.get(("Organization", 1))) == (b"place", b"who")
