"""The nearest places, compared with a brute-force oracle without cells, zones or SQL."""

from dataclasses import dataclass
from itertools import pairwise

import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.domain.care import GROUPS
from finder.geo.points import Point
from finder.store import locations
from finder.store.flags import ADULTS, ANY, CHILDREN, NCCN, NCI, PERHAPS_ADULTS, PERHAPS_CHILDREN
from finder.store.near import RINGS, Criteria, find_page
from finder.store.read_records import care_site_named, care_sites_of, records_numbered

KINDS = (("center",), ("program",), ("center", "program"), ("clinic",))
FLAGS = (0, NCI, NCCN, ADULTS, CHILDREN, NCI | ADULTS, ADULTS | CHILDREN)
PATIENTS = (None, (ADULTS, PERHAPS_ADULTS), (CHILDREN, PERHAPS_CHILDREN))
#: Half of the searches start where people live, the others anywhere and at the edges of the map.
american = st.one_of(
    st.builds(Point, st.floats(24, 50), st.floats(-125, -66)),
    st.builds(Point, st.floats(51, 72), st.floats(-180, -130)),
    st.builds(Point, st.floats(18, 23), st.floats(-161, -154)),
    st.builds(Point, st.floats(13, 16), st.floats(144, 146)),
    st.builds(Point, st.floats(17.5, 18.6), st.floats(-68, -64)),
    st.builds(Point, st.floats(-15, -11), st.floats(-172, -168)),
    st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)),
)
facets = st.one_of(
    st.just((ANY,)), st.lists(st.sampled_from(GROUPS), min_size=1, max_size=4, unique=True).map(tuple)
)


def named(kinds, groups):
    return tuple(f"{kind}:{group}" for kind in kinds for group in groups)


wishes = st.builds(
    lambda kinds, groups, flags, patients: Criteria(
        tuple(f"{kind}:{group}" for kind in kinds for group in groups), flags, patients=patients
    ),
    st.sampled_from(KINDS),
    facets,
    st.sampled_from(FLAGS),
    st.sampled_from(PATIENTS),
)
ALL = Criteria(("center:any", "program:any"))
distances = st.one_of(
    st.none(), st.sampled_from([0.5, 25, 50, 60, 100, 250, 251, 800, 801]), st.floats(1, 12_500)
)


@dataclass(frozen=True)
class Known:
    """A place as the oracle sees it."""

    point: tuple[float, float]
    kind: str
    facets: frozenset[str]
    flags: int


class Places(dict[str, Known]):
    """Places by slug, that are not spelled out in the report of a failed example."""

    def __repr__(self):
        return f"{len(self)} places"


@pytest.fixture(autouse=True, scope="module")
def by_cells():
    """Search these few places by cells too, as if they were many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locations, "_SMALL", 0)
        yield


@pytest.fixture(scope="module")
def everything(real, gazetteer):
    """Every place that treats patients, by slug."""
    zips = {each.zip: each.point for each in gazetteer.zips}
    with real.connect() as connection:
        sites = care_sites_of(connection, "center") + care_sites_of(connection, "program")
    every = {site.id: site for site in sites}
    return Places({
        site.id: _known(site, every[site.center] if site.center and site.relation == "own" else site, zips)
        for site in sites
        if site.treats_patients
    })  # fmt: skip


def _known(site, designated, zips):
    """Return a place. The designations of a site that a center runs are those of its center."""
    point = site.position.point if site.position else zips[site.address.zip]
    schemes = {each.scheme for each in designated.designations}
    adults, children = site.adults.answer, site.children.answer
    flags = sum(
        flag
        for flag, has in (
            (NCI, "nci" in schemes),
            (NCCN, "nccn" in schemes),
            (ADULTS, adults == "yes" or (adults, children) == ("unknown", "unknown")),
            (CHILDREN, children == "yes"),
            (PERHAPS_ADULTS, (adults, children) == ("unknown", "yes")),
            (PERHAPS_CHILDREN, children == "unknown"),
        )
        if has
    )
    groups = GROUPS if site.kind == "program" else site.groups
    facets = frozenset(named((site.kind,), (ANY, *groups)))
    return Known((point.latitude, point.longitude), site.kind, facets, flags)


def ask_oracle(everything, center, wanted, miles):
    here = (center.latitude, center.longitude)
    ranked = sorted(
        (unknown, geodesic(here, place.point).miles, slug)
        for slug, place in everything.items()
        if place.facets & set(wanted.facets) and place.flags & wanted.flags == wanted.flags
        for unknown, flag in enumerate(wanted.patients or (0,))
        if place.flags & flag == flag
    )
    return [(slug, apart) for _, apart, slug in ranked if miles is None or apart <= miles]


def tiers_of(everything, wanted, found):
    """Return the places known to treat the patients, and those of which it is not known, as they came."""
    perhaps = wanted.patients[1] if wanted.patients else 0
    unknown = [(slug, apart) for slug, apart in found if everything[slug].flags & perhaps]
    return found[: len(found) - len(unknown)], unknown


def ask(snapshot, center, wanted, miles, offset, limit):
    with snapshot.connect() as connection:
        page = find_page(snapshot, connection, center, wanted, miles=miles, offset=offset, limit=limit)
        sites = records_numbered(snapshot, connection, [number for number, _ in page.places])
    return page, [(sites[number].id, apart) for number, apart in page.places]


def on_the_edge(apart, miles):
    """Tell whether a place is so close to the limit that either answer is right."""
    return miles is not None and abs(apart - miles) <= max(0.005 * miles, 0.01)


@given(center=american, wanted=wishes, miles=distances)
def test_places_and_their_order_equal_those_of_the_oracle(real, everything, center, wanted, miles):
    page, found = ask(real, center, wanted, miles, 0, 1000)
    expected = dict(ask_oracle(everything, center, wanted, None))
    within = {slug for slug, apart in expected.items() if miles is None or apart <= miles}
    assert all(on_the_edge(expected[slug], miles) for slug in within ^ {slug for slug, _ in found})
    assert len(found) == page.total
    for slug, apart in found:
        assert apart == pytest.approx(expected[slug], rel=5e-3, abs=1e-3)
    tiers = tiers_of(everything, wanted, found)
    assert [each for tier in tiers for each in tier] == found
    assert len(tiers[1]) == page.unknown
    for tier in tiers:
        for (one, here), (other, there) in pairwise(tier):
            assert here <= there
            if expected[one] < 1000:
                assert expected[one] <= expected[other] * (1 + 1e-4) + 1e-3


@given(center=american, wanted=wishes, miles=distances)
def test_the_counts_equal_those_of_the_oracle(real, everything, center, wanted, miles):
    page, _ = ask(real, center, wanted, miles, 0, 1)
    expected = ask_oracle(everything, center, wanted, None)
    assert list(page.within) == [radius for radius in RINGS if not miles or radius <= miles]
    for radius in page.within:
        reach = radius
        sure = sum(apart <= reach and not on_the_edge(apart, reach) for _, apart in expected)
        possible = sum(apart <= reach or on_the_edge(apart, reach) for _, apart in expected)
        assert sure <= page.within[radius] <= possible


@settings(max_examples=50)
@given(center=american, wanted=wishes, miles=distances, limit=st.integers(1, 60))
def test_the_pages_together_are_the_whole_list(real, center, wanted, miles, limit):
    whole_page, every = ask(real, center, wanted, miles, 0, 1000)
    laid, offset = [], 0
    while offset < max(whole_page.total, 1):
        page, found = ask(real, center, wanted, miles, offset, limit)
        assert (page.total, page.within) == (whole_page.total, whole_page.within)
        assert len(found) == min(limit, max(0, page.total - offset))
        laid += found
        offset += limit
    assert laid == every
    assert len({slug for slug, _ in laid}) == len(laid)


def test_a_page_after_the_last_is_empty(real):
    page, found = ask(real, Point(42.3, -71.1), ALL, None, 5000, 20)
    assert found == []
    assert page.total > 300


def test_places_without_patients_are_never_results(real, everything):
    with real.connect() as connection:
        nobody = [s.id for s in care_sites_of(connection, "center") if not s.treats_patients]
    assert "salk" in nobody
    _, found = ask(real, Point(42.3, -71.1), ALL, None, 0, 1000)
    assert not {slug for slug, _ in found} & set(nobody)
    assert len(found) == len(everything)


def test_places_at_one_point_have_a_fixed_order(snapshot):
    # The world's Denver center is at the point of its ZIP code, from which that search starts.
    here = Point(39.7467, -104.8384)
    first = [ask(snapshot, here, ALL, None, 0, 5)[1] for _ in range(3)]
    assert first[0] == first[1] == first[2]
    assert first[0][0] == ("example-denver", 0)


def test_a_center_is_found_only_under_its_groups(snapshot):
    def found(*groups):
        return {
            slug
            for slug, _ in ask(
                snapshot,
                Point(40, -100),
                Criteria(named(("center", "program"), groups)),
                None,
                0,
                100,
            )[1]
        }

    assert "example-denver" in found("surgery")
    assert "example-denver" not in found("pathology")
    assert "example-denver" in found("pathology", "surgery")
    assert "example-bridger-mt" in found("pathology")


def test_records_are_read_by_their_numbers(snapshot, connection):
    numbers = [7, 3, 11, 3]
    once = records_numbered(snapshot, connection, numbers)
    assert list(once) == [7, 3, 11]
    assert len({site.id for site in once.values()}) == 3
    for number in numbers:
        assert records_numbered(snapshot, connection, [number]) == {number: once[number]}
    assert records_numbered(snapshot, connection, []) == {}
    with pytest.raises(KeyError):
        records_numbered(snapshot, connection, [1_000_000])


def test_a_place_is_found_by_its_kind_and_slug(connection):
    assert care_site_named(connection, "center", "example-boston").name == "Example Cancer Center"
    assert care_site_named(connection, "center", "example-laboratory").treats_patients is False
    assert care_site_named(connection, "program", "example-boston") is None
    assert care_site_named(connection, "center", "nobody") is None


def test_places_of_a_kind_are_sorted_by_state_and_name(connection):
    for kind, count in (("center", 8), ("program", 8)):
        sites = care_sites_of(connection, kind)
        assert len(sites) == count
        keys = [(site.address.state, site.name) for site in sites]
        assert keys == sorted(keys)


def test_a_place_without_a_point_uses_that_of_its_zip_code(connection):
    lakeside = care_site_named(connection, "center", "example-lakeside")
    assert lakeside.position.precision == "zip"
    assert lakeside.position.point == Point(41.5084, -81.6076)
    assert care_site_named(connection, "center", "example-consortium").position is None
