"""The command that publishes the directory for other servers."""

from __future__ import annotations

import click

from finder.directory.build import is_current
from finder.directory.published import publish as publishing
from finder.errors import SourceDown
from finder.language import _, marked, number
from finder.settings import Settings, with_setting
from finder.sources.published.places import open_to_write
from finder.sources.published.pointer import Pointer
from finder.store.connect import Directory


@click.command(
    help=marked(
        "Publish the directory for servers that follow it: to a folder, s3://BUCKET/FOLDER or"
        " gs://BUCKET/FOLDER. Without DESTINATION, FINDER_PUBLISH says where.\n\n"
        "The directory is written first, then the file that says it is the latest: a follower finds all of"
        " it or what was there before. The last three versions stay."
    )
)
@click.argument("destination", default="")
@click.option(
    "--back", is_flag=True, help=marked("Publish the version before the latest once more, to go back to it.")
)
@click.pass_obj
def publish(settings: Settings, destination: str, back: bool) -> None:
    """Publish the directory for servers that follow it."""
    settings = with_setting(settings, "FINDER_PUBLISH", destination)
    address = settings.publish
    if not address:
        raise click.UsageError(_("Say where to: finder publish DESTINATION, or set FINDER_PUBLISH."))
    place = open_to_write(address)
    if back:
        pointer = publishing.publish_previous(settings.directory, place)
    else:
        pointer = publishing.publish(settings.directory, place)
        if not is_current(Directory(settings.directory), settings.data):
            said = _("The data, the loaded files or the program have changed since it was built.")
            command = "finder build"
            to_do = _("Run: %(command)s") % {"command": command}
            click.echo(f"{said} {to_do}", err=True)
    say_published(pointer, place.shown)
    try:
        publishing.remove_old(place, pointer)
    except SourceDown as error:
        click.echo(_("Older versions could not be removed. %(reason)s") % {"reason": error}, err=True)


def say_published(pointer: Pointer, shown: str) -> None:
    """Print what was published."""
    message = _("Published at %(address)s: version %(version)s, built %(built)s, %(size)s MB.")
    values = {"version": pointer.latest.version, "built": pointer.latest.built}
    click.echo(message % {"address": shown, "size": number(max(1, pointer.latest.bytes // 10**6)), **values})


COMMANDS = (publish,)
