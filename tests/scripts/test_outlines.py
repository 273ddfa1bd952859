"""The script that makes the outlines: what it keeps of each line, and that it made the file that is there."""

from __future__ import annotations

import json
import math

import pytest

from finder.geo.outlines import FILE
from finder.geo.states import STATES
from scripts import outlines

#: Two square states of one degree with a line between them that has a small bend.
TOPOLOGY = {
    "transform": {"scale": [0.01, 0.01], "translate": [-100.0, 40.0]},
    "objects": {
        "states": {
            "geometries": [
                {"type": "Polygon", "id": "56", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "30", "arcs": [[[-1, 2]]]},
            ]
        },
        "nation": {"geometries": [{"type": "MultiPolygon", "arcs": [[[1, 2]]]}]},
    },
    "arcs": [
        [[100, 0], [1, 50], [-1, 50]],
        [[100, 100], [-100, 0], [0, -100], [100, 0]],
        [[100, 0], [100, 0], [0, 100], [-100, 0]],
    ],
}


def test_states_keep_their_arcs_and_points_get_levels():
    made = json.loads(outlines.outlines(TOPOLOGY))
    assert made["states"] == {"MT": [[-1, 2]], "WY": [[0, 1]]}
    assert made["land"] == [[1, 2]]
    # The bend is half a mile; both ends of a line are there on the coarsest map.
    assert made["arcs"][0] == [100, 0, 9, 1, 50, 2, -1, 50, 9]
    assert [arc[-1] for arc in made["arcs"]] == [9, 9, 9]


@pytest.mark.parametrize(
    ("miles", "level"), [(0, 0), (0.15, 0), (0.2, 1), (0.5, 2), (51.2, 9), (math.inf, 9)]
)
def test_a_level_is_a_doubling(miles, level):
    assert outlines.level(miles) == level


def test_no_point_matters_more_than_the_one_it_refines():
    zigzag = [(0.0, 40.0), (0.1, 40.2), (0.2, 40.0), (0.3, 40.9), (0.4, 40.0)]
    found = outlines.importance(zigzag)
    assert found[0] == found[-1] == math.inf
    assert max(found[1:-1]) == found[3]
    assert all(each <= found[3] for each in found[1:-1])


def test_the_codes_are_those_of_the_finder():
    assert set(outlines.POSTAL.values()) < set(STATES)


def test_the_file_that_is_there_is_what_the_script_writes():
    made = json.loads(FILE.read_text(encoding="utf-8"))
    assert list(made) == list(json.loads(outlines.outlines(TOPOLOGY)))
    for arc in made["arcs"]:
        steps = list(zip(arc[::3], arc[1::3], strict=True))
        assert outlines.levelled(steps, made["degrees"], made["corner"]) == arc


def test_another_file_is_refused(tmp_path):
    other = tmp_path / "states-10m.json"
    other.write_text("{}", encoding="utf-8")
    with pytest.raises(SystemExit, match="This is not"):
        outlines.main([str(other)])
