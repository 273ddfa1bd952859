"""Services and cards of CDS Hooks 2.0 as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from finder.domain.answers import Result
from finder.domain.cds_hooks import HOOK, PREFETCH, SERVICE, CareCard
from finder.formats import display
from finder.formats.contacts.contact import contact
from finder.formats.json.encode import Json, encode
from finder.formats.start_here import why, why_this_one
from finder.language import _, language_name, translate
from finder.store.read_catalog import Catalog

#: A summary has fewer characters than this.
_MOST_SUMMARY = 140


def services() -> bytes:
    """Return the one service that there is."""
    service: Json = {
        "hook": HOOK,
        "id": SERVICE,
        "title": _("Cancer guidelines and care nearby"),
        "description": _(
            "For a patient with cancer: guideline documents of NCI and NCCN, and the nearest cancer centers."
        ),
        "prefetch": PREFETCH,
        "usageRequirements": _("Send the conditions with the call. We ask the record for nothing."),
    }
    return encode({"services": [service]})


def cards(made: Iterable[CareCard], catalog: Catalog, base: str, title: str) -> bytes:
    """Return cards. `base` is the address of the site with a slash at its end, `title` its name."""
    return encode({"cards": [_card(each, catalog, base, title) for each in made]})


def _card(card: CareCard, catalog: Catalog, base: str, title: str) -> Json:
    name = translate(card.cancer.name)
    summary = _("%(cancer)s: guidelines and care nearby") if card.nearest else _("%(cancer)s: guidelines")
    return {
        "summary": (summary % {"cancer": name})[: _MOST_SUMMARY - 1],
        "detail": "\n".join(_detail(card, catalog)),
        "indicator": "info",
        "source": {"label": title, "url": base},
        "links": list(_links(card, base)),
    }


def _detail(card: CareCard, catalog: Catalog) -> Iterator[str]:
    """Yield the lines of a card as Markdown."""
    if card.start:
        reasons = " ".join(each for each in (why(card.start), why_this_one(card.start)) if each)
        yield _("To call first: %(place)s") % {"place": _place(card.start.found, catalog)}
        yield ""
        yield reasons
        yield ""
    if card.nearest:
        yield _("Nearest to %(place)s:") % {"place": card.place}
        yield ""
        yield from (f"- {_place(each, catalog)}" for each in card.nearest)
        yield ""
    yield _("This is not medical advice. It helps you find care and information. Decide with your care team.")


def _place(found: Result, catalog: Catalog) -> str:
    made = contact(found.record, catalog, found)
    number = next(iter(made.numbers), None)
    call = f"{number.label}: {display.phone(number.number)}" if number else ""
    return ", ".join(part for part in (f"**{made.name}**", *made.why[:1], made.distance, call) if part)


def _links(card: CareCard, base: str) -> Iterator[Json]:
    for each in card.for_clinician:
        yield _link(f"{each.publisher}: {each.title}", each.url)
    for each in card.for_patient:
        label = _("For the patient, in %(language)s: %(title)s")
        yield _link(
            label % {"language": language_name(each.language), "title": f"{each.publisher}: {each.title}"},
            each.url,
        )
    if card.nearest:
        asked = urlencode({"near": card.zip, "cancer": card.cancer.slug})
        yield _link(_("All places near %(place)s") % {"place": card.place}, f"{base}search?{asked}")
    about = _("Who treats it, and all documents")
    yield _link(about, f"{base}cancers/{card.cancer.slug}?audience=professional")


def _link(label: str, url: str) -> Json:
    return {"label": label, "url": url, "type": "absolute"}
