"""A whole check: the order of links, what is recorded, and how it continues after an interruption."""

import datetime
from dataclasses import replace

import pytest

from finder.domain.cancers.types import CANCERS
from finder.domain.care import CENTERS, PROGRAMS
from finder.domain.documents import GUIDELINES, HELPLINES
from finder.domain.links import LinkRecord, VisitResult
from finder.errors import SourceDown
from finder.sources.files.data_folder import DataFolder
from finder.sources.links.check import begin, check, due
from finder.sources.links.replies import HostBusy
from finder.sources.links.run import Options, check_links
from finder.sources.links.states_file import CONTINUED_DAYS, Journal, read_states
from finder.sources.links.targets import Target
from tests.sources.links.conftest import QUICK
from tests.sources.links.link_server import LOGIN, Answer

DAY = datetime.date(2026, 11, 25)
ALIVE, LOST = VisitResult("alive", 200), VisitResult("unreachable")


def some(*names, host="one.example.org"):
    return [Target(f"https://{host}/{name}") for name in names]


@pytest.fixture
def journal(tmp_path):
    made = Journal(tmp_path / "links.journal")
    made.begin(DAY)
    return made


@pytest.fixture
def run(journal, rate_limit):
    """Run a check in which each link is found as `answers` (by address, or a callable) say."""
    asked = []

    def running(targets, answers=ALIVE, states=None, **options):
        def visit(target, before):
            asked.append(target.url)
            found = answers(target) if callable(answers) else answers
            if isinstance(found, Exception):
                raise found
            return found

        return check(targets, states or {}, journal, visit, rate_limit, today=lambda: DAY, **options)

    running.asked = asked
    return running


def test_links_longest_unchecked_come_first_and_young_ones_not_at_all():
    targets = some("a", "b", "c", "d")
    states = {
        targets[0].url: LinkRecord(targets[0].url, "alive", "2026-11-24"),
        targets[1].url: LinkRecord(targets[1].url, "alive", "2026-10-01"),
        targets[3].url: LinkRecord(targets[3].url, "gone", "2026-11-18"),
    }
    assert due(targets, states, DAY) == [targets[2], targets[1], targets[3], targets[0]]
    assert due(targets, states, DAY, older_than=7) == [targets[2], targets[1], targets[3]]
    assert due([*targets, *some("x", host="two.example.org")], states, DAY, host="two.example.org") == some(
        "x", host="two.example.org"
    )


def test_every_finding_is_on_the_disk_before_the_next_link_is_asked(run, journal):
    kept = []

    def found(target):
        kept.append(len(journal.read().records))
        return ALIVE

    run(some("a", "b", "c"), found)
    assert kept == [0, 1, 2]


def test_hosts_take_turns(journal, rate_limit):
    order = []

    def visit(target, before):
        order.append(target.url[8:11])
        rate_limit.request_ended("one.example.org" if order[-1] == "one" else "two.example.org")
        return ALIVE

    targets = some("a", "b", "c") + some("a", "b", "c", host="two.example.org")
    check(targets, {}, journal, visit, rate_limit, today=lambda: DAY)
    assert order[:2] in (["one", "two"], ["two", "one"])


def test_a_limit_counts_what_was_found_before_the_interruption(run):
    targets = some("a", "b", "c", "d")
    first = LinkRecord(targets[0].url, "alive", "2026-11-25")
    report = run(targets, records=[first], limit=3)
    assert run.asked == [each.url for each in targets[1:3]]
    assert (report.visited, report.continued) == (3, 1)


def test_where_nothing_can_be_reached_nothing_is_kept(run, journal):
    with pytest.raises(SourceDown, match="Check that this computer is online"):
        run(some("a", "b") + some("c", host="two.example.org"), LOST)
    assert journal.read().records == ()


def test_failures_before_the_first_answer_are_kept_once_it_comes(run):
    report = run(
        some("a") + some("b", host="two.example.org"), lambda each: LOST if "one" in each.url else ALIVE
    )
    assert report.states["unreachable"] == 1
    assert report.visited == 2


def test_a_host_that_does_not_answer_is_given_up_for_this_check(run):
    targets = some("x", host="two.example.org") + some(*"abcdefgh")
    report = run(targets, lambda each: LOST if "one" in each.url else ALIVE)
    assert (report.visited, report.postponed) == (4, 5)


def test_a_host_that_wants_to_be_left_alone_is(run):
    targets = some("a", "b", "c") + some("x", host="two.example.org")
    report = run(targets, lambda each: HostBusy("long") if "one" in each.url else ALIVE)
    assert (report.visited, report.postponed) == (1, 3)


def test_the_report_tells_what_died_what_is_back_and_what_moved(run):
    a, b, c, d, e = some(*"abcde")
    states = {
        a.url: LinkRecord(a.url, "alive", "2026-11-01", last_alive="2026-11-01"),
        b.url: LinkRecord(b.url, "gone", "2026-11-01", died="2026-11-01"),
        c.url: LinkRecord(c.url, "gone", "2026-11-01", died="2026-11-01"),
        d.url: LinkRecord(d.url, "moved", "2026-11-01", moved_to="https://one.example.org/new"),
    }
    answers = {
        a.url: VisitResult("gone", 404), b.url: VisitResult("gone", 404), c.url: ALIVE,
        d.url: VisitResult("moved", 200, "https://one.example.org/new"),
        e.url: VisitResult("moved", 200, "https://one.example.org/newer"),
    }  # fmt: skip
    report = run([a, b, c, d, e], lambda each: answers[each.url], states)
    assert [each.url for each in report.died] == [a.url]
    assert report.died[0].last_alive == "2026-11-01"
    assert [each.url for each in report.back] == [c.url]
    assert [each.url for each in report.moved] == [e.url]
    assert sum(report.states.values()) == report.visited == 5


def test_a_check_that_was_cut_short_long_ago_is_not_continued_and_not_lost(tmp_path):
    journal = Journal(tmp_path / "links.journal")
    old = LinkRecord("https://one.example.org/a", "alive", "2026-11-10")
    journal.begin(DAY - datetime.timedelta(days=CONTINUED_DAYS + 1))
    journal.add([old])
    states = {}
    assert begin(journal, states, DAY, CONTINUED_DAYS) == []
    assert states == {old.url: old}
    assert journal.read().day == DAY


@pytest.fixture
def home(tmp_path):
    return DataFolder(tmp_path / "extracts")


@pytest.fixture
def world(real_curated, site):
    """Data of three documents on the site, and nothing else."""
    documents = [each for each in real_curated.guidelines if each.status == "current"][:3]
    documents = [replace(each, url=site.url(f"/{n}"), format="page") for n, each in enumerate(documents)]
    for n, each in enumerate(documents):
        site.page(f"/{n}", each.title)
    world = real_curated.with_rows(GUIDELINES, documents)
    for table in (CANCERS, HELPLINES, CENTERS, PROGRAMS):
        world = world.with_rows(table, ())
    return world


@pytest.fixture
def checked(home, world, rate_limit):
    def run(day=DAY, **options):
        return check_links(
            home, world, Options(**options, private=True), rate_limit, limits=QUICK, today=lambda: day
        )

    return run


def test_a_check_keeps_its_findings_and_ends_its_journal(checked, home, site, world):
    site.on("/1", Answer(404))
    site.on("/2", Answer(body=LOGIN))
    report = checked()
    assert {state: count for state, count in report.states.items() if count} == {
        "alive": 1, "gone": 1, "needs-login": 1,
    }  # fmt: skip
    states = read_states(home.links)
    assert [states[each.url].state for each in world.guidelines] == ["alive", "gone", "needs-login"]
    assert not home.links_journal.exists()


class Killed(BaseException):
    """What ends a run at once, whatever it is doing."""


def test_an_interrupted_check_goes_on_without_asking_anew(checked, home, site, rate_limit):
    sleeping = rate_limit.sleep

    def killed(seconds):
        if len(site.seen) >= 4:  # robots.txt, HEAD and GET of the first, HEAD of the second
            raise Killed
        sleeping(seconds)

    rate_limit.sleep = killed
    with pytest.raises(Killed):
        checked()
    assert not home.links.exists()
    assert len(Journal(home.links_journal).read().records) == 1
    rate_limit.sleep = sleeping
    report = checked()
    assert (report.visited, report.continued) == (3, 1)
    assert site.asked("/0") == ["HEAD", "GET"]
    assert len(read_states(home.links)) == 3


def test_the_next_check_asks_again_and_only_for_what_has_changed(checked, home, site):
    site.on("/0", Answer(body=site.answers["/0"][0].body, headers={"ETag": '"1"'}))
    checked()
    later = DAY + datetime.timedelta(days=30)
    assert checked(later, older_than=31).visited == 0
    report = checked(later, older_than=30)
    assert report.visited == 3
    assert site.asked("/0") == ["HEAD", "GET", "HEAD"]
    assert {each.last_alive for each in read_states(home.links).values()} == {later.isoformat()}


def test_links_that_were_not_asked_keep_their_state(checked, home, site):
    checked()
    assert checked(host="nowhere.example.org").visited == 0
    assert checked(limit=1).visited == 1
    assert len(read_states(home.links)) == 3
