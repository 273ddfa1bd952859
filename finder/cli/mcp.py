"""The command that serves assistants by the Model Context Protocol."""

from __future__ import annotations

import logging
import sys

import click

from finder.cli.serve import check_free
from finder.errors import BadSetting
from finder.language import _, marked
from finder.library import open_with
from finder.settings import Settings

#: The command that installs what it needs.
_INSTALL = 'pip install "cancer-finder[mcp]"'
_LOOPBACK = "127.0.0.1"


@click.command(
    help=marked(
        "Serve the finder to AI assistants, by the Model Context Protocol.\n\n"
        "An assistant on this computer starts the command itself and talks to it by standard input and"
        " output. With --http, assistants reach it at http://HOST:PORT/mcp."
    )
)
@click.option(
    "--http", "address", metavar="[HOST:]PORT", default="",
    help=marked("Listen at this address, such as 127.0.0.1:8765."),
)  # fmt: skip
@click.pass_obj
def mcp(settings: Settings, address: str) -> None:
    """Serve the finder to AI assistants, by the Model Context Protocol."""
    try:
        from finder.mcp.serve import http_app, over_http, over_stdio  # noqa: PLC0415 (its SDK is optional)
    except ImportError as error:
        message = _("Run: %(command)s. The server for assistants needs it.")
        raise BadSetting(message % {"command": _INSTALL}) from error
    where = _read(address) if address else None
    _log_to_stderr()
    with open_with(settings) as finder:
        if where is None:
            over_stdio(finder, settings.public)
        else:
            host, port = where
            app = http_app(finder, host, settings.public)
            check_free(host.strip("[]"), port)
            message = _("The finder answers assistants at %(address)s (stop with Ctrl+C)")
            click.echo(message % {"address": f"http://{host}:{port}/mcp"}, err=True)
            over_http(app, host, port)


COMMANDS = (mcp,)


def _read(address: str) -> tuple[str, int]:
    """Return the host and the port of an address; the host is this computer alone if it is left out."""
    host, _colon, port = address.rpartition(":")
    if not (port.isascii() and port.isdigit() and 1 <= int(port[:6]) <= 65535):
        message = _(
            "--http: write a host and a port, such as 127.0.0.1:8765. “%(value)s” is not such an address."
        )
        raise click.UsageError(message % {"value": address})
    return host or _LOOPBACK, int(port)


def _log_to_stderr() -> None:
    """Write faults of the server as all others are written: without what somebody asked."""
    from finder.web.monitoring.logs import PlainFormatter  # noqa: PLC0415 (only a server has such lines)

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainFormatter("%(message)s"))
    for name in ("mcp", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.ERROR)
