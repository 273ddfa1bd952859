"""No fact of the world is written in the code: numbers and addresses come from data/."""

from __future__ import annotations

import re

from tests.conftest import ROOT

CODE = ROOT / "finder"
#: A telephone number of the United States, or one of three digits that is called or stands for a person.
PHONE = re.compile(
    r"(?<![\d.-])(?:\+?1[- ]?)?\(?[2-9]\d{2}\)?[- ]\d{3}-\d{4}(?!\d)"
    r"|\b1-?800\b|\btel:\+?\d|(?<![\d-])(?:911|988)(?!\d)"
)
ADDRESS = re.compile(r"https?://(?!\{|…|localhost)([\w.-]+\.[a-z]{2,})")
#: Shapes of a number, written with the digits that are kept free for examples.
EXAMPLE = re.compile(r"(?:\+?1-)?(?:\d{3}-)?555-01\d\d|(?:\+1-)?801-587-7000")
EMERGENCY = {
    "domain/documents.py",  # the constant
    "domain/guide/emergencies.py", "domain/guide/second_opinion.py",  # the names of urgencies, as in data/
    "cli/__init__.py", "cli/helplines.py",  # the help of commands, which is there before any directory
}  # fmt: skip
#: Addresses that are no facts: folder or file → hosts, with the reason.
ALLOWED = {
    # Names of XML, which nobody visits; and who wrote a document, as HL7 Infobutton names an author.
    "formats/": {
        "www.w3.org", "www.cancer.gov", "www.nccn.org", "schema.org", "www.sitemaps.org", "a9.com",
    },
    # The specification of a format, which its root names.
    "web/hsds/": {"docs.openreferral.org", "raw.githubusercontent.com"},
    # Services that are asked, and lists of publishers that the check of links reads.
    "sources/": {
        "clinicaltrials.gov", "npiregistry.cms.hhs.gov", "download.cms.gov", "data.cms.gov",
        "www.cancer.gov", "www.nccn.org",
    },
    # The same, as what an operator can set in their place.
    "settings/": {
        "clinicaltrials.gov",
        "www.openstreetmap.org", "npiregistry.cms.hhs.gov", "download.cms.gov", "data.cms.gov",
        "geocoding.geo.census.gov", "www.weather.gov",
    },
    # The page of a trial, by its number.
    "domain/trials.py": {"clinicaltrials.gov"},
    # Where the exit leads unless an operator says otherwise.
    "web/context.py": {"www.weather.gov"},
    # The credit that the license of the ZIP locations asks for.
    "web/page/foot.html": {"www.geonames.org", "creativecommons.org"},
}  # fmt: skip


#: What a column of data/ may hold, told by examples from data/ itself.
COLUMNS = CODE / "sources" / "curated"


def files():
    found = [each for each in CODE.rglob("*") if each.suffix in (".py", ".html")]
    return [each for each in found if COLUMNS not in each.parents]


def test_no_telephone_number_is_written_in_the_code():
    texts = {
        file.relative_to(CODE).as_posix(): EXAMPLE.sub("", file.read_text(encoding="utf-8"))
        for file in files()
    }
    assert {name for name, text in texts.items() if PHONE.search(text)} == EMERGENCY


def hosts_in(text):
    return {each for each in ADDRESS.findall(text) if "example" not in each}


def test_no_address_of_another_site_is_written_in_the_code():
    used = {start: set() for start in ALLOWED}
    for file in files():
        name = file.relative_to(CODE).as_posix()
        start = next((each for each in ALLOWED if name.startswith(each)), "")
        hosts = hosts_in(file.read_text(encoding="utf-8"))
        assert hosts <= ALLOWED.get(start, set()), name
        if start:
            used[start] |= hosts
    assert used == ALLOWED  # nothing is allowed that is gone
