"""What a knowledge response says in its own words, in the language it is asked in where we speak it."""

from __future__ import annotations

from finder.domain.infobutton import CODE_SYSTEMS, Criterion, Knowledge, Piece
from finder.formats import display
from finder.language import SOURCE, _, languages, marked, name_of, using_language

_WHOM = {"patient": marked("for patients"), "professional": marked("for professionals")}


def spoken(code: str) -> str:
    """Return the language we answer in."""
    return code if code in languages() else SOURCE


def title_language(piece: Piece) -> str:
    """Return the language of a title: where its own was not seen, the English topic stands in for it."""
    document = piece.document
    return document.language if document.title != document.topic else "en"


def subtitle(knowledge: Knowledge) -> str:
    """Say what the documents are for, and what there is to know of the code."""
    named = ", ".join(map(_named, knowledge.request.criteria))
    with using_language(spoken(knowledge.request.language)):
        found = _("Documents on cancer for %(what)s") if knowledge.pieces else _("No documents for %(what)s")
        line = found % {"what": named}
    return f"{line}. {knowledge.note}" if knowledge.note else line


def summary(piece: Piece) -> str:
    """Say what a document is, for whom and from when; nothing of what stands in it."""
    document, code = piece.document, spoken(title_language(piece))
    dated = document.version_year and document.publisher == "NCCN"
    with using_language(code):
        parts = [
            _(document.series_name),
            "" if document.series.endswith("Patients") else _(_WHOM[document.audience]),
            name_of(document.language) if document.language != code else "",
            "PDF" if document.format == "pdf" else "",
            _("version of %(year)s") % {"year": document.version_year} if dated else "",
            _("covers a wider group of cancers") if piece.broader else "",
            _("free login needed") if document.needs_login else "",
            _("last seen %(day)s") % {"day": display.date(document.last_seen)}
            if document.last_seen
            else _("date last seen not known"),
        ]
    return f"{', '.join(each for each in parts if each)}."


def _named(each: Criterion) -> str:
    return f"{CODE_SYSTEMS.get(each.system, each.system)} {each.code}" if each.code else f"“{each.words}”"
