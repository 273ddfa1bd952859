"""What pages say to search engines in schema.org's words, which a stock checker of its types accepts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from selectolax.lexbor import LexborHTMLParser

from finder.app import create_app
from finder.formats.contacts.contact import Contact
from finder.formats.exports import schema_org
from finder.store.read_catalog import catalog_of
from finder.web.offline.folder import pages
from tests.conftest import DATA, ROOT, missing, settings_for
from tests.every_page import spoken
from tests.people_world import AT_CENTER, CLINICS, NOWHERE, WORKERS

CHECKER = ROOT / "tests" / "structured" / "node_modules"
#: schema.org's specialties that we say (version 30.0 of March 2026, MedicalSpecialty).
SPECIALTIES = {
    "Oncologic", "Hematologic", "Surgical", "Pathology", "Pediatric", "Gynecologic", "Urologic", "Neurologic",
    "Dermatologic", "Otolaryngologic", "PlasticSurgery",
}  # fmt: skip
REAL = (
    "/", "/centers/mayo-rochester", "/centers/salk", "/centers/st-jude",
    "/programs/billings-clinic-cancer-center-mt",
    "/cancers/breast-cancer",
)  # fmt: skip
PEOPLE = (
    "/hospitals/990001", "/hospitals/019005", "/centers/example-boston",
    *(f"/clinicians/{each.npi}" for each in (*WORKERS[:15], AT_CENTER, NOWHERE, *CLINICS)),
)  # fmt: skip


def data_of(client, address):
    page = LexborHTMLParser(client.get(address).text)
    return [json.loads(each.text()) for each in page.css('head script[type="application/ld+json"]')]


@pytest.fixture(scope="module")
def every_object(real, people_app):
    """The data of each page above, in both languages: (address, object)."""
    real_client = create_app(settings_for(real.path.parent, DATA)).test_client()
    asked = [(real_client, each) for each in REAL] + [(people_app.test_client(), each) for each in PEOPLE]
    return [
        (spoken(path, code), each)
        for client, path in asked
        for code in ("en", "es")
        for each in data_of(client, spoken(path, code))
    ]


def test_a_stock_checker_of_schema_orgs_types_accepts_every_object(every_object, tmp_path):
    node, compiler = shutil.which("node"), CHECKER / "typescript" / "bin" / "tsc"
    if node is None or not compiler.exists():
        missing("needs node and: npm ci --ignore-scripts --prefix tests/structured")
    (tmp_path / "node_modules").symlink_to(CHECKER)

    def is_accepted(objects):
        kinds = {"SearchAction", *(each["@type"] for each in objects)}
        lines = [
            f"import type {{ WithActionConstraints, WithContext, {', '.join(kinds)} }} from 'schema-dts';"
        ]
        for number, each in enumerate(objects):
            # What an action asks for ("query-input") is checked as a type of its own.
            actions = json.dumps(each.get("potentialAction", []))
            lines.append(f"const actions{number}: WithActionConstraints<SearchAction>[] = {actions};")
            rest = json.dumps({name: value for name, value in each.items() if name != "potentialAction"})
            more = f", potentialAction: actions{number}" if actions != "[]" else ""
            lines.append(f"export const object{number}: WithContext<{each['@type']}> = {rest[:-1]}{more}}};")
        (tmp_path / "data.ts").write_text("\n".join(lines))
        options = ("--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "node")
        command = [node, str(compiler), *options, "data.ts"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.returncode == 0, done.stdout

    accepted, complaints = is_accepted([each for _address, each in every_object])
    assert accepted, complaints
    wrong = {"@context": "https://schema.org", "@type": "Hospital", "medicalSpecialty": "Oncology"}
    assert not is_accepted([wrong])[0]
    assert not is_accepted([{"@context": "https://schema.org", "@type": "Physician", "phone": "1"}])[0]


def test_every_record_is_of_a_known_type_with_its_address(every_object):
    types = {}
    for address, each in every_object:
        types.setdefault(each["@type"], []).append(address)
        if each["@type"] in ("BreadcrumbList", "WebSite"):
            continue
        assert each["name"]
        assert each["@id"].startswith("http://localhost/")
        assert each["mainEntityOfPage"] == f"http://localhost{address}"
        assert each["address"]["addressCountry"] == "US"
        assert {one.rpartition("/")[2] for one in each.get("medicalSpecialty", ())} <= SPECIALTIES
        assert not [value for value in each.values() if value in (None, "", [], {})]
    assert types.keys() == {
        "WebSite", "BreadcrumbList", "Hospital", "MedicalClinic", "MedicalOrganization", "Physician"
    }  # fmt: skip


def test_the_way_to_a_page_leads_over_its_list(every_object):
    ways = {address: each for address, each in every_object if each["@type"] == "BreadcrumbList"}
    steps = ways["/es/centers/mayo-rochester"]["itemListElement"]
    assert [each["position"] for each in steps] == [1, 2, 3]
    assert [each["item"] for each in steps] == [
        "http://localhost/es/", "http://localhost/es/centers", "http://localhost/es/centers/mayo-rochester"
    ]  # fmt: skip


def test_a_place_that_treats_nobody_is_no_clinic_and_a_middle_is_no_point(every_object):
    by_address = {address: each for address, each in every_object if each["@type"] != "BreadcrumbList"}
    office = by_address["/centers/salk"]
    assert office["@type"] == "MedicalOrganization"
    assert "medicalSpecialty" not in office
    for address, each in by_address.items():
        if address.startswith("/clinicians/") and "geo" in each:
            assert each["@type"] in ("Physician", "MedicalClinic")
    assert "geo" not in by_address[f"/clinicians/{NOWHERE.npi}"]


def test_a_street_that_is_not_shown_is_not_here_either(people):
    withheld = Contact(
        "clinicians/1", "A", "", (), "", "", "", "Boston", "MA", "02115", (), "", None, None, None, ()
    )
    whole = schema_org.record(WORKERS[0], withheld, catalog_of(people), "https://a.example", {})
    assert "streetAddress" not in whole["address"]


def test_no_text_ends_the_script(people_client, monkeypatch):
    evil = "</script><script>alert(1)</script>&amp;\u2028"
    monkeypatch.setattr("finder.web.page.structured.site", lambda: type("Site", (), {"name": evil}))
    text = people_client.get("/").text
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert json.loads(script)["name"] == evil
    assert "<" not in script


def test_private_and_exported_pages_say_nothing(app, client, snapshot):
    assert "ld+json" not in client.post("/search", data={"near": "02115"}).text
    assert not any(
        b"ld+json" in body for name, body in pages(app, snapshot, ("en",)) if name.endswith("html")
    )
