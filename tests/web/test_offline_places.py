"""The script of the exported folder reads places as the site does: both are asked the same."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from finder.domain.kinds import CARE_SITES
from finder.errors import BadQuery
from finder.formats import offline_index, offline_names
from finder.geo.points import Point, miles_between
from finder.store.read_places import every_city, every_county, every_zip
from finder.store.read_records import care_sites_of
from finder.web.offline.place_words import place_words
from finder.words.place.find import find_place
from finder.words.place.portable import limits_of_names, reader
from tests.conftest import missing

STATIC = Path(__file__).parent.parent.parent / "finder" / "web" / "static"
SCRIPTS = [str(STATIC / "find_names.js"), str(STATIC / "read_place.js")]
ASK = """
const fs = require("node:fs");
globalThis.window = globalThis;
const [said, texts, ...scripts] = process.argv.slice(1);
const reader = `return placeReader(finderPlaces, ${said}, finderNames);`;
const read = new Function(scripts.map((each) => fs.readFileSync(each)).join("") + reader)();
const answers = JSON.parse(fs.readFileSync(texts)).map((text) => {
  try {
    return read(text);
  } catch (fault) {
    if (!fault.reason) throw fault;
    return fault;
  }
});
console.log(JSON.stringify(answers));
"""
HERE = "We don't know where you are."
TEXTS = [
    "59801", "(59801)", "5980I", "zip 59801-1234", "59801 or 59601", "4401", "0213", "00000",
    "Missoula, 59801", "Dallas, TX 59801", "59801 Harrison Ave, Butte, MT", "42.85, -106.32",
    "42.85N 106.32W", "95,200", "42°51'0\"N 106°19'12\"W", "42,85 -106,32", "", "a" * 130, "--", "北京",
    "Casper, WY", "casper wyoming", "Casper, Wyo.", "WY Casper", "Casper (WY)", "Casper/WY",
    "Casper, Wyomming", "12 Elm Street Casper WY", "12 Elm Street Apt 3, Casper, Wyo.",
    "500 Wisconsin Ave NW, Washington DC", "700 N 4th Ave Sioux Falls SD",
    "St. James Hospital, Butte, MT", "Butte, Silver Bow County, MT", "Michigan", "Washington", "LA",
    "New York", "Puerto Rico", "Guam", "DC", "Nueva York", "Springfield", "Casper", "Phoenix", "Houston",
    "Pittsburg", "Owtlanta", "Sotckton", "Minaepolis", "Owtlanta, GA", "Murfree, TN", "Tallahassee, GA",
    "Xqzzkv, MA", "Xqzzkvvv", "Ravalli County, MT", "Custer County", "Orange County",
    "condado de Ravalli, MT", "PG County, MD", "Astoria, Queens", "Harlem NYC", "The Bronx, NY",
    "Brooklyn", "Capitol Hill, Seattle", "NOLA", "OKC", "SF", "Cape Cod", "East L.A.", "Navajo Nation",
    "Fort Campbell, KY", "Nueva Orleans, Luisiana", "SoCal", "Buckhead, GA",
    "Buckhead, GA (Morgan County)", "Shelby, MI", "Shelby, MI (Macomb County)", "Hollywood",
    "Paradise, NV", "Brick Township, NJ", "Town of Greenburgh, New York", "I live in Casper WY",
    "Downtown Butte MT", "cerca de Casper, WY", "Casper area, WY", "near me", "USA", "Toronto, Canada",
    "Lima, Peru", "Santo Domingo", "Bozeman, XX", "APO AE 09012", "Coeur d'Alene, ID", "Mt. View, CA",
    "Foxborough, MA", "N. Las Vegas, NV", "Saint Paul", "St Petersburg FL", "Kāneʻohe",
    "Winston Salem NC", "Lubbock TX EE. UU.", "Charlotte, N. Car.", "PSC 41 Box 15, APO AE",
    "Unit 2050 Box 190, AP", "CMR 402 Box 77 APO", "USS Example, FPO AP", "Apollo, PA",
    "Western Connecticut", "Butte North (Historical), MT", "Capitol Region, CT", "MD Anderson",
    "m. d. andersen houston", "sloan ketering", "St Jude", "stjude", "dana farber", "danafarber boston",
    "Mayo Clinic", "Fred Hutch", "city of hope", "Dartmouth", "Moffit cancer center", "UCSF", "MSKCC",
    "roswell park", "Huntsman", "cleveland clinic florida", "Johns Hopkins", "Karmanos", "Stanford",
    "Emory university hospital", "children's hospital", "cancer center", "Kaiser", "MGH", "Intermountain",
    "St. Vincent", "vanderbilt", "Duke University", "Lahey", "Geisinger", "Sanford", "Bostn",
    "598 01", "5 9 8 0 1", "Vermilion Parish", "Saint Louis County, Missouri", "Baltimore City",
    "Baltimore County", "Garden District", "the District of Columbia", "Union Township, NJ", "Union Twp NJ",
    "Township of Union, New Jersey", "Jackson Township, Stark County, OH", "Springfield Township",
    "oncologists near me", "cerca de mi casa", "Hamilton ON", "Victoria, BC", "Kingston Jamaica", "Ramstein",
    "Phoneix AZ", "Colombus, Ohio", "Mayo Rochester", "Mayo Phoenix", "Balto MD", "Juneau Borough",
]  # fmt: skip


@pytest.fixture(scope="module")
def answers(real, tmp_path_factory):
    """What the script says of each text."""
    node = shutil.which("node") or missing("Node is not installed")
    folder = tmp_path_factory.mktemp("folder")
    with real.connect() as connection:
        found = every_zip(connection), every_city(connection), every_county(connection)
        sites = [site for kind in CARE_SITES for site in care_sites_of(connection, kind)]
    (folder / "places.js").write_bytes(offline_index.places(*found, reader()))
    (folder / "names.js").write_bytes(offline_names.names(sites, limits_of_names()))
    (folder / "texts.json").write_text(json.dumps(TEXTS))
    made = [str(folder / name) for name in ("texts.json", "places.js", "names.js")]
    command = [node, "-e", ASK, place_words(), *made, *SCRIPTS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return dict(zip(TEXTS, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("text", TEXTS)
def test_the_script_says_what_the_site_says(real_connection, answers, text):
    said = answers[text]
    try:
        found = find_place(real_connection, text)
    except BadQuery as error:
        (fault,) = error.faults
        if fault.reason == HERE:  # a folder has no button for it
            return
        if text != "Dallas, TX 59801":  # the folder does not have the city of a ZIP code
            assert said.get("reason") == fault.reason
        offered = [choice.value for choice in fault.choices]
        assert [choice[0] for choice in said["choices"]][:3] == offered[:3]
        assert sorted(choice[0] for choice in said["choices"]) == sorted(offered)
    else:
        assert "reason" not in said, said
        assert miles_between(Point(*said["at"]), found.point) < 0.1
        assert said["note"] == found.note
        if found.precision == "city":
            assert said["name"] == found.name
