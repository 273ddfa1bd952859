"""Every kind of page, in every language, passes the Nu HTML checker without errors or warnings."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from finder.app import create_app
from finder.web.offline.folder import pages
from tests.conftest import DATA, ROOT, missing, settings_for
from tests.every_page import LANGUAGES, PEOPLE, REAL, spoken

CHECKER = ROOT / "tests" / "html" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture
def checker():
    java = shutil.which("java")
    if java is None:
        missing("needs Java: apt-get install default-jre-headless")
    if not CHECKER.exists():
        missing("needs the Nu checker: npm ci --ignore-scripts --prefix tests/html")
    return [java, "-jar", str(CHECKER), "--format", "json", "--stdout", "--exit-zero-always"]


def test_every_page_passes_the_html_checker(checker, real, people_client, tmp_path):
    client = create_app(settings_for(real.path.parent, DATA)).test_client()
    addresses = [(client, path) for path in REAL] + [(people_client, path) for path in PEOPLE]
    files = {}
    for code in LANGUAGES:
        for answering, path in addresses:
            file = tmp_path / f"{len(files)}.html"
            file.write_bytes(answering.get(spoken(path, code)).data)
            files[str(file)] = spoken(path, code)
    passes(checker, files)


def test_exported_pages_pass_the_html_checker(checker, app, snapshot, tmp_path):
    files = {}
    for name, content in pages(app, snapshot, LANGUAGES):
        if name.endswith(".html"):
            file = tmp_path / f"{len(files)}.html"
            file.write_bytes(content)
            files[str(file)] = name
    passes(checker, files)


def passes(checker, files):
    """Run the checker on files (path → name); its complaints use their names."""
    report = subprocess.run([*checker, *files], capture_output=True, check=True).stdout
    found = {}
    for each in json.loads(report)["messages"]:
        where = f"{files[each['url'].removeprefix('file:')]}:{each.get('lastLine')}"
        found.setdefault(f"{each['type']}: {each['message']}", []).append(where)
    assert not found, "\n".join(f"{what}\n  at {', '.join(at[:3])}" for what, at in found.items())
