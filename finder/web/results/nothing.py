"""What to show if a list has no results."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.answers import CareSiteResult, ClinicianResult, HospitalResult, Result
from finder.formats.display import phones_to_start_with
from finder.formats.proper_names import name_with_credentials, title
from finder.language import _
from finder.search.answer import Answer
from finder.web.addresses import asked_again
from finder.web.elements import dial
from finder.web.links import Opening, link, sentence
from finder.web.page.frame import TalkLine, lines_to_talk
from finder.web.page.views import joined
from finder.web.reader import kept
from finder.web.results import tabs, views
from finder.web.results.card import miles
from finder.web.results.nouns import none_here, noun_of


@dataclass(frozen=True, slots=True)
class Empty:
    """The message and the links for a list without results."""

    heading: str
    offer: Markup
    #: Help lines to call; empty if the reader only went past the last page.
    lines_to_talk: tuple[TalkLine, ...]


def nothing(answer: Answer, unanswered: bool) -> Empty:
    """Return the message and links for a list without results; for `unanswered` see AnswerPage.unanswered."""
    results, query = answer.results, answer.query
    if unanswered:
        said = _(
            "%(a)sCancer centers and programs near %(place)s%(end)s can say which specialists work there."
        )
        places = sentence(said, a=Opening(tabs.all_kinds_address()), place=results.place.name)
        return Empty("", places, tuple(lines_to_talk()) if results.page == 1 else ())
    heading = none_here(noun_of(query.kinds), results, query)
    if results.page > 1:
        back = link(views.page_address(1), _("Back to the nearest"))
        return Empty(heading, back, ())
    return Empty(heading, joined((_nearest(answer), _wider(answer)), " "), tuple(lines_to_talk()))


def _nearest(answer: Answer) -> Markup:
    """Return the nearest result at any distance, with a number to call if we have one."""
    found = answer.nearest
    if found is None:
        return Markup("")
    path, name, phone = _nearest_parts(found)
    said = _("The nearest is %(a)s%(name)s%(end)s, %(miles)s")
    nearest = sentence(said, a=Opening(kept(path)), name=name, miles=miles(found))
    return Markup("{}{}.").format(nearest, Markup(": {}").format(dial(phone)) if phone else "")


def _wider(answer: Answer) -> Markup:
    """Return links to a wider search."""
    every = Opening(tabs.all_kinds_address())
    if not answer.query.miles:
        said = _("%(a)sshow every kind of place%(end)s.")
        return sentence(said, a=every)
    said = _("%(a)sShow the nearest, however far%(end)s, or %(b)sshow every kind of place%(end)s.")
    return sentence(said, a=Opening(asked_again(miles=None, page=None)), b=every)


def _nearest_parts(found: Result) -> tuple[str, str, str]:
    """Return the path and name of the nearest result, and a number to call if it is a center or program."""
    match found:
        case CareSiteResult(site=site):
            phones = phones_to_start_with(site.phones)
            return f"/{site.path}", site.name, phones[0].number if phones else ""
        case ClinicianResult(clinician=each):
            return f"/{each.path}", name_with_credentials(each), ""
        case HospitalResult(hospital=hospital):
            return f"/{hospital.path}", title(hospital.name), ""
