"""Commands that write the directory into other forms."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from finder.language import _, languages, marked, number, own_name
from finder.settings import Settings

#: Shows that a folder was made by this command, so that it may be made anew.
MARK = ".finder-export"


@click.group(help=marked("Write the directory as something else."))
def export() -> None:
    """Write the directory as something else."""


@export.command(
    help=marked("Write the curated directory into FOLDER as pages that need no server and no connection.")
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--language", "codes", multiple=True, help=marked("Only in this language; may be given several times.")
)
@click.pass_obj
def static(settings: Settings, folder: Path, codes: tuple[str, ...]) -> None:
    """Write the curated directory into FOLDER as pages that need no server and no connection."""
    from finder.app import create_app  # noqa: PLC0415 (the other commands need no site)
    from finder.web.export import pages  # noqa: PLC0415

    if unknown := set(codes) - set(languages()):
        raise click.BadParameter(
            _("“%(code)s” is not spoken here; choose from %(codes)s.")
            % {"code": sorted(unknown)[0], "codes": ", ".join(languages())},
            param_hint="--language",
        )
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise click.UsageError(
            _("%(folder)s holds other files; name an empty folder, or a new one.") % {"folder": folder}
        )
    chosen = tuple(code for code in languages() if not codes or code in codes)
    app = create_app(settings)
    beside = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    size = count = 0
    for name, content in pages(app, app.extensions["finder"].directory.snapshot(), chosen):
        file = beside / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        size, count = size + len(content), count + 1
    (beside / MARK).write_text("", "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
    click.echo(
        _("%(count)s files, %(size)s MB (%(languages)s); open %(first)s")
        % {
            "count": number(count),
            "size": number(round(size / 1e6, 1)),
            "languages": ", ".join(map(own_name, chosen)),
            "first": folder / "index.html",
        }
    )


COMMANDS = (export,)
