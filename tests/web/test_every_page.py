"""The list of every kind of page is complete."""

from __future__ import annotations

from finder.app import create_app
from finder.store.connect import Directory
from tests.conftest import DATA, settings_for
from tests.every_page import EXPORTED, PEOPLE, REAL, TEMPLATES


def read_for(app, paths):
    """Return the templates that are read to answer the addresses."""
    read, get_source = set(), app.jinja_env.loader.get_source

    def noted(environment, name):
        read.add(name)
        return get_source(environment, name)

    app.jinja_env.loader.get_source = noted
    client = app.test_client()
    for path in paths:
        assert client.get(path).mimetype == "text/html", path
    return read


def test_every_template_is_on_the_list(real, people, monkeypatch):
    ours = create_app(settings_for(real.path.parent, DATA))
    monkeypatch.setattr("finder.app.open_directory", lambda *_: Directory(people.path))
    theirs = create_app(settings_for(people.path.parent))
    files = {each.relative_to(TEMPLATES).as_posix() for each in TEMPLATES.rglob("*.html")}
    assert files - EXPORTED == read_for(ours, REAL) | read_for(theirs, PEOPLE)
