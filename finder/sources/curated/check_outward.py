"""Rules on addresses of other sites that are filled in, and on the words that are explained."""

from __future__ import annotations

from collections.abc import Iterator

from finder.domain.documents import LANGUAGES
from finder.domain.outward_links import SLOTS
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated.rows import Read

#: A definition is read in passing.
LONGEST = 240


def outward_faults(read: Read) -> Iterator[DataFault]:
    """Yield faults of outward links: what cannot be filled in, and services that need to know a place."""
    without_place: dict[str, bool] = {}
    for line, each in read.outward_links:
        try:
            slots = each.slots
        except ValueError as error:
            yield line.fault(_("url, name: %(error)s") % {"error": error})
            continue
        if unknown := slots - set(SLOTS):
            yield line.fault(
                _("url: %(unknown)s is none of %(names)s")
                % {"unknown": sorted(unknown), "names": ", ".join(SLOTS)}
            )
        if not each.url.startswith("https://"):
            yield line.fault(_("url: must begin with https://"))
        if each.language not in LANGUAGES:
            yield line.fault(
                _("language: `%(language)s` is none of %(names)s")
                % {"language": each.language, "names": ", ".join(LANGUAGES)}
            )
        placeless = slots.isdisjoint(("place", "city", "zip"))
        without_place[each.service] = without_place.get(each.service, False) or placeless
    for line, each in read.outward_links:
        if not without_place.get(each.service, True):
            yield line.fault(
                _("service: `%(service)s` has no form that works without a place") % {"service": each.service}
            )


def glossary_faults(read: Read) -> Iterator[DataFault]:
    """Yield faults of explained words: definitions that are too long to be read in passing."""
    for line, each in read.glossary:
        if len(each.definition) > LONGEST:
            yield line.fault(
                _("definition: %(count)s characters; at most %(longest)s")
                % {"count": len(each.definition), "longest": LONGEST}
            )
