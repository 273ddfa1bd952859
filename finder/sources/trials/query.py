"""What is asked of ClinicalTrials.gov: recruiting interventional studies of our cancer types, with US sites.

The parameters: https://clinicaltrials.gov/data-api/api (version 2). The list of conditions is made from the
names in data/cancers.csv and data/cancer_names.csv: "cancer" alone misses studies of myelodysplastic
syndromes, polycythemia vera or glioblastoma, and brings some that are about something else, which are left
out after reading (read_study).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from finder.domain.curated import Curated

#: As many studies as one page may have.
PAGE_SIZE = 1000
#: The pieces of a study that are kept. A contact or a site comes with all of its parts.
FIELDS = (
    "NCTId", "BriefTitle", "OfficialTitle", "OverallStatus", "LastUpdatePostDate", "LeadSponsorName",
    "Condition", "Keyword", "StudyType", "Phase", "DesignPrimaryPurpose", "Sex", "MinimumAge",
    "MaximumAge", "CentralContactName", "CentralContactRole", "CentralContactPhone",
    "CentralContactPhoneExt", "CentralContactEMail", "LocationFacility", "LocationStatus",
    "LocationCity", "LocationState", "LocationZip", "LocationCountry", "LocationContactName",
    "LocationContactRole", "LocationContactPhone", "LocationContactPhoneExt", "LocationContactEMail",
)  # fmt: skip
#: Words that all names of cancers share, and how single words for cancers end.
_GENERAL = (
    "cancer",
    "neoplasm",
    "carcinoma",
    "malignancy",
    "malignant",
    "tumor",
    "metastatic",
    "metastasis",
    "carcinoid",
)
_ENDINGS = re.compile(r"[a-z]{3,}(?:oma|emia|thelioma|plasia|plastic|cytosis|cythemia|fibrosis|globulinemia)")
_ABBREVIATION = re.compile(r"[A-Z]{3,6}")
#: The registry's search language gives these a meaning of their own.
_RESERVED = re.compile(r"[^A-Za-z0-9 -]+")
_OPERATORS = frozenset(
    {"AND", "OR", "NOT", "ALL", "AREA", "RANGE", "SEARCH", "COVER", "EXPANSION", "MISSING"}
)


def parameters(curated: Curated) -> dict[str, str]:
    """Return the parameters of the query, the same for every page."""
    return {
        "format": "json",
        "query.cond": " OR ".join(condition_words(curated)),
        "query.locn": "United States OR Puerto Rico OR Guam",
        "filter.overallStatus": "RECRUITING",
        "filter.advanced": "AREA[StudyType]INTERVENTIONAL",
        "fields": ",".join(FIELDS),
        "pageSize": str(PAGE_SIZE),
        "countTotal": "true",
    }


def condition_words(curated: Curated) -> list[str]:
    """Return the words that the conditions of cancer studies have at least one of, each once.

    Single words for cancers from every name, the first abbreviation of each type, and as a phrase the name
    of a type in which nothing of this occurs ("Castleman disease"). The registry adds synonyms itself.
    """
    words = dict.fromkeys(_GENERAL)
    of_type: dict[str, str] = {}
    for cancer, name, is_main in _names(curated):
        words |= dict.fromkeys(each for each in _words(name) if _ENDINGS.fullmatch(each))
        if _ABBREVIATION.fullmatch(name) and name not in _OPERATORS:
            of_type.setdefault(cancer, name)
        elif is_main and not words.keys() & set(_words(name)):
            words[f'"{name}"'] = None
    return list(words | dict.fromkeys(of_type.values()))


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z]+", name.lower())


def _names(curated: Curated) -> Iterator[tuple[str, str, bool]]:
    """Yield the English names, spelled right, without brackets: type, name, whether it is the main one."""
    others = [
        (each.cancer, each.name, False)
        for each in curated.cancer_names
        if each.language == "en" and each.kind in ("synonym", "abbreviation")
    ]
    for cancer, name, is_main in (*others, *((each.slug, each.name, True) for each in curated.cancers)):
        plain = " ".join(_RESERVED.sub(" ", re.sub(r"\([^)]*\)", " ", name)).split())
        if len(plain) > 2 and plain.isascii():
            yield cancer, plain, is_main
