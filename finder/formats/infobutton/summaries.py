"""The texts of a knowledge response, in the language of the request if the site has it."""

from __future__ import annotations

from finder.domain.infobutton import CODE_SYSTEMS, Criterion, DocumentMatch, KnowledgeResponse
from finder.formats import display
from finder.language import SOURCE, _, language_name, languages, marked, using_language

_AUDIENCES = {"patient": marked("for patients"), "professional": marked("for professionals")}


def response_language(code: str) -> str:
    """Return the language to respond in: the one with this code, or English."""
    return code if code in languages() else SOURCE


def title_language(piece: DocumentMatch) -> str:
    """Return the language of a title: a title that was not seen is the English topic instead."""
    document = piece.document
    return document.language if document.title != document.topic else "en"


def subtitle(knowledge: KnowledgeResponse) -> str:
    """Return what the documents are about, with the note on the code."""
    named = ", ".join(map(_named, knowledge.request.criteria))
    with using_language(response_language(knowledge.request.language)):
        text = _("Documents on cancer for %(what)s") if knowledge.matches else _("No documents for %(what)s")
        line = text % {"what": named}
    return f"{line}. {knowledge.note}" if knowledge.note else line


def summary(piece: DocumentMatch) -> str:
    """Return what a document is, for whom and from when, but nothing about its content."""
    document, code = piece.document, response_language(title_language(piece))
    dated = document.version_year and document.publisher == "NCCN"
    with using_language(code):
        parts = [
            _(document.series_name),
            "" if document.series.endswith("Patients") else _(_AUDIENCES[document.audience]),
            language_name(document.language) if document.language != code else "",
            "PDF" if document.format == "pdf" else "",
            _("version of %(year)s") % {"year": document.version_year} if dated else "",
            _("covers a wider group of cancers") if piece.broader else "",
            _("free login needed") if document.needs_login else "",
            _("last checked %(day)s") % {"day": display.date(document.last_seen)}
            if document.last_seen
            else _("date of the last check not known"),
        ]
    return f"{', '.join(each for each in parts if each)}."


def _named(each: Criterion) -> str:
    return f"{CODE_SYSTEMS.get(each.system, each.system)} {each.code}" if each.code else f"“{each.words}”"
