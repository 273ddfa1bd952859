"""What the results page says around its results: how the search was read, and which doctors to ask for."""

from __future__ import annotations

from markupsafe import Markup, escape

from finder.domain.answers import CareSiteResult, Results, Understood
from finder.domain.kinds import Kind
from finder.domain.places import Place
from finder.formats.start_here import why
from finder.language import _, marked, translate
from finder.search.answer import Answer
from finder.search.questions import NearQuery
from finder.web.addresses import asked, asked_again
from finder.web.language import translate as shown
from finder.web.links import Opening, link, sentence
from finder.web.page.views import joined
from finder.web.reader import kept
from finder.web.results import views

#: What distances are measured from, by the precision of the place.
_MILES = {
    "exact": marked("Miles are straight lines. The road is longer."),
    "zip": marked("Miles are straight lines from the middle of the ZIP code. The road is longer."),
}
_MILES_FROM_TOWN = marked("Miles are straight lines from the middle of the town. The road is longer.")


def about_miles(place: Place) -> str:
    """Say where the miles of a list are measured from."""
    return _(_MILES.get(place.precision, _MILES_FROM_TOWN))


def notes(answer: Answer) -> tuple[Markup, ...]:
    """Return the lines above the results: how the cancer was read, and why to start where."""
    read, query = answer.results.understood, answer.query
    return _cancer_note(read, query), _advice(answer)


def _advice(answer: Answer) -> Markup:
    """Return why to call a specialized center first, or else the advice on volume, with the studies."""
    read, start = answer.results.understood, answer.start_here
    if start and not start.study:
        return escape(why(start))
    study = start.study if start else read.volume
    return escape(shown(study.advice)) if study else Markup("")


def below(answer: Answer) -> tuple[Markup, ...]:
    """Return the lines below the results: which places were left out, and the studies of the advice."""
    read, query = answer.results.understood, answer.query
    said = _("What studies say about how often a hospital treats this cancer")
    to = _cancer_page(read, "#volume")
    studies = link(to, said, class_="no-print") if read.volume else Markup("")
    return tuple(each for each in (_patients(read, query), studies) if each)


def who_treats(results: Results) -> tuple[Markup, ...]:
    """Return links to the doctors of the cancer's care team, then to the whole team."""
    read = results.understood
    if not read.proposed:
        return ()
    whole = link(_cancer_page(read, "#who"), _("The whole care team"), class_="no-print")
    return (*(views.proposal(each) for each in read.proposed), whole)


def _cancer_note(read: Understood, query: NearQuery) -> Markup:
    if not read.cancer_note or _is_in_its_name(query.cancer or "", read):
        return Markup("")
    to = link(_cancer_page(read), _("About this cancer"), class_="no-print")
    return joined((read.cancer_note, to), " ")


def _is_in_its_name(typed: str, read: Understood) -> bool:
    """Return whether the heading, which names the cancer, has what was typed: "dlbcl"."""
    return read.cancer is not None and typed.casefold() in translate(read.cancer.name).casefold()


def list_note(answer: Answer, *, has_people: bool) -> str:
    """Return what is true of the whole list, said once; `has_people`: doctors are listed, if asked for."""
    wanted = answer.query.kinds
    if wanted == (Kind.HOSPITAL,):
        said = _(
            "How many doctors of each specialty Medicare lists at each hospital. %(a)sWhat this counts%(end)s"
        )
        return sentence(said, a=Opening(kept("/about#team"), "term"))
    if Kind.CLINICIAN in wanted and has_people:
        said = _("Doctors report their own specialty. %(a)sIt is not board certification%(end)s.")
        reported = sentence(said, a=Opening(kept("/about#self-reported"), "term"))
        return joined((_who_is_listed(answer.results.understood), reported), " ")
    return _unlisted_specialists(answer.results)


def _who_is_listed(read: Understood) -> str:
    if not read.looked_for:
        return _("Choose a cancer to see the surgeons who operate on it.")
    if read.specialties:
        return ""
    return _("These are the specialists who usually treat this cancer.")


def _unlisted_specialists(results: Results) -> str:
    """Say once, of all places without a list of specialists, that we do not know them."""
    found = [each for each in results.results if isinstance(each, CareSiteResult)]
    if not found or all(each.site.groups for each in found):
        return ""
    return _("We don't know which doctors work at most of these. Ask when you call.")


def kinds(read: Understood) -> tuple[Markup, ...]:
    """Return links to the same search for each kind of a cancer whose kind is not known yet."""
    return tuple(
        link(asked_again(cancer=each.slug, page=None), shown(each.name), class_="chip") for each in read.kinds
    )


def _cancer_page(read: Understood, anchor: str = "") -> str | None:
    """Return the address of the cancer's page, for the same place; None if no cancer was asked for."""
    if read.cancer is None:
        return None
    return kept(f"/cancers/{read.cancer.slug}{anchor}", near=asked("near"))


def _patients(read: Understood, query: NearQuery) -> Markup:
    patients = read.patients
    if not patients or "show" in query.filters:
        return Markup("")
    children = _("This cancer mostly affects children, so places that treat children come first.")
    adults = _("This cancer mostly affects adults, so places that treat only children are left out.")
    every = link(asked_again(show="all", page=None), _("Show every place"), class_="no-print")
    return joined((children if patients == "children" else adults, every), " ")
