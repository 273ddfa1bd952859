"""The command that serves the pages."""

from __future__ import annotations

import socket

import click

from finder.directory.build import open_directory
from finder.language import _, marked
from finder.settings import Settings


@click.command(help=marked("Serve the pages and the HTTP interface. Stop with Ctrl+C."))
@click.option("--host", default="127.0.0.1", show_default=True, help=marked("Address to listen on."))
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=marked("Port.")
)  # fmt: skip
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help=marked("Processes.")
)  # fmt: skip
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve the pages and the HTTP interface. Stop with Ctrl+C."""
    from granian.constants import Interfaces  # noqa: PLC0415 (the other commands need no server)
    from granian.server import Server  # noqa: PLC0415

    _must_be_free(host, port)
    open_directory(settings.directory, settings.data)  # once, before the workers share it
    said = _("The finder is at %(address)s (stop with Ctrl+C)")
    click.echo(said % {"address": f"http://{host}:{port}/"})
    # No access log: what people search for stays with them.
    Server(
        "finder.app:create_app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        factory=True,
        log_access=False,
        log_enabled=True,
        websockets=False,
    ).serve()


def _must_be_free(host: str, port: int) -> None:
    """Raise a ClickException where nobody can listen there: workers share a port with whoever else shares it,
    and half of the questions would go to the server that was started before.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        why = str(error.strerror or error).partition(" (while ")[0]  # Python names the address once more
        values = {"address": f"{host}:{port}", "error": why}
        raise click.ClickException(
            _("Nothing can be served at %(address)s: %(error)s. Stop what is there, or name another --port.")
            % values
        ) from None


COMMANDS = (serve,)
