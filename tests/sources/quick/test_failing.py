"""What CMS's provider data may answer instead of a page: what is tried again, and what is an error."""

import json
from dataclasses import replace

import pytest

from finder.errors import SourceDown
from finder.sources.quick import client
from finder.sources.quick.read_pages import npis_in
from tests.sources.cms_server import CLINICIANS
from tests.sources.files.made_up_files import cms_row
from tests.sources.provider_data_server import Fault

SQL = b'{"message": "SQLSTATE[HY000]: General error: 3024", "status": 500}'


def changed(change):
    return Fault(change=change)


def shorter(answer):
    answer["results"].pop()


def longer(answer):
    answer["results"].append(answer["results"][-1])


def emptied(answer):
    answer["results"] = []


@pytest.fixture(autouse=True)
def long_pages(cms):
    cms.most = 1500


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=503),
        Fault(status=500, body=SQL),
        Fault(),  # a web page with status 200
        Fault(body=b""),
        Fault(body=b'{"results": ['),
        Fault(body=b"[]"),
        Fault(body=SQL),  # an error with status 200
        Fault(body=b"\xff\xfe"),
        Fault(body=b'{"results": [], "count": 7}', drop_after=9),
        changed(shorter),
        changed(longer),
        changed(emptied),
    ],
)
def test_a_failure_that_passes_is_tried_again(run, cms, fault):
    cms.faults.extend([fault, fault])
    assert run().rows == 7
    assert run.waits == [2, 4]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (Fault(), "did not send a page of rows, but: '<!DOCTYPE html>.* after 3 tries"),
        (Fault(body=SQL), "did not send a page of rows, but: SQLSTATE"),
        (changed(shorter), "sent 6 rows, but we expected 7"),
        (Fault(status=502), "answered 502 Bad Gateway"),
    ],
)
def test_a_failure_that_stays_is_an_error_with_the_address(run, cms, fault, message):
    cms.faults.extend([fault] * 3)
    with pytest.raises(
        SourceDown, match=rf"^Try again later\. {cms.base}/datastore/query/{CLINICIANS}/0 {message}"
    ):
        run()


def test_the_server_is_left_alone_as_long_as_it_asks(run, cms):
    cms.faults.append(Fault(status=429, headers={"Retry-After": "17"}))
    assert run().rows == 7
    assert run.waits == [17]


def test_a_run_ends_when_its_time_is_over(run, cms):
    cms.before_query = lambda _number: setattr(run, "now", run.now + 700)
    with pytest.raises(
        SourceDown, match=r"Run this again to continue .* the 30 minutes for one run are over"
    ):
        run()
    run.now = 0.0
    cms.before_query = lambda _number: None
    assert run().rows == 7


def test_a_pause_longer_than_the_time_left_ends_the_run(run, cms, monkeypatch):
    monkeypatch.setattr(client, "LIMITS", replace(client.LIMITS, run_seconds=60.0))
    cms.faults.append(Fault(status=429, headers={"Retry-After": "120"}))
    with pytest.raises(SourceDown, match="is slow today"):
        run()
    assert run.waits == []


def test_an_answer_that_never_ends_is_given_up(run, cms, monkeypatch):
    monkeypatch.setattr(client, "LIMITS", replace(client.LIMITS, answer_seconds=0.2))
    cms.faults.extend([Fault(drip=True)] * 2)
    with pytest.raises(SourceDown, match=r"took more than 0 seconds for one answer after 2 tries"):
        run(tries=2)


@pytest.mark.parametrize(("limit", "value"), [("answer_bytes", 800), ("run_bytes", 300)])
def test_far_too_many_bytes_are_refused(run, cms, monkeypatch, limit, value):
    monkeypatch.setattr(client, "LIMITS", replace(client.LIMITS, **{limit: value}))
    with pytest.raises(SourceDown, match=r"Load fewer states \(--states\).* too much for a quick load"):
        run()
    assert run.waits == []


def test_wrong_columns_are_an_error(run, cms):
    cms.faults.append(changed(lambda answer: [row.pop("pri_spec") for row in answer["results"]]))
    with pytest.raises(SourceDown, match="data set mj5m-pzi6 no longer has the column “pri_spec”"):
        run()


def test_a_column_that_cms_does_not_have_is_told_in_its_words(run, cms):
    cms.data_sets[CLINICIANS].columns = [each for each in cms.data_sets[CLINICIANS].columns if each != "Cred"]
    with pytest.raises(SourceDown, match=r"refused the query: Column not found: cred\."):
        run()
    assert len(cms.queries) == 1


def test_rows_that_were_not_asked_for_are_an_error(run, cms):
    cms.faults.append(changed(lambda answer: answer["results"][2].update(pri_spec="CHIROPRACTIC")))
    with pytest.raises(SourceDown, match="that we did not ask for"):
        run()


def test_a_limit_that_is_refused_without_a_number_is_lowered_once(run, cms):
    def refuse(reason):
        return Fault(status=400, body=json.dumps({"message": reason}).encode())

    cms.faults.append(refuse("Invalid limit"))
    assert run().rows == 7
    assert [query["limit"] for _, query in cms.queries[:2]] == [1500, 500]
    cms.data_sets[CLINICIANS].released = "2026-10-08"
    cms.faults.extend([refuse("Invalid limit")] * 2)
    with pytest.raises(SourceDown, match="refused the query: Invalid limit"):
        run()


def test_a_limit_that_is_refused_in_another_form_is_lowered(run, cms):
    body = json.dumps({"message": "Bad request", "data": [{"pointer": "limit", "message": ["too high"]}]})
    cms.faults.append(Fault(status=400, body=body.encode()))
    assert run().rows == 7
    assert [query["limit"] for _, query in cms.queries[:2]] == [1500, 500]


def test_a_limit_that_is_lowered_without_a_word_is_noticed(run, cms):
    cms.data_sets[CLINICIANS].rows = [cms_row(number) for number in range(1, 602)]
    cms.faults.append(changed(lambda answer: answer.update(results=answer["results"][:500])))
    assert run().rows == 601
    assert [query["limit"] for _, query in cms.queries[:3]] == [1500, 500, 500]
    assert len(run.lines()) == len({*run.lines()}) == 602


def test_columns_in_other_letters_are_read(run, cms):
    def renamed(answer):
        names = {"npi": "NPI", "provider_last_name": "Provider Last Name", "pri_spec": " Pri_Spec "}
        answer["results"] = [
            {names.get(name, name.upper()): value for name, value in row.items()} for row in answer["results"]
        ]

    cms.faults.append(changed(renamed))
    received = run()
    assert received.rows == 7
    assert len(npis_in(received.path)) == 7
    assert run.lines()[0].startswith("npi,provider_last_name,")


def test_blanks_around_a_specialty_do_no_harm(run, cms):
    cms.faults.append(changed(lambda answer: answer["results"][0].update(pri_spec=" Medical Oncology  ")))
    assert run().rows == 7


def test_a_data_set_that_is_gone_is_an_error(run, cms):
    del cms.data_sets[CLINICIANS]
    with pytest.raises(SourceDown, match="query/mj5m-pzi6/0 answered 404"):
        run()


def test_a_data_set_that_the_catalog_does_not_know_has_no_day(run, cms, monkeypatch):
    monkeypatch.setattr(cms, "describe", lambda _identifier: (404, {"message": "not found"}))
    received = run()
    assert (received.rows, received.as_of) == (7, "")


def test_a_description_that_is_a_web_page_is_tried_again(run, cms, monkeypatch):
    described = cms.describe
    answers = ["Please wait", "Please wait"]
    monkeypatch.setattr(cms, "describe", lambda name: (200, answers.pop()) if answers else described(name))
    assert run().as_of == "2026-09-10"
    assert run.waits == [2, 4]
    answers.extend(["Please wait"] * 3)
    with pytest.raises(SourceDown, match=r"did not describe the data set\. It sent: '\"Please wait"):
        run()


@pytest.mark.parametrize("count", ["7", 7])
def test_a_count_may_be_text(run, cms, count):
    cms.faults.append(changed(lambda answer: answer.update(count=count)))
    assert run().rows == 7


@pytest.mark.parametrize("count", [None, "many", -1])
def test_a_page_without_a_count_is_tried_again(run, cms, count):
    cms.faults.append(changed(lambda answer: answer.update(count=count)))
    assert run().rows == 7
    assert run.waits == [2]


def test_a_redirect_of_a_query_is_not_followed(run, cms):
    cms.faults.append(Fault(status=307, headers={"Location": "http://127.0.0.1:9/"}))
    with pytest.raises(SourceDown, match="answered 307"):
        run()
