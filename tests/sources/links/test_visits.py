"""One visit: the state is right for every kind of response."""

import pytest

from finder.domain.links import LinkRecord, next_record
from finder.sources.links.replies import HostBusy
from tests.sources.links.link_server import LOGIN, Answer, page

BREAST = "Breast Cancer Treatment (PDQ®)–Patient Version"


def test_a_page_with_its_title_is_alive_whatever_the_site_puts_behind_it(site, look):
    url = site.page("/breast", f"{BREAST} - NCI", ETag='"1"')
    found = look(url, BREAST)
    assert (found.state, found.status, found.title, found.etag) == ("alive", 200, f"{BREAST} - NCI", '"1"')
    assert site.asked("/breast") == ["HEAD", "GET"]


def test_without_a_title_to_compare_the_head_is_enough(site, look):
    assert look(site.page("/", "Example Cancer Center")).state == "alive"
    assert site.asked("/") == ["HEAD"]


def test_the_visitor_says_who_it_is(site, look):
    look(site.page("/breast", "Breast"))
    agents = {headers["User-Agent"] for _, _, headers in site.seen}
    assert len(agents) == 1
    assert agents.pop().startswith("cancer-finder/")


def test_where_head_is_refused_the_page_is_asked_for(site, look):
    site.on("/old", Answer(405), method="HEAD")
    site.on("/old", Answer(body=page("Old")), method="GET")
    assert look(site.url("/old")).state == "alive"
    assert site.asked("/old") == ["HEAD", "GET"]


@pytest.mark.parametrize("status", [404, 500, 403])
def test_a_refused_head_alone_proves_nothing(site, look, status):
    site.on("/page", Answer(status), method="HEAD")
    site.on("/page", Answer(body=page(BREAST)), method="GET")
    assert look(site.url("/page"), BREAST).state == "alive"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_not_there_is_gone(site, look, status):
    found = look(site.on("/page", Answer(status)), BREAST)
    assert (found.state, found.status) == ("gone", status)


@pytest.mark.parametrize("status", [400, 403, 406, 451])
def test_a_refusal_is_unknown_and_never_dead(site, look, status):
    found = look(site.on("/page", Answer(status)), BREAST)
    assert (found.state, found.status) == ("unknown", status)
    record = next_record(None, "u", found, "2026-11-01")
    assert next_record(record, "u", found, "2026-11-02").died is None


@pytest.mark.parametrize(
    ("status", "state"), [(301, "moved"), (308, "moved"), (302, "alive"), (307, "alive")]
)
def test_only_a_lasting_redirect_means_that_a_page_has_moved(site, look, status, state):
    site.page("/new", BREAST)
    found = look(site.sends_on("/old", "/new", status), BREAST)
    assert (found.state, found.moved_to) == (state, site.url("/new") if state == "moved" else None)


def test_of_a_chain_of_redirects_the_lasting_ones_are_followed(site, look):
    site.sends_on("/one", "/two", 301)
    site.sends_on("/two", site.url("/three"), 302)
    site.sends_on("/three", "four", 307)
    site.page("/four", BREAST)
    found = look(site.url("/one"), BREAST)
    assert (found.state, found.moved_to, found.status) == ("moved", site.url("/two"), 200)


def test_a_slash_more_is_no_move(site, look):
    site.page("/breast/", BREAST)
    found = look(site.sends_on("/breast", "/breast/"), BREAST)
    assert (found.state, found.moved_to) == ("alive", None)


def test_a_redirect_to_what_is_gone_is_gone(site, look):
    assert look(site.sends_on("/old", "/nothing"), BREAST).state == "gone"


def test_redirects_without_an_end_are_a_state(site, look):
    site.sends_on("/a", "/b")
    assert look(site.sends_on("/b", "/a"), BREAST).state == "redirect-loop"
    for number in range(30):
        site.sends_on(f"/n{number}", f"/n{number + 1}")
    assert look(site.url("/n0"), BREAST).state == "redirect-loop"
    assert len(site.asked("/n12")) == 0


def test_a_site_that_sends_to_itself_with_a_cookie_is_no_circle_and_the_cookie_is_not_kept(site, look):
    url = site.on("/page", Answer(body=page(BREAST), cookie="seen=1"))
    assert look(url, BREAST).state == "alive"
    look(site.page("/other", BREAST), BREAST)
    assert [headers["Cookie"] for _, path, headers in site.seen if path == "/other"] == [None, None]


def test_a_redirect_to_no_web_address_is_unknown(site, look):
    assert look(site.sends_on("/mail", "mailto:nobody@example.org")).state == "unknown"


@pytest.mark.parametrize(
    "link",
    ["", "http://[bad", "//", "http:///x", "http://:99999/", "ftp://x", "\xe9\xff", "http://", "?", "#"],
)
def test_a_redirect_to_nonsense_stops_no_check(site, look, link):
    assert look(site.sends_on("/odd", link)).state in ("unknown", "redirect-loop", "unreachable", "gone")


@pytest.mark.parametrize(
    "charset", ["no-such", "idna", "undefined", "hex", "utf-16", "", "'latin-1'", "\xff"]
)
def test_an_odd_encoding_stops_no_check(site, look, charset):
    body = page("Breast Cancer", "\xe9").decode().encode("latin-1")
    site.on("/odd", Answer(body=body, kind=f"text/html; charset={charset}"))
    assert look(site.url("/odd"), "Breast Cancer").state in ("alive", "wrong-title")


def test_a_page_that_was_not_changed_is_not_read_again(site, look):
    url = site.page("/breast", BREAST, ETag='"7"', Last_Modified="Sun, 01 Nov 2026 00:00:00 GMT")
    first = look(url, BREAST)
    before = next_record(None, url, first, "2026-11-01")
    second = look(url, BREAST, before=before)
    assert (second.state, second.status, second.title) == ("alive", 304, BREAST)
    assert (second.etag, second.modified) == (first.etag, first.modified)
    assert site.asked("/breast") == ["HEAD", "GET", "HEAD"]
    assert next_record(before, url, second, "2026-11-25").last_alive == "2026-11-25"


def test_a_page_that_was_not_seen_is_asked_for_in_full(site, look):
    url = site.page("/breast", BREAST, ETag='"7"')
    before = LinkRecord(url, "wrong-title", "2026-11-01", etag='"7"')
    assert look(url, BREAST, before=before).status == 200


def test_a_page_with_another_title_is_told_apart(site, look):
    found = look(site.page("/breast", "Our new look - NCI"), BREAST)
    assert (found.state, found.title) == ("wrong-title", "Our new look - NCI")


def test_a_page_that_says_with_200_that_there_is_none_is_not_alive(site, look):
    assert look(site.page("/x", "Page Not Found - NCI"), "Page Not Found").state == "wrong-title"


def test_a_page_that_sends_to_the_front_page_is_not_the_document(site, look):
    site.page("/", BREAST)
    assert look(site.sends_on("/breast", "/"), BREAST).state == "wrong-title"


def test_a_login_page_with_200_is_never_alive(site, look):
    assert look(site.on("/a", Answer(body=LOGIN)), "Breast Cancer").state == "needs-login"
    hidden = page("Breast Cancer", '<form><input type="Password"></form>')
    assert look(site.on("/b", Answer(body=hidden)), "Breast Cancer").state == "needs-login"
    site.page("/account/login?next=c", "Breast Cancer")
    assert look(site.sends_on("/c", "/account/login?next=c", 302), "Breast Cancer").state == "needs-login"
    assert look(site.on("/d", Answer(401)), "Breast Cancer").state == "needs-login"


def test_a_file_behind_the_login_is_not_even_asked_for(site, look):
    path = "/professionals/physician_gls/pdf/breast.pdf"
    site.on(path, Answer(body=b"%PDF-1.7", kind="application/pdf"))
    assert look(site.sends_on("/a", path), "Breast Cancer").state == "needs-login"
    assert site.asked(path) == []


def test_a_file_is_a_file_and_not_a_page(site, look):
    site.on("/a.pdf", Answer(body=b"%PDF-1.7", kind="application/pdf"))
    assert look(site.url("/a.pdf"), "Breast Cancer", is_page=False).state == "alive"
    assert site.asked("/a.pdf") == ["HEAD"]
    assert look(site.page("/b.pdf", "Breast Cancer"), "Breast Cancer", is_page=False).state == "wrong-title"
    assert look(site.on("/c.pdf", Answer(body=LOGIN)), "B", is_page=False).state == "needs-login"


def test_a_dropped_connection_is_tried_again_and_then_unreachable(site, look, clock):
    site.on("/once", Answer(drop=True), Answer(drop=True), Answer(body=page(BREAST)))
    assert look(site.url("/once"), BREAST).state == "alive"
    found = look(site.on("/never", Answer(drop=True)), BREAST)
    assert (found.state, found.status) == ("unreachable", None)
    assert site.asked("/never") == ["HEAD", "GET", "GET", "GET"]
    assert max(clock.slept) >= 8  # longer after each failure


def test_a_server_that_fails_is_unknown_once_and_unreachable_at_the_next_check(site, look):
    found = look(site.on("/page", Answer(500)), BREAST)
    assert (found.state, found.status) == ("unknown", 500)
    first = next_record(None, "u", found, "2026-11-01")
    same_day = next_record(first, "u", found, "2026-11-01")
    assert (first.state, same_day.state) == ("unknown", "unknown")
    second = next_record(same_day, "u", found, "2026-11-08")
    assert (second.state, second.died) == ("unreachable", None)


def test_a_slow_body_is_cut_off_in_time_and_judged_by_what_came(site, look):
    early = page("Breast Cancer")[:70]
    site.on("/early", Answer(body=early + b" " * 5000, slow=0.004, at_once=len(early)))
    assert look(site.url("/early"), "Breast Cancer").state == "alive"
    site.on("/late", Answer(body=b" " * 5000 + page("Breast Cancer"), slow=0.004))
    assert look(site.url("/late"), "Breast Cancer").state == "unknown"


def test_a_body_without_end_is_read_only_so_far(site, look):
    site.on("/big", Answer(body=page("Breast Cancer")[:-14] + b"x" * 5_000_000))
    assert look(site.url("/big"), "Breast Cancer").state == "alive"


def test_what_robots_txt_closes_is_not_asked_for(site, look):
    site.on("/robots.txt", Answer(body=b"User-agent: *\nDisallow: /closed\n", kind="text/plain"))
    site.page("/closed/a", BREAST)
    site.page("/open", BREAST)
    assert look(site.url("/closed/a"), BREAST).state == "unknown"
    assert look(site.sends_on("/way", "/closed/a"), BREAST).state == "unknown"
    assert look(site.url("/open"), BREAST).state == "alive"
    assert site.asked("/closed/a") == []
    assert site.asked("/robots.txt") == ["GET"]


def test_a_robots_txt_that_has_moved_is_read_where_it_is(site, look):
    site.sends_on("/robots.txt", "/rules")
    site.on("/rules", Answer(body=b"User-agent: cancer-finder\nDisallow: /\n", kind="text/plain"))
    assert look(site.page("/open", BREAST), BREAST).state == "unknown"
    assert site.asked("/open") == []


def test_a_page_in_place_of_robots_txt_closes_nothing(site, look):
    site.page("/robots.txt", "Our front page")
    assert look(site.page("/open", BREAST), BREAST).state == "alive"


def test_a_site_whose_robots_txt_fails_is_left_alone(site, look):
    site.on("/robots.txt", Answer(503))
    assert look(site.page("/open", BREAST), BREAST).state == "unknown"
    assert site.asked("/open") == []


def test_pauses_are_kept_between_any_two_requests_to_a_host(site, look, clock):
    look(site.page("/a", BREAST), BREAST)
    look(site.page("/b", BREAST), BREAST)
    assert len(site.seen) == 5  # robots.txt, and HEAD and GET of both
    assert clock.slept == [2.0] * 4


def test_robots_txt_may_ask_for_longer_pauses(site, look, clock):
    site.on("/robots.txt", Answer(body=b"User-agent: *\nCrawl-delay: 7\n", kind="text/plain"))
    look(site.page("/a", BREAST), BREAST)
    look(site.page("/b", BREAST), BREAST)
    assert clock.slept[1:] == [7.0] * 3


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_asked_again_when_it_says(site, look, clock, status):
    site.on("/page", Answer(status, headers={"Retry-After": "40"}), Answer(body=page(BREAST)))
    assert look(site.url("/page"), BREAST).state == "alive"
    assert 40.0 in clock.slept
    assert site.asked("/page") == ["HEAD", "GET"]


def test_a_host_that_stays_busy_is_unknown(site, look, clock):
    found = look(site.on("/page", Answer(429, headers={"Retry-After": "5"})), BREAST)
    assert (found.state, found.status) == ("unknown", 429)


def test_a_host_that_wants_to_be_left_alone_for_long_is(site, look):
    with pytest.raises(HostBusy, match="60 minutes"):
        look(site.on("/page", Answer(429, headers={"Retry-After": "3600"})), BREAST)


def test_a_host_that_is_not_there_is_unreachable(look, site):
    assert look("http://127.0.0.1:9/page").state == "unreachable"
