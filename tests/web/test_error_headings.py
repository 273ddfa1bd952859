"""Error pages have a short heading, and do not repeat a long input."""

from __future__ import annotations

from urllib.parse import quote_plus

import pytest

from finder.errors import in_short
from finder.search.fields import LABELS
from tests.web.page_reader import read

LONG = " ".join(["my neighbor’s cousin wrote about something quite unusual"] * 6)
MOST_WORDS = 8
#: Addresses with something wrong, other than the value of a single field.
WRONG = (
    "/search",
    "/search?near=00000",
    "/search?near=zzyzzx",
    "/search?near=Springfield",
    "/search?near=Canada",
    "/search?near=Texas",
    "/search?near=02115&cancer=cancer+has+spread",
    "/search?near=02115&cancer=flu",
    "/search?near=02115&cancer=Mayo+Clinic",
    "/search?near=02115&cancer=lymphoma+or+leukemia",
    "/search?near=02115&cancer=xyzzy",
    "/search?near=02115&near=59715",
    "/search?near=00000&cancer=xyzzy&miles=-3",
    "/clinicians/1234567893",
    "/clinicians/123",
    "/hospitals/999999",
    "/centers/no-such-center",
    "/cancers/no-such-cancer",
    "/specialties/no-such-specialty",
    "/second-opinion/no-such-chapter",
    "/no-such-page",
    f"/search?near={quote_plus(LONG)}",
    f"/search?near=02115&cancer={quote_plus(LONG)}",
    f"/centers/{quote_plus(LONG)}",
)
FIELDS = tuple(
    f"{page}{field}={quote_plus(value)}"
    for page in ("/search?near=02115&", "/guidelines?", "/shortlist?", "/trials?near=02115&", "/find?")
    for field in sorted(LABELS)
    for value in ("no such value", LONG)
    if not (field == "near" and "near" in page)
)


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("path", WRONG + FIELDS)
def test_the_heading_of_an_error_is_short_and_no_long_input_is_repeated(client, path, code):
    answer = client.get(path if code == "en" else f"/es{path}")
    if answer.status_code < 400 and path in FIELDS:
        return
    page = read(answer.text)
    (heading,) = page.text("h1")
    assert 0 < len(heading.split()) <= MOST_WORDS
    said = " ".join(text for tag in ("h1", "p", "li", "title") for text in page.text(tag))
    assert LONG[:60] not in said


def test_only_a_long_quotation_is_cut():
    assert in_short("We couldn't find “colon”.") == "We couldn't find “colon”."
    assert in_short(f"We couldn't find “{LONG}”.") == "We couldn't find “my neighbor’s cousin wrote about…”."
    assert in_short("“" + "x" * 60 + "”") == "“" + "x" * 40 + "…”"
