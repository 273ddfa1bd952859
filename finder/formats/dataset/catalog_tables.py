"""Tables of what is known beside places and people: sources, cancers, specialists, documents, help lines."""

from __future__ import annotations

from finder.domain.dataset import ExportField as Field
from finder.domain.dataset import ExportTable
from finder.formats.dataset.values import CHECKED, SOURCE, joined, phone

SOURCES = ExportTable(
    "source",
    "Where facts come from.",
    (
        Field("key", "The key that other tables name it by.", lambda each: each.key, required=True),
        Field("name", "What it is called.", lambda each: each.name, required=True),
        Field("kind", "What kind of source it is.", lambda each: each.kind, required=True),
        Field("publisher", "Who published it.", lambda each: each.publisher),
        Field("url", "Its address.", lambda each: each.url),
        Field("as_of", "The date of its data, as far as it is known.", lambda each: each.as_of),
        Field("rights", "Its terms, as far as they are known.", lambda each: each.rights),
        Field("loaded", "The day on which a public file was loaded here.", lambda each: each.loaded),
    ),
    ("key",),
    label="name",
)
CANCERS = ExportTable(
    "cancer",
    "Cancer types.",
    (
        Field("slug", "Its key, and the last part of its address.", lambda each: each.slug, required=True),
        Field("name", "Its name.", lambda each: each.name, required=True),
        Field("plain_name", "Its name in plain words.", lambda each: each.plain_name),
        Field("body_system", "The part of the body.", lambda each: each.body_system, required=True),
        Field(
            "population", "Whom it mostly affects: adult, pediatric or both.", lambda each: each.population
        ),
        Field("icd10cm", "Codes of ICD-10-CM that lead to it.", lambda each: joined(each.icd10cm)),
        Field("oncotree", "Codes of OncoTree that lead to it.", lambda each: joined(each.oncotree)),
        Field("broader", "The type that it is a kind of.", lambda each: each.broader, refers_to="cancer"),
        SOURCE,
        CHECKED,
    ),
    ("slug",),
    label="name",
)
SPECIALTIES = ExportTable(
    "specialty",
    "Groups of specialists, subspecialties, and others who help.",
    (
        Field("slug", "Its key, and the last part of its address.", lambda each: each.slug, required=True),
        Field("name", "Its name.", lambda each: each.name, required=True),
        Field("kind", "group, subspecialty or other.", lambda each: each.kind, required=True),
        Field("groups", "The groups that it is in.", lambda each: joined(each.groups)),
        Field("doctor", "What one of them is called.", lambda each: each.one, required=True),
        Field("what", "What they do.", lambda each: each.what, required=True),
        Field("when", "When to see one.", lambda each: each.when),
        Field("nucc", "NUCC taxonomy codes.", lambda each: joined(each.nucc)),
        SOURCE,
        CHECKED,
    ),
    ("slug",),
    label="name",
)
CARE_TEAMS = ExportTable(
    "care_team",
    "Doctors in the usual care team of a cancer type, in the order of need; one part of one doctor a row.",
    (
        Field("cancer", "The type.", lambda each: each[0].cancer, required=True, refers_to="cancer"),
        Field("place", "Its place in the team, from 1.", lambda each: each[1], "integer", required=True),
        Field("patients", "Whose team it is: adults, children or both.", lambda each: each[0].population),
        Field("doctor", "What the doctor is called there.", lambda each: each[0].doctor, required=True),
        Field("specialty", "The specialty, if it can be searched for.", lambda each: each[0].specialty,
              refers_to="specialty"),
        Field("role", "The part: leads, operates and so on.", lambda each: each[0].role, required=True),
        Field("when", "For how many patients: always, most, some, seldom.", lambda each: each[0].when),
        Field("source", "Where it comes from.", lambda each: each[0].source, refers_to="source"),
        Field("checked", "When the source had it.", lambda each: each[0].checked),
    ),
    ("cancer", "place"),
    label="doctor",
)  # fmt: skip
HELPLINES = ExportTable(
    "helpline",
    "Help lines and other directories.",
    (
        Field("key", "Its key.", lambda each: each.key, required=True),
        Field("name", "What it is called.", lambda each: each.name, required=True),
        Field("use_for", "What it is for.", lambda each: each.use_for, required=True),
        Field("kind", "What kind of help it is.", lambda each: each.kind, required=True),
        Field("phone", "Its number.", lambda each: phone(each.phone)),
        Field("tty", "Its number for a teletypewriter.", lambda each: phone(each.tty)),
        Field("hours", "Its hours, where they are confirmed.", lambda each: each.hours),
        Field("url", "Its address.", lambda each: each.url),
        Field("languages", "The languages it speaks.", lambda each: joined(each.languages)),
        Field("cost", "What it costs.", lambda each: each.cost),
        SOURCE,
        CHECKED,
    ),
    ("key",),
    label="name",
)
DOCUMENTS = ExportTable(
    "document",
    "Guidelines and summaries of NCI and NCCN: title and link, never their text.",
    (
        Field("id", "Its key.", lambda each: each.id, required=True),
        Field("title", "Its title.", lambda each: each.title, required=True),
        Field("topic", "What it is about.", lambda each: each.topic),
        Field("publisher", "NCI or NCCN.", lambda each: each.publisher, required=True),
        Field("series", "The series that it is in.", lambda each: each.series, required=True),
        Field("audience", "patient or professional.", lambda each: each.audience, required=True),
        Field("language", "Its language, as an ISO 639-1 code.", lambda each: each.language, required=True),
        Field("kind", "treatment, screening and so on.", lambda each: each.kind, required=True),
        Field("population", "adult, pediatric or any.", lambda each: each.population, required=True),
        Field("format", "page or pdf.", lambda each: each.format, required=True),
        Field("url", "Its address; empty if it is no longer there.",
              lambda each: None if each.status == "gone" else each.url),
        Field("needs_login", "Whether a free login is needed.", lambda each: each.needs_login, "boolean"),
        Field("status", "current, unverified or gone.", lambda each: each.status, required=True),
        Field("version_year", "The year of its version.", lambda each: each.version_year),
        Field("last_seen", "When it was last seen.", lambda each: each.last_seen),
        Field("pmid", "The number of a PDQ summary in PubMed.", lambda each: each.pmid),
        Field("cdr_id", "The number of a PDQ summary at NCI.", lambda each: each.cdr_id),
    ),
    ("id",),
    label="title",
)  # fmt: skip
CANCER_DOCUMENTS = ExportTable(
    "cancer_document",
    "Which document serves which cancer type.",
    (
        Field("cancer", "The type.", lambda each: each[0], required=True, refers_to="cancer"),
        Field("document", "The document.", lambda each: each[1], required=True, refers_to="document"),
        Field("scope", "own: about the type; broader: about a group that it is in; general: for every type.",
              lambda each: each[2], required=True),
    ),
    ("cancer", "document"),
)  # fmt: skip
