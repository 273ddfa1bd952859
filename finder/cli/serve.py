"""The command that runs the web server."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click

from finder.cli.beside import following, open_followed
from finder.cli.given_socket import address_of, given_socket
from finder.directory.build import open_directory
from finder.language import _, marked
from finder.settings import Settings, with_setting
from finder.sources.cms import CLINICIANS, HOSPITALS
from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.sources.nppes import MONTHLY

#: What prometheus-client calls the folder in which processes share their counts. It reads the name when it is
#: imported, so it stands here as well.
SHARED_COUNTS = "PROMETHEUS_MULTIPROC_DIR"


@click.command(help=marked("Serve the pages and the HTTP interface. Stop with Ctrl+C."))
@click.option("--host", default="127.0.0.1", show_default=True, help=marked("Address to listen on."))
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help=marked("Port to listen on."),
)  # fmt: skip
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help=marked("Number of processes.")
)  # fmt: skip
@click.option(
    "--follow",
    default="",
    metavar="ADDRESS",
    help=marked("Use the directory published there, and each new version of it, instead of building one."),
)
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int, follow: str) -> None:
    """Serve the pages and the HTTP interface. Stop with Ctrl+C."""
    click.get_current_context().with_resource(_shared_counts(workers))  # before the metrics are imported
    gc.disable()
    from finder.app import site_of  # noqa: PLC0415 (the other commands need no site)
    from finder.cli.workers import RespawningServer  # noqa: PLC0415 (nor a server)
    from finder.serving import OPTIONS  # noqa: PLC0415
    from finder.web.monitoring.logs import server_config  # noqa: PLC0415

    given = given_socket()
    if given is None:
        check_free(host, port)
    settings = with_setting(settings, "FINDER_FOLLOW", follow)
    if follow:
        os.environ["FINDER_FOLLOW"] = follow  # the workers read their settings there
    # Once, before the workers share the directory: what is wrong is said here.
    if settings.follow:
        site_of(settings, open_followed(settings))
    else:
        site_of(settings, open_directory(settings.where, settings.data))
        for line in _not_loaded(DataFolder(settings.home / EXTRACTS)):
            click.echo(line)
    message = _("The finder is at %(address)s (stop with Ctrl+C)")
    click.echo(message % {"address": address_of(given) if given else f"http://{host}:{port}/"})
    # The processes share what is there now, as long as nobody looks through it.
    gc.freeze()
    gc.enable()
    server = RespawningServer(
        "finder.cli.workers:worker_app",
        given=given,
        address=host,
        port=port,
        workers=workers,
        log_dictconfig=server_config(settings.log),
        **OPTIONS,
    )
    with following(settings) if settings.follow else nullcontext():
        server.serve()


@contextmanager
def _shared_counts(workers: int) -> Iterator[None]:
    """Give several processes a folder for the metrics that they share, unless the operator named one."""
    if workers == 1 or SHARED_COUNTS in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="finder-metrics-") as folder:
        os.environ[SHARED_COUNTS] = folder
        try:
            yield
        finally:
            del os.environ[SHARED_COUNTS]


def _not_loaded(folder: DataFolder) -> Iterator[str]:
    """Yield two lines: what is not loaded, and the command that loads it. Nothing where all of it is."""
    doctors = any(folder.extract(file.name).exists() for file in (MONTHLY, CLINICIANS))
    hospitals = folder.extract(HOSPITALS.name).exists()
    if doctors and hospitals:
        return
    if doctors:
        yield _("Not loaded yet: Medicare's hospitals.")
    elif hospitals:
        yield _("Not loaded yet: doctors.")
    else:
        yield _("Not loaded yet: doctors and Medicare's hospitals. Cancer centers and programs are here.")
    yield _("To load them from CMS in a few minutes: %(command)s") % {"command": f"{_finder()} load quick"}


def _finder() -> str:
    """Return how to call the command from the folder we are in; scripts/start puts it into .venv/bin."""
    beside = Path(sys.executable).with_name("finder")
    if shutil.which("finder") or not beside.is_file():
        return "finder"
    path = os.path.relpath(beside)
    return str(beside) if path.startswith(os.pardir) else path


def check_free(host: str, port: int) -> None:
    """Raise ClickException if the address is in use or cannot be bound.

    Workers can share a port with another server that shares it: half of the requests would go to that one.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        reason = str(error.strerror or error).partition(" (while ")[0]  # Python adds the address
        message = _(
            "Stop what is running at %(address)s, or choose another --port. "
            "The server could not start: %(error)s."
        )
        raise click.ClickException(message % {"address": f"{host}:{port}", "error": reason}) from None


COMMANDS = (serve,)
