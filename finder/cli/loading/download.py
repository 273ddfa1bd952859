"""Files that `finder load --download` fetches from CMS and loads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click
from tqdm import tqdm

from finder.errors import BadFile, SourceDown
from finder.language import _
from finder.plain_text import printable
from finder.settings import Settings
from finder.sources import nppes
from finder.sources.files.data_folder import DataFolder
from finder.sources.files.public_file import PublicFile


def attempt(load_one: Callable[[], None]) -> bool:
    """Tell whether a file could be loaded; print why not."""
    try:
        load_one()
    except (BadFile, SourceDown) as error:
        click.echo(printable(str(error)), err=True)
        return False
    return True


def downloaded(
    settings: Settings,
    folder: DataFolder,
    file: PublicFile,
    load_file: Callable[..., None],
    *,
    only_new: bool,
) -> list[bool]:
    """Download and load a current file of CMS; return for each part whether it was loaded."""
    from finder.sources.download.download import Addresses, Remote, discover, fetch_newest  # noqa: PLC0415

    addresses = Addresses(nppes=settings.nppes_url, provider_data=settings.provider_data_url)
    downloads = settings.home / "downloads" / file.name

    def fetch_and_load(remotes: Sequence[Remote]) -> None:
        label = _("fetching %(file)s") % {"file": remotes[0].name}
        with tqdm(unit="B", unit_scale=True, desc=label, disable=None) as bar:

            def progress(read: int, size: int | None) -> None:
                bar.total = size
                bar.update(read - bar.n)

            remote, path = fetch_newest(remotes, downloads, progress)
        if only_new and _is_loaded(folder, file, path.name, remote.as_of or ""):
            click.echo(_("%(file)s is loaded already.") % {"file": path.name})
        else:
            load_file(file, path, as_of=remote.as_of or "", rows=remote.rows)
        if not file.adds_up:
            _tidy(downloads, [path.name])

    try:
        remotes = discover(addresses, [file.name], since=_month_loaded(folder))
    except SourceDown as error:
        click.echo(printable(str(error)), err=True)
        return [False]
    parts = [[remote] for remote in remotes] if file.adds_up else [remotes]
    done = [attempt(partial(fetch_and_load, part)) for part in parts if part]
    if file.adds_up:
        _tidy(downloads, [remote.name for remote in remotes])
    return done


def _is_loaded(folder: DataFolder, file: PublicFile, name: str, day: str) -> bool:
    """Tell whether a file of CMS, with the day of its contents, is what the extract was made from."""
    from finder.sources.files.extract import read_facts  # noqa: PLC0415

    facts = read_facts(folder.extract(file.name))
    return bool(facts and day and facts.as_of >= day and (file.adds_up or facts.file == name))


def _month_loaded(folder: DataFolder) -> str:
    """Return the month of the loaded NPPES file, YYYY-MM: it may be older than the newest that CMS lists."""
    from finder.sources.files.extract import read_facts  # noqa: PLC0415

    facts = read_facts(folder.extract(nppes.MONTHLY.name))
    return facts.as_of[:7] if facts else ""


def _tidy(folder: Path, names: Sequence[str]) -> None:
    """Remove older downloads; files whose names start with one of `names` stay."""
    for other in folder.iterdir() if folder.is_dir() else ():
        if not other.name.startswith(tuple(names)):
            other.unlink()
