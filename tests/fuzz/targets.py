"""What reads the input of others, with examples of it and the errors that it may raise.

`test_fuzz.py` tries each target with what was found before, with mixtures of the examples, and with atheris,
which follows the branches of the code. What breaks a target is kept as a file in `found/NAME/`.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from flask import Flask

from finder.app import create_app
from finder.directory.gazetteer_file import places_file
from finder.domain.clinicians import is_npi
from finder.errors import BadData, BadFile, BadQuery, NotFound, SourceDown
from finder.search.cds_hooks.answer import cards_for
from finder.search.cds_hooks.request import NotFetched, read_call
from finder.search.records.by_name import NameQuery, find_by_name
from finder.sources.curated.read import read_curated
from finder.sources.json_documents import BadJson
from finder.sources.links.robots import robots_of
from finder.sources.links.titles import read_page
from finder.sources.registry.response import parse_answer
from finder.sources.trials.read_trials import read_trials
from finder.store.connect import Snapshot
from finder.web.context import Site
from finder.words.cancer.conditions import types_of_study
from finder.words.cancer.find import find_cancers
from finder.words.cancer.name_index import name_index
from finder.words.center import named_place
from finder.words.danger import find_signs
from finder.words.place.parse import parse_place
from finder.words.workplace import find_workplace
from tests.conftest import WORLD, settings_for
from tests.sources.files.layouts import AFFILIATIONS, DAC, HOSPITALS
from tests.sources.files.made_up_files import (
    READERS,
    REPORT_HEAD,
    affiliation_row,
    cms_row,
    csv_bytes,
    hospital_row,
    members,
    npi,
    person,
    place,
    spreadsheet,
    zipped,
)

FOUND = Path(__file__).parent / "found"
#: A tag that must never come back as one.
TAG = "<fz>"


class Broken(AssertionError):
    """An answer that must not be given, whatever was asked."""


class World:
    """The directory of the invented world in `home`, and what is made of it when it is needed."""

    def __init__(self, home: Path) -> None:
        self.home = home

    @cached_property
    def app(self) -> Flask:
        """The site."""
        return create_app(settings_for(self.home))

    @cached_property
    def snapshot(self) -> Snapshot:
        """The directory of the site."""
        site: Site = self.app.extensions["finder"]
        return site.directory.snapshot()

    @cached_property
    def gazetteer(self):
        """ZIP codes and cities, in the file that builds use."""
        return places_file(self.home)


@dataclass(frozen=True)
class Target:
    """One reader: `run` gives it bytes, and it may raise `refuses`."""

    run: Callable[[World, bytes], object]
    examples: tuple[bytes, ...]
    refuses: tuple[type[Exception], ...] = ()


def _text(data: bytes) -> str:
    """Return text as it comes from a form: the parameters refuse halves of characters before it is read."""
    return data.decode("utf-8", errors="replace")


def _place(world: World, data: bytes) -> object:
    with world.snapshot.connect() as connection:
        return named_place(connection, _text(data)), parse_place(_text(data))


def _name(world: World, data: bytes) -> object:
    return find_by_name(world.snapshot, NameQuery(name=_text(data)))


def _workplace(world: World, data: bytes) -> object:
    with world.snapshot.connect() as connection:
        return find_workplace(world.snapshot, connection, _text(data))


def _site(world: World, data: bytes) -> None:
    """Ask the site: a line with path and query, then lines of headers."""
    first, *lines = data.decode("latin-1").split("\n")
    path, _, query = first.partition("?")
    headers = [each.partition(":")[::2] for each in lines if ":" in each]
    headers = [(name.strip(), value.strip()) for name, value in headers if name.strip().isascii()]
    environ = {"PATH_INFO": path, "QUERY_STRING": query}
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers}
    answer = world.app.test_client().get("/", environ_overrides=environ)
    if answer.status_code >= 500:
        raise Broken(f"{answer.status_code} for {first!r}")
    if TAG.encode() in answer.data:
        raise Broken(f"{first!r} is repeated unescaped")
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        raise Broken(f"no security headers for {first!r}")


def _file(kind: str, name: str) -> Callable[[World, bytes], object]:
    def run(_world: World, data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            return READERS[kind](path)

    return run


def _nppes(_world: World, data: bytes) -> object:
    """Read a month whose file of providers, or of places, is this."""
    with tempfile.TemporaryDirectory() as folder:
        named = members(data)
        if data[:1] == b"P":
            named = members([person(1)]) | {next(each for each in named if each.startswith("pl_")): data[1:]}
        return READERS["nppes"](zipped(Path(folder) / "NPPES_Data_Dissemination_August_2026_V2.zip", named))


def _studies(world: World, data: bytes) -> object:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("studies.jsonl" if b"\n" in data else "studies.json")
        path.write_bytes(data)
        return read_trials([path], partial(types_of_study, names=name_index(world.snapshot)), lambda *_: None)


def _curated(world: World, data: bytes) -> object:
    """Read the invented world with one file replaced: the first line names it."""
    name, _, content = data.partition(b"\n")
    files = sorted(each.relative_to(WORLD) for each in WORLD.rglob("*.*") if each.is_file())
    chosen = files[sum(name) % len(files)]
    with tempfile.TemporaryDirectory() as folder:
        for each in files:
            copy = Path(folder) / each
            copy.parent.mkdir(exist_ok=True)
            if each == chosen:
                copy.write_bytes(content)
            else:
                copy.symlink_to(WORLD / each)
        return read_curated(Path(folder), world.gazetteer)


def _packed(folder_name: str, content: dict[str, bytes]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return zipped(Path(folder) / folder_name, content).read_bytes()


_CLINICIANS = csv_bytes([cms_row(1), cms_row(2, "CARDIOLOGY")], DAC)
_STUDIES = (
    b'{"studies": [{"protocolSection": {"identificationModule": {"nctId": "NCT00000001",'
    b'"briefTitle": "Made up"},'
    b'"statusModule": {"overallStatus": "RECRUITING"}, "conditionsModule":'
    b'{"conditions": ["Breast Cancer"]},'
    b'"contactsLocationsModule": {"locations": [{"city": "Boston", "state":'
    b'"Massachusetts", "zip": "02115",'
    b'"country": "United States", "status": "RECRUITING"}]}}}], "totalCount": 1, "nextPageToken": null}'
)
_REGISTRY = (
    b'{"result_count": 1, "results": [{"number": "2000000010", "enumeration_type": "NPI-1",'
    b'"basic": {"last_name": "MADEUP", "first_name": "TEST", "status": "A"}, "addresses": [{'
    b'"address_purpose": "LOCATION", "address_1": "1 EXAMPLE ST", "city": "BOSTON", "state": "MA",'
    b'"postal_code": "021150001", "country_code":'
    b'"US"}],'
    b'"taxonomies": [{"code": "207RH0003X", "primary": true, "state": "MA"}]}]}'
)
_HEADERS = (
    b'\nAccept-Language: es;q=0.9, en\nIf-None-Match: W/"x", *\nHost: example.org:80'
    b"\nCookie: a=b\nRange: bytes=0-"
)

TARGETS = {
    "place": Target(
        _place,
        (
            b"Boston, MA",
            b"59715",
            b"1515 Holcombe Blvd, Houston TX 77030",
            b"45.68,-111.04",
            b"45.68 N 111.04 W",
            "St. Mary’s Parish, Louisiana, EE. UU.".encode(),
            b"Astoria, Queens",
            b"APO AE 09012",
            b"near me",
        ),
        (BadQuery,),
    ),
    "cancer": Target(
        lambda world, data: find_cancers(world.snapshot, _text(data)),
        (
            b"breast cancer",
            b"Dx: C50.911 (HCC)",
            b"adenocarcinoma of the hepatic flexure",
            b"no lung cancer",
            "mi mamá tiene cáncer de páncreas".encode(),
            b"diagnosed 3 years ago",
            b"SNOMED 254837009",
            b"8500/3",
        ),
        (BadQuery,),
    ),
    "danger": Target(
        lambda world, data: find_signs(world.snapshot, _text(data)),
        (
            b"fever on chemo",
            b"cannot breathe",
            "dolor de espalda y piernas débiles".encode(),
            b"i want to die",
        ),
    ),
    "name": Target(_name, (b"MD Anderson", b"Dr. Example, Alex", b"o'brien", b"St Jude"), (BadQuery,)),
    "workplace": Target(_workplace, (b"Example Hospital", b"Bridger", b"the"), (BadQuery, NotFound)),
    "patient": Target(
        lambda world, data: cards_for(world.snapshot, read_call(data, datetime.date(2026, 11, 30))),
        (
            b'{"hook":"patient-view","prefetch":{"patient":{"birthDate":"2020-02-29","address":[{"postalCode":'
            b'"02115-1234"}],"communication":[{"language":{"coding":[{"code":"es"}]},"preferred":true}]},'
            b'"conditions":{"entry":[{"resource":{"resourceType":"Condition","clinicalStatus":"active","code":'
            b'{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C50.911"}],"text":"x"}}}]}}}',
            b'{"hook":"patient-view","prefetch":{"conditions":{"entry":[{}]}}}',
        ),
        (BadQuery, NotFetched),
    ),
    "npi": Target(lambda _, data: is_npi(_text(data)), (b"2000000010", b"1234567893", "١٢٣٤٥٦٧٨٩٣".encode())),
    "site": Target(
        _site,
        (
            b"/search?near=59715&cancer=breast&miles=50&kind=center,program&page=2&map=streets" + _HEADERS,
            b"/search?near=90,0&map=streets&order=specialized&sort=x&show=all&pick=centers/example-boston",
            b"/api/v1/search?near=02115&specialty=surgery&specialty=pathology&limit=20&as_of=2020-01-01",
            b"/api/v1/search.csv?near=02115&for=excel",
            b"/es/search?near=%3Cfz%3E&cancer=<fz>&q=<fz>",
            b"/infobutton?mainSearchCriteria.v.c=C50&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90"
            b"&mainSearchCriteria.v.dn=Breast&age.v.v=40&age.v.u=a&knowledgeResponseType=application/json",
            b"/pack?pick=centers/example-boston&pick=clinicians/2000000010&cancer=breast&large=yes",
            b"/shortlist/calls?pick=centers/x&zone=US/Mountain&at=2026-01-01",
            b"//evil.example/%2e%2e?again=http://[",
            b"/guidelines?cancer=colon&audience=patient&language=es",
            b"/centers/example-boston?near=<fz>",
            b"/find?name=<fz>&near=02115",
            b"/trials?near=02115&cancer=breast&phase=2&page=9999999999",
            b"/map.svg?near=02115",
            b"/static/finder.css?v=x",
            b"/help?near=02115&at=x",
            b"/leave?to=//evil.example",
        ),
    ),
    "nppes": Target(
        _nppes, (csv_bytes([person(1), person(2)]), b"P" + csv_bytes([place(1, "1 EXAMPLE ST")])), (BadFile,)
    ),
    "deactivated": Target(
        _file("deactivated", "NPPES Deactivated NPI Report 20260914.xlsx"),
        (spreadsheet([*REPORT_HEAD, [npi(1), "01/02/2026"]]),),
        (BadFile,),
    ),
    "clinicians": Target(
        _file("clinicians", "DAC_NationalDownloadableFile.csv"), (_CLINICIANS, _CLINICIANS[:-9]), (BadFile,)
    ),
    "packed": Target(
        _file("clinicians", "DAC_NationalDownloadableFile.zip"),
        (_packed("a.zip", {"DAC_NationalDownloadableFile.csv": _CLINICIANS}),),
        (BadFile,),
    ),
    "affiliations": Target(
        _file("affiliations", "Facility_Affiliation.csv"),
        (csv_bytes([affiliation_row(1, "209001"), affiliation_row(2, "20S901")], AFFILIATIONS),),
        (BadFile,),
    ),
    "hospitals": Target(
        _file("hospitals", "Hospital_General_Information.csv"),
        (csv_bytes([hospital_row(20)], HOSPITALS),),
        (BadFile,),
    ),
    "curated": Target(
        _curated,
        tuple(
            bytes([number]) + b"\n" + (WORLD / each).read_bytes()[:4000]
            for number, each in enumerate(sorted(each.name for each in WORLD.glob("*.*")))
        ),
        (BadData,),
    ),
    "studies": Target(_studies, (_STUDIES, _STUDIES + b"\n" + _STUDIES), (BadFile,)),
    "registry": Target(
        lambda _, data: parse_answer(data, {}),
        (_REGISTRY, b'{"Errors": [{"description": "x", "number": "1"}]}'),
        (SourceDown, BadJson),
    ),
    "page": Target(
        lambda _, data: read_page(data, data[:8].decode("latin-1")),
        (b"<title>Breast Cancer</title><h1>x</h1><input type=password>", b"utf-8\n\n\n<TITLE>&#x1b;</TITLE>"),
    ),
    "robots": Target(
        lambda _, data: (
            (robots := robots_of(200, data)) and (robots.allows("https://example.org/a"), robots.delay())
        ),
        (b"User-agent: *\nDisallow: /a$\nCrawl-delay: 1e400", b"Allow: /*.pdf\nSitemap: x"),
    ),
}
