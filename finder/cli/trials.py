"""The command that lists trials near a place."""

from __future__ import annotations

import textwrap
from typing import Any

import click

from finder.cli.search import as_json, in_formats, options_for, print_danger, print_file
from finder.domain.trials import TrialResult
from finder.formats import display
from finder.formats import trials as words
from finder.formats.exports.list_formats import TRIAL_FORMATS, Listed
from finder.formats.json import trials as trials_json
from finder.formats.json.encode import encode
from finder.language import _, marked, number, translate
from finder.library import open_with
from finder.search.fields import NEAR, TRIALS
from finder.search.trials.nearest_trials import RADIUS, TrialAnswer
from finder.settings import Settings

_WIDTH = 92
_HEADINGS = {
    "own": marked("Trials for %(cancer)s, nearest first:"),
    "wider": marked("Trials for several cancers, or for any solid tumor or blood cancer:"),
}


@click.command(
    help=marked(
        "Find cancer trials that are recruiting near PLACE, nearest first: those for --cancer, then those for"
        " several cancers.\n\n"
        "Load them first: finder load trials."
    )
)
@click.argument("place")
@options_for(each for each in TRIALS if each is not NEAR)
@as_json
@in_formats(TRIAL_FORMATS.values())
@click.pass_obj
def trials(settings: Settings, /, place: str, form: str | None, **options: Any) -> None:
    """Find cancer trials that are recruiting near PLACE, nearest first."""
    with open_with(settings) as finder:
        print_danger(finder, form, near=place, **options)
        answer = finder.trials(place, **options)
        if form == "json":
            signs = finder.danger(near=place, **options)
            found = trials_json.found_trials(answer, answer.query.page, None, signs, finder.catalog)
            click.echo(encode(found))
        elif form:
            print_file(TRIAL_FORMATS[form].write(Listed(answer.found.results, answer.found.total)))
        else:
            _print(answer)


COMMANDS = (trials,)


def _print(answer: TrialAnswer) -> None:
    found, cancer = answer.found, answer.cancer
    for note in (answer.place.note, answer.cancer_note):
        if note:
            click.echo(note)
    near = _("%(count)s within %(miles)s")
    rings = ", ".join(near % {"count": number(count), "miles": ring} for ring, count in found.within.items())
    if cancer:
        total = _("%(own)s trials for this cancer; miles: %(rings)s. %(wider)s more for several cancers.")
    else:
        total = _("%(own)s trials, nearest first; miles: %(rings)s")
    wider = number(found.total - found.own)
    click.echo(total % {"own": number(found.own), "rings": rings, "wider": wider})
    scope = ""
    for each in found.results:
        if cancer and each.scope != scope:
            scope = each.scope
            click.echo(f"\n{_(_HEADINGS[scope]) % {'cancer': translate(cancer.name)}}")
        _print_trial(each)
    if answer.query.page < answer.pages:
        message = _("Page %(page)s of %(pages)s; the next: --page %(next)s")
        values = {"page": answer.query.page, "pages": answer.pages, "next": answer.query.page + 1}
        click.echo(message % values)
    day = _("From ClinicalTrials.gov, %(day)s. The doctors of a trial decide who can join.")
    click.echo(day % {"day": display.date(answer.as_of)})


def _print_trial(found: TrialResult) -> None:
    trial, site = found.trial, found.site
    contact, label = words.whom_to_ask(trial, site)
    where = [
        words.site_name(site),
        words.town(site) if site.facility else "",
        display.miles(found.miles, about=True),
    ]
    lines = [
        ", ".join(part for part in where if part),
        words.more_sites(found.more_sites, RADIUS),
        words.phase(trial),
        words.purpose(trial),
        words.who_may_join(trial),
        words.doubt(site),
        f"{label}: {words.contact_words(contact)}" if label else "",
        trial.url,
    ]
    click.echo()
    click.echo(textwrap.fill(trial.title, _WIDTH))
    for line in filter(None, lines):
        click.echo(textwrap.fill(line, _WIDTH, initial_indent="    ", subsequent_indent="    "))
