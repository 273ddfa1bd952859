"""`finder load quick`: ask CMS for the rows of cancer care alone."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from finder.domain.curated import Curated
from finder.errors import SourceDown
from finder.geo.states import STATES, state_codes, state_name
from finder.language import _, format_list, marked, number
from finder.plain_text import normalize
from finder.settings import Settings
from finder.words.similar_names import similar_names

if TYPE_CHECKING:  # requests takes a fifth of a second to import
    from finder.sources.quick.client import Client
    from finder.sources.quick.queries import Part
    from finder.sources.quick.read_pages import Progress, Received

#: What `finder load` calls it, and its line in the help.
QUICK = "quick"
#: After how many pages a line is written where no bar can be drawn.
_PAGES_A_LINE = 20
LABEL = marked("Cancer doctors and their hospitals, straight from CMS: no files needed, takes a few minutes")


def read_states(text: str) -> tuple[str, ...]:
    """Return the codes of states in a list such as "MT, WY". Raises UsageError for an unknown one."""
    codes = state_codes()
    names = [each for each in (part.strip() for part in text.split(",")) if each]
    if (unknown := [each for each in names if normalize(each) not in codes]) or not names:
        message = _("--states: write state codes, such as MT,WY. We don't know “%(names)s”.")
        said = message % {"names": "”, “".join(unknown or [text])[:80]}
        near = [codes[name] for each in unknown for name in similar_names(normalize(each), codes)]
        meant = format_list([f"{code} ({state_name(code)})" for code in dict.fromkeys(near)], "or")
        hint = _("Did you mean %(value)s?") % {"value": meant} if near else ""
        raise click.UsageError(f"{said} {hint}".rstrip())
    return tuple(dict.fromkeys(codes[normalize(each)] for each in names))


def receive(settings: Settings, curated: Curated, states: Sequence[str]) -> list[Received]:
    """Return the three parts of a quick load, once all of them are complete. Raises SourceDown.

    Whatever fails, nothing is loaded, and the next run continues with the page at which this one stopped.
    """
    from finder.sources.download.client import open_session  # noqa: PLC0415 (requests, as above)
    from finder.sources.quick import queries  # noqa: PLC0415
    from finder.sources.quick.client import Client  # noqa: PLC0415
    from finder.sources.quick.read_pages import npis_in, without_rows  # noqa: PLC0415

    # Those without a specialty of ours make nobody a specialist, and internal medicine is a large one.
    specialties = [each.cms for each in curated.cms_specialties if each.specialty]
    with open_session() as session, _resumable():
        client = Client(session, settings.provider_data_url)
        clinicians = _receive(settings, client, queries.clinicians(specialties, states))
        if not clinicians.rows:
            raise SourceDown(_nobody(settings, states))
        if not states and (absent := without_rows(clinicians.path, specialties)):
            message = _("Check %(file)s. CMS lists no doctors as %(names)s, and may spell it differently.")
            names = format_list(absent, "or")
            click.echo(message % {"names": names, "file": settings.data / "cms_specialties.csv"}, err=True)
        npis = npis_in(clinicians.path)
        parts = (queries.affiliations(npis), queries.hospitals(states))
        received = [clinicians, *(_receive(settings, client, part) for part in parts)]
        message = _("%(megabytes)s MB received from CMS.")
        click.echo(message % {"megabytes": number(math.ceil(client.received / 10**5) / 10)})
    return received


def _receive(settings: Settings, client: Client, part: Part) -> Received:
    from finder.sources.quick.read_pages import read_part  # noqa: PLC0415 (requests, as above)

    with _bar(part.file.name) as progress:
        return read_part(
            client,
            part,
            settings.home / "downloads" / QUICK,
            progress,
            lambda line: click.echo(line, err=True),
        )


@contextmanager
def _resumable() -> Iterator[None]:
    """Say, where somebody presses Ctrl+C, that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt:
        message = _("Stopped. Nothing was loaded. Run the same command again: it continues here.")
        click.echo(f"\n{message}", err=True)
        raise


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    """Show how many pages were received, and rows: as a bar, or in a log as a line now and then."""
    asking = _("asking CMS: %(kind)s") % {"kind": label}
    with tqdm(unit=_(" pages"), desc=asking, disable=None) as bar:
        if bar.disable:
            click.echo(asking, err=True)

        def progress(pages: int, total: int, rows: int) -> None:
            if bar.disable and pages % _PAGES_A_LINE == 0:
                line = _("%(pages)s of %(total)s pages, %(rows)s rows")
                values = {"pages": number(pages), "total": number(total), "rows": number(rows)}
                click.echo(f"{asking}: {line % values}", err=True)
            bar.total = total
            bar.set_postfix_str(_("%(count)s rows") % {"count": number(rows)}, refresh=False)
            bar.update(pages - bar.n)

        yield progress


def _nobody(settings: Settings, states: Sequence[str]) -> str:
    if states:
        message = _("CMS lists no cancer doctors in %(states)s. Nothing was loaded.")
        return message % {"states": format_list([state_name(each) for each in states], "or")}
    message = _(
        "Check the specialties in %(file)s. CMS has no doctors in any of them, and may spell them "
        "differently now. Nothing was loaded."
    )
    return message % {"file": settings.data / "cms_specialties.csv"}


def contents(states: Sequence[str]) -> str:
    """Return the sentence that says what a quick load holds."""
    if not states or len(states) == len(STATES):
        return _("Loaded: doctors who bill Medicare, in specialties that treat cancer, and the hospitals.")
    message = _(
        "Loaded only for %(states)s: doctors who bill Medicare, in specialties that treat cancer, and the "
        "hospitals."
    )
    return message % {"states": format_list([state_name(each) for each in states])}
