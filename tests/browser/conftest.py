"""A real Chromium and a real server, both on this machine. Skipped if there is no Chromium."""

from __future__ import annotations

import os
import shutil
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Locator, sync_playwright
from werkzeug.serving import make_server

from finder.app import create_app
from tests.conftest import DATA, missing, settings_for

#: The headless one opens a page twice as fast; any other works too.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
]


@pytest.fixture(autouse=True)
def whole_pages(monkeypatch):
    """A click ends when the page that it leads to is read whole: Playwright returns at its first byte."""
    click = Locator.click

    def click_and_wait(self, **options):
        click(self, **options)
        self.page.wait_for_load_state()

    monkeypatch.setattr(Locator, "click", click_and_wait)


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        missing("needs Chromium: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        started: Browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(real):
    """The address of a server with the real data."""
    with served(create_app(settings_for(real.path.parent, DATA))) as ours:
        yield ours


@pytest.fixture(scope="session")
def people_address(people_app):
    """The address of a server with made-up people."""
    with served(people_app) as theirs:
        yield theirs


@contextmanager
def served(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(browser, address):
    """A page with script off that fails on any request to another host, any cookie and any console error."""
    with watched(browser, address, script=False) as opened:
        yield opened


@pytest.fixture
def scripted(browser, address):
    """A page with script on, watched like `page`, in a browser with empty storage."""
    with watched(browser, address, script=True) as opened:
        yield opened


@contextmanager
def watched(browser, address, script):
    context = browser.new_context(java_script_enabled=script, base_url=address)
    with watching(context, address) as opened:
        yield opened
    context.close()


@contextmanager
def watching(context, address):
    opened = context.new_page()
    foreign, complaints = [], []
    opened.on("request", lambda each: None if each.url.startswith(address) else foreign.append(each.url))
    opened.on("console", lambda each: complaints.append(each.text) if each.type == "error" else None)
    opened.on("pageerror", lambda each: complaints.append(str(each)))
    yield opened
    assert foreign == []
    assert [each for each in complaints if "status of 4" not in each] == []
    assert context.cookies() == []
    opened.close()
