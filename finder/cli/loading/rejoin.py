"""Read Medicare's file again after a load of NPPES brought people whom it was not asked about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from finder.cli.loading.report import counted
from finder.language import _, number
from finder.sources.cms import CLINICIANS
from finder.sources.files.data_folder import DataFolder

if TYPE_CHECKING:  # it needs PyArrow: see finder/sources/files/public_file.py
    from finder.directory.load import Report


def rejoin(folder: DataFolder, reports: Sequence[Report], load_again: Callable[[Path, str], bool]) -> None:
    """Load Medicare's file again where it lies unchanged, or say how to, if people are new since then.

    Only its rows of doctors whom NPPES has, or who report a specialty of cancer care, are kept.
    `load_again` takes the file and the day of its contents, and returns whether it could be loaded.
    """
    from finder.sources.files.extract import read_facts  # noqa: PLC0415

    last = max((at for at, report in enumerate(reports) if report.file is CLINICIANS), default=-1)
    new = sum(report.unjoined for report in reports[last + 1 :])
    facts = read_facts(folder.extract(CLINICIANS.name))
    if not (new and facts):
        return
    if facts.is_there():
        again = _("New since Medicare's file was loaded: %(count)s. Reading it again: %(file)s")
        click.echo(again % {"count": number(new), "file": facts.file})
        if load_again(Path(facts.path), facts.as_of):
            return
    how = _(
        "New since Medicare's file was loaded: %(count)s. To add what it says about them, load it again:"
        " finder load clinicians FILE"
    )
    click.echo(counted(how, {"count": new}))
