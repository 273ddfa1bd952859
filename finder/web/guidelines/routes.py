"""The routes of the list of documents and of its Atom feed."""

from __future__ import annotations

from dataclasses import fields, replace

from flask import Blueprint, Response, render_template, request

from finder.domain.cancers.types import CancerType
from finder.errors import BadQuery, Fault
from finder.formats import atom
from finder.formats.display import in_sentence
from finder.language import _, marked, ngettext, number, translate
from finder.search.documents.find import find_guidelines
from finder.search.documents.reader import Reader
from finder.search.documents.to_read import what_to_read
from finder.search.questions import GuidelineQuery
from finder.web.addresses import address, arguments, asked_again, host_url, local
from finder.web.context import current_catalog, exported, snapshot
from finder.web.guidelines import lists
from finder.web.guidelines.views import ReadingView, reading_view, stale
from finder.web.language import translate as shown
from finder.web.links import link, page_link
from finder.web.operator.head import site_name
from finder.web.reader import page_arguments, picks, remember, view

blueprint = Blueprint("guidelines", __name__)

#: Topics are collapsed if the list has more documents than this.
MANY = 150
FEED = "/guidelines.atom"
_UNSEEN = marked("We link to a page only after we have checked it.")
_NOTHING = marked("No documents match. Remove a filter.")
_NOTHING_ES = marked(
    "No documents match. Remove a filter. We link to a page only after we have checked it, and many Spanish"
    " pages are not checked yet."
)


@blueprint.get("/guidelines")
def guidelines() -> str:
    """List the documents that match the filters."""
    query = GuidelineQuery.parse(page_arguments())
    remember(Reader(query.audience or "patient", query.language or Reader().language))
    catalog = current_catalog()
    found = find_guidelines(snapshot(), query)
    cancer = found.cancer
    name = in_sentence(translate(cancer.name)) if cancer else ""
    title = _("Guidelines for %(cancer)s") % {"cancer": name} if cancer else _("Guidelines")
    return render_template(
        "guidelines/guidelines.html",
        title=title,
        found=found,
        note="" if query.cancer and query.cancer.casefold() in title.casefold() else found.note,
        cancer_words=translate(cancer.name) if cancer else query.cancer or "",
        picks_fields=[("pick", path) for path in picks()],
        fields=lists.fields(query, found),
        filters_open=lists.filters_open(query),
        reading=_reading(query, cancer),
        names=[translate(each.name) for each in catalog.cancers.values()],
        by_cancer=[
            (link(asked_again(cancer=slug), shown(catalog.cancers[slug].name)), count)
            for slug, count in found.counts["cancer"].items()
        ],
        counted=_counted(len(found.documents)),
        chosen=lists.chosen(query, found),
        take_all_off=lists.take_all_off(query, found),
        stale=stale(found.documents),
        gone=_gone(len(found.gone)) if query.status != "gone" else "",
        unseen=_(_UNSEEN) if query.status in ("unverified", "all") else "",
        to_cancer=page_link(
            f"/cancers/{cancer.slug}", _("Who treats %(cancer)s, and where") % {"cancer": name}
        )
        if cancer
        else "",
        kinds=lists.kinds(found, says_audience=not query.audience),
        folded=len(found.all) > MANY,
        nothing=_nothing(query) if not found.all else "",
        feed=address(local(FEED), _for_feed(query)),
    )


@blueprint.get(FEED)
def feed() -> Response:
    """Return the documents as an Atom feed, the most recently seen or updated first."""
    query = GuidelineQuery.parse(arguments())
    if query.status not in (None, "current"):
        raise BadQuery(Fault("status", _("The feed has only documents that can be linked."),
                             _("Leave status out.")))  # fmt: skip
    found = find_guidelines(snapshot(), query)
    title = _("Guidelines")
    if found.cancer:
        title = _("Guidelines for %(cancer)s") % {"cancer": in_sentence(translate(found.cancer.name))}
    root = f"{host_url()}{request.script_root}"
    asked = _for_feed(query)
    body = atom.feed(
        found.documents,
        title,
        page=root + address("/guidelines", asked),
        own=root + address(FEED, asked),
        built_on=current_catalog().built_on,
        author=site_name(),
    )
    response = Response(body, mimetype="application/atom+xml")
    response.add_etag()
    response.make_conditional(request)
    return response


def _reading(query: GuidelineQuery, cancer: CancerType | None) -> ReadingView | None:
    """Return what to read about a cancer, unless another filter chooses the documents."""
    if cancer is None or exported() or query != GuidelineQuery(cancer=query.cancer):
        return None
    return reading_view(what_to_read(snapshot(), cancer.slug, view()), browse=False)


def _for_feed(query: GuidelineQuery) -> dict[str, str | None]:
    """Return the query as parameters in a fixed order, because a feed is identified by its address."""
    asked = replace(query, status=None)
    return {each.name: getattr(asked, each.name) for each in fields(asked)}


def _counted(count: int) -> str:
    said = ngettext("%(num)s document", "%(num)s documents", count)
    return said % {"num": number(count)}


def _nothing(query: GuidelineQuery) -> str:
    in_spanish = query.language == "es"
    return _(_NOTHING_ES) if in_spanish else _(_NOTHING)


def _gone(count: int) -> str:
    if not count:
        return ""
    said = ngettext(
        "%(count)s more is no longer there and has no link.",
        "%(count)s more are no longer there and have no link.",
        count,
    )
    return said % {"count": count}
