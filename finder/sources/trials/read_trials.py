"""Make the extract of trials from studies: one row a trial, with its sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from finder.errors import BadFile
from finder.language import _, marked, number
from finder.sources.files.extract import Extracted, collect_rows, file_day
from finder.sources.files.public_file import Progress
from finder.sources.files.refused import Refused
from finder.sources.trials.json_values import Value
from finder.sources.trials.read_files import Saved, files_in, studies_in
from finder.sources.trials.read_study import ReadTypes, Study, Unusable, nct_of, read_study, updated_of

REPEATED = marked("studies that appeared twice")

_TEXTS = pa.list_(pa.string())
_CONTACT = [(name, pa.string()) for name in ("name", "phone", "extension", "email")]
_SITE = pa.struct(
    [
        *((name, pa.string()) for name in ("facility", "city", "state", "zip")),
        ("recruiting", pa.bool_()),
        *_CONTACT,
    ]
)
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("nct", "title", "sponsor", "purpose", "sex", "updated")),
        ("phases", _TEXTS),
        ("minimum_age", pa.float64()),
        ("maximum_age", pa.float64()),
        ("ages_known", pa.bool_()),
        ("conditions", _TEXTS),
        ("own", _TEXTS),
        ("wider", _TEXTS),
        ("any_solid", pa.bool_()),
        ("any_blood", pa.bool_()),
        ("telemedicine", pa.bool_()),
        ("contact", pa.struct(_CONTACT)),
        ("sites", pa.list_(_SITE)),
    ]
)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of saved studies, and what they say about themselves.

    `missing` is how many studies their count has and the files do not. `doubts` name what could not be read
    of studies that are kept.
    """

    extracted: Extracted
    saved: Saved
    missing: int
    doubts: tuple[str, ...] = ()


def read_trials(paths: Sequence[Path], read_types: ReadTypes, progress: Progress) -> Read:
    """Read the studies of files and folders. Raises BadFile if none of them is a cancer study to keep."""
    files, saved = files_in(paths), Saved()
    for each in files:
        if not each.exists():
            raise BadFile(_("There is no file %(name)s.") % {"name": each})
    size = sum(each.stat().st_size for each in files)
    refused, left_out = Refused(), Counter[str]()
    kept: dict[str, Study] = {}
    newest: dict[str, str] = {}
    doubts: list[str] = []
    read = 0
    for where, study in studies_in(files, saved):
        read += 1
        if not read % 50:
            progress(read, saved.read_bytes, size)
        _take(where, study, read_types, kept, newest, refused, left_out, doubts)
    progress(read, size, size)
    if not kept:
        raise BadFile(_nothing(saved, refused, left_out, read))
    table = collect_rows((_row(each) for each in kept.values()), SCHEMA, 1000)
    day = max((each for each in newest.values() if len(each) == 10), default="") or file_day(files[0])
    missing = max(0, (saved.total or 0) - len(newest))
    return Read(Extracted(table, read, refused, day, dict(left_out)), saved, missing, tuple(doubts))


def _take(
    where: str,
    study: Value,
    read_types: ReadTypes,
    kept: dict[str, Study],
    newest: dict[str, str],
    refused: Refused,
    left_out: Counter[str],
    doubts: list[str],
) -> None:
    """Keep a study, unless the same came before and is as new."""
    try:
        nct, day = nct_of(study), updated_of(study)
        if nct in newest:
            left_out[REPEATED] += 1
            if day <= newest[nct]:
                return
        newest[nct] = day
        kept.pop(nct, None)
        if found := read_study(study, read_types, left_out):
            kept[nct] = found
            for doubt in found.doubts:
                doubts.append(f"{nct}: {doubt}")
    except Unusable as error:
        refused.add(None, str(error), where)


def _nothing(saved: Saved, refused: Refused, left_out: Counter[str], read: int) -> str:
    """Say why there is nothing to load."""
    if saved.damaged or not read:
        return [*saved.damaged, *saved.others, _("There are no studies in it.")][0]
    reasons = [f"{number(count)} {_(reason)}" for reason, count in left_out.most_common(4)]
    reasons += refused.examples[:2]
    message = _("None of the %(read)s studies is a recruiting cancer study with a US site. %(reasons)s")
    return message % {"read": number(read), "reasons": "; ".join(reasons)}


def _row(study: Study) -> dict[str, Any]:
    return {
        "nct": study.nct,
        "title": study.title,
        "sponsor": study.sponsor,
        "purpose": study.purpose,
        "sex": study.sex,
        "updated": study.updated,
        "phases": study.phases,
        "minimum_age": study.minimum_age,
        "maximum_age": study.maximum_age,
        "ages_known": study.ages_known,
        "conditions": study.conditions,
        "own": sorted(study.types.own),
        "wider": sorted(study.types.wider),
        "any_solid": study.types.any_solid,
        "any_blood": study.types.any_blood,
        "telemedicine": study.telemedicine,
        "contact": _contact(study.contact),
        "sites": list(_sites(study)),
    }


def _sites(study: Study) -> Iterable[dict[str, Any]]:
    for each in study.sites:
        yield {
            "facility": each.facility,
            "city": each.city,
            "state": each.state,
            "zip": each.zip,
            "recruiting": each.recruiting,
        } | _contact(each.contact)


def _contact(contact: Any) -> dict[str, str]:
    return {name: getattr(contact, name) for name in ("name", "phone", "extension", "email")}
