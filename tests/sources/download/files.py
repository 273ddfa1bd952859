"""Made-up files for the CMS server, and a download of them."""

import io
import random
import zipfile

import pytest

from finder.errors import SourceDown
from finder.sources.download.download import Remote, fetch
from tests.sources.cms_server import Fault

CSV = b"NPI,Ind_PAC_ID,Provider Last Name\n" + b"1234567893,0000000001,MADEUP\n" * 12_000
MONTHLY = "NPPES_Data_Dissemination_September_2026_V2.zip"
MONTH_BEFORE = "NPPES_Data_Dissemination_August_2026_V2.zip"
LISTING = "/nppes/NPI_Files.html"


def zip_of(member, seed=1, size=300_000):
    """A zip file with a member of so many bytes that mean nothing."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(member, random.Random(seed).randbytes(size))
    return held.getvalue()


ZIP = zip_of("npidata_pfile_20050523-20260913.csv")
OTHER_ZIP = zip_of("npidata_pfile_20050523-20260914.csv", seed=2)


class Fetcher:
    """Fetches into one folder, and keeps what was waited and told."""

    def __init__(self, folder):
        self.folder, self.waits, self.told = folder, [], []

    def options(self):
        return {"wait": self.waits.append, "timeout": 10}

    def progress(self, done, total):
        self.told.append((done, total))

    def __call__(self, url, name, **more):
        remote = Remote("nppes", url, name, "2026-09", None)
        return fetch(remote, self.folder, self.progress, **self.options() | more)

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())


def interrupted(cms, get):
    """Offer a file, and break off its first download after a part."""
    url = cms.offer("/x", ZIP)
    cms.fail("/x", Fault(drop_after=150_000))
    with pytest.raises(SourceDown):
        get(url, "made.zip", tries=1)
    return url
