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

if TYPE_CHECKING:  # requests takes a fifth of a second to import
    from finder.sources.quick.client import Client
    from finder.sources.quick.queries import Part
    from finder.sources.quick.read_pages import Progress, Received

#: What `finder load` calls it, and its line in the help.
QUICK = "quick"
LABEL = marked("Cancer doctors and their hospitals, asked of CMS: no file needed, a few minutes")


def read_states(text: str) -> tuple[str, ...]:
    """Return the codes of states in a list such as "MT, WY". Raises UsageError for an unknown one."""
    codes = state_codes()
    names = [each for each in (part.strip() for part in text.split(",")) if each]
    if (unknown := [each for each in names if normalize(each) not in codes]) or not names:
        message = _("--states: write codes of states, such as MT,WY. We do not know “%(names)s”.")
        raise click.UsageError(message % {"names": "”, “".join(unknown or [text])[:80]})
    return tuple(dict.fromkeys(codes[normalize(each)] for each in names))


def receive(settings: Settings, curated: Curated, states: Sequence[str]) -> list[Received]:
    """Return the three parts of a quick load, once all of them are complete. Raises SourceDown.

    Whatever fails, nothing is loaded, and the next run continues with the page at which this one stopped.
    """
    from finder.sources.download.client import open_session  # noqa: PLC0415 (requests, as above)
    from finder.sources.quick import queries  # noqa: PLC0415
    from finder.sources.quick.client import Client  # noqa: PLC0415
    from finder.sources.quick.read_pages import npis_in  # noqa: PLC0415

    # Those without a specialty of ours make nobody a specialist, and internal medicine is a large one.
    specialties = [each.cms for each in curated.cms_specialties if each.specialty]
    with open_session() as session:
        client = Client(session, settings.provider_data_url)
        clinicians = _receive(settings, client, queries.clinicians(specialties, states))
        if not clinicians.rows:
            raise SourceDown(_nobody(settings, states))
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
def _bar(label: str) -> Iterator[Progress]:
    """Show how many pages were received, and rows."""
    with tqdm(unit=_(" pages"), desc=_("asking CMS: %(kind)s") % {"kind": label}, disable=None) as bar:

        def progress(pages: int, total: int, rows: int) -> None:
            bar.total = total
            bar.set_postfix_str(_("%(count)s rows") % {"count": number(rows)}, refresh=False)
            bar.update(pages - bar.n)

        yield progress


def _nobody(settings: Settings, states: Sequence[str]) -> str:
    if states:
        message = _("CMS lists no doctor in %(states)s whose specialty treats cancer. Nothing was loaded.")
        return message % {"states": format_list([state_name(each) for each in states], "or")}
    message = _(
        "CMS answers that there is no doctor in any specialty of %(file)s: it may spell them differently now."
        " Nothing was loaded."
    )
    return message % {"file": settings.data / "cms_specialties.csv"}


def contents(states: Sequence[str]) -> str:
    """Return the sentence that says what a quick load holds."""
    if not states or len(states) == len(STATES):
        return _("Loaded: doctors who bill Medicare, in specialties that treat cancer, and the hospitals.")
    message = _(
        "Loaded for %(states)s alone: doctors who bill Medicare, in specialties that treat cancer, and the"
        " hospitals."
    )
    return message % {"states": format_list([state_name(each) for each in states])}
