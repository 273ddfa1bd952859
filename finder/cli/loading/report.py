"""The lines that `finder load` prints about a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from finder.formats import display
from finder.language import _, ngettext, number

if TYPE_CHECKING:  # it needs PyArrow: see finder/sources/files/public_file.py
    from finder.directory.load import Report


def report_lines(report: Report) -> Iterator[str]:
    """Yield the lines of the report of a load."""
    head = _("%(kind)s: %(file)s, as of %(day)s") if report.as_of else _("%(kind)s: %(file)s, date not known")
    yield head % {
        "kind": report.file.name,
        "file": report.path.name,
        "day": display.date(report.as_of),
    }
    rows = {"read": report.read, "aside": report.refused.total}
    read = ngettext(
        "%(read)s row read, %(aside)s skipped", "%(read)s rows read, %(aside)s skipped", report.read
    )
    yield "  " + counted(read, rows)
    yield "  " + counted(_(report.file.keeps), {"count": report.kept, "rows": report.rows})
    yield from (f"  {note}" for note in report.notes)
    for reason, count in report.left_out.items():
        if count:
            left = _("left out: %(count)s %(reason)s")
            yield "  " + left % {"count": number(count), "reason": _(reason)}
    for reason, count in report.refused.reasons.most_common():
        aside = _("skipped: %(count)s (%(reason)s)")
        yield "  " + aside % {"count": number(count), "reason": reason}
    yield from (f"    {line}" for line in report.refused.examples)
    if report.is_first:
        yield "  " + _("the first load of this kind")
    else:
        since = {"new": report.new or 0, "changed": report.changed or 0, "gone": report.gone or 0}
        yield "  " + counted(_("since the last load: %(new)s new, %(changed)s changed, %(gone)s gone"), since)


def counted(sentence: str, counts: Mapping[str, int]) -> str:
    """Return a sentence with its counts filled in."""
    return sentence % {name: number(count) for name, count in counts.items()}
