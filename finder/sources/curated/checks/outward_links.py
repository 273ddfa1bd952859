"""Rules on addresses of other sites that are filled in, and on the words that are explained."""

from __future__ import annotations

from collections.abc import Iterator

from finder.domain.outward_links import GLOSSARY, OUTWARD_LINKS, SLOTS
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated import messages
from finder.sources.curated.data_table import Read

#: A definition is read in passing.
LONGEST = 240


def slot_faults(read: Read) -> Iterator[DataFault]:
    """The address begins with https:// and has no other gaps than those named below."""
    for row in read.rows(OUTWARD_LINKS):
        try:
            slots = row.record.slots
        except ValueError as error:
            yield row.location.fault(_("url, name: %(error)s") % {"error": error})
            continue
        for slot in sorted(slots - set(SLOTS)):
            yield row.location.fault(
                messages.not_among("url", f"{{{slot}}}", [f"{{{each}}}" for each in SLOTS])
            )
        if not row.record.url.startswith("https://"):
            yield row.location.fault(_("url: start it with https://"))


def placeless_faults(read: Read) -> Iterator[DataFault]:
    """Every service has a form that works without a place."""
    without_place: dict[str, bool] = {}
    for row in read.rows(OUTWARD_LINKS):
        try:
            placeless = row.record.slots.isdisjoint(("place", "city", "zip"))
        except ValueError:  # reported by the rule above
            placeless = True
        without_place[row.record.service] = without_place.get(row.record.service, False) or placeless
    for row in read.rows(OUTWARD_LINKS):
        if not without_place[row.record.service]:
            message = _("service: add a form of `%(service)s` that works without a place. It has none.")
            yield row.location.fault(message % {"service": row.record.service})


def definition_faults(read: Read) -> Iterator[DataFault]:
    """A definition has at most 240 characters: it is read in passing."""
    for row in read.rows(GLOSSARY):
        if len(row.record.definition) > LONGEST:
            message = _("definition: shorten it to %(longest)s characters. It has %(count)s.")
            yield row.location.fault(message % {"count": len(row.record.definition), "longest": LONGEST})
