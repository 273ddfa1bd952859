"""Which rows of the public files are cancer care."""

from __future__ import annotations

from dataclasses import dataclass

from finder.domain.curated import Curated

#: The specialties of data/specialties.csv that organizations report.
CLINICS = ("oncology-clinic", "radiation-oncology-clinic")


@dataclass(frozen=True, slots=True)
class CancerCare:
    """What a row must report to be kept: NUCC taxonomy codes in NPPES, specialty names in CMS files."""

    person_codes: frozenset[str]
    clinic_codes: frozenset[str]
    cms_specialties: frozenset[str]
    #: All names of specialties that CMS is known to write, of cancer care or not.
    known_specialties: frozenset[str] = frozenset()
    #: The NPIs of the loaded NPPES files: CMS rows about them are kept whatever they report.
    npis: frozenset[str] = frozenset()

    @classmethod
    def of(cls, curated: Curated) -> CancerCare:
        """Return what data/specialties.csv and data/cms_specialties.csv count as cancer care."""
        return cls(
            frozenset(code for each in curated.specialties if each.searchable for code in each.nucc),
            frozenset(code for each in curated.specialties if each.slug in CLINICS for code in each.nucc),
            frozenset(each.cms for each in curated.cms_specialties if each.kept),
            frozenset(each.cms for each in curated.cms_specialties),
        )
