"""What a quick load asks for: which rows and columns of CMS's three data sets.

Names of columns: the query API of https://data.cms.gov/provider-data, data sets mj5m-pzi6, 27ea-46a8 and
xubh-q36u. The readers of finder/sources/cms accept them: they are the names in the files, without case,
blanks and punctuation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from finder.sources.cms import AFFILIATIONS, CLINICIANS, HOSPITALS
from finder.sources.files.public_file import PublicFile

#: NPIs in one query: their hospitals fill about one page.
NPIS_AT_ONCE = 500

#: The columns with the specialties that a clinician reports, the primary one first.
SPECIALTIES = ("pri_spec", "sec_spec_1", "sec_spec_2", "sec_spec_3", "sec_spec_4")


@dataclass(frozen=True, slots=True)
class Condition:
    """The column holds one of the values or, with `negated`, none of them."""

    column: str
    values: tuple[str, ...]
    negated: bool = False

    def met_by(self, rows: Iterable[Mapping[str, str]]) -> list[bool]:
        """Tell for each row whether it meets this. CMS compares without case, and so does this."""
        folded = {each.casefold() for each in self.values}
        return [(row[self.column].strip().casefold() in folded) is not self.negated for row in rows]


@dataclass(frozen=True, slots=True)
class Query:
    """The rows that meet every condition, without those that an earlier query of the same part gave."""

    conditions: tuple[Condition, ...]
    earlier: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What to ask of one data set: its columns, an order that no two rows share, and one or more queries."""

    file: PublicFile
    columns: tuple[str, ...]
    order: tuple[str, ...]
    queries: tuple[Query, ...]

    @property
    def digest(self) -> str:
        """A text that differs where something else is asked."""
        return hashlib.sha256(repr((self.columns, self.order, self.queries)).encode()).hexdigest()


def clinicians(specialties: Sequence[str], states: Sequence[str] = ()) -> Part:
    """Ask for the rows that report one of the specialties, the primary or another, as CMS spells them."""
    places = _in_states(states)
    chosen = [Condition(column, tuple(specialties)) for column in SPECIALTIES]
    not_primary = Condition(SPECIALTIES[0], tuple(specialties), negated=True)
    others = (
        # Earlier columns may be NULL, for which CMS's "not in" is not true: those rows are dropped here.
        Query((each, not_primary, *places), tuple(chosen[1:at]))
        for at, each in enumerate(chosen[1:], start=1)
    )
    return Part(
        CLINICIANS,
        (
            *("npi", "provider_last_name", "provider_first_name", "provider_middle_name", "suff", "gndr"),
            *("cred", *SPECIALTIES, "telehlth", "facility_name", "adr_ln_1", "adr_ln_2", "citytown"),
            *("state", "zip_code", "telephone_number", "ind_assgn"),
        ),
        ("npi", "ind_enrl_id", "org_pac_id", "adrs_id"),
        (Query((chosen[0], *places)), *others),
    )


def affiliations(npis: Sequence[str]) -> Part:
    """Ask for the facilities of the clinicians with these NPIs."""
    ccn = "facility_affiliations_certification_number"
    batches = (tuple(npis[at : at + NPIS_AT_ONCE]) for at in range(0, len(npis), NPIS_AT_ONCE))
    columns = ("npi", "facility_type", ccn)
    return Part(AFFILIATIONS, columns, columns, tuple(Query((Condition("npi", each),)) for each in batches))


def hospitals(states: Sequence[str] = ()) -> Part:
    """Ask for every hospital, of these states if any are named."""
    columns = (
        *("facility_id", "facility_name", "address", "citytown", "state", "zip_code", "telephone_number"),
        *("hospital_type", "emergency_services"),
    )
    return Part(HOSPITALS, columns, ("facility_id",), (Query(_in_states(states)),))


def _in_states(states: Sequence[str]) -> tuple[Condition, ...]:
    return (Condition("state", tuple(states)),) if states else ()
