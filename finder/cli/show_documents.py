"""Print documents as text."""

from __future__ import annotations

import click

from finder.domain.to_read import WhatToRead
from finder.language import _, number


def print_to_read(read: WhatToRead) -> None:
    """Print what to read about a cancer, for the patient and for the doctor, and how many more there are."""
    for shelf in read.shelves:
        click.echo(f"{shelf.heading}:")
        if shelf.none:
            click.echo(f"  {shelf.none}")
        for each in shelf.readings:
            click.echo(f"  {each.title}")
            click.echo(f"    {' · '.join((each.what, *each.marks))}")
            click.echo(f"    {each.document.url}")
        click.echo()


def print_count(read: WhatToRead) -> None:
    """Print the command that lists every document on a cancer."""
    values = {"count": number(read.total), "cancer": read.cancer.slug}
    click.echo(_("All %(count)s documents: finder guidelines %(cancer)s") % values)
