"""Read saved studies: one, a page or a list of them, as JSON or JSON lines, zipped or not, or a folder."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from finder.errors import BadFile
from finder.language import _, number
from finder.sources.files.stream import Part, parts_of
from finder.sources.json_documents import BadJson, reader
from finder.sources.trials.json_values import Value

#: The most bytes of one file of JSON, unpacked: all recruiting cancer studies with every field take a third.
MOST_BYTES = 1 << 30
_ENDINGS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz", ".zip")
_read_top = reader(dict[str, msgspec.Raw] | list[msgspec.Raw])
_read_value = reader()


@dataclass(slots=True)
class Saved:
    """What saved files say about themselves, filled in while they are read.

    `total` is the count of studies that their query had, where a page says so; `goes_on` whether the last
    page read says that another follows. `damaged` are the errors of files that could not be read, `others`
    name files of JSON that hold no studies.
    """

    total: int | None = None
    goes_on: bool = False
    damaged: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    read_bytes: int = 0


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files of paths, those of a folder by name. Raises BadFile for a folder without any."""
    files: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        inside = sorted(each for each in path.rglob("*") if each.name.lower().endswith(_ENDINGS))
        if not inside:
            raise BadFile(_("%(name)s has no files of studies (.json, .jsonl, .gz or .zip)") % {"name": path})
        files += inside
    return list(dict.fromkeys(files))


def studies_in(files: Sequence[Path], saved: Saved) -> Iterator[tuple[str, Value]]:
    """Yield each study with where it stands, such as "page-1.json, study 3"; a text for one that is no JSON.

    Files that cannot be read are added to `saved.damaged`, and the others still read.
    """
    for path in files:
        try:
            for part in parts_of(path):
                if part.member is None or part.name.lower().endswith(_ENDINGS[:-1]):
                    yield from _studies_of(part, saved)
        except (BadFile, OSError) as error:
            saved.damaged.append(str(error))
        saved.read_bytes += path.stat().st_size if path.exists() else 0


def _studies_of(part: Part, saved: Saved) -> Iterator[tuple[str, Value]]:
    data = _bytes_of(part).removeprefix(b"\xef\xbb\xbf").strip()
    lines = ".jsonl" in part.name.lower() or ".ndjson" in part.name.lower()
    documents = data.splitlines() if lines else [data]
    at = 0
    for each in documents:
        if not each.strip():
            continue
        for study in _studies_in(each, part.name, saved, lines):
            at += 1
            yield _("%(file)s, study %(number)s") % {"file": part.name, "number": number(at)}, study


def _studies_in(document: bytes, name: str, saved: Saved, is_line: bool) -> Iterator[Value]:
    """Yield the studies of one document. A line that is no JSON is yielded as text, to be refused."""
    try:
        top: dict[str, msgspec.Raw] | list[msgspec.Raw] = _read_top(document)
    except BadJson as error:
        if is_line:
            yield document[:80].decode(errors="replace")
            return
        raise BadFile(
            _("Download %(name)s again. It is incomplete or not a JSON file of studies (%(error)s).")
            % {"name": name, "error": error}
        ) from None
    if isinstance(top, list):
        yield from map(_value, top)
    elif "studies" in top:
        studies = _value(top["studies"])
        total = _value(top.get("totalCount", msgspec.Raw(b"null")))
        if str(total).isdecimal():
            saved.total = max(saved.total or 0, int(str(total)))
        saved.goes_on = bool(_value(top.get("nextPageToken", msgspec.Raw(b"null"))))
        yield from studies if isinstance(studies, list) else [studies]
    elif "protocolSection" in top:
        yield _value(msgspec.Raw(document))
    elif is_line:
        yield document[:80].decode(errors="replace")
    else:
        saved.others.append(
            _("%(name)s has no studies in version 2 of ClinicalTrials.gov's format.") % {"name": name}
        )


def _value(raw: msgspec.Raw) -> Value:
    try:
        value: Value = _read_value(raw)
    except BadJson:
        return bytes(raw)[:80].decode(errors="replace")
    return value


def _bytes_of(part: Part) -> bytes:
    """Return the bytes of a part, unpacked. Raises BadFile if it is damaged or too large."""
    too_large = BadFile(
        _("Split %(name)s into pages. It is larger than %(most)s MB.")
        % {"name": part.name, "most": number(MOST_BYTES >> 20)}
    )
    if part.size > MOST_BYTES:
        raise too_large
    data = bytearray()
    stream = part.open()
    try:
        while block := stream.read():
            data += block
            if len(data) > MOST_BYTES:
                raise too_large
    finally:
        stream.close()
    if data[:2] != b"\x1f\x8b":
        return bytes(data)
    unpacker = zlib.decompressobj(31)
    try:
        unpacked = unpacker.decompress(data, MOST_BYTES)
    except zlib.error as error:
        raise BadFile(
            _("Download %(name)s again. It is damaged (%(error)s).") % {"name": part.name, "error": error}
        ) from None
    if unpacker.unconsumed_tail:
        raise too_large
    if not unpacker.eof:
        raise BadFile(_("Download %(name)s again. It is incomplete.") % {"name": part.name})
    return unpacked
