"""Read the parameters of a knowledge request, as HL7's Infobutton implementation guide names them.

Record systems send far more than we need: who asks, from where, for which visit. The standard says to
ignore the rest, so this is the only address that accepts unknown parameters. A value that cannot be used
counts as missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from finder.domain.documents import LANGUAGES, Audience
from finder.domain.infobutton import (
    CODE_SYSTEMS,
    ICD_10,
    ICD_10_CM,
    Criterion,
    KnowledgeRequest,
    ResponseFormat,
    Stage,
)
from finder.errors import BadQuery, Fault
from finder.language import _, current_language
from finder.plain_text import normalize
from finder.search.parameters import LONGEST, Arguments

#: Further criteria are ignored.
MOST_CRITERIA = 10

ATOM = "application/atom+xml"
JSON = "application/json"
FORMATS: dict[str, tuple[ResponseFormat, str]] = {
    ATOM: ("atom", ATOM),
    "application/xml": ("atom", "application/xml"),
    "text/xml": ("atom", "text/xml"),
    JSON: ("json", JSON),
    "text/json": ("json", JSON),
    "text/html": ("html", "text/html"),
    "application/xhtml+xml": ("html", "text/html"),
}

RECIPIENTS: dict[str, Audience] = {"pat": "patient", "prov": "professional", "payor": "professional"}
#: The guide's name first, then longer spellings that systems send. Without a recipient, the performer counts.
_RECIPIENT = tuple(
    f"{role}{rest}" for role in ("informationrecipient", "performer") for rest in ("", ".c", ".r.c", ".v.c")
)
_LANGUAGE = ("informationrecipient.languagecode.c", "informationrecipient.languagecode")
#: Codes of three letters, names, and what systems send by mistake.
_OTHER_FORMS = {
    "eng": "en", "english": "en", "spa": "es", "sp": "es", "esp": "es", "spanish": "es", "espanol": "es",
    "castilian": "es", "castellano": "es",
}  # fmt: skip

#: How many of a unit make a year: of UCUM's, and of the words that systems send.
_UNITS = {
    unit: count
    for units, count in {
        "a a_j a_t a_g ann ann_j y yr yrs year years annum año años ano anos": 1.0,
        "mo mo_s mo_j mo_g mon mos month months m mes meses": 12.0,
        "wk wks w week weeks semana semanas": 52.18,
        "d day days dia dias día días": 365.25,
        "h hr hrs hour hours hora horas": 8766.0,
        "min mins minute minutes minuto minutos": 525_960.0,
    }.items()
    for unit in units.split()
}
#: An age with its unit, which some systems send in one: "8 years", or by ISO 8601: "P8Y".
_AGE = re.compile(r"p?(?P<count>[0-9]{1,7}(?:[.,][0-9]{1,6})?)\s*[\[{(]?(?P<unit>[^\W0-9]*)[\]})]?\.?")
_ADULT_AGE = 18
#: Age groups of MeSH: up to adolescents, and from young adults on.
_CHILD_GROUPS = {"d007231", "d007223", "d002675", "d002648", "d000293"}
_ADULT_GROUPS = {"d055815", "d000328", "d008875", "d000368", "d000369"}

_PART = re.compile(r"mainsearchcriteria\.v\.(c|cs|csn|dn|ot)([0-9]{0,3})")
_ICD_9_CM = "2.16.840.1.113883.6.103"
_ICD_10_PCS = "2.16.840.1.113883.6.4"
_SNOMED_CT = "2.16.840.1.113883.6.96"
_SYSTEM_NAMES = {
    re.sub("[^a-z0-9]", "", name.lower()): oid for oid, name in CODE_SYSTEMS.items()
} | {
    "i10": ICD_10_CM,
    "i10c": ICD_10_CM,
    "i9": _ICD_9_CM,
    "i9c": _ICD_9_CM,
    "216840111388362": _ICD_9_CM,
    "216840111388363": ICD_10,
    "sct": _SNOMED_CT,
    "rxcui": "2.16.840.1.113883.6.88",
}  # fmt: skip
#: What is in names and addresses of systems, in every version: FHIR's, HL7's, WHO's. The first fit counts.
_SYSTEM_WORDS = {
    "icd10pcs": _ICD_10_PCS,
    "icd10cm": ICD_10_CM,
    "icd10": ICD_10,
    "icdrelease10": ICD_10,
    "icd9": _ICD_9_CM,
    "icdo": "2.16.840.1.113883.6.43.1",
    "snomed": _SNOMED_CT,
    "thesaurusowl": "2.16.840.1.113883.3.26.1.1",
    "ncithesaurus": "2.16.840.1.113883.3.26.1.1",
    "rxnorm": "2.16.840.1.113883.6.88",
    "umls": "2.16.840.1.113883.6.86",
    "meshnlm": "2.16.840.1.113883.6.177",
    "loinc": "2.16.840.1.113883.6.1",
}

Given = Mapping[str, Sequence[str]]


def read_response_format(arguments: Arguments) -> tuple[ResponseFormat, str]:
    """Return the format and media type of the response: Atom, if the requested one is not known."""
    requested = _first(_cleaned(arguments), ("knowledgeresponsetype",)).partition(";")[0].strip()
    # A plus sign that was not encoded arrives as a space.
    return FORMATS.get(requested.lower().replace(" ", "+"), FORMATS[ATOM])


def read_request(arguments: Arguments) -> KnowledgeRequest:
    """Read the request. Raises BadQuery if it has no search criterion."""
    given = _cleaned(arguments)
    criteria = _criteria(given)
    if not criteria:
        raise BadQuery(
            Fault(
                "mainSearchCriteria.v.c",
                _("The request does not say what it is about."),
                _("Give a code, and its system in mainSearchCriteria.v.cs (%(system)s is ICD-10-CM).")
                % {"system": ICD_10_CM},
            )
        )
    roles = (RECIPIENTS.get(text.lower()) for name in _RECIPIENT for text in given.get(name, ()))
    return KnowledgeRequest(
        criteria=criteria,
        audience=next((role for role in roles if role), "patient"),
        language=_language(given),
        stage=_stage(given),
    )


def _criteria(given: Given) -> tuple[Criterion, ...]:
    """Gather the parts of each criterion: parts with the same number belong together, repeats in order."""
    parts: dict[tuple[int, int], dict[str, str]] = {}
    for name, texts in given.items():
        if part := _PART.fullmatch(name):
            for nth, text in enumerate(texts):
                parts.setdefault((int(part[2] or 0), nth), {}).setdefault(part[1], text)
    criteria = [
        Criterion(
            code=each.get("c", ""),
            system=_system(each, parts.get((number, 0), {})),
            words=each.get("dn") or each.get("ot", ""),
        )
        for (number, _), each in sorted(parts.items())
    ]
    return tuple(dict.fromkeys(each for each in criteria if each.code or each.words))[:MOST_CRITERIA]


def _system(*parts: Mapping[str, str]) -> str:
    """Return the OID of the first code system given, or its text if unknown. The default is ICD-10-CM."""
    return read_system(
        next((each[name] for each in parts for name in ("cs", "csn") if name in each), ICD_10_CM)
    )


def read_system(sent: str) -> str:
    """Return the OID of a code system by its OID, its name or its address in FHIR, or the text if unknown."""
    oid = re.sub(r"(?i)^urn:oid:", "", sent)
    bare = re.sub("[^a-z0-9]", "", oid.lower())
    inside = (known for word, known in _SYSTEM_WORDS.items() if word in bare)
    return _SYSTEM_NAMES.get(bare) or next(inside, oid)


def read_language(arguments: Arguments) -> str:
    """Return the language to answer in, by its code: the one asked for, or else that of the address."""
    return _language(_cleaned(arguments))


def _language(given: Given) -> str:
    text = _first(given, _LANGUAGE)
    if not text:
        return current_language()
    primary = normalize(re.split(r"[-_\s(,;]", text)[0])
    code = _OTHER_FORMS.get(primary, primary)
    return code if code in LANGUAGES else "en"


def _stage(given: Given) -> Stage | None:
    """Return child or adult. The age itself is used nowhere else, to protect the patient's privacy."""
    sent = _AGE.fullmatch(f"{_first(given, ('age.v.v',))} {_first(given, ('age.v.u',))}".lower().strip())
    unit = (sent["unit"] or "a") if sent else ""
    if sent and unit in _UNITS:
        years = float(sent["count"].replace(",", ".")) / _UNITS[unit]
        return "child" if years < _ADULT_AGE else "adult"
    group = _first(given, ("agegroup.v.c",)).lower()
    return "child" if group in _CHILD_GROUPS else "adult" if group in _ADULT_GROUPS else None


def _first(given: Given, names: Sequence[str]) -> str:
    return next((text for name in names for text in given.get(name, ())), "")


def _cleaned(arguments: Arguments) -> Given:
    """Return names in lower case, and values without invisible characters or extra space."""
    cleaned: dict[str, list[str]] = {}
    for name, texts in arguments.items():
        values = [text for text in map(_visible, texts) if text]
        cleaned.setdefault(name.strip().lower(), []).extend(values)
    return cleaned


def _visible(text: str) -> str:
    visible = "".join(
        " " if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Co", "Cn") else each
        for each in text[:LONGEST]
    )
    return " ".join(visible.split())
