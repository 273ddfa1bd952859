"""What pages and the terminal say about a trial: its phase, who may join, its site, whom to ask."""

from __future__ import annotations

from finder.domain.trials import (
    PHASE_CODES,
    PHASE_NAMES,
    PHASES,
    PURPOSES,
    Trial,
    TrialContact,
    TrialCount,
    TrialSite,
)
from finder.formats import display
from finder.language import _, marked, ngettext, number

_NAMES = {code: PHASE_NAMES[name] for name, code in PHASE_CODES.items()}
_SEXES = {"FEMALE": marked("women only"), "MALE": marked("men only")}


def phase(trial: Trial) -> str:
    """Return the phases with what each is for: "Phase 2: does it work?"; "" if none is given."""
    named = _("%(phase)s: %(question)s")
    parts = [named % {"phase": _(_NAMES[each]), "question": _(PHASES[each])} for each in trial.phases]
    return " · ".join(parts)


def purpose(trial: Trial) -> str:
    """Return what a trial tests, if that is no treatment."""
    return "" if trial.purpose in ("", "TREATMENT") else _(PURPOSES[trial.purpose])


def who_may_join(trial: Trial) -> str:
    """Return the ages and the sex of those who may join, in one line."""
    parts = [_ages(trial), _(_SEXES.get(trial.sex, ""))] if trial.sex in _SEXES else [_ages(trial)]
    return " · ".join(parts)


def _ages(trial: Trial) -> str:
    if not trial.ages_known:
        return _("Ask which ages can join")
    youngest, oldest = trial.minimum_age, trial.maximum_age
    if youngest and oldest is not None:
        return _("Ages %(youngest)s to %(oldest)s") % {"youngest": _age(youngest), "oldest": _age(oldest)}
    if youngest:
        return _("Age %(youngest)s and older") % {"youngest": _age(youngest)}
    if oldest is not None:
        return _("Up to age %(oldest)s") % {"oldest": _age(oldest)}
    return _("Any age")


def _age(years: float) -> str:
    """Return an age in whole years, or in months below two years that are not whole."""
    if years >= 2 or years == int(years):
        return number(round(years))
    months = round(years * 12)
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": number(months)}


def site_name(site: TrialSite) -> str:
    """Return the name of a site, or where it is if the sponsor does not name it."""
    if site.facility:
        return site.facility
    return _("Research site in %(town)s (the sponsor does not give its name)") % {"town": town(site)}


def town(site: TrialSite) -> str:
    """Return the city and state of a site: "Bozeman, MT"."""
    return ", ".join(part for part in (site.city, site.state) if part)


def whom_to_ask(trial: Trial, site: TrialSite) -> tuple[TrialContact, str]:
    """Return the contact of the site, else of the trial, and a label; an empty one if there is none."""
    if site.contact:
        return site.contact, _("Ask this site")
    if trial.contact:
        return trial.contact, _("Ask the trial's main office")
    return TrialContact(), ""


def contact_words(contact: TrialContact) -> str:
    """Return a contact as text: name, number with extension, e-mail."""
    number_ = display.phone(contact.phone) if contact.phone else ""
    if number_ and contact.extension:
        number_ = _("%(number)s, extension %(extension)s") % {
            "number": number_,
            "extension": contact.extension,
        }
    return ", ".join(part for part in (contact.name, number_, contact.email) if part)


def more_sites(count: int, radius: int) -> str:
    """Return how many more sites of a trial are near; "" for none."""
    if not count:
        return ""
    words = ngettext(
        "and %(count)s more site within %(radius)s miles",
        "and %(count)s more sites within %(radius)s miles",
        count,
    )
    return words % {"count": number(count), "radius": number(radius)}


def doubt(site: TrialSite) -> str:
    """Say so if the registry does not say whether a site recruits."""
    return "" if site.recruiting else _("We don't know if this site is recruiting now. Ask when you call.")


def count_words(count: TrialCount, *, months: bool = True) -> str:
    """Return "Recruiting for 8 cancer trials, 3 for this cancer (October 2026)"; without `months`, (2026)."""
    words = ngettext(
        "Recruiting for %(count)s cancer trial", "Recruiting for %(count)s cancer trials", count.trials
    ) % {"count": number(count.trials)}
    if count.for_cancer:
        own = _("%(trials)s, %(count)s for this cancer")
        words = own % {"trials": words, "count": number(count.for_cancer)}
    return f"{words} ({display.date(count.as_of[: 7 if months else 4])})" if count.as_of else words
