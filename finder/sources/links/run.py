"""A complete check of links: start or continue it, visit the links, write the extract."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from finder import utc
from finder.domain.curated import Curated
from finder.domain.links import LinkRecord
from finder.sources.files.data_folder import DataFolder
from finder.sources.links.check import Report, begin, check, due
from finder.sources.links.client import Visitor
from finder.sources.links.rate_limit import RateLimit
from finder.sources.links.replies import Limits
from finder.sources.links.states_file import CONTINUED_DAYS, Journal, read_states, write_states
from finder.sources.links.targets import targets
from finder.sources.links.visit import visit


@dataclass(frozen=True, slots=True)
class Options:
    """Which links to check: up to `limit`, not checked for `older_than` days, only of `host`.

    `contact` is an email address to give to the sites. With `private`, links may lead into a private network.
    """

    limit: int | None = None
    older_than: int = 0
    host: str = ""
    contact: str = ""
    private: bool = False


def check_links(
    home: DataFolder,
    curated: Curated,
    options: Options,
    rate_limit: RateLimit,
    *,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    today: Callable[[], datetime.date] = utc.today,
    progress: Callable[[LinkRecord | None, int], None] = lambda *_: None,
    waiting: Callable[[], None] = lambda: None,
) -> Report:
    """Check the links of `curated`, save the results in the extract of links, and return the report.

    An interrupted check continues. Raises SourceDown where nothing could be reached, BadFile where the
    extract is damaged, OSError where the disk is full.
    """
    with home.checking(waiting):
        states = read_states(home.links)
        journal = Journal(home.links_journal)
        records = begin(journal, states, today(), CONTINUED_DAYS)
        links = due(targets(curated), states, today(), older_than=options.older_than, host=options.host)
        visitor = Visitor(rate_limit, limits, options.contact, options.private)
        try:
            report = check(
                links,
                states,
                journal,
                lambda target, before: visit(visitor, target, before),
                rate_limit,
                records=records,
                limit=options.limit,
                today=today,
                progress=progress,
            )
        finally:
            visitor.close()
        if report.records:  # otherwise nothing was due: the file stays, and so does the directory
            with home.locked(waiting):
                write_states(home.links, states | {each.url: each for each in report.records})
        journal.end()
    return report
