"""The points of the addresses of a small made-up data folder: which are asked for, and what the join does."""

import csv
from dataclasses import replace
from datetime import timedelta

import pytest

from finder import utc
from finder.directory.checked_data import read_data
from finder.directory.geocode_places import improve_points
from finder.directory.load import load
from finder.directory.located_sites import street_to_locate, with_points
from finder.directory.people.join import join_people
from finder.directory.people.lookups import make_lookups
from finder.domain.care import CARE_SITE_TABLES
from finder.domain.clinicians import is_npi
from finder.errors import SourceDown
from finder.geo.points import Point
from finder.sources.cms import HOSPITALS
from finder.sources.files.cancer_care import CancerCare
from finder.sources.files.data_folder import EXTRACTS, DataFolder
from finder.sources.geocoding.points_file import Located, postal_address, read_points, write_points
from finder.sources.geocoding.run import Report
from finder.sources.nppes import MONTHLY
from finder.sources.nppes.layout import COLUMNS
from tests.conftest import WORLD

NPPES_NAMES = {ours: column.names[0] for ours, column in COLUMNS.items()}
PERSON = {
    "entity": "1", "last": "TESTPERSON", "first": "MADEUP", "city": "BOSTON", "state": "MA",
    "zip": "021150000", "country": "US", "phone": "6175550100", "sole": "N", "enumerated": "01/02/2010",
    "updated": "03/04/2020", "code_1": "207RX0202X", "primary_1": "Y",
}  # fmt: skip
CLINIC = {"entity": "2", "last": "", "first": "", "org": "MADEUP CLINIC", "sole": "", "code_1": "261QX0200X"}
HOSPITAL = {
    "Facility ID": "990099", "Facility Name": "MADEUP HOSPITAL", "Address": "30 MADEUP RD",
    "City/Town": "BOSTON", "State": "MA", "ZIP Code": "02115", "Telephone Number": "(617) 555-0199",
    "Hospital Type": "Acute Care Hospitals", "Emergency Services": "Yes",
}  # fmt: skip

#: Where the fake geocoder finds everything: in Boston, and not the middle of a ZIP code.
HERE = Point(42.3391, -71.0912)
#: What is asked of the data folder below, in this order: by NPI, then the hospitals.
ASKED = ["1 MADEUP AVE", "2 MADEUP AVE", "20 MADEUP BLVD", "30 MADEUP RD"]


def npi(number):
    """A valid NPI; those of rising numbers rise."""
    return next(each for digit in range(10) if is_npi(each := f"1{number:08}{digit}"))


def boston(street):
    return postal_address(street, "BOSTON", "MA", "02115")


def found(point=HERE, asked_on=None):
    how = "exact" if point else "none"
    return Located(point, how, "census-geocoder", (asked_on or utc.today()).isoformat())


def write_csv(path, rows):
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return read_data(tmp_path_factory.mktemp("places"), WORLD)


@pytest.fixture(scope="module")
def checked(world):
    """The made-up data without the places whose streets are not on the map."""
    curated = world.curated
    for table in CARE_SITE_TABLES:
        placed = [site for site in curated.rows(table) if not street_to_locate(site)]
        curated = curated.with_rows(table, placed)
    return replace(world, curated=curated)


@pytest.fixture
def curated(checked):
    return checked.curated


@pytest.fixture
def extracts(tmp_path):
    folder = DataFolder(tmp_path / "home" / EXTRACTS)
    folder.path.mkdir(parents=True)
    return folder


@pytest.fixture
def load_people(extracts, tmp_path, curated):
    """Load people of NPPES: each is what differs from the usual made-up person."""

    def go(*differing):
        rows = [PERSON | {"npi": npi(at)} | each for at, each in enumerate(differing, 1)]
        named = [{theirs: row.get(ours, "") for ours, theirs in NPPES_NAMES.items()} for row in rows]
        load(
            extracts,
            MONTHLY,
            write_csv(tmp_path / "nppes.csv", named),
            CancerCare.of(curated),
            no_progress,
            accept_loss=True,
        )

    return go


def no_progress(rows, read, size):
    pass


@pytest.fixture
def small_world(extracts, load_people, tmp_path, curated):
    """Four addresses to ask, one of them of two people; homes; a post office box; no street at all."""
    load_people(
        {"street": "1 MADEUP AVE", "street2": "STE 4"},
        {"street": "1 Madeup Ave, Suite 500"},
        {"street": "7 HIDDEN LN", "sole": "Y"},
        {"street": "9 HIDDEN ST", "street2": "APT 2"},
        {"street": "2 MADEUP AVE"},
        {"street": "PO BOX 12"},
        {"street": ""},
        {**CLINIC, "street": "20 MADEUP BLVD"},
    )
    hospitals = write_csv(tmp_path / "hospitals.csv", [HOSPITAL])
    load(extracts, HOSPITALS, hospitals, CancerCare.of(curated), no_progress, accept_loss=True)


class FakeGeocoder:
    """Finds everything in one place, but for the streets in `says`; notes its batches."""

    def __init__(self):
        self.batches = []
        self.says = {}

    def __call__(self, batch):
        self.batches.append(batch)
        return {address: self.says.get(address.street, found()) for address in batch}

    @property
    def streets(self):
        return [address.street for batch in self.batches for address in batch]


@pytest.fixture
def ask():
    return FakeGeocoder()


@pytest.fixture
def improve(extracts, ask, checked):
    """Run it with everything given that a test does not care about."""

    def go(**changed):
        given = {"ask": ask, "pause": 0, "progress": lambda _: None, "size": 100}
        return improve_points(extracts, checked, **given | changed)

    return go


@pytest.fixture
def join(extracts, checked):
    """Join the extracts as the next build does, with the points that are in the file by then."""
    return lambda: join_people(extracts, make_lookups(checked.curated, checked.places, extracts.points))


@pytest.fixture
def practices(join):
    return lambda: [each for person in join().clinicians for each in person.practices]


@pytest.fixture
def hospitals(join):
    return lambda: join().hospitals


def test_each_address_is_asked_once_however_many_work_there(small_world, improve, ask):
    report = improve()
    assert ask.streets == ASKED
    assert ask.batches[0][0] == boston("1 MADEUP AVE")
    assert report == Report(asked=4, exact=4, skipped=1)


def test_what_looks_like_a_home_is_never_asked_nor_placed(small_world, improve, ask, practices, extracts):
    # Somebody found it earlier, when it did not look like a home yet.
    write_points(extracts.points, {boston("7 HIDDEN LN"): found(), boston("9 HIDDEN ST"): found()})
    improve()
    assert not [street for street in ask.streets if "HIDDEN" in street]
    withheld = [each for each in practices() if each.withheld]
    assert [(each.street, each.exactness) for each in withheld] == [(None, "zip")] * 2
    assert all(each.point != HERE for each in withheld)


def test_a_street_where_two_clinicians_work_is_no_home_and_is_asked(load_people, improve, ask):
    load_people({"street": "7 HIDDEN LN", "sole": "Y"}, {"street": "7 HIDDEN LN", "sole": "Y"})
    improve()
    assert ask.streets == ["7 HIDDEN LN"]


def test_a_found_street_takes_the_place_of_the_middle_of_its_zip_code(small_world, improve, practices):
    shown = "1 MADEUP AVE STE 4", "1 Madeup Ave, Suite 500", "2 MADEUP AVE", "20 MADEUP BLVD"
    before = {each.street: each for each in practices()}
    assert {before[street].exactness for street in shown} == {"zip"}
    improve()
    after = {each.street: each for each in practices()}
    assert [(after[street].exactness, after[street].point) for street in shown] == [("street", HERE)] * 4
    assert after["PO BOX 12"] == before["PO BOX 12"]


def test_a_found_hospital_takes_the_place_of_the_middle_of_its_zip_code(small_world, improve, hospitals):
    assert [each.exactness for each in hospitals()] == ["zip"]
    improve()
    assert [(each.exactness, each.point) for each in hospitals()] == [("street", HERE)]


@pytest.mark.parametrize("point", [None, Point(44.0, -71.0)], ids=["not found", "too far"])
def test_what_is_not_found_near_its_zip_code_stays_in_the_middle_of_it(
    small_world, improve, ask, practices, point
):
    ask.says = {"2 MADEUP AVE": found(point)}
    report = improve()
    assert (report.exact, report.none + report.set_aside) == (3, 1)
    (practice,) = [each for each in practices() if each.street == "2 MADEUP AVE"]
    assert practice.exactness == "zip"
    assert practice.point not in (None, point)


def test_a_second_run_asks_nothing(small_world, improve, ask, extracts):
    ask.says = {"2 MADEUP AVE": found(None)}
    improve()
    kept = dict(read_points(extracts.points))
    assert improve() == Report(skipped=1)
    assert len(ask.batches) == 1
    assert dict(read_points(extracts.points)) == kept


def test_a_run_asks_only_what_a_later_load_brought(load_people, improve, ask):
    load_people({"street": "1 MADEUP AVE"})
    improve()
    load_people({"street": "1 MADEUP AVE"}, {"street": "3 MADEUP AVE"})
    improve()
    assert ask.streets == ["1 MADEUP AVE", "3 MADEUP AVE"]


def test_points_outlive_an_extract_that_is_loaded_anew(small_world, improve, ask, load_people, practices):
    improve()
    load_people({"street": "2 MADEUP AVE", "last": "MADEUP"})
    assert [(each.street, each.exactness) for each in practices()] == [("2 MADEUP AVE", "street")]
    assert improve() == Report()


def test_no_more_addresses_are_asked_than_the_limit_and_the_next_run_goes_on(small_world, improve, ask):
    assert improve(limit=2).asked == 2
    assert ask.streets == ASKED[:2]
    assert improve(limit=3).asked == 2
    assert ask.streets == ASKED


def test_addresses_go_out_in_batches_of_the_size_given(small_world, improve, ask):
    steps = []
    improve(size=3, progress=steps.append)
    assert [len(batch) for batch in ask.batches] == steps == [3, 1]


def test_what_was_found_before_a_run_is_stopped_is_used(small_world, improve, ask, practices):
    def stopped(batch):
        if ask.batches:
            raise KeyboardInterrupt
        return ask(batch)

    with pytest.raises(KeyboardInterrupt):
        improve(ask=stopped, size=1)
    assert [each.street for each in practices() if each.exactness == "street"] == [
        "1 MADEUP AVE STE 4", "1 Madeup Ave, Suite 500"
    ]  # fmt: skip
    improve()
    assert ask.streets == ASKED


def test_a_service_that_is_down_leaves_everything_as_it_was(small_world, improve, practices, extracts):
    def down(batch):
        raise SourceDown("the made-up service is down")

    before = practices()
    report = improve(ask=down)
    assert (report.unanswered, report.failures) == (4, ("the made-up service is down",))
    assert not extracts.points.exists()
    assert practices() == before


def test_a_home_where_nothing_is_loaded_asks_nothing(extracts, improve, ask):
    assert improve() == Report()
    assert (ask.batches, extracts.points.exists()) == ([], False)


def test_a_street_whose_second_line_names_a_building_is_placed(load_people, improve, practices):
    load_people({"street": "4 MADEUP AVE", "street2": "MADEUP MEDICAL CENTER"})
    improve()
    assert [each.exactness for each in practices()] == ["street"]


def test_what_was_not_found_long_ago_is_asked_again(load_people, improve, ask, extracts):
    load_people({"street": "1 MADEUP AVE"})
    write_points(extracts.points, {boston("1 MADEUP AVE"): found(None, utc.today() - timedelta(days=400))})
    improve()
    assert ask.streets == ["1 MADEUP AVE"]


def test_post_office_boxes_do_not_use_up_the_limit(load_people, improve, ask):
    load_people({"street": "PO BOX 12"}, {"street": "1 MADEUP AVE"})
    improve(limit=1)
    assert ask.streets == ["1 MADEUP AVE"]


def site_of(curated, path):
    return next(site for site in curated.care_sites if site.path == path)


def without_street_point(world):
    return next(site for site in world.curated.care_sites if street_to_locate(site))


def test_a_curated_place_that_is_known_by_its_zip_code_is_asked_and_placed(world, extracts, ask):
    site = without_street_point(world)
    middle = world.places.get(site.address.zip).point
    near = Point(middle.latitude + 0.02, middle.longitude)
    ask.says = {street_to_locate(site).street: found(near)}
    improve_points(extracts, world, ask, 0, lambda _: None, size=100)
    assert street_to_locate(site).street in ask.streets
    after = site_of(with_points(world.curated, extracts.points), site.path)
    assert (after.position.point, after.position.precision) == (near, "address")
    assert (after.position.origin.source, after.position.origin.checked) == (
        "census-geocoder",
        utc.today().isoformat(),
    )
    assert street_to_locate(after) is None


def test_a_curated_place_keeps_its_zip_code_where_another_service_found_its_street(world, extracts):
    site = without_street_point(world)
    other = Located(HERE, "exact", "nominatim", utc.today().isoformat())
    write_points(extracts.points, {street_to_locate(site): other})
    assert with_points(world.curated, extracts.points).care_sites == world.curated.care_sites


def test_everybody_at_a_curated_place_stands_at_the_point_found_for_it(world, extracts, load_people):
    site = without_street_point(world)
    place = site.address
    street = f"{place.street}, Suite 9"
    load_people({"street": street, "city": place.city.upper(), "state": place.state, "zip": "00000"})
    write_points(extracts.points, {street_to_locate(site): found()})
    curated = with_points(world.curated, extracts.points)
    people = join_people(extracts, make_lookups(curated, world.places, extracts.points))
    (practice,) = next(iter(people.clinicians)).practices
    assert (practice.site, practice.point, practice.exactness) == (site.path, HERE, "street")
