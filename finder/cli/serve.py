"""The command that serves the pages."""

from __future__ import annotations

import click

from finder.ingest.directory import open_directory
from finder.settings import Settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve the pages and the HTTP interface. Stop with Ctrl+C."""
    from granian.constants import Interfaces  # noqa: PLC0415 (the other commands need no server)
    from granian.server import Server  # noqa: PLC0415

    open_directory(settings.directory, settings.data)  # once, before the workers share it
    click.echo(f"The finder is at http://{host}:{port}/ (stop with Ctrl+C)")
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


COMMANDS = (serve,)
