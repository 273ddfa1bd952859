"""Documents with tables that are made from records of the code: write one, or say whether it is current."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def write_or_check(path: str, script: str, current: Callable[[str], str], arguments: list[str]) -> int:
    """Write the document at a path of the project, or with --check return 1 if it is not current.

    `current` returns the text of today, given the text as it is; `script` is the module to run for it.
    """
    file = ROOT / path
    text = file.read_text(encoding="utf-8")
    made = current(text)
    if arguments == ["--check"]:
        if made != text:
            print(f"{path} is not current; run: python -m scripts.{script}")
            return 1
        return 0
    file.write_text(made, encoding="utf-8")
    return 0
