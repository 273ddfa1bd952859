"""One address for every kind of page: tests that apply to all pages use these."""

from __future__ import annotations

from pathlib import Path

import finder.web
from finder.language import languages
from tests.conftest import DATA
from tests.people_world import AT_CENTER, CLINICS, NOWHERE, WORKERS

TEMPLATES = Path(finder.web.__file__).parent
LANGUAGES = languages()
_LIST = (
    "pick=centers/mayo-rochester&pick=programs/billings-clinic-cancer-center-mt&pick=centers/gone"
    "&cancer=pancreatic-cancer&near=59715"
)
#: Answered from the real data.
REAL = (
    "/",
    "/search?near=59715&cancer=pancreatic&specialty=surgery&pick=centers/mayo-rochester",
    "/search?near=02115&cancer=breast-cancer&audience=professional",
    "/search?near=59715&kind=clinician",  # offers to look up doctors
    "/clinicians/1234567893",  # not loaded
    "/search?near=Springfield&cancer=breast-cancer",  # unsure which
    "/search?near=00000&miles=-3",  # wrong
    "/no-such-page",
    "/%00",  # cannot be read
    "/centers",
    "/centers/city-of-hope",
    "/centers/no-such-center",
    "/programs",
    "/sites",
    "/sites?state=CA",
    "/programs/billings-clinic-cancer-center-mt",
    "/cancers",
    "/cancers/breast-cancer?near=59715&language=zh",
    "/specialties",
    "/specialties/gynecologic-oncology",
    "/spread",
    "/find",
    "/find?name=Sloan+Ketering&near=10001",
    "/guidelines?cancer=colon&audience=patient",
    "/second-opinion",
    "/emergencies",
    "/search?near=59715&cancer=puking+blood",
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
    "/offline",
    "/mistake?about=centers/mayo-rochester",
    "/centers/mayo-rochester?near=59715&cancer=pancreatic-cancer&specialty=surgery",
    "/about",
    "/accessibility",
    "/limits",
    "/data",
    "/infobutton/capabilities",
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
    "/trials?near=02115&cancer=breast-cancer&age=40",
    "/find?name=madeup",
)
#: More pages of these kinds, for tests that depend on the length of names, links or lists.
MORE_REAL = (
    "/search?near=02115&cancer=wilms+tumor&miles=25",
    f"/search?{_LIST}",
    "/centers/salk",
    "/cancers/dcis",
    "/cancers/osteosarcoma?audience=professional&language=es",
    "/cancers/breast-cancer?near=00000",
    "/guidelines",
    "/guidelines?cancer=breast-cancer&language=es&status=all",
    "/guidelines?status=unverified",
    f"/pack?{_LIST}&type=large",
    *(f"/second-opinion/{each.stem}" for each in sorted((DATA / "second_opinion").glob("*.toml"))),
)
MORE_PEOPLE = (
    "/search?near=02115",
    "/search?near=02115&kind=clinician&cancer=breast-cancer&sex=female&telehealth=yes",
    "/search?near=02115&kind=clinician&name=nobodyhere",
    "/search?near=02115&kind=clinic",
    "/search?near=02115&kind=center&kind=hospital&kind=clinician&limit=100",
    f"/clinicians/{WORKERS[3].npi}",
    f"/clinicians/{NOWHERE.npi}",
    "/clinicians/123",
    "/find?name=zzyzx",
    "/find?name=madeup&near=02115&page=2",
    "/trials?near=02115&phase=3&phase=1",
    "/trials?near=59715&cancer=breast-cancer&miles=25",
    "/hospitals/019006",
)
#: Templates used only by `finder export static`, which has its own tests.
EXPORTED = {"offline/place.html", "offline/search.html"}


def spoken(path: str, code: str) -> str:
    """Return the address of a page in a language."""
    return path if code == "en" else f"/{code}{path}"
