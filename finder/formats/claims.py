"""What a source once said of a place, in words."""

from __future__ import annotations

from finder.domain.claims import Claim, ClaimKind
from finder.language import SOURCE, date, number, translate, using_language


def claim_text(claim: Claim, kind: ClaimKind, *, months: bool = True) -> str:
    """Return a claim in the current language, with its date and count, or with words for an unknown date.

    Without `months`, a date is its year.
    """
    if not claim.as_of:
        return translate(kind.undated)
    values = {
        "{year}": claim.as_of[:4],
        "{month}": date(claim.as_of[: 7 if months else 4]),
        "{count}": number(claim.count or 0),
    }
    text = translate(kind.dated)
    for place, value in values.items():
        text = text.replace(place, value)
    return text


def claim_in_english(claim: Claim, kind: ClaimKind) -> str:
    """Return a claim in English, as JSON and CSV give it."""
    with using_language(SOURCE):
        return claim_text(claim, kind)
