"""View values of the page of trials, and of the trials beside the results of a search."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from finder.domain.trials import PHASE_NAMES, TrialContact, TrialResult
from finder.formats import display
from finder.formats import trials as words
from finder.formats.display import in_sentence
from finder.language import _, ngettext, number, translate
from finder.search.trials.nearest_trials import RADIUS, TrialAnswer, TrialQuery
from finder.web.addresses import asked_again
from finder.web.links import link
from finder.web.page.views import Call, Option, joined
from finder.web.reader import kept

#: Distances that the form offers, in miles.
_MILES = ("25", "50", "100", "250")


@dataclass(frozen=True, slots=True)
class TrialCard:
    """A trial: its title as a link, its nearest site, what it tests, who may join, whom to ask."""

    id: str
    kind: str
    title: Markup
    where: str
    facts: tuple[str, ...]
    cautions: tuple[str, ...]
    ask: str
    calls: tuple[Call, ...]
    mail: Markup
    updated: str


@dataclass(frozen=True, slots=True)
class TrialGroup:
    """Trials under a heading."""

    heading: str
    cards: tuple[TrialCard, ...]


@dataclass(frozen=True, slots=True)
class TrialForm:
    """The form that narrows the list."""

    near: str
    cancer: str
    age: str
    miles: tuple[Option, ...]
    phases: tuple[Option, ...]


def form(query: TrialQuery) -> TrialForm:
    """Return the form with the values of the question."""
    asked = f"{query.miles:g}" if query.miles else ""
    values = _MILES if asked in (*_MILES, "") else (*_MILES, asked)
    said = _("%(number)s miles")
    return TrialForm(
        query.near,
        query.cancer or "",
        "" if query.age is None else str(query.age),
        (
            Option("", _("any distance")),
            *(Option(each, said % {"number": each}, current=each == asked) for each in values),
        ),
        tuple(Option(value, _(label), current=value in query.phase) for value, label in PHASE_NAMES.items()),
    )


def title(answer: TrialAnswer) -> str:
    """Return the heading of the page."""
    if answer.cancer is None:
        return _("Cancer trials near %(place)s") % {"place": answer.place.name}
    name = in_sentence(translate(answer.cancer.name))
    return _("Trials for %(cancer)s near %(place)s") % {"cancer": name, "place": answer.place.name}


def counted(answer: TrialAnswer) -> str:
    """Return how many trials there are, and how many are near."""
    found = answer.found
    total = found.own if answer.cancer else found.total
    if answer.cancer:
        said = ngettext("%(count)s trial names this cancer.", "%(count)s trials name this cancer.", total)
    else:
        said = ngettext("%(count)s trial.", "%(count)s trials.", total)
    near = _("%(count)s within %(radius)s miles")
    rings = [
        near % {"count": number(count), "radius": radius} for radius, count in found.within.items() if count
    ]
    wider = found.total - found.own
    more = ngettext(
        "%(count)s more is for several cancers.", "%(count)s more are for several cancers.", wider
    ) % {"count": number(wider)}
    parts = (said % {"count": number(total)}, f"{', '.join(rings)}." if rings else "", more if wider else "")
    return " ".join(part for part in parts if part)


def groups(answer: TrialAnswer) -> list[TrialGroup]:
    """Return the trials of the page: those that name the cancer, then those for a wider group."""
    if answer.cancer is None:
        return [TrialGroup(_("Nearest first"), tuple(map(card, answer.found.results)))]
    name = in_sentence(translate(answer.cancer.name))
    headings = {
        "own": _("Trials for %(cancer)s, nearest first") % {"cancer": name},
        "wider": _("Trials for several cancers, or for any solid tumor or blood cancer"),
    }
    return [
        TrialGroup(heading, cards)
        for scope, heading in headings.items()
        if (cards := tuple(card(each) for each in answer.found.results if each.scope == scope))
    ]


def card(found: TrialResult) -> TrialCard:
    """Return the card of a trial."""
    trial, site = found.trial, found.site
    contact, label = words.whom_to_ask(trial, site)
    miles = display.miles(found.miles, about=True)
    more = words.more_sites(found.more_sites, RADIUS)
    name = contact.name or (trial.sponsor if contact is trial.contact else "")
    ask = f"{label}: {name}" if label and name else label
    return TrialCard(
        trial.nct,
        words.phase(trial) or words.purpose(trial),
        link(trial.url, Markup('<span lang="en">{}</span>').format(trial.title)),
        ", ".join(part for part in (words.site_name(site), _town_unless_named(found), miles) if part)
        + (f" · {more}" if more else ""),
        tuple(
            part
            for part in (
                words.who_may_join(trial),
                words.purpose(trial) if words.phase(trial) else "",
                _("It also has sites that you can visit by video.") if trial.telemedicine else "",
            )
            if part
        ),
        tuple(part for part in (words.doubt(site),) if part),
        ask or _("Look on the trial's own page. The registry lists no contact."),
        _calls(contact),
        _mail(contact, trial.nct),
        _("%(number)s, updated %(day)s") % {"number": trial.nct, "day": display.date(trial.updated)},
    )


def _town_unless_named(found: TrialResult) -> str:
    return words.town(found.site) if found.site.facility else ""


def _calls(contact: TrialContact) -> tuple[Call, ...]:
    if not contact.phone:
        return ()
    label = _("Call")
    if contact.extension:
        label = _("Call, extension %(extension)s") % {"extension": contact.extension}
    return (Call(label, contact.phone),)


def _mail(contact: TrialContact, nct: str) -> Markup:
    if not contact.email:
        return Markup("")
    return link(f"mailto:{contact.email}?subject={nct}", contact.email)


def previous(answer: TrialAnswer) -> Markup:
    """Return the link to the page before, if there is one."""
    page = answer.query.page
    if page == 1:
        return Markup("")
    before = min(page - 1, answer.pages)
    return link(asked_again(page=before if before > 1 else None), _("Closer results"), rel="prev")


def following(answer: TrialAnswer) -> Markup:
    """Return the link to the next page, if there is one."""
    if answer.query.page >= answer.pages:
        return Markup("")
    said = _("Next %(count)s, farther away") % {"count": answer.query.limit}
    return link(asked_again(page=answer.query.page + 1), said, rel="next")


def nothing(answer: TrialAnswer) -> Markup:
    """Say what to do where no trial is left."""
    if answer.found.results:
        return Markup("")
    again = link(asked_again(miles=None, phase=None, age=None, page=None), _("Show trials at any distance"))
    said = _("We found no trial like this here.")
    query = answer.query
    narrowed = query.miles or query.phase or query.age is not None or query.page > 1
    return joined((said, again if narrowed else ""), " ")


def page_of_trials(near: str, cancer: str | None, **more: str | None) -> str:
    """Return the address of the page of trials."""
    return kept("/trials", near=near, cancer=cancer, **more)


def registry_date(as_of: str) -> str:
    """Return the sentence on where the trials come from, and of which day they are."""
    said = _("From ClinicalTrials.gov, %(day)s. Each trial's sponsor wrote its description, in English.")
    return said % {"day": display.date(as_of)}
