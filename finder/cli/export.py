"""Commands that write the directory into other forms."""

from __future__ import annotations

from pathlib import Path

import click

from finder.language import _, languages, marked, number, own_name
from finder.settings import Settings

#: Names the files that this command wrote to a folder: those, and no others, are written anew.
MARK = ".finder-export"


@click.group(help=marked("Write the directory as something else."))
def export() -> None:
    """Write the directory as something else."""


@export.command(
    help=marked(
        "Write the curated directory into FOLDER as pages that need no server and no connection.\n\n"
        "The pages open from a USB stick or any web host, and search by themselves. "
        "Run it again to renew them."
    )
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--language",
    "codes",
    multiple=True,
    type=click.Choice(languages()),
    help=marked("Only in this language; may be repeated."),
)
@click.pass_obj
def static(settings: Settings, folder: Path, codes: tuple[str, ...]) -> None:
    """Write the curated directory into FOLDER as pages that need no server and no connection."""
    from finder.app import create_app  # noqa: PLC0415 (the other commands need no site)
    from finder.web.offline.folder import first_page, pages  # noqa: PLC0415

    before = _written_before(folder)
    chosen = tuple(code for code in languages() if not codes or code in codes)
    app = create_app(settings)
    files = dict(pages(app, app.extensions["finder"].directory.snapshot(), chosen))
    for name in files.keys() - before:
        if (folder / name).exists():
            raise click.UsageError(
                _("%(file)s is not from an earlier run; move it away, or name another folder.")
                % {"file": folder / name}
            )
    folder.mkdir(parents=True, exist_ok=True)
    # First of all: a run that is cut short can be run again.
    (folder / MARK).write_text("\n".join(sorted(before | files.keys())), "utf-8")
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for name in before - files.keys():
        (folder / name).unlink(missing_ok=True)
    (folder / MARK).write_text("\n".join(files), "utf-8")
    click.echo(
        _("%(count)s files, %(size)s MB (%(languages)s); open %(first)s")
        % {
            "count": number(len(files)),
            "size": number(round(sum(map(len, files.values())) / 1e6, 1)),
            "languages": ", ".join(map(own_name, chosen)),
            "first": folder / first_page(chosen[0]),
        }
    )


def _written_before(folder: Path) -> set[str]:
    """Return the files of an earlier run; a folder with files of somebody else's is left alone."""
    if (folder / MARK).exists():
        names = (folder / MARK).read_text("utf-8").splitlines()
        return {name for name in names if (folder / name).resolve().is_relative_to(folder.resolve())}
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(
            _("%(folder)s holds other files; name an empty folder, or a new one.") % {"folder": folder}
        )
    return set()


COMMANDS = (export,)
