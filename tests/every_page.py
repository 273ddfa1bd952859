"""One address for every kind of page, in the worlds the tests have: what holds for pages is held to these."""

from __future__ import annotations

from pathlib import Path

import finder.web
from tests.people_world import AT_CENTER, CLINICS, WORKERS

TEMPLATES = Path(finder.web.__file__).parent / "templates"
LANGUAGES = ("en", "es")
_LIST = (
    "pick=centers/mayo-rochester&pick=programs/billings-clinic-cancer-center-mt&pick=centers/gone"
    "&cancer=pancreatic-cancer&near=59715"
)
#: Answered from the real data.
REAL = (
    "/",
    "/search?near=59715&cancer=pancreatic&specialty=surgery&pick=centers/mayo-rochester",
    "/search?near=02115&cancer=breast-cancer&audience=professional",
    "/search?near=Springfield&cancer=breast-cancer",  # unsure which
    "/search?near=00000&miles=-3",  # wrong
    "/no-such-page",
    "/centers",
    "/centers/city-of-hope",
    "/centers/no-such-center",
    "/programs",
    "/programs/billings-clinic-cancer-center-mt",
    "/cancers",
    "/cancers/breast-cancer?near=59715",
    "/specialties",
    "/specialties/gynecologic-oncology",
    "/spread",
    "/guidelines?cancer=colon&audience=patient",
    "/second-opinion",
    "/second-opinion/when-to-wait",
    "/second-opinion/records",
    "/second-opinion?all=yes",
    f"/pack?{_LIST}",
    "/pack",
    "/shortlist",
    f"/shortlist?{_LIST}",
    f"/shortlist/compare?{_LIST}",
    f"/shortlist/calls?{_LIST}",
    "/help?near=59715",
    "/languages",
    "/device",
    "/about",
    "/limits",
)
#: Answered from the made-up clinicians and hospitals.
PEOPLE = (
    "/search?near=02115&kind=clinician&cancer=breast-cancer",
    "/search?near=02115&kind=hospital&team=surgery",
    f"/clinicians/{AT_CENTER.npi}",
    f"/clinicians/{CLINICS[0].npi}",
    "/hospitals/990001",
    f"/pack?pick=clinicians/{WORKERS[3].npi}&pick=hospitals/990001&near=02115",
    f"/shortlist/calls?pick=clinicians/{WORKERS[3].npi}&pick=hospitals/990001",
)
#: Written by `finder export static` alone, which has its own tests.
EXPORTED = {"export_search.html"}


def spoken(path: str, code: str) -> str:
    """Return the address of a page in a language."""
    return path if code == "en" else f"/{code}{path}"
