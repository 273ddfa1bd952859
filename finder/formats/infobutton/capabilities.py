"""What the Infobutton endpoint can do, as JSON, and as a profile that OpenInfobutton's manager imports."""

from __future__ import annotations

from xml.etree import ElementTree

from finder.domain.infobutton import Capabilities
from finder.formats.infobutton.feed import PATH
from finder.formats.json.encode import encode

#: How a request is written, as a URI template of the first level.
TEMPLATE = (
    "mainSearchCriteria.v.c={code}&mainSearchCriteria.v.cs={system}&mainSearchCriteria.v.dn={name}"
    "&informationRecipient={recipient}&informationRecipient.languageCode.c={language}"
    "&age.v.v={age}&age.v.u={unit}&knowledgeResponseType={media_type}"
)
EXAMPLE = "mainSearchCriteria.v.c=C50.9&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90"
STANDARD = "HL7 Context-Aware Knowledge Retrieval (Infobutton), URL-based implementation guide, release 4"
_DESCRIPTION = (
    "Guideline documents of NCI and NCCN for a cancer diagnosis, for patients and for professionals."
)
#: The tasks in which somebody looks at diagnoses: HL7's ActCode.
_ACT_CODES = "2.16.840.1.113883.5.4"
_TASKS = {
    "PROBLISTREV": "problem list review task",
    "PROBLISTE": "problem list entry task",
    "DIAGLISTREV": "diagnosis list review task",
    "DIAGLISTE": "diagnosis list entry task",
}
#: The parts of a request that are passed on, in the order of the schema, without the task.
_PASSED_ON = (
    "patientAgeGroup",
    "informationRecipientLanguage",
    "informationRecipientUserType",
    "conceptOfInterest",
)
#: A system that imports a profile gives it its own number.
_NUMBER = "1"


def json(able: Capabilities, base: str, title: str, built_on: str) -> bytes:
    """Return what an endpoint can do as JSON. `base` is the address of the site with a slash at its end."""
    address = f"{base}{PATH}"
    return encode(
        {
            "title": title,
            "description": _DESCRIPTION,
            "standard": STANDARD,
            "url": address,
            "url_template": f"{address}?{TEMPLATE}",
            "example": f"{address}?{EXAMPLE}",
            "profile": f"{address}/profile.xml",
            "methods": ["GET", "POST"],
            "authentication": None,
            "parameters": able.parameters,
            "code_systems": able.code_systems,
            "languages": [{"code": code, "documents": count} for code, count in able.languages.items()],
            "most_documents": able.most_documents,
            "most_criteria": able.most_criteria,
            "directory_built": built_on,
        }
    )


def profile(able: Capabilities, base: str, title: str, built_on: str) -> bytes:
    """Return a resource profile for OpenInfobutton: in which tasks to ask, where, and by which codes."""
    root = ElementTree.Element("knowledgeResourceProfile")
    header = ElementTree.SubElement(root, "header", id=_NUMBER)
    ElementTree.SubElement(header, "title").text = title
    ElementTree.SubElement(header, "profileDescription").text = _DESCRIPTION
    ElementTree.SubElement(header, "versionControl", publicationDate=f"{built_on}T00:00:00")
    definition = ElementTree.SubElement(
        root, "profileDefinition", hl7URLCompliant="true", hl7KnowledgeResponseCompliant="true"
    )
    ElementTree.SubElement(definition, "authorizedOrganizations")
    terminologies = ElementTree.SubElement(definition, "supportedTerminologies")
    for each in (one for one in able.code_systems if one.reads != "name"):
        ElementTree.SubElement(terminologies, "supportedTerminology", id=each.oid, name=each.name)
    contexts = ElementTree.SubElement(definition, "contexts")
    context = ElementTree.SubElement(contexts, "context", name="Diagnoses of cancer", id="1")
    _context(ElementTree.SubElement(context, "contextDefinition"))
    service = ElementTree.SubElement(context, "knowledgeRequestService")
    # The manager adds its parameters behind this address, as in the profiles that it comes with.
    location = f"{base}{PATH}?knowledgeResponseType=text/xml&"
    ElementTree.SubElement(service, "knowledgeRequestServiceLocation", url=location)
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _context(definition: ElementTree.Element) -> None:
    first, *others = _PASSED_ON
    ElementTree.SubElement(definition, first, match="false", search="true")
    task = ElementTree.SubElement(definition, "task", match="true", search="false")
    domain = ElementTree.SubElement(task, "matchingDomain")
    codes = ElementTree.SubElement(domain, "enumeration", includeDescendants="false")
    for code, name in _TASKS.items():
        ElementTree.SubElement(codes, "code", code=code, codeSystem=_ACT_CODES, displayName=name)
    for each in others:
        ElementTree.SubElement(definition, each, match="false", search="true")
    topics = ElementTree.SubElement(definition, "subTopics")
    ElementTree.SubElement(topics, "subTopic", linkName="Guidelines")
