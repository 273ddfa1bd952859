"""Pages on paper: the numbers to call, where the page is from, and no page with a footer alone."""

from __future__ import annotations

import pytest

from tests.paper import needs_poppler, pages_of, words_of

LIST = (
    "pick=centers/mayo-rochester&pick=programs/billings-clinic-cancer-center-mt&pick=centers/huntsman"
    "&cancer=pancreatic-cancer&near=59715"
)

pytestmark = needs_poppler


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/search?near=59715&cancer=pancreatic-cancer", "(800) 824-2073"),
        ("/centers/huntsman?near=59715&cancer=pancreatic-cancer", "(801) 587-7000"),
        ("/cancers/breast-cancer", "(800) 422-6237"),
        ("/help", "(800) 227-2345"),
    ],
)
def test_a_page_prints_its_numbers_and_address_without_the_footer(page, path, number):
    page.goto(path)
    printed = page.pdf(format="Letter")
    words = words_of(printed)
    assert number in words
    assert path in words.replace(" ", "")
    assert "Your privacy" not in words
    assert all(len(each.split()) > 10 for each in pages_of(printed))


def test_a_printed_comparison_loses_nothing(page):
    page.goto(f"/shortlist/compare?{LIST}")
    seen = page.locator(".side-by-side td").all_inner_texts()
    words = words_of(page.pdf(format="Letter")).replace(" ", "")
    for text in seen:
        for line in text.split("\n"):
            assert "".join(line.split()) in words
