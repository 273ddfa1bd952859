"""The tables of specialists, and of who takes part in the care of which cancer."""

from __future__ import annotations

from typing import Any

from finder.domain.cancers.specialists import CARE_TEAMS, CMS_SPECIALTIES, GROUP_RULES, SPECIALTIES, VOLUME
from finder.domain.care import GROUPS
from finder.domain.sources import SOURCES
from finder.sources.curated.checks.care_teams import advice_faults, group_team_faults, team_faults
from finder.sources.curated.checks.joins import missing_group_faults
from finder.sources.curated.data_table import Column, DataTable
from finder.sources.curated.tables.columns import COMMON, JUDGED, KEY, OURS, cancer, checked, source, url

_SPECIALTIES = DataTable(
    SPECIALTIES,
    "specialties.csv",
    "The four specialist groups, their subspecialties, and who else takes part in care.",
    "filters, lists, and which clinicians are loaded",
    {
        "slug": Column("What addresses and other tables call it.", "hematology-oncology", KEY),
        "groups": Column(
            "The groups it belongs to; a group belongs to itself.", "pathology", OURS, among=GROUPS
        ),
        "kind": Column("A group, a subspecialty of one, or another kind of care.", "subspecialty", OURS),
        "name": Column("What it is called.", "Anatomic pathology", OURS, translated=True),
        "one": Column("What one such person is called.", "pathologist for tissue", OURS, translated=True),
        "what": Column(
            "What such a person does.",
            "Looks at tissue under a microscope to identify the disease.",
            translated=True,
        ),
        "when": Column(
            "When a patient meets one.",
            "They read your biopsy or the tissue taken out in surgery.",
            OURS,
            translated=True,
        ),
        "nucc": Column(
            "Its NUCC taxonomy codes, each in one row only.", "207ZP0101X", "`nucc-25-1`: codes, no wording"
        ),
        "tier": Column(
            "A cancer care, B surgery by part of the body and skin, C related, D allied, E organizations, "
            "X catch-all or not cancer care.",
            "A",
            OURS,
            among=("A", "B", "C", "D", "E", "X"),
        ),
        "searchable": Column("Whether a reader can search for it.", "yes", OURS),
        "source": source("specialist-descriptions", "`what`"),
        "checked": checked("2025"),
    },
    checks=(missing_group_faults,),
)

_CMS_SPECIALTIES = DataTable(
    CMS_SPECIALTIES,
    "cms_specialties.csv",
    "What CMS calls the specialties in its file of clinicians.",
    "reading that file",
    {
        "cms": Column("The name in the file, in capitals.", "HEMATOLOGY/ONCOLOGY"),
        "specialty": Column(
            "The specialty it means; empty if it says nothing of cancer.",
            "hematology-oncology",
            JUDGED,
            refers_to=SPECIALTIES,
        ),
        "kept": Column(
            "Whether rows with it are kept; of the others we know only that CMS writes them.", "yes", OURS
        ),
        "source": source("cms-clinicians"),
        "checked": checked("2026"),
    },
)

_INHERITED = cancer(
    "The broader type that the source speaks of, if not of this one.", "non-small-cell-lung-cancer"
)
_CARE_TEAMS = DataTable(
    CARE_TEAMS,
    "care_teams.csv",
    "The usual care team of a type, in the order a patient meets them. It never says who is good.",
    "the page of the type, and which specialists a search lists",
    {
        "cancer": cancer("The type.", "acute-lymphoblastic-leukemia", OURS),
        "population": Column("Whose team it is.", "adults", JUDGED),
        "role": Column("What the doctor does. One who does two things has two rows.", "leads", JUDGED),
        "specialty": Column(
            "The specialty; empty for a doctor outside our list, who is shown by `doctor` alone.",
            "hematology-oncology",
            JUDGED,
            refers_to=SPECIALTIES,
        ),
        "doctor": Column(
            "What the doctor is called: plain words, and the term of the field where it differs.",
            "leukemia doctor (hematologist-oncologist)",
            OURS,
            translated=True,
        ),
        "when": Column("For how many patients. Usual practice, not counted.", "every patient", COMMON),
        "note": Column(
            "What a patient can ask or expect, in one or two sentences.",
            "This grows fast. See one within a day or two.",
            OURS,
            translated=True,
        ),
        "inherits_from": _INHERITED,
        "source": source("acs-pages"),
        "source_title": Column(
            "What the page or article is called.", "American Cancer Society, Treating Eye Cancer"
        ),
        "source_url": url("The page.", "https://www.cancer.org/cancer/eye-cancer/treating.html"),
        "checked": checked("2025", "the page"),
    },
    checks=(team_faults, group_team_faults),
)

_TREATMENT_GROUPS = DataTable(
    GROUP_RULES,
    "treatment_groups.csv",
    "Whether each of the four groups takes part in treating a type: four rows a type.",
    "the page of the type",
    {
        "cancer": cancer("The type.", "acute-lymphoblastic-leukemia", OURS),
        "group": Column("The group.", "medical-oncology", OURS, among=GROUPS),
        "applies": Column("`seldom`: not among the usual treatments.", "yes"),
        "inherits_from": _INHERITED,
        "source": source("nci-pages"),
        "source_url": url(
            "The page in the source.", "https://www.cancer.gov/types/leukemia/patient/adult-all-treatment-pdq"
        ),
        "checked": checked("2025", "the page"),
    },
)

_VOLUME = DataTable(
    VOLUME,
    "volume.csv",
    "Studies of whether results are better at hospitals that do a treatment often.",
    "the page of the type, results and the pack: `advice`, and the figures under Sources",
    {
        "slug": Column("What it is called here.", "pancreas-netherlands", KEY),
        "cancers": cancer("The types it is about; empty: every type that has a study.", "pancreatic-cancer"),
        "treatment": Column("The treatment.", "Removal of part of the pancreas", OURS, translated=True),
        "advice": Column(
            "What a patient can take from it, without figures; in the first row of a treatment.",
            "For surgery of the pancreas, results are better at hospitals that do it often. "
            "Ask how many they do a year.",
            OURS,
            translated=True,
        ),
        "evidence": Column("How far it proves it: `mixed` where studies disagree.", "strong", JUDGED),
        "finding": Column(
            "What it found, with figures.",
            "In Maryland (569 patients, 1994 to 1998), 10.2% died in the hospital at less busy hospitals and "
            "2.8% at busy ones.",
            translated=True,
        ),
        "threshold": Column(
            "The least number a year that `threshold_source` asks for.",
            "Leapfrog, a group that rates hospitals, asks for at least 20 a year per hospital and 10 per "
            "surgeon.",
            "the source in `threshold_source`",
            translated=True,
        ),
        "threshold_source": Column("The source of `threshold`.", "leapfrog", "itself", refers_to=SOURCES),
        "source": source("articles"),
        "source_title": Column("The study.", "Huo et al., J Gastrointest Oncol 2017"),
        "source_url": url("Where it was seen.", "https://jgo.amegroups.org/article/view/13051"),
        "checked": checked("2017", "the study"),
    },
    checks=(advice_faults,),
)

TABLES: tuple[DataTable[Any], ...] = (_SPECIALTIES, _CMS_SPECIALTIES, _CARE_TEAMS, _TREATMENT_GROUPS, _VOLUME)
