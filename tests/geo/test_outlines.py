"""The outlines: every state and territory is there, and simplifying them changes nothing that is visible."""

from __future__ import annotations

import numpy as np
import pytest

from finder.geo.outlines import (
    FILE,
    ProjectedOutlines,
    edges_exceeded,
    load_outlines,
    trim_ring,
    visible_pieces,
)
from finder.geo.points import Point
from finder.geo.projection import Azimuthal
from finder.geo.states import STATES
from finder.store.connect import Snapshot

#: Independent nations, for which the Census Bureau has no boundaries.
NATIONS = {"FM", "MH", "PW"}
SIZE = (640, 480)


def projected(center, miles=0.1, scale=1.0):
    x, y = SIZE[0] / 2, SIZE[1] / 2
    return ProjectedOutlines(
        Azimuthal(center), miles, lambda flat: (x + flat[0] * scale, y - flat[1] * scale), SIZE
    )


def rings_of(state):
    """The rings of a state."""
    outlines = load_outlines()
    return [ring for code, ring in zip(outlines.codes, outlines.states.all, strict=True) if code == state]


def test_every_state_district_and_territory_has_an_outline():
    assert set(load_outlines().codes) == set(STATES) - NATIONS


def test_the_file_is_small_and_names_its_source():
    assert FILE.stat().st_size < 150_000
    assert "US Census Bureau" in FILE.read_text(encoding="utf-8")[:120]


def inside(line, x, y):
    """Whether a point is inside a ring."""
    (x1, y1), (x2, y2) = line, np.roll(line, -1, axis=1)
    cut = (y1 > y) != (y2 > y)
    return np.count_nonzero(x1[cut] + (y - y1[cut]) / (y2 - y1)[cut] * (x2 - x1)[cut] > x) % 2 == 1


def test_towns_are_inside_their_states(real: Snapshot):
    """The town with the most ZIP codes in each state is inside its outline, give or take 3 miles."""
    with real.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT state, latitude, longitude, max(zips) FROM city GROUP BY state"
        ).fetchall()
    checked = 0
    for state, latitude, longitude, _ in rows:
        if state in NATIONS or state not in STATES:
            continue
        sheet = projected(Point(latitude, longitude))
        near = [(dx, dy) for dx in (-3, 0, 3) for dy in (-3, 0, 3)]
        rings = [sheet.line(ring) for ring in rings_of(state)]
        hit = any(inside(ring, SIZE[0] / 2 + dx, SIZE[1] / 2 + dy) for ring in rings for dx, dy in near)
        assert hit, state
        checked += 1
    assert checked == 56


@pytest.mark.parametrize(("miles", "most"), [(0.1, 11_800), (1, 9_500), (5, 3_500), (50, 1_500)])
def test_coarse_maps_have_fewer_points(miles, most):
    sheet = projected(Point(40, -100), miles)
    assert sum(len(sheet.line((number,))[0]) for number in range(len(load_outlines().starts) - 1)) <= most


def test_rings_are_closed_at_every_scale():
    for miles in (0.1, 2, 1000):
        sheet = projected(Point(40, -100), miles)
        for ring in load_outlines().land.all:
            x, y = sheet.line(ring)
            assert (x[0], y[0]) == pytest.approx((x[-1], y[-1]), abs=1e-6)


def test_states_on_the_sheet_are_visible_and_distant_ones_are_not():
    sheet = projected(Point(46.9, -110.4), scale=1.0)  # Montana, 640 miles across
    found = sheet.visible(load_outlines().states, 0)
    visible = {load_outlines().codes[number] for _extent, number in found}
    assert {"MT", "WY", "ID", "ND", "SD", "WA", "OR"} <= visible
    assert not visible & {"HI", "PR", "FL", "ME", "GU"}


def test_trimming_a_ring_changes_nothing_on_the_sheet():
    rng = np.random.default_rng(5)
    for _ in range(40):
        turns = np.sort(rng.uniform(0, 2 * np.pi, 60))
        far = rng.uniform(50, 2000, 60)
        ring = np.array((320 + far * np.cos(turns), 240 + far * np.sin(turns)))
        less = trim_ring(ring, SIZE)
        assert len(less[0]) <= 60
        for x, y in rng.uniform((0, 0), SIZE, (40, 2)):
            assert inside(ring, x, y) == inside(less, x, y)


def test_a_line_is_cut_into_the_pieces_that_may_be_visible():
    line = np.array([[-50.0, 50, 900, 950, 990, 500], [100.0, 100, 100, 200, 300, 400]])
    found = [(x.tolist(), y.tolist()) for x, y in visible_pieces(line, SIZE)]
    assert found == [([-50, 50, 900], [100, 100, 100]), ([990, 500], [300, 400])]
    assert edges_exceeded(line, SIZE).tolist() == [1, 0, 2, 2, 2, 0]


def test_arcs_far_away_are_coarse_and_the_sheet_shows_the_same():
    """Within reach of the center, both have the same land, wherever the center is."""
    rng = np.random.default_rng(3)
    for latitude, longitude in (
        (40.7, -74),
        (30, -90),
        (61.2, -149.9),
        (21.3, -157.9),
        (13.4, 144.8),
        (46, -84),
    ):
        fine, coarse = (
            ProjectedOutlines(
                Azimuthal(Point(latitude, longitude)),
                0.1,
                lambda flat: (320 + flat[0] * 2, 240 - flat[1] * 2),
                SIZE,
                *reach,
            )
            for reach in ((), (200,))
        )
        points = rng.uniform((0, 0), SIZE, (60, 2))
        rings = load_outlines().land.all
        shown = [
            [sum(inside(sheet.line(ring), x, y) for ring in rings) for x, y in points]
            for sheet in (fine, coarse)
        ]
        assert shown[0] == shown[1]
        sizes = [sum(sheet.line(ring).shape[1] for ring in rings) for sheet in (fine, coarse)]
        assert sizes[1] < sizes[0] / 2
