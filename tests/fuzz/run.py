"""Try targets with atheris: python -m tests.fuzz.run TARGET… [--seconds N] [--home FOLDER].

Without --seconds it goes on until something breaks or Ctrl+C. What breaks the target is written to
`found/TARGET/`, as a test that fails until it is mended.

Of several targets each is tried in a process of its own, one after the other: what they import is prepared
for atheris once, which takes twice as long as a try. What a process prints is in `found/TARGET.txt`, and its
exit status is the last line there.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import atheris

with atheris.instrument_imports(include=["finder"]):
    from tests.fuzz.targets import FOUND, TARGETS, World


def main() -> None:
    """Read the command line, and try the target."""
    parser = argparse.ArgumentParser(description="Try targets with atheris.")
    parser.add_argument("targets", choices=TARGETS, nargs="+", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=0)
    parser.add_argument("--home", type=Path, help="folder of a directory that is built already")
    parser.add_argument("--found", type=Path, default=FOUND)
    options = parser.parse_args()
    if len(options.targets) == 1:
        fuzz(options.targets[0], options)
    for name in options.targets:
        fuzz_apart(name, options)


def fuzz_apart(name: str, options: argparse.Namespace) -> None:
    """Try a target in another process, and write down what it prints and how it ends."""
    log = options.found / f"{name}.txt"
    child = os.fork()
    if child == 0:
        with log.open("wb") as file:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
                os.dup2(file.fileno(), stream.fileno())
        fuzz(name, options)
    _process, status = os.waitpid(child, 0)
    with log.open("a") as file:
        file.write(f"\n{os.waitstatus_to_exitcode(status)}\n")


def fuzz(name: str, options: argparse.Namespace) -> NoReturn:
    """Try a target; the process ends with it."""
    target = TARGETS[name]
    world = World(options.home or Path(tempfile.mkdtemp()))
    found = options.found / name
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
    raise SystemExit(1)  # libFuzzer ends the process


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
