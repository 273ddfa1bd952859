"""What is said above the records with a name."""

from __future__ import annotations

from finder.domain.names import NameAnswer
from finder.language import _, ngettext, number


def note(answer: NameAnswer) -> str:
    """Return what to do where nothing has the name; "" where something has it."""
    name = {"name": answer.name}
    if answer.similar and answer.total:
        return _("We couldn't find “%(name)s”. These have a similar name.") % name
    if not answer.total:
        return _("We couldn't find “%(name)s”. Check the spelling, or type only a part of the name.") % name
    return ""


def counted(answer: NameAnswer) -> str:
    """Return how many there are, and in which order; "" if there is none."""
    if not answer.total:
        return ""
    said = ngettext("%(count)s result.", "%(count)s results.", answer.total)
    nearest = ""
    if answer.place and answer.total > 1:
        nearest = _("Nearest to %(place)s first.") % {"place": answer.place.name}
    return f"{said % {'count': number(answer.total)}} {nearest}".rstrip()
