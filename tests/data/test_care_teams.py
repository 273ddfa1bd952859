"""Care teams of the real data/: who leads, who operates, and who is nowhere."""

from collections import defaultdict

import pytest

from finder.search.care_teams import teams_of
from finder.sources.curated.read import read_curated
from tests.conftest import DATA

#: Where a general surgeon must not be the one who operates.
NO_GENERAL_SURGEON = {
    "pancreatic-cancer", "pancreatic-neuroendocrine-tumor", "bile-duct-cancer", "gallbladder-cancer",
    "ampullary-cancer", "liver-cancer", "childhood-liver-cancer", "esophageal-cancer",
    "gastroesophageal-junction-cancer", "stomach-cancer", "rectal-cancer", "soft-tissue-sarcoma",
    "uterine-sarcoma", "osteosarcoma", "ewing-sarcoma", "chondrosarcoma", "gist", "ovarian-cancer",
    "ovarian-germ-cell-tumor", "ovarian-borderline-tumor", "peritoneal-mesothelioma",
}  # fmt: skip
#: Type → the specialties of those who lead adults, the first leader first.
LEADERS = {
    "breast-cancer": ["surgical-oncology", "medical-oncology"],
    "dcis": ["surgical-oncology"],
    "pancreatic-cancer": ["surgical-oncology", "medical-oncology"],
    "ovarian-cancer": ["gynecologic-oncology"],
    "oral-cavity-cancer": ["otolaryngology-head-neck"],
    "salivary-gland-cancer": ["otolaryngology-head-neck"],
    "paranasal-sinus-nasal-cavity-cancer": ["otolaryngology-head-neck"],
    "esthesioneuroblastoma": ["otolaryngology-head-neck"],
    "multiple-endocrine-neoplasia": [None],
    "chordoma": ["neurosurgery"],
    "nut-carcinoma": ["medical-oncology"],
    "glioma-adult": ["neurology"],
    "meningioma": ["neurosurgery"],
    "anal-cancer": ["radiation-oncology"],
    "multiple-myeloma": ["hematology-oncology"],
}
SELDOM = [
    ("colon-cancer", "radiation-oncology"),
    ("small-intestine-cancer", "radiation-oncology"),
    ("gi-neuroendocrine-tumor", "radiation-oncology"),
    ("ovarian-germ-cell-tumor", "radiation-oncology"),
    ("gestational-trophoblastic-disease", "radiation-oncology"),
    ("parathyroid-cancer", "medical-oncology"),
]


@pytest.fixture(scope="module")
def curated(gazetteer):
    return read_curated(DATA, gazetteer)


@pytest.fixture(scope="module")
def teams(curated):
    members = defaultdict(list)
    for each in curated.care_teams:
        members[each.cancer].append(each)
    return {slug: teams_of(rows) for slug, rows in members.items()}


def specialties(team, *roles):
    return [each.specialty for each in team if set(roles) & set(each.roles)]


def test_every_type_has_a_team_for_each_population_it_serves(curated, teams):
    served = {"adult": {"adults"}, "pediatric": {"children"}, "both": {"adults", "children"}}
    for cancer in curated.cancers:
        assert set(teams[cancer.slug]) >= served[cancer.population], cancer.slug


def test_every_team_has_a_leader_first_and_somebody_who_reads_or_scans(teams):
    for slug, by_age in teams.items():
        for whose, team in by_age.items():
            assert "leads" in team[0].roles, (slug, whose)
            assert any({"reads slides", "diagnoses"} & set(each.roles) for each in team), (slug, whose)


def test_no_doctor_stands_twice_in_a_team(teams):
    for slug, by_age in teams.items():
        for team in by_age.values():
            names = [each.doctor for each in team]
            assert len(names) == len(set(names)), slug


def test_no_general_surgeon_operates_where_a_specialist_must(teams):
    for slug in NO_GENERAL_SURGEON:
        for team in teams[slug].values():
            assert "general-surgery" not in [each.specialty for each in team], slug


@pytest.mark.parametrize("slug", LEADERS)
def test_the_leader_is_who_leads_in_practice(teams, slug):
    assert specialties(teams[slug]["adults"], "leads") == LEADERS[slug]


def test_no_childrens_doctor_is_in_a_team_for_adults_but_to_advise(teams):
    for slug, by_age in teams.items():
        for each in by_age.get("adults", ()):
            if (each.specialty or "").startswith("pediatric-"):
                assert each.roles == ("supports",), slug


@pytest.mark.parametrize(
    "slug",
    ["childhood-all", "childhood-aml", "juvenile-myelomonocytic-leukemia", "childhood-ependymoma"],
)
def test_no_doctor_of_adults_gives_medicine_to_a_child(teams, slug):
    team = teams[slug]["children"]
    assert set(specialties(team, "leads", "gives medicine")) == {"pediatric-hematology-oncology"}


def test_slides_are_read_by_organ(teams):
    neuroblastoma = teams["neuroblastoma"]["children"]
    assert specialties(neuroblastoma, "reads slides") == ["pediatric-pathology"]
    assert specialties(teams["glioma-adult"]["adults"], "reads slides")[0] == "neuropathology"
    assert specialties(teams["hodgkin-lymphoma"]["adults"], "reads slides") == ["hematopathology"]
    assert specialties(teams["melanoma"]["adults"], "reads slides")[0] == "dermatopathology"


@pytest.mark.parametrize("slug", ["vulvar-cancer", "vaginal-cancer"])
def test_a_medical_oncologist_is_in_the_team_where_the_group_takes_part(teams, slug):
    assert "medical-oncology" in specialties(teams[slug]["adults"], "gives medicine")


@pytest.mark.parametrize(("slug", "group"), SELDOM)
def test_a_treatment_that_is_seldom_given_is_called_seldom(curated, slug, group):
    assert next(
        each.applies for each in curated.group_rules if (each.cancer, each.group) == (slug, group)
    ) == ("seldom")


def test_a_row_without_a_source_has_no_title_and_one_with_a_source_has_one(curated):
    for each in curated.care_teams:
        sourced = each.source != "common-knowledge"
        assert bool(each.source_title) == sourced, (each.cancer, each.doctor)
        assert sourced or not (each.source_url or each.checked), (each.cancer, each.doctor)


def test_notes_are_sentences_and_promise_nothing(curated):
    for each in curated.care_teams:
        if each.note:
            assert each.note[0].isupper(), each.note
            assert each.note.endswith("."), each.note
            assert len(each.note.split()) <= 20, each.note
            assert "survival" not in each.note.lower(), each.note
