"""Nothing that others send breaks a reader: what was found before, mixtures of examples, and atheris."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, missing
from tests.fuzz.targets import FOUND, TARGETS, World

#: Seconds for each target; more for a longer search.
SECONDS = int(os.environ.get("FUZZ_SECONDS", "4"))
KEPT = sorted(path for path in FOUND.glob("*/*") if path.is_file())
PIECES = (
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"\r\n",
    b'"',
    b",",
    b"%",
    b"%00",
    b"&",
    b";",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"'" * 50,
    b"9" * 400,
    b"-1",
    b"1e999",
    b"nan",
    b"[" * 2000,
    b"{" * 2000,
    b"a" * 5000,
    "é".encode() * 100,
    "İ".encode(),
    "ﬀ".encode(),
)


@pytest.fixture(scope="module")
def world_of(world):
    return World(world.path.parent)


def tried(target, world, data):
    with contextlib.suppress(target.refuses):
        target.run(world, data)


@pytest.mark.parametrize("path", KEPT, ids=[f"{path.parent.name}/{path.name}" for path in KEPT])
def test_what_was_found_stays_mended(world_of, path):
    tried(TARGETS[path.parent.name], world_of, path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=120)
@given(data=st.data())
def test_mixtures_of_examples(world_of, name, data):
    target = TARGETS[name]
    example = data.draw(st.sampled_from(target.examples))
    place = st.integers(0, len(example))
    for _ in range(data.draw(st.integers(0, 4))):
        start, end = sorted((data.draw(place), data.draw(place)))
        piece = data.draw(st.sampled_from(PIECES) | st.binary(max_size=8) | st.just(example[start:end]))
        cut = data.draw(st.sampled_from([start, end]))
        example = example[:start] + piece + example[cut:]
    tried(target, world_of, example)


@pytest.fixture(scope="module")
def found(world, tmp_path_factory):
    """The folder of what atheris found, by target, and of what it printed."""
    if importlib.util.find_spec("atheris") is None:
        missing("atheris is not installed: it has no package for this system")
    folder = tmp_path_factory.mktemp("found")
    home = tmp_path_factory.mktemp("home")
    shutil.copy2(world.path, home)
    subprocess.run(
        [
            *(sys.executable, "-m", "tests.fuzz.run", *TARGETS, "--seconds", str(SECONDS)),
            *("--home", str(home), "--found", str(folder)),
        ],
        cwd=ROOT,
        timeout=len(TARGETS) * (120 + SECONDS),
        check=True,
    )
    return folder


@pytest.mark.parametrize("name", TARGETS)
def test_atheris_finds_nothing(found, name):
    printed = (found / f"{name}.txt").read_text(errors="replace")
    kept = [path.read_bytes() for path in (found / name).glob("*") if not path.name.startswith("slow-unit")]
    assert (printed.split()[-1], kept) == ("0", []), printed[-3000:]
