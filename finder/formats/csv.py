"""CSV for spreadsheets: the same lists as the JSON, one row for each result."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from finder.domain.answers import Results
from finder.domain.care import CareSite
from finder.domain.trials import TrialResult
from finder.formats.contacts.contact import Contact
from finder.formats.exports.rows import contact_row, found_row, site_row, trial_row
from finder.formats.json.encode import Answer, Json, fields
from finder.store.read_catalog import Catalog

#: Excel reads a CSV file as Windows-1252 unless it begins with this.
BYTE_ORDER_MARK = "\ufeff"
#: What a cell begins with that a spreadsheet would run as a formula, or would skip before one.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def search(results: Results, catalog: Catalog) -> str:
    """Return a page of results as CSV, in the order of the JSON."""
    rows = [found_row(each, results.understood, catalog) for each in results.results]
    return table(_with_miles(rows), _FOUND)


def guidelines(rows: Sequence[Answer]) -> str:
    """Return documents as CSV, given as their JSON objects; the header is there even if none fits."""
    return table(rows, _GUIDELINE)


def sites(places: Iterable[CareSite], catalog: Catalog) -> str:
    """Return places of care as CSV."""
    return table([site_row(each, catalog) for each in places], _SITE)


def shortlist(contacts: Iterable[Contact], root: str) -> str:
    """Return a shortlist as CSV; `root` is the address of this website, or empty."""
    return table([contact_row(each, root) for each in contacts], _CONTACT)


def trials(found: Iterable[TrialResult]) -> str:
    """Return a page of trials as CSV, in the order of the JSON: each with its nearest site."""
    return table(_with_miles([trial_row(each) for each in found]), _TRIAL)


def table(given: Sequence[Json | Answer], columns: Sequence[str] = ()) -> str:
    """Return rows as CSV with a header: `columns`, or the fields of the first row.

    Lists become `a|b`, truth values yes and no, and None an empty cell.
    """
    rows = [fields(each) if isinstance(each, Answer) else each for each in given]
    names = list(columns or (rows[0] if rows else ()))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


_GUIDELINE = (
    "id", "title", "topic", "publisher", "series", "audience", "language", "kind", "population", "format",
    "url", "former_url", "needs_login", "version_year", "last_seen", "pmid", "cdr_id", "status", "link_state",
    "link_checked", "moved_to", "instead", "sources", "note",
)  # fmt: skip
_SITE = (
    "kind", "id", "name", "part_of", "relation", "treats_patients", "specialties", "treats", "treats_adults",
    "treats_children", "veterans_only", "street", "city", "state", "zip", "latitude", "longitude",
    "precision", "phone_new_patients", "phone_second_opinions", "phone_main", "phone_center",
    "phone_medicare_records", "phone_nci_records", "designations", "claims", "website",
    "credentials", "practice", "hospitals", "updated", "sources", "asked",
)  # fmt: skip
_FOUND = ("miles", "about", *_SITE, "patients_unknown", "trials", "trials_for_this_cancer")
_TRIAL = (
    "miles", "about", "id", "name", "scope", "phases", "purpose", "sex", "minimum_age", "maximum_age",
    "facility", "city", "state", "zip", "recruiting", "latitude", "longitude", "precision", "place",
    "more_sites_within_100_miles", "contact", "phone", "extension", "email", "sponsor", "updated", "url",
)  # fmt: skip
_CONTACT = (
    "path", "name", "kind", "why", "cautions", "miles", "about", "address", "phone_second_opinions",
    "phone_new_patients", "phone_main", "phone_center", "phone_medicare_records", "phone_nci_records",
    "phones", "note", "second_opinions", "website", "time_zone", "page",
)  # fmt: skip


def _with_miles(rows: Sequence[Json]) -> list[Json]:
    """Return rows whose distances all have three digits, so that a column of them is easy to read."""
    return [{**row, "miles": f"{row['miles']:.3f}"} for row in rows]


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple() | list():
            return "|".join(_cell(each) for each in value)
        case _:
            return harmless(_phone(str(value)))


def _phone(number: str) -> str:
    """Return a phone number without the country code, so that no spreadsheet reads it as a formula."""
    return number.removeprefix("+1-")


def harmless(text: str) -> str:
    """Return text with a quote in front if a spreadsheet would run it as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
