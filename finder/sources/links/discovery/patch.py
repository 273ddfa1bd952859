"""Make a patch of data/guidelines.csv and its sources, for `git apply` or `patch -p1`."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from finder.errors import BadFile
from finder.language import _
from finder.sources.links.discovery.changes import Change

GUIDELINES, SOURCES = "data/guidelines.csv", "data/sources.toml"


def patch(data: Path, changes: Sequence[Change], source: str, day: str) -> str:
    """Return the changes as a unified diff, "" where there are none.

    Lines without a change stay the same byte for byte. Missing sources that new facts cite are added.
    Raises BadFile where a file cannot be read.
    """
    try:
        table, sources = _read(data / "guidelines.csv"), _read(data / "sources.toml")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(_("%(path)s cannot be read: %(error)s") % {"path": data, "error": error}) from None
    cited = {key for each in changes for key in each.cells.get("source", "").split("|") if key}
    keys = {source.format(publisher=each): each for each in ("nci", "nccn")}
    missing = sorted(key for key in cited if key in keys and f"[{key}]" not in sources)
    rows = "".join(_diff(GUIDELINES, table, changed(table, changes)))
    added = sources
    for key in missing:
        added = _with_source(added, key, _entry(key, keys[key], day))
    return rows + "".join(_diff(SOURCES, sources, added))


def _read(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as lines:
        return lines.read()


def changed(table: str, changes: Iterable[Change]) -> str:
    """Return the table with the changes: rows are found by id, new ones are added in the order of ids."""
    rows = list(_rows(table))
    header = rows[0][0]
    end = "\r\n" if rows[0][1].endswith("\r\n") else "\n"
    by_id: dict[str, dict[str, str]] = {}
    new: dict[str, dict[str, str]] = {}
    for each in changes:
        target = new if each.what == "new" else by_id
        target[each.id] = target.get(each.id, {}) | each.cells
    if unknown := {name for cells in (*by_id.values(), *new.values()) for name in cells} - set(header):
        raise BadFile(
            _("%(file)s has no column %(names)s") % {"file": GUIDELINES, "names": ", ".join(sorted(unknown))}
        )
    lines = [rows[0][1]]
    for row, text in rows[1:]:
        cells = dict(zip(header, row, strict=False))
        while new and min(new) < cells.get("id", ""):
            lines.append(_line(header, new.pop(min(new)), end))
        differs = by_id.get(cells.get("id", ""))
        lines.append(_line(header, cells | differs, end) if differs else text)
    if new and not lines[-1].endswith("\n"):
        lines[-1] += end
    lines += [_line(header, new[key], end) for key in sorted(new)]
    return "".join(lines)


def _rows(table: str) -> Iterator[tuple[list[str], str]]:
    """Yield the cells of each row with its text: a cell may have line breaks."""
    lines = table.splitlines(keepends=True)
    reader = csv.reader(iter(lines))
    start = 0
    for row in reader:
        yield row, "".join(lines[start : reader.line_num])
        start = reader.line_num


def _line(header: Sequence[str], cells: dict[str, str], end: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerow([cells.get(name, "") for name in header])
    return out.getvalue()


def _diff(name: str, old: str, new: str) -> Iterator[str]:
    lines = difflib.unified_diff(
        old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{name}", f"b/{name}"
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _entry(key: str, publisher: str, day: str) -> str:
    whose = {"nci": "National Cancer Institute", "nccn": "National Comprehensive Cancer Network"}[publisher]
    what = {
        "nci": "NCI's index pages of PDQ summaries",
        "nccn": "NCCN's lists of guidelines",
    }[publisher]
    kind = {"nci": "federal", "nccn": "publisher"}[publisher]
    rights = {
        "nci": "US government work; PDQ is a registered trademark",
        "nccn": "Copyright NCCN: link only",
    }[publisher]
    lines = (
        f"[{key}]",
        f'name = "{what}, read on {day}"',
        f'publisher = "{whose}"',
        f'kind = "{kind}"',
        f'as_of = "{day}"',
        f'rights = "{rights}"',
        'note = "Titles and addresses alone were taken."',
    )
    return "\n".join(lines) + "\n"


def _with_source(text: str, key: str, entry: str) -> str:
    """Return the sources with one more, in the order of their keys."""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.startswith("[") and line.strip().strip("[]") > key:
            return "".join([*lines[:number], f"{entry}\n", *lines[number:]])
    return text.rstrip("\n") + f"\n\n{entry}"
