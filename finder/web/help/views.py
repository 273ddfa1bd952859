"""View values of help lines: whether they are open, their hours, languages and cost."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from finder.domain.documents import Helpline
from finder.formats import opening_hours
from finder.formats.display import phone
from finder.language import _, format_list, language_name, marked, translate
from finder.store.read_catalog import Catalog
from finder.web.context import exported
from finder.web.elements import only_now, optional
from finder.web.language import translate as shown
from finder.web.links import link
from finder.web.page.views import Call, capitalize_first, joined, origin
from finder.web.reports import mistake

#: The needs in the order of the page: key → (label, kinds of lines).
NEEDS = {
    "talk": (marked("Talk to someone"), ("helpline", "support", "crisis line")),
    "rides": (marked("Rides to treatment"), ("transport",)),
    "stay": (marked("A place to stay"), ("lodging",)),
    "money": (marked("Money and insurance"), ("insurance and money", "coverage")),
    "law": (marked("Legal and job help"), ("legal and insurance",)),
    "interpreters": (marked("Interpreters"), ("interpreters",)),
    "near": (marked("Help in your town"), ("local help", "clinic finder")),
    "opinions": (marked("Second opinions"), ("second opinion",)),
    "doctors": (
        marked("Check a doctor or find one"),
        ("credential check", "doctor finder", "doctor look-up", "doctor and hospital finder"),
    ),
}
_REST = "rest"
#: Open lines of these kinds are also shown at the top of the page.
_FIRST = NEEDS["talk"][1]
ORDER = [kind for _label, kinds in NEEDS.values() for kind in kinds]


@dataclass(frozen=True, slots=True)
class LineView:
    """A help line: what it is for, whether it is open, and the number to call, if it has one."""

    name: str
    use_for: str
    is_open: Markup
    chat: Markup
    details: Markup
    call: Call | None


@dataclass(frozen=True, slots=True)
class Need:
    """The lines for one need, under a heading with an anchor."""

    anchor: str
    label: str
    lines: tuple[LineView, ...]


class Status:
    """Whether each line is open at a given time, in the reader's time zone if it is known."""

    def __init__(self, catalog: Catalog, now: datetime.datetime, reader: ZoneInfo | None) -> None:
        self._catalog, self._now, self._reader = catalog, now, reader

    def open_now(self) -> list[LineView]:
        """Return the open lines that anyone can call, lines to talk to first."""
        lines = [
            each
            for each in self._catalog.helplines.values()
            if each.kind in _FIRST and self._phone(each).is_open
        ]
        return [self._now_line(each) for each in sorted(lines, key=lambda each: ORDER.index(each.kind))]

    def needs(self) -> list[Need]:
        """Return the lines by need: open lines first, then others with a number, then the rest."""
        every = sorted(
            self._catalog.helplines.values(),
            key=lambda each: (not self._phone(each).is_open, not each.phone, each.name),
        )
        needs = [
            self._need(key, _(label), [each for kind in kinds for each in every if each.kind == kind])
            for key, (label, kinds) in NEEDS.items()
        ]
        rest = [each for each in every if each.kind not in ORDER]
        needs.append(self._need(_REST, _("Other directories and websites"), rest))
        return [each for each in needs if each.lines]

    def _need(self, anchor: str, label: str, lines: Iterable[Helpline]) -> Need:
        return Need(anchor, label, tuple(self._line(each) for each in lines))

    def _phone(self, line: Helpline) -> opening_hours.Availability:
        return opening_hours.telephone(line, self._now, self._reader)

    def _now_line(self, line: Helpline) -> LineView:
        """Return a line for the top of the page: its number, and until when it is open."""
        spoken = format_list([language_name(code) for code in line.languages])
        said = joined((self._phone(line).state, spoken), " · ")
        call = Call(shown(line.name), line.phone or "", said)
        return LineView("", "", Markup(""), Markup(""), Markup(""), call)

    def _line(self, line: Helpline) -> LineView:
        name, status = shown(line.name), self._phone(line)
        call = Call(status.hours or _("Hours not confirmed"), line.phone) if line.phone else None
        return LineView(
            link(line.url, name) or name,
            joined((shown(line.use_for), shown(line.note)), " "),
            _state(status) if line.phone else Markup(""),
            self._chat(line),
            self._details(line),
            call,
        )

    def _chat(self, line: Helpline) -> Markup:
        chat = opening_hours.chat(line, self._now, self._reader)
        if chat is None:
            return Markup("")
        hours = optional("span", chat.hours, class_="soft")
        return joined((_("Chat on its website:"), _state(chat), hours), " ")

    def _details(self, line: Helpline) -> Markup:
        source = self._catalog.sources[line.source].name
        report = optional("span", mistake("help", line.name, line.phone or "", source), class_="no-print")
        tty = _("TTY %(number)s") % {"number": phone(line.tty)} if line.tty else ""
        parts = (
            capitalize_first(translate(line.cost)) if line.cost else "",
            ", ".join(language_name(code) for code in line.languages),
            tty,
            origin(line, self._catalog),
        )
        return escape(joined(parts, " · ")) + " " + report


def _state(status: opening_hours.Availability) -> Markup:
    """Return whether a line is open, when that changes, and a note; nothing on an exported page."""
    if exported():
        return Markup("")
    state = optional("span", status.state, class_="state is-open" if status.is_open else "state")
    return only_now(joined((state, _mine(status), optional("b", status.note)), " "))


def _mine(status: opening_hours.Availability) -> Markup:
    """Return the next change in the reader's time zone, or the data for a script to compute it."""
    if status.changes is None:
        return Markup("")
    if status.mine:
        return optional("span", status.mine, class_="mine")
    said = _("That is %(time)s where you are.") % {"time": "%(time)s"}
    for_script = Markup('<span data-mine="{}" data-time="{}"></span>')
    return optional("span", for_script.format(said, status.changes.isoformat()), class_="mine")
