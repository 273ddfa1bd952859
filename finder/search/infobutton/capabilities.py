"""What the Infobutton endpoint can do, from the tables that answer its requests."""

from __future__ import annotations

from typing import Literal

from finder.domain.cancers.types import OTHER_CODES
from finder.domain.documents import LANGUAGES
from finder.domain.infobutton import CODE_SYSTEMS, ICD_10, ICD_10_CM, Capabilities, CodeSystem, ReadParameter
from finder.language import marked
from finder.search.documents.library import library
from finder.search.infobutton.answer import MOST
from finder.search.infobutton.request import FORMATS, MOST_CRITERIA, RECIPIENTS
from finder.store.connect import Snapshot
from finder.store.read_catalog import catalog_of

#: The parameters that are read, as the guide names them; all others are ignored.
_PARAMETERS = (
    ReadParameter(
        "mainSearchCriteria.v.c",
        marked("The code of the diagnosis. Without a known code, the name is read."),
    ),
    ReadParameter(
        "mainSearchCriteria.v.cs",
        marked("The OID of the code system, its name or its FHIR address. If left out: ICD-10-CM."),
    ),
    ReadParameter(
        "mainSearchCriteria.v.dn",
        marked("The name of the diagnosis, in English or Spanish."),
    ),
    ReadParameter(
        "informationRecipient",
        marked("Who reads the answer: PAT is a patient (the default), PROV a professional."),
        tuple(map(str.upper, RECIPIENTS)),
    ),
    ReadParameter(
        "informationRecipient.languageCode.c",
        marked("The language of the documents. What we have only in English is given in English."),
    ),
    ReadParameter(
        "age.v.v",
        marked("The age of the patient, with its unit in age.v.u. We use it only as child or adult."),
    ),
    ReadParameter(
        "ageGroup.v.c",
        marked("The age group of the patient, as a code of MeSH."),
    ),
    ReadParameter(
        "knowledgeResponseType",
        marked("The media type of the answer (application/atom+xml)."),
        tuple(FORMATS),
    ),
)
_WHOLE = (ICD_10_CM, ICD_10)


def capabilities(snapshot: Snapshot) -> Capabilities:
    """Return what the endpoint can do with this directory."""
    mapped = {each.system for each in catalog_of(snapshot).rows(OTHER_CODES)}
    documents = [each for each in library(snapshot).documents if each.status == "current"]
    counts = {code: sum(each.language == code for each in documents) for code in LANGUAGES}

    def reads(oid: str, name: str) -> Literal["all", "some", "name"]:
        return "all" if oid in _WHOLE else "some" if name in mapped else "name"

    systems = [CodeSystem(oid, name, reads(oid, name)) for oid, name in CODE_SYSTEMS.items()]
    return Capabilities(
        _PARAMETERS,
        tuple(sorted(systems, key=lambda each: each.reads == "name")),
        {code: count for code, count in counts.items() if count},
        MOST,
        MOST_CRITERIA,
    )
