"""Made-up provider data, and quick loads from it."""

import pytest

from finder.sources.download.client import open_session
from finder.sources.quick import queries
from finder.sources.quick.client import Client
from finder.sources.quick.read_pages import read_part
from tests.sources.cms_server import CLINICIANS
from tests.sources.files.made_up_files import cms_row
from tests.sources.provider_data_server import provider_data

SPECIALTIES = ("MEDICAL ONCOLOGY", "RADIATION ONCOLOGY")


class Run:
    """A quick load of clinicians, as one run of the command does it."""

    def __init__(self, cms, folder):
        self.cms, self.folder = cms, folder
        self.waits, self.said, self.progress = [], [], []
        self.part = queries.clinicians(SPECIALTIES)
        self.now = 0.0
        self.client = None

    def __call__(self, part=None, tries=3):
        def wait(seconds):
            self.waits.append(seconds)
            self.now += seconds

        def progress(*numbers):
            self.progress.append(numbers)

        with open_session() as session:
            self.client = Client(session, self.cms.base, tries=tries, wait=wait, clock=lambda: self.now)
            return read_part(self.client, part or self.part, self.folder, progress, self.said.append)

    def lines(self):
        return (self.folder / "quick-clinicians.csv").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def cms(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    with provider_data() as server:
        server.data_sets[CLINICIANS].rows = [cms_row(number) for number in range(1, 8)]
        server.most = 3
        yield server


@pytest.fixture
def run(cms, tmp_path):
    return Run(cms, tmp_path / "quick")
