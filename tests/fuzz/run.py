"""Try one target with atheris: python -m tests.fuzz.run TARGET [--seconds N] [--home FOLDER].

Without --seconds it goes on until something breaks or Ctrl+C. What breaks the target is written to
`found/TARGET/`, as a test that fails until it is mended.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["finder"]):
    from tests.fuzz.targets import FOUND, TARGETS, World


def main() -> None:
    """Read the command line, and try the target."""
    parser = argparse.ArgumentParser(description="Try one target with atheris.")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--home", type=Path, help="folder of a directory that is built already")
    parser.add_argument("--found", type=Path, default=FOUND)
    options = parser.parse_args()
    target = TARGETS[options.target]
    world = World(options.home or Path(tempfile.mkdtemp()))
    found = options.found / options.target
    found.mkdir(parents=True, exist_ok=True)
    examples = Path(tempfile.mkdtemp())
    for number, example in enumerate(target.examples):
        (examples / str(number)).write_bytes(example)
        target_of(target, world)(example)  # what is made once is not part of what is measured

    limits = [
        f"-artifact_prefix={found}/",
        f"-max_total_time={options.seconds}",
        "-timeout=20",
        "-max_len=20000",
        "-rss_limit_mb=3000",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *limits, str(examples)], target_of(target, world))
    atheris.Fuzz()


def target_of(target, world):
    """Return the function that atheris calls with bytes."""

    def one(data: bytes) -> None:
        try:
            target.run(world, data)
        except target.refuses:
            return

    return one


if __name__ == "__main__":
    main()
