"""A bare Flask view that answers with ready bytes, under the server that `finder serve` runs.

The folder BARE_FOLDER holds an answer as two files: NAME.body, and NAME.json with its headers.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Flask, Response

from finder.cli.workers import RespawningServer
from finder.serving import OPTIONS, Served
from scripts.benches.tools.servers import Got

#: What a reader needs to read the bytes; all other headers are the finder's own work.
_HEADERS = ("content-type", "content-encoding")


def save(folder: Path, name: str, answer: Got) -> str:
    """Save an answer for the bare view; return its address there."""
    headers = {each: answer.headers[each] for each in _HEADERS if each in answer.headers}
    (folder / f"{name}.body").write_bytes(answer.body)
    (folder / f"{name}.json").write_text(json.dumps(headers))
    return f"/{name}"


def app() -> Served:
    """Return the application of a worker."""
    flask = Flask("bare")
    flask.add_url_rule("/", "first", _ready(b"bare", {}))
    for file in Path(os.environ["BARE_FOLDER"]).glob("*.body"):
        headers = json.loads(file.with_suffix(".json").read_text())
        flask.add_url_rule(f"/{file.stem}", file.stem, _ready(file.read_bytes(), headers))
    return Served(flask)


def _ready(body: bytes, headers: Mapping[str, str]) -> Callable[[], Response]:
    return lambda: Response(body, headers=headers)


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    RespawningServer("scripts.benches.http.bare:app", address="127.0.0.1", **vars(given), **OPTIONS).serve()


if __name__ == "__main__":
    main()
