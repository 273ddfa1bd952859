"""The pages of people, and how their names are written."""

import json
from dataclasses import replace

import pytest

from finder.app import create_app
from finder.formats.proper_names import credentials, title
from finder.store.connect import Directory
from tests.conftest import settings_for
from tests.search.people.crowd import HIDDEN, NOWHERE, NPIS, search


def test_every_page_of_people_exists(folder, snapshot):
    app = create_app(settings_for(folder.parent / "other"))
    app.extensions["finder"] = replace(
        app.extensions["finder"], directory=Directory(folder / "directory.sqlite")
    )
    client = app.test_client()
    for kind in ("clinician", "hospital"):
        page = client.get(f"/search?near=02115&kind={kind}&limit=20")
        data = json.loads(client.get(f"/api/v1/search?near=02115&kind={kind}").data)
        rows = client.get(f"/api/v1/search.csv?near=02115&kind={kind}").text.splitlines()
        assert page.status_code == 200
        assert len(rows) - 1 == len(data["results"]) == 20 if kind == "clinician" else len(data["results"])
        for result in data["results"]:
            assert result["url"] in page.text
            one = client.get(result["url"])
            assert one.status_code == 200
            assert result["name"].replace("'", "&#39;") in one.text
            assert json.loads(client.get(f"/api/v1{result['url']}").data)["id"] == result["id"]
    for address in (f"/clinicians/{NPIS[190]}", "/clinicians/123", "/hospitals/999999"):
        assert client.get(address).status_code == 404
    hidden = client.get(f"/clinicians/{HIDDEN.npi}").text
    assert "We don&#39;t show the street." in hidden
    assert client.get(f"/clinicians/{NOWHERE.npi}").status_code == 200
    assert all(
        f.clinician.npi != NOWHERE.npi for f in search(snapshot, near="02115", name="madeupnowhere").results
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("MCDONALD", "McDonald"),
        ("O'BRIEN", "O'Brien"),
        ("DE LA CRUZ", "De La Cruz"),
        ("SMITH-JONES", "Smith-Jones"),
        ("ST. MARY'S HOSPITAL OF THE BRONX", "St. Mary's Hospital of the Bronx"),
        ("100 NE 5TH ST", "100 NE 5th St"),
        ("Already So", "Already So"),
    ],
)
def test_names_are_written_as_people_write_them(written, shown):
    assert title(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("M.D.", "MD"),
        ("M. D.", "MD"),
        ("MD PHD", "MD, PhD"),
        (" MD | PHD ", "MD, PhD"),
        ("", ""),
        ("D.O.", "DO"),
    ],
)
def test_credentials_are_written_in_one_style(written, shown):
    assert credentials(written) == shown
