"""What the results page says around its results: how the search was read, and which doctors to ask for."""

from __future__ import annotations

from markupsafe import Markup, escape

from finder.domain.answers import Results, Understood
from finder.formats.start_here import why
from finder.language import _
from finder.search.answer import Answer
from finder.search.questions import NearQuery
from finder.web.addresses import asked_again
from finder.web.language import translate as shown
from finder.web.links import link
from finder.web.page.views import joined
from finder.web.reader import kept
from finder.web.results import views


def notes(answer: Answer) -> tuple[Markup, ...]:
    """Return the lines above the results: how the cancer was read, and why to start where."""
    read, query = answer.results.understood, answer.query
    return _cancer_note(read, query), _advice(answer)


def _advice(answer: Answer) -> Markup:
    """Return why to call a specialized center first, or else the advice on volume, with the studies."""
    read, start = answer.results.understood, answer.start_here
    studies = _cancer_page(read, answer.query, "#volume")
    if start and not start.study:
        return escape(why(start))
    return views.volume_line(start.study if start else read.volume, studies)


def below(results: Results, query: NearQuery) -> tuple[Markup, ...]:
    """Return the lines below the results: which places were left out."""
    return tuple(each for each in (_patients(results.understood, query),) if each)


def who_treats(results: Results, query: NearQuery) -> tuple[Markup, ...]:
    """Return links to the doctors of the cancer's care team, then to the whole team."""
    read = results.understood
    if not read.proposed:
        return ()
    whole = link(_cancer_page(read, query, "#who"), _("The whole care team"), class_="no-print")
    return (*(views.proposal(each) for each in read.proposed), whole)


def _cancer_note(read: Understood, query: NearQuery) -> Markup:
    if not read.cancer_note:
        return Markup("")
    to = link(_cancer_page(read, query), _("About this cancer"), class_="no-print")
    return joined((read.cancer_note, to), " ")


def kinds(read: Understood) -> tuple[Markup, ...]:
    """Return links to the same search for each kind of a cancer whose kind is not known yet."""
    return tuple(
        link(asked_again(cancer=each.slug, page=None), shown(each.name), class_="chip") for each in read.kinds
    )


def _cancer_page(read: Understood, query: NearQuery, anchor: str = "") -> str | None:
    """Return the address of the cancer's page, for the same place; None if no cancer was asked for."""
    if read.cancer is None:
        return None
    return kept(f"/cancers/{read.cancer.slug}{anchor}", near=query.near)


def _patients(read: Understood, query: NearQuery) -> Markup:
    patients = read.patients
    if not patients or "show" in query.filters:
        return Markup("")
    children = _("This cancer mostly affects children, so places that treat children come first.")
    adults = _("This cancer mostly affects adults, so places that treat only children are left out.")
    every = link(asked_again(show="all", page=None), _("Show every place"), class_="no-print")
    return joined((children if patients == "children" else adults, every), " ")
