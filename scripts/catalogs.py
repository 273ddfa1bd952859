"""The catalogs of every language: made from the code and data/, and checked against them.

usage: scripts/messages update     bring the catalogs of every language up to date
       scripts/messages check      say what they lack
       scripts/messages add CODE   begin a language, for example `add vi`
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from finder.directory.gazetteer_file import places_file
from finder.language import FOLDER
from finder.sources.curated.read import read_checked
from finder.sources.curated.translatable import texts

ROOT = Path(__file__).resolve().parent.parent
DOMAINS = ("messages", "data")
_METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]
_OPTIONS = {
    "**.html": {
        "extensions": "finder.web.page.ready.CacheTag",
        **dict.fromkeys(("trimmed", "trim_blocks", "lstrip_blocks"), "true"),
        "silent": "false",
    }
}
_KEYWORDS = {**DEFAULT_KEYWORDS, "marked": None, "nmarked": (1, 2)}
#: What must stand in a translation as it stands in the original: what is filled in, tags, addresses.
_KEPT = re.compile(r"%\(\w+\)[sd]|\{\w*[^{}]*\}|</?[a-z][^>]*>|https?://\S+")


def templates() -> dict[str, Catalog]:
    """Return what is to be translated: the messages of the code, and the texts of data/."""
    return {"messages": _code(), "data": _data()}


def faults(code: str, domain: str, template: Catalog) -> Iterator[str]:
    """Yield what is wrong with a catalog, each with its message."""
    catalog = _read(code, domain)
    for message in template:
        if not message.id:
            continue
        told = catalog.get(message.id, message.context)
        shown = message.id if isinstance(message.id, str) else message.id[0]
        where = f"{code}/{domain}: “{shown[:80]}”"
        if told is None or not _strings(told) or not all(_strings(told)):
            yield f"{where} is not translated"
        elif told.fuzzy:
            yield f"{where} is marked fuzzy: somebody has to read it"
        else:
            yield from (f"{where}: {problem}" for problem in _differences(message, told))
    for message in catalog:
        if message.id and template.get(message.id, message.context) is None:
            yield f"{code}/{domain}: “{str(message.id)[:80]}” is no longer used"


def update(code: str) -> None:
    """Bring the catalogs of a language up to date: what is new stands empty, what is gone goes."""
    for domain, template in templates().items():
        catalog = _read(code, domain)
        created = catalog.creation_date
        catalog.update(template, no_fuzzy_matching=True)
        catalog.creation_date = created
        _write(catalog, code, domain)


def codes() -> list[str]:
    """Return the languages that have a folder."""
    return sorted(each.name for each in FOLDER.iterdir() if (each / "LC_MESSAGES").is_dir())


def _differences(message: Message, told: Message) -> Iterator[str]:
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    for index, text in enumerate(_strings(told)):
        original = originals[min(index, len(originals) - 1)]
        wanted, found = (sorted(_KEPT.findall(each)) for each in (original, text))
        missing = set(wanted) ^ set(found)
        # A form for one thing may say "one" in place of its number.
        if missing and not (len(originals) > 1 and missing <= {"%(num)s", "{count}", "%(count)s"}):
            yield f"differs in {', '.join(sorted(missing))}"
        if original[:1].isspace() != text[:1].isspace() or original[-1:].isspace() != text[-1:].isspace():
            yield "differs in the space at its ends"


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def _code() -> Catalog:
    catalog = Catalog(project="The finder", domain="messages")
    found = extract_from_dir(
        ROOT / "finder", _METHODS, _OPTIONS, keywords=_KEYWORDS, comment_tags=("Translators:",)
    )
    for name, _, message, comments, context in found:
        catalog.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def _data() -> Catalog:
    catalog = Catalog(project="The finder: data/", domain="data")
    with tempfile.TemporaryDirectory() as home:
        read = read_checked(ROOT / "data", places_file(Path(home)))
    for text, where in texts(read):
        catalog.add(text, locations=[(where, 0)])
    return catalog


def _file(code: str, domain: str) -> Path:
    return FOLDER / code / "LC_MESSAGES" / f"{domain}.po"


def _read(code: str, domain: str) -> Catalog:
    file = _file(code, domain)
    if not file.exists():
        return Catalog(code, domain=domain, project="The finder", creation_date=datetime.now(UTC))
    with file.open("rb") as opened:
        return read_po(opened, locale=code, domain=domain)


def _write(catalog: Catalog, code: str, domain: str) -> None:
    catalog.fuzzy = False
    catalog.header_comment = "# Made by scripts/messages from the code and data/; translated by people."
    for message in catalog:  # one place is enough to find a message by
        message.locations = sorted({name for name, _ in message.locations})[:1]
        message.locations = [(name, 0) for name in message.locations]
    file = _file(code, domain)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, catalog, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)


def main(arguments: list[str]) -> int:
    """Run a command; return what the shell gets."""
    match arguments:
        case ["update"] | []:
            for code in codes():
                update(code)
            return 0
        case ["add", code]:
            update(code)
            return 0
        case ["check"]:
            wanted = templates()
            found = [
                each
                for code in codes()
                for domain in DOMAINS
                for each in faults(code, domain, wanted[domain])
            ]
            print("\n".join(found) or "Every catalog is whole.")
            return 1 if found else 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
