"""NCI's page on a type replaces a document that is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from finder.language import using_language
from finder.search.documents.find import _replacements
from finder.store.read_catalog import catalog_of
from finder.store.read_guidelines import CancerDocument, guidelines_for


@pytest.mark.parametrize("reader", ["en", "es"])
@pytest.mark.parametrize(("language", "name"), [("en", "Breast cancer"), ("es", "Cáncer de seno (mama)")])
def test_the_page_is_titled_in_its_own_language_for_every_reader(
    snapshot, connection, reader, language, name
):
    served = next(
        each for each in guidelines_for(connection, "breast-cancer") if each.document.language == language
    )
    gone = CancerDocument(replace(served.document, status="gone"), "own")
    with using_language(reader):
        (page,) = _replacements([gone], [], catalog_of(snapshot).cancers["breast-cancer"])
    assert page.document.language == language
    assert page.document.title.startswith(f"{name}: ")
