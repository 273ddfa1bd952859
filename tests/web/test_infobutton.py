"""Responses to a health record system that asks about a diagnosis code."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.search.infobutton import answer as infobutton
from finder.words.cancer.codes.icd10cm import CodeMeaning
from tests.formats.infobutton_rules import ATOM, read_atom, read_json

ICD_10_CM = "2.16.840.1.113883.6.90"
BREAST = {"mainSearchCriteria.v.cs": ICD_10_CM, "mainSearchCriteria.v.c": "C50.9"}
LEUKEMIA = {"mainSearchCriteria.v.cs": ICD_10_CM, "mainSearchCriteria.v.c": "C91.00"}

#: A request as a record system sends it: who asks, from where, for whom, about what.
STOCK = {
    "knowledgeRequestNotification.effectiveTime.v": "20261124101500",
    "holder.assignedEntity.n": "example-hospital",
    "holder.assignedEntity.certificateText": "example-secret",
    "assignedAuthorizedPerson.id.root": "1.3.6.1.4.1.3768.77",
    "representedOrganization.id.root": "1.3.6.1.4.1.3768",
    "assignedEntity.representedOrganization.n": "Example Hospital",
    "patientPerson.administrativeGenderCode.c": "F",
    "patientPerson.administrativeGenderCode.dn": "Female",
    "age.v.v": "67",
    "age.v.u": "a",
    "ageGroup.v.c": "D000368",
    "ageGroup.v.cs": "2.16.840.1.113883.6.177",
    "ageGroup.v.dn": "Aged",
    "taskContext.c.c": "PROBLISTREV",
    "taskContext.c.dn": "problem list review",
    "subTopic.v.c": "Q000628",
    "subTopic.v.cs": "2.16.840.1.113883.6.177",
    "subTopic.v.dn": "therapy",
    "mainSearchCriteria.v.c": "C50.911",
    "mainSearchCriteria.v.cs": ICD_10_CM,
    "mainSearchCriteria.v.dn": "Malignant neoplasm of unspecified site of right female breast",
    "mainSearchCriteria.v.ot": "breast ca",
    "severityObservation.interpretationCode.c": "H",
    "severityObservation.interpretationCode.cs": "2.16.840.1.113883.5.83",
    "informationRecipient": "PROV",
    "informationRecipient.healthCareProvider.c.c": "163WX0200X",
    "informationRecipient.languageCode.c": "en",
    "performer": "PROV",
    "performer.languageCode.c": "en",
    "performer.healthCareProvider.c.c": "207RX0202X",
    "encounter.c.c": "AMB",
    "observation.c.c": "85319-2",
    "observation.v.v": "3",
    "locationOfInterest.addr.ZIP": "59715",
    "locationOfInterest.addr.STA": "MT",
    "transform": "http://example.org/feed.xsl",
    "xsltTransform": "yes",
}


@pytest.fixture
def feed(client):
    """Return the JSON feed for a request, after validating its format."""

    def ask(parameters, status=200, **more):
        request = parameters | {"knowledgeResponseType": "application/json"} | more
        answer = client.get("/infobutton", query_string=request)
        assert answer.status_code == status, answer.text
        assert answer.mimetype == "application/json"
        return read_json(answer.json)

    return ask


def hrefs(answer):
    return [each["link"][0]["href"].rpartition("/")[2] for each in answer["entry"]]


def terms(answer, scheme):
    return [each["term"] for each in answer["category"] if each["scheme"] == scheme]


def test_a_typical_request_gets_a_feed_that_follows_atom_and_hl7(client):
    answer = client.get("/infobutton", query_string=STOCK)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    found = read_atom(answer.data)
    assert found.findtext(f"{ATOM}subtitle") == "Documents on cancer for ICD-10-CM C50.911"
    categories = {each.get("scheme"): each.get("term") for each in found.findall(f"{ATOM}category")}
    assert categories == {
        "mainSearchCriteria.v.c": "C50.911",
        "mainSearchCriteria.v.cs": ICD_10_CM,
        "mainSearchCriteria.v.dn": "Malignant neoplasm of unspecified site of right female breast",
        "informationRecipient": "PROV",
        "informationRecipient.languageCode.c": "en",
    }
    entries = found.findall(f"{ATOM}entry")
    assert [each.find(f"{ATOM}link").get("href").rpartition("/")[2] for each in entries] == [
        "pdq-breast-professional-en",
        "nccn-breast",
    ]


def test_nothing_about_patient_or_sender_is_returned_or_logged(client, caplog):
    caplog.set_level(logging.DEBUG)
    answer = client.get("/infobutton", query_string=STOCK)
    for sent in ("age.v", "D000368", "Female", "administrativeGender", "locationOfInterest", "encounter"):
        assert sent not in answer.text
    for sent in ("example-secret", "Example Hospital", "1.3.6.1.4.1.3768", "performer", "observation"):
        assert sent not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "C50" not in caplog.text


def test_the_response_has_our_security_headers_and_is_not_cached(client):
    for answer in (
        client.get("/infobutton", query_string=BREAST),
        client.post("/infobutton", data=BREAST),
        client.get("/infobutton"),
        client.post("/infobutton", data=BREAST | {"knowledgeResponseType": "text/html"}),
    ):
        assert answer.headers["Cache-Control"] == "private, max-age=300"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("parameters", "answered"),
    [
        (None, "application/atom+xml"),
        ("", "application/atom+xml"),
        ("application/atom+xml", "application/atom+xml"),
        ("application/atom xml", "application/atom+xml"),
        ("text/xml", "text/xml"),
        ("TEXT/XML", "text/xml"),
        ("application/xml; charset=utf-8", "application/xml"),
        ("application/json", "application/json"),
        ("Application/JSON", "application/json"),
        ("text/json", "application/json"),
        ("application/pdf", "application/atom+xml"),
    ],
)
def test_the_response_has_the_requested_format(client, parameters, answered):
    query = BREAST if parameters is None else BREAST | {"knowledgeResponseType": parameters}
    answer = client.get("/infobutton", query_string=query)
    assert answer.mimetype == answered
    if answered == "application/json":
        assert read_json(answer.json)["entry"]
    else:
        assert read_atom(answer.data).findall(f"{ATOM}entry")


def test_json_and_atom_have_the_same_content(client, feed):
    as_json = feed(BREAST)
    as_atom = read_atom(client.get("/infobutton", query_string=BREAST).data)
    assert as_atom.findtext(f"{ATOM}id") == as_json["id"]["_value"]
    assert as_atom.findtext(f"{ATOM}subtitle") == as_json["subtitle"]["_value"]
    for one, other in zip(as_atom.findall(f"{ATOM}entry"), as_json["entry"], strict=True):
        for name in ("title", "id", "updated", "summary"):
            assert one.findtext(f"{ATOM}{name}") == other[name]["_value"]
        assert one.find(f"{ATOM}link").attrib == other["link"][0]
        assert [each.attrib for each in one.findall(f"{ATOM}category")] == other["category"]


def test_patients_get_documents_for_patients_with_treatment_first(feed):
    answer = feed(BREAST, informationRecipient="PAT")
    assert hrefs(answer) == [
        "pdq-breast-patient-en",
        "nccn-patient-breast-en",
        "nci-breast-overview-en",
        "pdq-breast-screening-patient-en",
    ]
    first = answer["entry"][0]
    assert first["title"] == {"_value": "Breast Cancer Treatment", "type": "text"}
    assert first["author"]["name"]["_value"] == "National Cancer Institute"
    assert first["summary"]["_value"] == "NCI PDQ summary, for patients, last checked December 30, 2025."
    assert first["updated"]["_value"] == "2025-12-30T00:00:00Z"


def test_only_pdq_documents_are_called_pdq(feed):
    for entry in feed(BREAST)["entry"]:
        assert ("PDQ" in entry["summary"]["_value"]) == ("/pdq-" in entry["link"][0]["href"])


def test_professionals_get_their_documents_and_learn_of_the_login(feed):
    answer = feed(BREAST, informationRecipient="PROV")
    assert hrefs(answer) == ["pdq-breast-professional-en", "nccn-breast"]
    assert answer["entry"][1]["author"]["name"]["_value"] == "National Comprehensive Cancer Network"
    summary = answer["entry"][1]["summary"]["_value"]
    assert summary == "NCCN Guidelines, for professionals, free login needed, last checked August 2026."


@pytest.mark.parametrize(
    ("sent", "audience"),
    [
        ({}, "PAT"),
        ({"informationRecipient": "prov"}, "PROV"),
        ({"InformationRecipient": "Prov "}, "PROV"),
        ({"informationRecipient.r.c": "PROV"}, "PROV"),
        ({"informationRecipient": "PAYOR"}, "PROV"),
        ({"informationRecipient": "somebody"}, "PAT"),
        ({"performer": "PROV"}, "PROV"),
        ({"performer": "PROV", "informationRecipient": "PAT"}, "PAT"),
    ],
)
def test_the_recipient_sets_the_audience_or_else_the_performer(feed, sent, audience):
    assert terms(feed(BREAST | sent), "informationRecipient") == [audience]


@pytest.mark.parametrize(
    "language",
    [
        "es",
        "ES",
        "es-MX",
        "es_US",
        "es-US",
        "es-419",
        "spa",
        "spa-MX",
        "sp",
        "Spanish",
        "Spanish (Mexico)",
        "español",
        "Castilian",
    ],
)
def test_spanish_documents_come_with_spanish_text(feed, language):
    answer = feed(BREAST | {"informationRecipient.languageCode.c": language})
    assert answer["lang"] == "es"
    assert answer["subtitle"]["_value"] == "Documentos sobre el cáncer para ICD-10-CM C50.9"
    assert terms(answer, "informationRecipient.languageCode.c") == ["es"]
    assert hrefs(answer) == ["pdq-breast-patient-es", "nccn-patient-breast-es-pdf"]
    links = [each["link"][0] for each in answer["entry"]]
    assert [(each["hreflang"], each["type"]) for each in links] == [
        ("es", "text/html"),
        ("es", "application/pdf"),
    ]


def test_spanish_answers_are_spanish_down_to_links_and_empty_answers(client, feed):
    spanish = {"informationRecipient.languageCode.c": "sp"}
    answer = feed(BREAST | spanish)
    related = [each for each in answer["link"] if each["rel"] == "related"]
    assert [each["href"] for each in related] == ["http://localhost/es/cancers/breast-cancer"]
    assert related[0]["hreflang"] == "es"
    nothing = feed({"mainSearchCriteria.v.c": "Z00.00"} | spanish)
    assert nothing["subtitle"]["_value"].startswith("No hay documentos para")
    refused = feed(spanish, 400)
    assert (refused["lang"], refused["subtitle"]["_value"][:12]) == ("es", "La solicitud")
    as_page = spanish | {"knowledgeResponseType": "text/html"}
    page = client.get("/infobutton", query_string=BREAST | as_page)
    assert (page.status_code, page.headers["Location"]) == (303, "/es/cancers/breast-cancer")
    for address in ("/infobutton", "/es/infobutton"):
        choice = client.get(address, query_string=LEUKEMIA | as_page, follow_redirects=True)
        assert 'href="/es/cancers/childhood-all"' in choice.text
    posted = client.post("/infobutton", data=LEUKEMIA | as_page)
    assert (posted.status_code, posted.headers["Location"]) == (307, "/es/infobutton")


@pytest.mark.parametrize("parameters", [{}, {"mainSearchCriteria.v.c": "Z00.00"}, LEUKEMIA])
def test_a_page_is_in_the_asked_language_with_all_its_links(client, parameters):
    spanish = {"informationRecipient.languageCode.c": "spa", "knowledgeResponseType": "text/html"}
    page = client.get("/infobutton", query_string=parameters | spanish, follow_redirects=True)
    assert '<html lang="es"' in page.text
    assert 'href="/es/cancers"' in page.text
    assert 'href="/cancers' not in page.text
    english = {"informationRecipient.languageCode.c": "en", "knowledgeResponseType": "text/html"}
    page = client.get("/es/infobutton", query_string=parameters | english, follow_redirects=True)
    assert '<html lang="en"' in page.text
    assert 'href="/cancers"' in page.text


def test_without_a_language_that_of_the_address_counts(client):
    answer = client.get("/es/infobutton", query_string=BREAST | {"knowledgeResponseType": "application/json"})
    assert answer.json["feed"]["lang"] == "es"
    related = [each["href"] for each in answer.json["feed"]["link"] if each["rel"] == "related"]
    assert related == ["http://localhost/es/cancers/breast-cancer"]


def test_other_sites_may_read_the_answers_from_a_browser(client):
    for path in ("/infobutton", "/es/infobutton"):
        answer = client.get(path, query_string=BREAST)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Robots-Tag"] == "noindex"


def test_english_documents_are_marked_if_there_are_no_spanish_ones(feed):
    answer = feed(BREAST | {"informationRecipient.languageCode.c": "es"}, informationRecipient="PROV")
    assert hrefs(answer) == ["pdq-breast-professional-en", "nccn-breast"]
    assert {each["link"][0]["hreflang"] for each in answer["entry"]} == {"en"}
    assert terms(answer["entry"][0], "informationRecipient.languageCode.c") == ["en"]


@pytest.mark.parametrize("language", ["en-US", "EN", "", "English", "tlh"])
def test_any_other_language_falls_back_to_english(feed, language):
    answer = feed(BREAST | {"informationRecipient.languageCode.c": language})
    assert (answer["lang"], hrefs(answer)[0]) == ("en", "pdq-breast-patient-en")


@pytest.mark.parametrize(
    "system",
    [
        ICD_10_CM,
        f"urn:oid:{ICD_10_CM}",
        f"URN:OID:{ICD_10_CM}",
        "http://hl7.org/fhir/sid/icd-10-cm",
        "ICD10CM",
        "ICD-10-CM",
        "ICD10CM ",
        "ICD-10-CM (2026)",
        "http://hl7.org/fhir/sid/icd-10-cm/",
        "http://terminology.hl7.org/CodeSystem/icd10-cm",
        "I10",
        "",
    ],
)
def test_icd_10_cm_is_recognized_by_all_its_names(feed, system):
    answer = feed(BREAST | {"mainSearchCriteria.v.cs": system})
    assert terms(answer, "mainSearchCriteria.v.cs") == [ICD_10_CM]
    assert answer["entry"]


@pytest.mark.parametrize(
    ("system", "code", "named"),
    [
        (ICD_10_CM, "Z00.00", "ICD-10-CM Z00.00"),
        (ICD_10_CM, "<b>&", "ICD-10-CM <b>&"),
        (ICD_10_CM, "' OR 1=1 --", "ICD-10-CM ' OR 1=1 --"),
        ("2.16.840.1.113883.6.103", "401.9", "ICD-9-CM 401.9"),
        ("2.16.840.1.113883.6.96", "254837009", "SNOMED CT 254837009"),
        ("urn:oid:2.16.840.1.113883.6.88", "10324", "RxNorm 10324"),
        ("http://snomed.info/sct/731000124108", "254837009", "SNOMED CT 254837009"),
        ("http://www.nlm.nih.gov/research/umls/rxnorm", "10324", "RxNorm 10324"),
        ("2.16.840.1.113883.6.4", "C50.9", "ICD-10-PCS C50.9"),
        ("1.2.3", "C50.9", "1.2.3 C50.9"),
    ],
)
def test_an_unknown_code_or_system_gets_a_feed_without_entries(client, feed, system, code, named):
    parameters = {"mainSearchCriteria.v.cs": system, "mainSearchCriteria.v.c": code}
    answer = feed(parameters)
    assert answer["entry"] == []
    assert answer["subtitle"]["_value"] == f"No documents for {named}"
    assert terms(answer, "mainSearchCriteria.v.c") == [code]
    as_atom = read_atom(client.get("/infobutton", query_string=parameters).data)
    assert as_atom.findall(f"{ATOM}entry") == []
    assert as_atom.findtext(f"{ATOM}subtitle") == f"No documents for {named}"


@pytest.mark.parametrize(
    "parameters",
    [{}, {"mainSearchCriteria.v.c": " "}, {"mainSearchCriteria.v.cs": ICD_10_CM}, {"taskContext.c.c": "X"}],
)
def test_a_request_without_a_criterion_is_refused_in_the_requested_format(client, feed, parameters):
    response = feed(parameters, 400)
    assert response["entry"] == []
    assert response["subtitle"]["_value"].startswith("The request does not say what it is about. Give a code")
    as_atom = client.get("/infobutton", query_string=parameters)
    assert as_atom.status_code == 400
    assert read_atom(as_atom.data).findtext(f"{ATOM}subtitle") == response["subtitle"]["_value"]
    page = client.get("/infobutton", query_string=parameters | {"knowledgeResponseType": "text/html"})
    assert (page.status_code, page.mimetype) == (400, "text/html")
    assert "does not say what it is about" in page.text


def test_a_posted_form_is_accepted(client):
    request = STOCK | {"knowledgeResponseType": "application/json"}
    posted = client.post("/infobutton", data=request)
    assert posted.status_code == 200
    assert read_json(posted.json) == client.get("/infobutton", query_string=request).json["feed"]
    mixed = client.post("/infobutton?knowledgeResponseType=text/xml", data=BREAST)
    assert mixed.mimetype == "text/xml"
    assert read_atom(mixed.data).findall(f"{ATOM}entry")


def test_the_self_link_repeats_the_request(client, feed):
    for parameters in (
        BREAST,
        STOCK,
        LEUKEMIA | {"age.v.v": "7", "informationRecipient.languageCode.c": "es"},
        BREAST | {"mainSearchCriteria.v.dn1": "colon cancer"},
        {"mainSearchCriteria.v.dn": "colon cancer", "mainSearchCriteria.v.c1": "C50"},
    ):
        answer = feed(parameters)
        (link,) = [each for each in answer["link"] if each["rel"] == "self"]
        assert client.get(link["href"]).json["feed"] == answer


def test_several_codes_use_numbered_names(feed):
    numbered = feed(
        BREAST | {"mainSearchCriteria.v.c1": "C18.9", "mainSearchCriteria.v.cs1": f"urn:oid:{ICD_10_CM}"}
    )
    assert hrefs(numbered)[:3] == ["pdq-breast-patient-en", "pdq-colon-patient-en", "nccn-patient-breast-en"]
    assert terms(numbered, "mainSearchCriteria.v.c") == ["C50.9", "C18.9"]
    assert terms(numbered["entry"][1], "mainSearchCriteria.v.c") == ["C18.9"]
    from_one = feed({"mainSearchCriteria.v.c1": "C50.9", "mainSearchCriteria.v.c2": "C18.9"})
    repeated = feed({"mainSearchCriteria.v.c": ["C50.9", "C18.9"], "mainSearchCriteria.v.cs": ICD_10_CM})
    assert hrefs(numbered) == hrefs(from_one) == hrefs(repeated)


def test_words_without_a_code_are_used_if_they_clearly_mean_one_cancer(feed):
    assert hrefs(feed({"mainSearchCriteria.v.dn": "Colon cancer"})) == ["pdq-colon-patient-en"]
    assert hrefs(feed({"mainSearchCriteria.v.ot": "colon cancer"})) == ["pdq-colon-patient-en"]
    unsure = feed({"mainSearchCriteria.v.dn": "cancer of something"})
    assert unsure["entry"] == []
    assert unsure["subtitle"]["_value"] == "No documents for “cancer of something”"


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, {"pdq-all-patient-en", "pdq-childhood-all-patient-en", "nci-children-overview-en"}),
        ({"age.v.v": "7", "age.v.u": "a"}, {"pdq-childhood-all-patient-en", "nci-children-overview-en"}),
        ({"age.v.v": "17.9"}, {"pdq-childhood-all-patient-en", "nci-children-overview-en"}),
        ({"age.v.v": "215", "age.v.u": "mo"}, {"pdq-childhood-all-patient-en", "nci-children-overview-en"}),
        ({"age.v.v": "3", "age.v.u": "d"}, {"pdq-childhood-all-patient-en", "nci-children-overview-en"}),
        ({"ageGroup.v.c": "D000293"}, {"pdq-childhood-all-patient-en", "nci-children-overview-en"}),
        ({"age.v.v": "18", "age.v.u": "a"}, {"pdq-all-patient-en"}),
        ({"age.v.v": "216", "age.v.u": "mo"}, {"pdq-all-patient-en"}),
        ({"age.v.v": "9000", "age.v.u": "d"}, {"pdq-all-patient-en"}),
    ],
)
def test_a_child_gets_the_childrens_documents_where_the_code_fits_both(feed, parameters, found):
    assert set(hrefs(feed(LEUKEMIA | parameters))) == found


@pytest.mark.parametrize(
    "unit", ["a", "a_j", "[yr]", "yr", "yrs", "Y", "year", "years", "años", "Years.", "ANN"]
)
def test_ages_are_read_in_every_unit(feed, unit):
    assert set(hrefs(feed(LEUKEMIA | {"age.v.v": "8", "age.v.u": unit}))) == {
        "pdq-childhood-all-patient-en",
        "nci-children-overview-en",
    }
    assert set(hrefs(feed(LEUKEMIA | {"age.v.v": "30", "age.v.u": unit}))) == {"pdq-all-patient-en"}
    assert feed(LEUKEMIA | {"age.v.v": "96", "age.v.u": "months"}) == feed(
        LEUKEMIA | {"age.v.v": "8", "age.v.u": unit}
    )


@pytest.mark.parametrize("age", ["8 years", "8a", "8.5 yr", "8,5", "P8Y", "96 months", "96 mo", "2922 d"])
def test_an_age_may_have_its_unit_beside_it(feed, age):
    assert set(hrefs(feed(LEUKEMIA | {"age.v.v": age}))) == {
        "pdq-childhood-all-patient-en",
        "nci-children-overview-en",
    }


@pytest.mark.parametrize(
    "parameters",
    [
        {"mainSearchCriteria.v.cs": "2.16.840.1.113883.6.3", "mainSearchCriteria.v.c": "C18.9"},
        {"mainSearchCriteria.v.cs": "ICD10", "mainSearchCriteria.v.c": "C18.9"},
        {"mainSearchCriteria.v.cs": "http://hl7.org/fhir/sid/icd-10", "mainSearchCriteria.v.c": "C18.9"},
        {"mainSearchCriteria.v.cs": "2.16.840.1.113883.6.103", "mainSearchCriteria.v.c": "153.9"},
        {"mainSearchCriteria.v.cs": "2.16.840.1.113883.6.103", "mainSearchCriteria.v.c": "C18.9"},
        {"mainSearchCriteria.v.cs": "I9", "mainSearchCriteria.v.c": "153.9"},
        {"mainSearchCriteria.v.c": "C18.-"},
        {"mainSearchCriteria.v.c": '"C18.9"'},
        {"mainSearchCriteria.v.c": "ICD10:C18.9"},
        {"mainSearchCriteria.v.c": "C18.9 Malignant neoplasm of colon"},
        {"mainSearchCriteria.v.c": "C18.777", "mainSearchCriteria.v.dn": "Colon cancer"},
        {
            "mainSearchCriteria.v.cs": "2.16.840.1.113883.6.96",
            "mainSearchCriteria.v.c": "363406005",
            "mainSearchCriteria.v.dn": "Colon cancer",
        },
        {
            "mainSearchCriteria.v.cs": "2.16.840.1.113883.6.177",
            "mainSearchCriteria.v.c": "D003110",
            "mainSearchCriteria.v.ot": "Colon cancer (HCC)",
        },
        {"mainSearchCriteria.v.dn": "Malignant neoplasm of colon, unspecified"},
        {"mainSearchCriteria.v.dn": "Malignant neoplasm of colon, unspecified (CMS/HCC)"},
        {"mainSearchCriteria.v.dn": "Malignant neoplasm of colon (disorder)"},
    ],
)
def test_codes_in_every_form_and_names_beside_unknown_codes_are_answered(feed, parameters):
    assert hrefs(feed(parameters)) == ["pdq-colon-patient-en"]


def test_a_place_of_spread_is_not_a_cancer_of_the_place(feed):
    answer = feed({"mainSearchCriteria.v.dn": "Secondary malignant neoplasm of breast"})
    assert answer["entry"] == []
    assert "has spread" in answer["subtitle"]["_value"]


@pytest.mark.parametrize("age", ["-3", "seven", "1e3", "٧", "9" * 50])
def test_an_unreadable_age_is_ignored(feed, age):
    assert feed(LEUKEMIA | {"age.v.v": age}) == feed(LEUKEMIA)


def test_a_child_with_a_cancer_of_adults_gets_the_documents_for_adults(feed):
    assert hrefs(feed(BREAST, **{"age.v.v": "16"}))[0] == "pdq-breast-patient-en"


def test_the_html_response_redirects_to_the_type_without_the_request(client):
    request = BREAST | {"knowledgeResponseType": "text/html", "age.v.v": "67"}
    for answer in (client.get("/infobutton", query_string=request), client.post("/infobutton", data=request)):
        assert (answer.status_code, answer.headers["Location"]) == (303, "/cancers/breast-cancer")
    choice = client.get("/infobutton", query_string=LEUKEMIA | {"knowledgeResponseType": "text/html"})
    assert choice.status_code == 200
    assert 'href="/cancers/childhood-all"' in choice.text
    nothing = client.get("/infobutton?mainSearchCriteria.v.c=Z00&knowledgeResponseType=text/html")
    assert nothing.status_code == 200
    assert "find a cancer for this code" in nothing.text


def reads_as(monkeypatch, kind, *cancers, note=""):
    monkeypatch.setattr(
        infobutton, "read_code", lambda _, code: CodeMeaning(code.upper(), kind, cancers, note)
    )


def test_a_secondary_cancer_gets_the_documents_of_each_type_and_says_so(feed, monkeypatch):
    note = "This code says that a cancer has spread."
    reads_as(monkeypatch, "secondary", "colon-cancer", "gastrointestinal-stromal-tumor", note=note)
    answer = feed({"mainSearchCriteria.v.c": "C78.7"}, informationRecipient="PROV")
    assert hrefs(answer) == ["pdq-colon-professional-en", "nccn-gist", "nccn-colon"]
    assert answer["subtitle"]["_value"] == f"Documents on cancer for ICD-10-CM C78.7. {note}"
    related = [each["title"] for each in answer["link"] if each["rel"] == "related"]
    assert related == ["Colon cancer", "Gastrointestinal stromal tumor (GIST)"]


def test_documents_on_the_type_come_before_broader_ones_which_are_marked(feed, monkeypatch):
    reads_as(monkeypatch, "type", "gastrointestinal-stromal-tumor")
    answer = feed({"mainSearchCriteria.v.c": "C49.A0"}, informationRecipient="PROV")
    assert hrefs(answer) == ["nccn-gist", "pdq-colon-professional-en"]
    assert "covers a wider group of cancers" in answer["entry"][1]["summary"]["_value"]
    assert "wider" not in answer["entry"][0]["summary"]["_value"]


def test_a_screening_code_lists_screening_first(feed, monkeypatch):
    reads_as(monkeypatch, "screening", "breast-cancer")
    assert hrefs(feed({"mainSearchCriteria.v.c": "Z12.31"}))[0] == "pdq-breast-screening-patient-en"


def test_a_code_without_a_type_gets_only_its_note(feed, monkeypatch):
    reads_as(monkeypatch, "benign", note="This growth is not cancer.")
    answer = feed({"mainSearchCriteria.v.c": "D24.1"})
    assert answer["entry"] == []
    assert answer["subtitle"]["_value"] == "No documents for ICD-10-CM D24.1. This growth is not cancer."


def test_at_most_twenty_documents_are_returned_best_first(client, feed, monkeypatch):
    monkeypatch.setattr(infobutton, "MOST", 2)
    assert hrefs(feed(BREAST)) == ["pdq-breast-patient-en", "nccn-patient-breast-en"]


NAMES = [*STOCK, "knowledgeResponseType", "mainSearchCriteria.v.c1", "mainSearchCriteria.v.csn", "odd"]


@given(st.dictionaries(st.sampled_from(NAMES), st.text(), max_size=6))
def test_no_request_breaks_the_feed(client, parameters):
    answer = client.post("/infobutton", data=parameters | {"knowledgeResponseType": "text/xml"})
    assert answer.status_code in (200, 400)
    read_atom(answer.data)
