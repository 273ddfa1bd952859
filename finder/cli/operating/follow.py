"""The command that follows a published directory."""

from __future__ import annotations

import logging
import os
import random
import sys
import threading
import time

import click

from finder.cli.ending import end_with_parent
from finder.directory.published.follow import Follower
from finder.disk_errors import explain
from finder.errors import BadDirectory, BadFile, SourceDown
from finder.language import _, marked
from finder.settings import Settings, with_setting
from finder.sources.published.places import open_place
from finder.sources.published.pointer import Version

log = logging.getLogger("finder")

#: What a look can raise; the next one may succeed.
_FAILURES = (BadDirectory, BadFile, SourceDown, OSError)
#: A look that takes longer, in seconds, hangs in a library; the process ends, and is started again.
_LONGEST_LOOK = 3600.0


@click.command(
    help=marked(
        "Follow the directory that is published at ADDRESS: look for a new version, download it, verify it,"
        " swap it in. Without ADDRESS, FINDER_FOLLOW says where.\n\n"
        "`finder serve --follow` does this by itself; beside another server, run this. Whatever happens at"
        " ADDRESS, the last verified directory stays."
    )
)
@click.argument("address", default="")
@click.option("--once", is_flag=True, help=marked("Look once. The exit status is 1 if that fails."))
@click.option("--with-parent", type=int, hidden=True)
@click.pass_obj
def follow(settings: Settings, address: str, once: bool, with_parent: int | None) -> None:
    """Follow the directory that is published at an address."""
    settings = with_setting(settings, "FINDER_FOLLOW", address)
    if not settings.follow:
        raise click.UsageError(_("Say what to follow: finder follow ADDRESS, or set FINDER_FOLLOW."))
    if with_parent:
        end_with_parent(with_parent)
    follower = Follower(settings.directory, open_place(settings.follow))
    if once:
        taken = follower.look(wait=True)
        click.echo(_in_words(taken) if taken else _("This is the latest published version."))
        return
    _write_lines_as(settings)
    said = ""
    while True:
        said = _look(follower, said)
        # Not all servers at the same second.
        time.sleep(settings.follow_seconds * random.uniform(0.9, 1.1))  # noqa: S311


COMMANDS = (follow,)


def _look(follower: Follower, said: str) -> str:
    """Look once, log what is new, and return what is wrong, or "". That is logged when it changes."""
    hangs = threading.Timer(_LONGEST_LOOK, _end)
    hangs.daemon = True
    hangs.start()
    try:
        if taken := follower.look():
            log.info(_in_words(taken))
    except _FAILURES as error:
        reason = explain(error) if isinstance(error, OSError) else str(error)
        if reason != said:
            message = _("%(reason)s Until then, the last verified copy of the directory is used.")
            log.warning(message, {"reason": reason})
        return reason
    finally:
        hangs.cancel()
    if said:
        log.info(_("%(address)s can be followed again.") % {"address": follower.place.shown})
    return ""


def _in_words(version: Version) -> str:
    message = _("The directory is now version %(version)s, built %(built)s.")
    return message % {"version": version.version, "built": version.built}


def _write_lines_as(settings: Settings) -> None:
    """Write the lines of the log in the form of the operator's, news too."""
    log.setLevel(logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    if settings.log == "json":
        from finder.web.monitoring.logs import JsonFormatter  # noqa: PLC0415 (needs Flask)

        handler.setFormatter(JsonFormatter("%(message)s"))
    log.handlers = [handler]
    log.propagate = False


def _end() -> None:
    log.error(_("A look took more than an hour, and was ended."))
    os._exit(1)
