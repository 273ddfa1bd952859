"""Queries are parsed, or refused with the field, the reason and a hint. Nothing is silently ignored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.domain.answers import Results
from finder.domain.kinds import Kind
from finder.errors import BadQuery
from finder.search.documents.find import DocumentList, find_guidelines
from finder.search.near import find_near
from finder.search.questions import GuidelineQuery, NearQuery, read_words

_KINDS = "Choose one of: center, program, site, hospital"
FIELDS = (
    "near", "cancer", "specialty", "miles", "kind", "show", "name", "sex", "telehealth", "assignment",
    "hospital", "team", "order", "live", "limit", "page", "detail",
)  # fmt: skip


def test_a_complete_query_is_read():
    filters = {
        "near": ["  Boston,  MA "],
        "cancer": ["breast-cancer"],
        "specialty": ["surgery", "pathology", "surgery"],
        "miles": ["50"],
        "kind": ["center"],
        "show": ["nci"],
        "limit": ["100"],
        "page": ["3"],
    }
    assert NearQuery.parse(filters) == NearQuery(
        "Boston, MA",
        "breast-cancer",
        ("surgery", "pathology"),
        50,
        (Kind.CENTER,),
        {"show": "nci"},
        limit=100,
        page=3,
    )


def test_blank_form_fields_count_as_missing():
    blank = {name: ["", " "] for name in FIELDS if name != "near"}
    assert NearQuery.parse({"near": ["02115", ""]} | blank) == NearQuery("02115")


@pytest.mark.parametrize(
    ("text", "miles"),
    [("any", None), ("0.5", 0.5), ("25", 25), ("12500", 12500), ("1.125", 1.125), ("007", 7)],
)
def test_miles_are_read(text, miles):
    assert NearQuery.parse({"near": ["02115"], "miles": [text]}).miles == miles


@pytest.mark.parametrize(
    ("field", "text", "reason", "hint"),
    [
        *(
            ("miles", text, f"“{text}” is not a distance", "Use up to 12500 miles")
            for text in (
                "-5", "0", "0.0", "nan", "NaN", "inf", "-inf", "1e3", "12501", "99999", "999999", "5 miles",
                "5,5", "0x10", "１０", "٥", "1.2345", "--5", "+5", "1_000", "50;", "' OR 1=1 --",
                "<script>alert(1)</script>", "🙂",
            )
        ),
        *(
            ("limit", text, f"“{text}” is not a valid number", "Use a whole number from 1 to 100")
            for text in ("0", "-1", "101", "1000000000", "10**9", "1e2", "2.5", "ten", "１０", "+1")
        ),
        *(
            ("page", text, f"“{text}” is not a valid number", "Use a whole number from 1 to 1000")
            for text in ("0", "-1", "1001", "1000000000", "9" * 30, "one")
        ),
        *(
            ("kind", text, f"“{text}” is not one of the choices", _KINDS)
            for text in ("centre", "CENTER", "doctor", "none", "' OR ''='", "<b>center</b>")
        ),
        *(
            ("show", text, f"“{text}” is not one of the choices", "Choose one of: all, nci")
            for text in ("NCI", "everything", "all;", "🙂")
        ),
        *(
            (field, text, "characters that we can't read", "type it again")
            for field in FIELDS
            for text in ("a\x00b", "\u202eabc", "a\u200bb", "\ue000", "a\ud800", "a\nb\x7f")
        ),
        *((field, "x" * 10_240, "It is 10240 characters long", "Use at most 200") for field in FIELDS),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_its_field(field, text, reason, hint):
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse({"near": ["02115"]} | {field: [text]})
    (fault,) = caught.value.faults
    assert fault.field == field
    assert reason in fault.reason
    assert hint in fault.hint


def test_the_values_of_a_field_are_suggested():
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse({"near": ["02115"], "show": ["nic"]})
    assert [choice.value for choice in caught.value.faults[0].choices] == [
        "all", "nci", "nccn", "children", "adults", "programs", "sites"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("neer", "near"),
        ("mile", "miles"),
        ("specialties", "specialty"),
        ("kinds", "kind"),
        ("cancers", "cancer"),
        ("LIMIT", "limit"),
        ("pages", "page"),
    ],
)
def test_an_unknown_field_is_refused_with_suggestions(name, near):
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse({"near": ["02115"], name: ["x"]})
    (fault,) = caught.value.faults
    assert (fault.field, fault.reason) == (name, "There is no field with this name.")
    assert fault.hint.startswith(f"Did you mean {near}? ")


@pytest.mark.parametrize("name", ["", "zzzzzz", "utm_source", "💉", "a\x00b", "' OR 1=1", "<script>"])
def test_a_field_unlike_any_other_is_refused_with_the_list(name):
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse({"near": ["02115"], name: [""]})
    (fault,) = caught.value.faults
    assert fault.hint.endswith(f"The fields are: {', '.join(FIELDS)}.")
    assert FIELDS[:6] == ("near", "cancer", "specialty", "miles", "kind", "show")


def test_a_very_long_field_name_is_cut():
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse({"near": ["02115"], "x" * 10_000: ["1"]})
    assert len(caught.value.faults[0].field) == 41


@pytest.mark.parametrize("name", ["near", "cancer", "miles", "show", "limit", "page"])
def test_a_field_given_twice_is_refused(name):
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse({"near": ["02115"]} | {name: ["1", "2"]})
    (fault,) = caught.value.faults
    assert (fault.field, fault.reason, fault.hint) == (name, "It appears 2 times.", "Use it only once.")


def test_all_wrong_fields_are_reported_at_once():
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse(
            {"near": ["\x00"], "miles": ["-5"], "limit": ["0"], "mile": ["1"], "kind": ["a", "b"]}
        )
    assert [fault.field for fault in caught.value.faults] == [
        "near",
        "miles",
        "limit",
        "mile",
        "kind",
        "kind",
    ]


@pytest.mark.parametrize(
    "filters", [{}, {"near": []}, {"near": [""]}, {"near": ["  "]}, {"cancer": ["breast"]}]
)
def test_a_place_is_required(filters):
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse(filters)
    (fault,) = caught.value.faults
    assert (fault.field, fault.reason) == ("near", "Enter your city or ZIP code.")
    assert "02115" in fault.hint


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("publisher", "nci"), ("audience", "doctor"), ("language", "spanish"), ("kind", "pdf"),
        ("population", "adults"),
    ],
)  # fmt: skip
def test_a_wrong_document_filter_is_refused_with_the_choices(field, text):
    with pytest.raises(BadQuery) as caught:
        GuidelineQuery.parse({field: [text]})
    assert caught.value.faults[0].field == field
    assert caught.value.faults[0].choices


def test_the_one_parameter_of_a_word_search_is_read():
    assert read_words({"q": ["breast"]}) == "breast"
    assert read_words({}) is None
    with pytest.raises(BadQuery, match="Did you mean q"):
        read_words({"Q": ["breast"]})


ATTACKS = st.sampled_from(
    ["02115", "Boston, MA", "' OR 1=1 --", "<script>alert(1)</script>", "\x00", "\u202e", "🙂", "nan", "-1",
     "1000000000", "0213", "ABCDE", "95,200", "%00", "../../etc/passwd", "x" * 10_240, "breast", "ALL",
     "surgery", "{{7*7}}", "$(id)", "\ud800", "e\u0301", "Springfield", "09012", "center", "all", "10", ""]
)  # fmt: skip
texts = st.one_of(ATTACKS, st.text(max_size=30), st.text(alphabet="0123456789,.- ", max_size=12))


def arguments_of(*names):
    field_names = st.sampled_from(names)
    return st.dictionaries(
        st.one_of(field_names, field_names, st.text(max_size=8)), st.lists(texts, max_size=2), max_size=5
    )


@given(filters=arguments_of(*FIELDS), near=texts)
def test_any_query_gets_an_answer_or_a_reason(snapshot, filters, near):
    try:
        answer = find_near(snapshot, NearQuery.parse({"near": [near]} | filters))
    except BadQuery as error:
        answer, faults = None, error.faults
    else:
        faults = ()
        assert isinstance(answer, Results)
    assert answer or faults
    assert all(fault.reason for fault in faults)


@given(arguments_of("cancer", "publisher", "audience", "language", "kind", "population"))
def test_any_document_query_gets_an_answer_or_a_reason(snapshot, filters):
    try:
        found = find_guidelines(snapshot, GuidelineQuery.parse(filters))
    except BadQuery as error:
        assert error.faults  # noqa: PT017
    else:
        assert isinstance(found, DocumentList)


def test_a_missing_place_is_reported_with_the_other_faults():
    with pytest.raises(BadQuery) as caught:
        NearQuery.parse({"miles": ["-5"]})
    assert {fault.field for fault in caught.value.faults} == {"near", "miles"}
