"""NPPES files → the clinicians and clinics of cancer care: the monthly file, the weekly ones.

Layout: the NPPES Data Dissemination readme of CMS (V.2). Columns are found by name, so that V.1, V.2 and the
coming V.3 load alike. All fifteen taxonomies of a person are kept, and the one marked as primary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from finder.domain.clinicians import is_npi
from finder.errors import BadFile
from finder.language import _, marked
from finder.sources.files import clean
from finder.sources.files.columns import Batch, Refused, Wanted, read_batches, text_of
from finder.sources.files.extract import Extracted, Progress, file_day, gathered
from finder.sources.files.stream import Part, one_part, parts_of

#: Entity types; some tools save them as decimals.
PERSON, ORGANIZATION = (pa.array([kind, kind + b".0"], pa.binary()) for kind in (b"1", b"2"))
SLOTS = 15
STUDENT = "390200000X"
_WHAT = marked("the NPPES file of providers")
_MAIN = r"npidata_pfile_\d+-\d+\.csv"
_LOCATIONS = r"pl_pfile_\d+-\d+\.csv"
_PERIOD = re.compile(r"npidata_pfile_(\d{8})-(\d{4})(\d\d)(\d\d)\.csv", re.IGNORECASE)
_PRACTICE = "Provider {} Business Practice Location Address"

#: Our name → the names of the column. What else a file holds is not read.
_TEXTS = {
    "org": "Provider Organization Name (Legal Business Name)",
    "last": "Provider Last Name (Legal Name)",
    "first": "Provider First Name",
    "middle": "Provider Middle Name",
    "suffix": "Provider Name Suffix Text",
    "credential": "Provider Credential Text",
    "other_last": "Provider Other Last Name",
    "street": _PRACTICE.format("First Line"),
    "street2": _PRACTICE.format("Second Line"),
    "city": "Provider Business Practice Location Address City Name",
    "state": "Provider Business Practice Location Address State Name",
    "zip": "Provider Business Practice Location Address Postal Code",
    "country": "Provider Business Practice Location Address Country Code (If outside U.S.)",
    "phone": "Provider Business Practice Location Address Telephone Number",
    "sole": "Is Sole Proprietor",
}
_DATES = {
    "enumerated": "Provider Enumeration Date",
    "updated": "Last Update Date",
    "deactivated": "NPI Deactivation Date",
    "reactivated": "NPI Reactivation Date",
}
_CODES = [f"code_{slot}" for slot in range(1, SLOTS + 1)]
_SWITCHES = [f"primary_{slot}" for slot in range(1, SLOTS + 1)]
_NEEDED = {"org", "last", "first", "street", "city", "state", "zip", "phone"}
COLUMNS = {
    "npi": Wanted(("NPI",), needed=True),
    "entity": Wanted(("Entity Type Code",), needed=True),
    "sex": Wanted(("Provider Sex Code", "Provider Gender Code")),
    "mail_street": Wanted(("Provider First Line Business Mailing Address",)),
    **{ours: Wanted((theirs,), needed=ours in _NEEDED) for ours, theirs in _TEXTS.items()},
    **{ours: Wanted((theirs,), needed=True) for ours, theirs in _DATES.items()},
    **{
        f"code_{slot}": Wanted((f"Healthcare Provider Taxonomy Code_{slot}",), needed=slot == 1)
        for slot in range(1, SLOTS + 1)
    },
    **{
        f"primary_{slot}": Wanted((f"Healthcare Provider Primary Taxonomy Switch_{slot}",))
        for slot in range(1, SLOTS + 1)
    },
}  # fmt: skip

#: Secondary practice locations: their header is written irregularly, and compared without blanks and signs.
_SECOND = "Provider Secondary Practice Location Address"
PLACE_COLUMNS = {
    "npi": Wanted(("NPI",), needed=True),
    "street": Wanted((f"{_SECOND} - Address Line 1",), needed=True),
    "street2": Wanted((f"{_SECOND} - Address Line 2",)),
    "city": Wanted((f"{_SECOND} - City Name",), needed=True),
    "state": Wanted((f"{_SECOND} - State Name",), needed=True),
    "zip": Wanted((f"{_SECOND} - Postal Code",), needed=True),
    "country": Wanted((f"{_SECOND} - Country Code (If outside U.S.)",)),
    "phone": Wanted((f"{_SECOND} - Telephone Number",)),
}

PLACE = pa.struct([(name, pa.string()) for name in ("street", "street2", "city", "state", "zip", "phone")])
SCHEMA = pa.schema(
    [
        ("npi", pa.string()),
        ("gone", pa.bool_()),  # a weekly file tells of it, and it is none of ours, or no longer active
        ("stamp", pa.string()),  # the latest date of the record: which of two is newer
        ("entity", pa.string()),
        *((name, pa.string()) for name in ("sex", *_TEXTS, *_DATES)),
        ("mail_same", pa.bool_()),
        ("codes", pa.list_(pa.string())),
        ("primary", pa.int8()),  # the place of the primary one among the codes, or -1
        ("places", pa.list_(PLACE)),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Codes:
    """The taxonomy codes by which a person, and an organization, counts as cancer care."""

    person: frozenset[str]
    clinic: frozenset[str]

    @property
    def mark(self) -> str:
        """What an extract made with these codes is told apart by."""
        return " ".join([*sorted(self.person), "|", *sorted(self.clinic)])


def extract_nppes(path: Path, codes: Codes, weekly: bool, progress: Progress) -> Extracted:
    """Read a monthly or weekly file, zipped or not. Raises BadFile if it is none, or breaks off."""
    part = one_part(path, _MAIN, f"{_(_WHAT)} (npidata_pfile_….csv)")
    _right_kind(part, weekly)
    refused, left_out = Refused(), Counter[str]()
    read = 0

    def kept() -> Iterator[dict[str, object]]:
        nonlocal read
        for batch in read_batches(part, COLUMNS, _WHAT, refused):
            read += batch.rows.num_rows
            yield from _kept(batch, codes, weekly, refused, left_out)
            progress(read, batch.read_bytes, part.size)

    found = gathered(kept(), SCHEMA)
    read += refused.total - sum(refused.reasons[_(reason)] for reason in _ROW_REASONS)
    if not read:
        raise BadFile(_("%(name)s has a header and no rows; download it again") % {"name": part.name})
    table = _without_foreign(_with_places(found, path, refused), left_out)
    if not weekly:
        table = table.filter(pc.invert(table.column("gone")))
    as_of = _as_of(part) or pc.max(table.column("stamp")).as_py() or file_day(path)
    days = pa.repeat(as_of, table.num_rows)
    return Extracted(table.append_column("as_of", days), read, refused, as_of, dict(left_out))


def _right_kind(part: Part, weekly: bool) -> None:
    """Refuse a weekly file given as the monthly one, which would throw out everybody else; or the reverse."""
    if match := _PERIOD.fullmatch(part.name):
        is_monthly = match[1] == "20050523"  # the day NPPES began: the monthly file holds everything since
        if is_monthly and weekly:
            raise BadFile(_("%(name)s is the monthly file: use `finder load nppes`") % {"name": part.name})
        if not is_monthly and not weekly:
            raise BadFile(
                _("%(name)s is a weekly file: use `finder load nppes-weekly`") % {"name": part.name}
            )


def _as_of(part: Part) -> str:
    match = _PERIOD.fullmatch(part.name)
    return f"{match[2]}-{match[3]}-{match[4]}" if match else ""


def _kept(
    batch: Batch, codes: Codes, weekly: bool, refused: Refused, left_out: Counter[str]
) -> Iterator[dict[str, object]]:
    """Yield the rows of a batch that we keep; of a weekly file also that the others are none of ours."""
    ours = _ours(batch.rows, codes)
    numbers = pc.indices_nonzero(ours).to_pylist()
    yield from _records(batch.rows.filter(ours), [batch.number(n) for n in numbers], refused, left_out)
    if weekly:
        yield from _gone(batch.rows.filter(pc.invert(ours)))


def _ours(rows: pa.RecordBatch, codes: Codes) -> pa.Array:
    person = _any_code(rows, codes.person)
    clinic = _any_code(rows, codes.clinic)
    entity = rows.column("entity")
    is_person = pc.is_in(entity, value_set=PERSON)
    is_organization = pc.is_in(entity, value_set=ORGANIZATION)
    return pc.or_(pc.and_(person, is_person), pc.and_(clinic, is_organization))


def _any_code(rows: pa.RecordBatch, codes: Collection[str]) -> pa.Array:
    wanted = pa.array(sorted(code.encode() for code in codes), pa.binary())
    names = [name for name in _CODES if name in rows.schema.names]
    found = pc.is_in(rows.column(names[0]), value_set=wanted)
    for name in names[1:]:
        found = pc.or_(found, pc.is_in(rows.column(name), value_set=wanted))
    return found


_MEND = dict.fromkeys(("last", "first", "other_last"), clean.name)
_BAD_NPI = marked("the NPI fails its check digit")
_BAD_DATE = marked("a date cannot be read")
_FUTURE = marked("a date lies in the future")
_ROW_REASONS = (_BAD_NPI, _BAD_DATE, _FUTURE)


def _records(
    rows: pa.RecordBatch, numbers: Sequence[int], refused: Refused, left_out: Counter[str]
) -> Iterator[dict[str, object]]:
    """Yield the rows as records; those that cannot be right are set aside, those inactive left out."""
    columns = {name: text_of(rows.column(name)) for name in rows.schema.names}
    blank = [""] * rows.num_rows
    slots = list(zip(*(columns.get(name, blank) for name in _CODES), strict=True))
    switches = list(zip(*(columns.get(name, blank) for name in _SWITCHES), strict=True))
    texts = {name: columns.get(name, blank) for name in ("sex", *_TEXTS)}
    for at, number in enumerate(numbers):
        npi = columns["npi"][at]
        if not is_npi(npi):
            refused.add(number, _(_BAD_NPI))
            continue
        try:
            dates = {name: clean.day(columns[name][at]) for name in _DATES}
        except ValueError:
            refused.add(number, _(_BAD_DATE))
            continue
        if any(map(clean.is_future, dates.values())):
            refused.add(number, _(_FUTURE))
            continue
        codes = [code for code in slots[at] if code]
        primary = _primary(slots[at], switches[at])
        active = dates["deactivated"] <= dates["reactivated"]
        trainee = bool(codes) and codes[max(primary, 0)] == STUDENT
        if not active or trainee:
            left_out[marked("deactivated") if not active else marked("in training")] += 1
        record = {name: _MEND.get(name, clean.words)(values[at]) for name, values in texts.items()}
        yield {
            **record,
            **dates,
            "npi": npi,
            "gone": not active or trainee,
            "stamp": max(dates["updated"], dates["deactivated"], dates["reactivated"]),
            "entity": columns["entity"][at][:1],
            "mail_same": columns.get("mail_street", blank)[at] == columns["street"][at],
            "codes": codes,
            "primary": primary,
            "places": [],
        }


def _primary(codes: Sequence[str], switches: Sequence[str]) -> int:
    """Return the place of the primary code among those given, or -1: it is not always the first."""
    given = [switch for code, switch in zip(codes, switches, strict=True) if code]
    return given.index("Y") if "Y" in given else -1


def _gone(rows: pa.RecordBatch) -> Iterator[dict[str, object]]:
    """Yield what a weekly file says of everybody else: the NPI, and that it is none of ours as of then."""
    names = ("updated", "deactivated", "reactivated")
    dates = [text_of(rows.column(name)) for name in names]
    for npi, *told in zip(text_of(rows.column("npi")), *dates, strict=True):
        try:
            days = dict(zip(names, map(clean.day, told), strict=True))
        except ValueError:
            continue
        stamp = max(days.values())
        if is_npi(npi) and not clean.is_future(stamp):
            yield {"npi": npi, "gone": True, "stamp": stamp, **days}


def _with_places(table: pa.Table, path: Path, refused: Refused) -> pa.Table:
    """Add the secondary practice locations, where the zip holds them."""
    part = next((each for each in parts_of(path) if re.fullmatch(_LOCATIONS, each.name, re.IGNORECASE)), None)
    if part is None:
        return table
    ours = pc.cast(table.column("npi"), pa.binary()).combine_chunks()
    places: dict[str, list[dict[str, str]]] = {}
    for batch in read_batches(part, PLACE_COLUMNS, marked("the NPPES file of secondary locations"), refused):
        rows = batch.rows.filter(pc.is_in(batch.rows.column("npi"), value_set=ours))
        columns = {name: text_of(rows.column(name)) for name in rows.schema.names}
        names = [name for name in columns if name not in ("npi", "country")]
        countries = columns.get("country", [""] * rows.num_rows)
        for at, (npi, country) in enumerate(zip(columns["npi"], countries, strict=True)):
            if country in ("", "US"):
                place = {name: clean.words(columns[name][at]) for name in names}
                places.setdefault(npi, []).append(place)
    added = pa.array([places.get(npi, []) for npi in table.column("npi").to_pylist()], pa.list_(PLACE))
    return table.set_column(table.schema.get_field_index("places"), "places", added)


def _without_foreign(table: pa.Table, left_out: Counter[str]) -> pa.Table:
    """Leave out who has no address in the United States; of a weekly file it is kept that they are gone."""
    here = pc.or_(
        pc.is_in(pc.fill_null(table.column("country"), ""), value_set=pa.array(["", "US"])),
        pc.greater(pc.fill_null(pc.list_value_length(table.column("places")), 0), 0),
    )
    abroad = pc.and_(pc.invert(here), pc.invert(table.column("gone")))
    left_out[marked("abroad")] += pc.sum(abroad).as_py() or 0
    gone = pc.or_(table.column("gone"), abroad)
    return table.set_column(table.schema.get_field_index("gone"), "gone", gone)
