"""The tables of docs/settings.md: made from the table of settings (finder/settings/table.py).

usage: python -m scripts.settings_docs [--check]
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from finder.settings.setting import GROUPS
from finder.settings.table import SETTINGS

FILE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
_MARKED = re.compile(r"(<!-- settings -->\n).*?(<!-- end -->)", re.DOTALL)


def tables() -> str:
    """Return a section in Markdown for each group of settings."""
    sections = []
    for group, heading in GROUPS.items():
        rows = [
            f"| `{each.name}` | {_default(each.in_words, each.default())} | {each.help} |\n"
            for each in SETTINGS
            if each.group == group
        ]
        sections.append(
            f"## {heading}\n\n| variable | default | what it does |\n|---|---|---|\n{''.join(rows)}"
        )
    return "\n".join(sections)


def current(text: str) -> str:
    """Return the document with its tables made anew."""
    return _MARKED.sub(lambda found: f"{found[1]}{tables()}{found[2]}", text)


def _default(in_words: str, value: str) -> str:
    return in_words or (f"`{value}`" if value else "empty")


def main(arguments: list[str]) -> int:
    """Write the tables, or with --check say whether they are current."""
    text = FILE.read_text(encoding="utf-8")
    if arguments == ["--check"]:
        if current(text) != text:
            print("docs/settings.md is not current; run: python -m scripts.settings_docs")
            return 1
        return 0
    FILE.write_text(current(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
