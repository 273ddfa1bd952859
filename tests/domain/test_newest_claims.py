"""Of several claims about trials only the newest is shown in short lists."""

from finder.domain.claims import Claim, ClaimKind, newest_claims
from finder.domain.sources import Origin

KINDS = {
    "old": ClaimKind("old", "Old", "In {year}", "Once", "M", subject="trials"),
    "new": ClaimKind("new", "New", "{count} in {month}", "Some", "M", subject="trials"),
    "other": ClaimKind("other", "Other", "In {year}", "Once", "M"),
}
ORIGIN = Origin("example")


def claim(kind, as_of=None):
    return Claim(kind, ORIGIN, as_of)


def test_the_newest_claim_about_trials_comes_first_and_alone():
    claims = [claim("other", "2022"), claim("old", "2018-03"), claim("new", "2026-10"), claim("old")]
    assert newest_claims(claims, KINDS) == [claims[2], claims[0]]


def test_a_dated_claim_is_newer_than_one_without_a_date():
    assert newest_claims([claim("old"), claim("old", "2018")], KINDS) == [claim("old", "2018")]
    assert newest_claims([claim("old")], KINDS) == [claim("old")]


def test_claims_about_other_things_all_stay():
    claims = [claim("other", "2021"), claim("other", "2022")]
    assert newest_claims(claims, KINDS) == claims
