"""Every message catalog is complete, and keeps the placeholders."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from scripts import catalogs


@pytest.fixture(scope="module")
def wanted() -> dict[str, Catalog]:
    return catalogs.templates()


@pytest.mark.parametrize("domain", catalogs.DOMAINS)
@pytest.mark.parametrize("code", catalogs.codes())
def test_no_message_is_missing_fuzzy_obsolete_or_has_other_placeholders(code, domain, wanted):
    assert list(catalogs.faults(code, domain, wanted[domain])) == []


def test_an_incomplete_catalog_is_reported(tmp_path, monkeypatch):
    folder = tmp_path / "xx" / "LC_MESSAGES"
    monkeypatch.setattr(catalogs, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogs, "_read", lambda code, domain: made)
    folder.mkdir(parents=True)
    template = Catalog()
    for text in ("Kept", "Empty", "Hard to say", "%(count)s places near {place}", "Ends in space "):
        template.add(text)
    template.add(("%(num)s place", "%(num)s places"))
    made = Catalog("es")
    made.add("Kept", "Queda")
    made.add("Empty", "")
    made.add("Hard to say", "Quizás", flags=["fuzzy"])
    made.add("%(count)s places near {place}", "Lugares cerca de {lugar}")
    made.add("Ends in space ", "Sin espacio")
    made.add(("%(num)s place", "%(num)s places"), ("un lugar", "%(num)s lugares"))
    made.add("Gone", "Ido")
    report = "\n".join(catalogs.faults("es", "messages", template))
    assert "“Kept”" not in report
    assert "“%(num)s place”" not in report
    for words in (
        "“Empty” is not translated",
        "“Hard to say” is marked fuzzy",
        "differs in %(count)s, {lugar}, {place}",
        "“Ends in space ”: differs in the space at its ends",
        "“Gone” is no longer used",
    ):
        assert words in report
