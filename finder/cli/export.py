"""Commands that export the directory: as pages, and as a data set."""

from __future__ import annotations

from pathlib import Path

import click

from finder.directory.build import open_directory
from finder.language import _, languages, marked, native_name, number
from finder.settings import Settings
from finder.store.connect import Snapshot
from finder.store.storage.where import at

#: Lists the files that this command wrote to a folder. It never overwrites or deletes any other file.
MANIFEST = ".finder-export"


@click.group(help=marked("Export the directory."))
def export() -> None:
    """Export the directory."""


@export.command(
    help=marked(
        "Write the curated directory to FOLDER as pages that work without a server or a connection.\n\n"
        "You can open and search the pages from a USB drive or on any web host. "
        "Run this again to update them."
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
    """Write the curated directory to FOLDER as pages that work without a server or a connection."""
    from finder.app import create_app  # noqa: PLC0415 (the other commands need no site)
    from finder.web.offline.folder import first_page, pages  # noqa: PLC0415

    before = _earlier_files(folder)
    chosen = tuple(code for code in languages() if not codes or code in codes)
    app = create_app(settings)
    files = dict(pages(app, app.extensions["finder"].directory.snapshot(), chosen))
    for name in files.keys() - before:
        if (folder / name).exists():
            raise click.UsageError(
                _("Move %(file)s away, or choose another folder. The file is not from an earlier export.")
                % {"file": folder / name}
            )
    folder.mkdir(parents=True, exist_ok=True)
    # The manifest comes first, so that an interrupted run can be repeated.
    (folder / MANIFEST).write_text("\n".join(sorted(before | files.keys())), "utf-8")
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for name in before - files.keys():
        (folder / name).unlink(missing_ok=True)
    (folder / MANIFEST).write_text("\n".join(files), "utf-8")
    click.echo(
        _("%(count)s files, %(size)s MB (%(languages)s); open %(first)s")
        % {
            "count": number(len(files)),
            "size": number(round(sum(map(len, files.values())) / 1e6, 1)),
            "languages": ", ".join(map(native_name, chosen)),
            "first": folder / first_page(chosen[0]),
        }
    )


@export.command(
    help=marked(
        "Write every record to FOLDER as FHIR R4 resources (NDJSON).\n\n"
        "Without FOLDER, the files are written beside the directory, where $export finds them: the first"
        " client does not wait for them then."
    )
)
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def fhir(settings: Settings, folder: Path | None) -> None:
    """Write every record to FOLDER as FHIR resources."""
    from finder.directory.fhir import kept, write  # noqa: PLC0415 (the other commands need none of it)

    directory = at(settings.where).open()
    snapshot = directory.snapshot()
    if folder is None:
        manifest, where = kept.keep(snapshot, directory.home), kept.files_of(snapshot, directory.home).folder
    else:
        before = _earlier_files(folder)
        manifest, where = write.write_ndjson(snapshot, folder), folder
        names = {write.MANIFEST, *(each.url for each in manifest.output)}
        for name in before - names:
            (folder / name).unlink(missing_ok=True)
        (folder / MANIFEST).write_text("\n".join(sorted(names)), "utf-8")
    message = _("%(count)s resources in %(files)s files: %(folder)s")
    values = {"count": number(sum(each.count for each in manifest.output)), "folder": where}
    click.echo(message % {"files": number(len(manifest.output)), **values})


@export.command(
    help=marked(
        "Write the whole data set to FOLDER: SQLite, CSV and Parquet, with a dictionary, a data package and"
        " checksums.\n\n"
        "Without FOLDER it is written where this site finds it: the page /data then offers it to readers. "
        "Run this again to update it."
    )
)
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def data(settings: Settings, folder: Path | None) -> None:
    """Write the whole data set to FOLDER as SQLite, CSV and Parquet."""
    from finder.directory.dataset.write import is_dataset  # noqa: PLC0415 (as above)

    to = (folder or settings.dataset).absolute()
    if to.exists() and any(to.iterdir()) and not is_dataset(to):
        raise click.UsageError(
            _("Choose an empty or new folder. %(folder)s has other files in it.") % {"folder": to}
        )
    write_data(settings, open_directory(settings.where, settings.data).snapshot(), to)


def write_data(settings: Settings, snapshot: Snapshot, to: Path) -> None:
    """Write the data set of a directory to a folder, and say what was written."""
    from finder.directory.dataset.write import write_dataset  # noqa: PLC0415 (as above)

    written = write_dataset(snapshot, settings.data, to)
    click.echo(
        _("%(count)s files, %(size)s MB, in %(folder)s")
        % {
            "count": number(len(written)),
            "size": number(round(sum(each.size for each in written) / 1e6, 1)),
            "folder": to,
        }
    )


def _earlier_files(folder: Path) -> set[str]:
    """Return the files that an earlier run wrote. Raises UsageError for a folder with other files."""
    if (folder / MANIFEST).exists():
        names = (folder / MANIFEST).read_text("utf-8").splitlines()
        return {name for name in names if (folder / name).resolve().is_relative_to(folder.resolve())}
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(
            _("Choose an empty or new folder. %(folder)s has other files in it.") % {"folder": folder}
        )
    return set()


COMMANDS = (export,)
