"""The command that checks a deployment and says what to do."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import click
import msgspec

from finder.cli.operating.checks import CHECKS, FOLLOWER_CHECKS, Deployment
from finder.cli.operating.findings import Finding, fail, lines, ok, status_of
from finder.cli.operating.site_checks import site_checks
from finder.language import _, marked, number
from finder.settings import Settings
from finder.settings.check import chosen, faults


@click.command(
    help=marked(
        "Check this deployment and say what to do: settings, folder, directory, sources, links, time zones,"
        " clock, disk, and with --url the site as readers reach it.\n\n"
        "The exit status is 0 if all is well, 1 if there is something to see to, 2 if something is broken."
    )
)
@click.option("--url", default="", metavar="URL", help=marked("Public address of the site, to ask it too."))
@click.option("--json", "as_json", is_flag=True, help=marked("Print the findings as JSON."))
def doctor(url: str, as_json: bool) -> None:
    """Check this deployment and say what to do."""
    if url and not url.startswith(("https://", "http://")):
        raise click.UsageError(_("--url: write the address with https:// or http://."))
    found = [*_findings(url)]
    if as_json:
        values = {"status": status_of(found), "findings": found}
        click.echo(msgspec.json.encode(values))
    else:
        for line in lines(found):
            click.echo(line)
    sys.exit(status_of(found))


COMMANDS = (doctor,)


def _findings(url: str) -> Iterator[Finding]:
    wrong = faults(os.environ)
    for each in wrong:
        yield fail("settings", each, _("Correct it; docs/settings.md lists them all."))
    if wrong:
        return
    count = len(chosen(os.environ))
    yield ok("settings", _("Settings of your own: %(count)s.") % {"count": number(count)})
    deployment = Deployment.of(Settings.read(os.environ))
    for check in FOLLOWER_CHECKS if deployment.settings.follow else CHECKS:
        yield from check(deployment)
    if url:
        yield from site_checks(url)
