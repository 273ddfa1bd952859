"""What a knowledge response says in its own words: in Spanish to who asks in Spanish, else in English."""

from __future__ import annotations

from finder.domain.documents import LANGUAGES
from finder.domain.knowledge import CODE_SYSTEMS, Criterion, Knowledge, Piece
from finder.formats import words

_WORDS = {
    "en": {
        "found": "Documents on cancer for {}",
        "none": "No documents for {}",
        "PDQ": "NCI PDQ summary",
        "cancer.gov": "NCI page",
        "patient": "for patients",
        "professional": "for professionals",
        "broader": "covers a wider group of cancers",
        "version": "version of {}",
        "login": "free login needed",
        "seen": "last seen {}",
        "unseen": "date last seen not known",
    },
    "es": {
        "found": "Documentos sobre el cáncer para {}",
        "none": "No hay documentos para {}",
        "PDQ": "Sumario PDQ del NCI",
        "cancer.gov": "Página del NCI",
        "patient": "para pacientes",
        "professional": "para profesionales",
        "broader": "trata de un grupo más amplio de cánceres",
        "version": "versión de {}",
        "login": "requiere registrarse gratis",
        "seen": "visto por última vez: {}",
        "unseen": "no se sabe cuándo se vio por última vez",
    },
}


def spoken(language: str) -> str:
    """Return the language we answer in."""
    return language if language in _WORDS else "en"


def title_language(piece: Piece) -> str:
    """Return the language of a title: where its own was not seen, the English topic stands in for it."""
    document = piece.document
    return document.language if document.title != document.topic else "en"


def subtitle(knowledge: Knowledge) -> str:
    """Say what the documents are for, and what there is to know of the code."""
    said = _WORDS[spoken(knowledge.request.language)]
    named = ", ".join(map(_named, knowledge.request.criteria))
    line = said["found" if knowledge.pieces else "none"].format(named)
    return f"{line}. {knowledge.note}" if knowledge.note else line


def summary(piece: Piece) -> str:
    """Say what a document is, for whom and from when; nothing of what stands in it."""
    document, language = piece.document, spoken(title_language(piece))
    said = _WORDS[language]
    seen = words.date(document.last_seen) if language == "en" else document.last_seen
    dated = document.version_year and document.publisher == "NCCN"
    foreign = document.language != language
    parts = [
        said.get(document.series, document.series),
        "" if document.series.endswith("Patients") else said[document.audience],
        LANGUAGES[document.language] if foreign else "",
        "PDF" if document.format == "pdf" else "",
        said["version"].format(document.version_year) if dated else "",
        said["broader"] if piece.broader else "",
        said["login"] if document.needs_login else "",
        said["seen"].format(seen) if document.last_seen else said["unseen"],
    ]
    return f"{', '.join(each for each in parts if each)}."


def _named(each: Criterion) -> str:
    return f"{CODE_SYSTEMS.get(each.system, each.system)} {each.code}" if each.code else f"“{each.words}”"
