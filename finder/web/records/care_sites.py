"""Values that pages and cards of centers and programs share: kind, claims, numbers, sources."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from finder.domain.care import GROUPS, CareSite, Claim, ClaimKind, Designation, Phone, newest_claims
from finder.domain.kinds import Kind
from finder.domain.trials import TrialCount
from finder.formats.claims import claim_text
from finder.formats.display import VETERANS_ONLY, belonging, phone_label
from finder.formats.trials import count_words
from finder.language import _, format_list, marked, translate
from finder.store.read_catalog import Catalog
from finder.web.elements import aloud, optional
from finder.web.language import translate as shown
from finder.web.links import Opening, link, page_link, sentence
from finder.web.page.views import Call, Fact, capitalize_first, in_english, joined, origin
from finder.web.reader import kept
from finder.web.records.directions import directions

LINK_LABELS = {
    "website": marked("Its own website"),
    "second opinions": marked("Second opinions"),
    "Spanish": "En español",
}
#: The claims that can be checked in the Commission on Cancer's own list.
_COMMISSION = frozenset(("coc", "coc-award", "coc-network", "va-coc"))


def kind_of(site: CareSite, catalog: Catalog) -> str:
    """Return the kind of a site in a few words."""
    if site.relation == "own":
        return _("Cancer center location")
    if site.kind is not Kind.CENTER:
        return _(site.kind.badge)
    if nci := site.designation("nci"):
        return shown(catalog.designation_kinds["nci", nci.level].name)
    if site.treats == ("children",):
        return _("Children’s hospital")
    return _("Research hospital") if site.studies_only else _("Cancer center")


def belongs(site: CareSite, catalog: Catalog) -> Markup:
    """Return how a site belongs to its center, with a link to the center; empty for a place without one."""
    center = catalog.center_of(site)
    if center is None:
        return Markup("")
    said = f"{belonging(site, center)}."
    return sentence(said, a=Opening(kept(f"/{center.path}")), center=center.name)


def claims(site: CareSite, catalog: Catalog, trials: TrialCount | None = None) -> list[Markup]:
    """Return the newest claims about a place with links to their meaning, and a link to check them today.

    `trials` is what was loaded about trials there: it is newer than every claim about them.
    """
    kinds = catalog.claim_kinds
    shown_claims = newest_claims(site.claims, kinds)
    if trials:
        shown_claims = [each for each in shown_claims if kinds[each.kind].subject != "trials"]
    counted = [optional("b", count_words(trials))] if trials else []
    lines = [*counted, *(_claim(each, kinds[each.kind]) for each in shown_claims)]
    link_to_list = kinds["coc"].link if lines else None
    if link_to_list and any(each.kind in _COMMISSION for each in shown_claims):
        said = _("%(a)sLook it up today%(end)s in the Commission on Cancer’s own list")
        lines.append(sentence(said, a=Opening(link_to_list)))
    return lines


def calls(phones: Iterable[Phone]) -> list[Call]:
    """Return numbers with what each is for."""
    return [Call(phone_label(each.purpose), each.number) for each in phones]


def no_number(site: CareSite) -> Markup:
    """Return what to do where we have no number to call: the website, or else a map."""
    said = _("We have no telephone number for this place.")
    website = site.link("website")
    words = _("Look on its website") + aloud(site.name)
    instead = link(website.url, words) if website else directions(site, site.name)
    return joined((said, instead), " ")


def cautions(site: CareSite) -> list[str]:
    """Return what the reader should know before calling."""
    veterans = _(VETERANS_ONLY) if site.veterans_only else ""
    return [each for each in (veterans, shown(site.care_note.text) if site.care_note else "") if each]


def group_names(groups: Iterable[str], catalog: Catalog) -> str:
    """Return the names of specialist groups as text: "surgery, medical oncology and pathology"."""
    names = [translate(catalog.specialties[group].name).lower() for group in GROUPS if group in groups]
    return format_list(names) if names else ""


def origins(site: CareSite, catalog: Catalog) -> list[Fact]:
    """Return the source of each fact about a site."""
    facts = [
        _from(catalog, shown(catalog.designation_kinds[each.scheme, each.level].name), each, each.note)
        for each in site.designations
    ]
    facts += [_claim_fact(each, catalog) for each in site.claims]
    facts.append(Fact(_("Address"), origin(site.address.origin, catalog)))
    facts += [_phone_fact(each, catalog) for each in site.phones]
    if site.position:
        middle = _("The middle of its ZIP code") if site.position.precision == "zip" else ""
        facts.append(Fact(_("Position"), joined((origin(site.position.origin, catalog), middle), ". ")))
    if site.groups_origin:
        facts.append(Fact(_("Specialists"), origin(site.groups_origin, catalog)))
    treated = ((_("Who is treated"), site.care_origin), (_("Adults"), site.adults.origin))
    for label, where in (*treated, (_("Children"), site.children.origin)):
        if where:
            facts.append(Fact(label, origin(where, catalog)))
    opinions = _("Page on second opinions")
    facts += [
        Fact(
            opinions if each.purpose == "second opinions" else _(LINK_LABELS[each.purpose]),
            origin(each.origin, catalog),
        )
        for each in site.links
    ]
    return facts


def _claim(claim: Claim, kind: ClaimKind) -> Markup:
    shows = page_link(
        f"/about#{claim.kind}", _("What this shows") + aloud(shown(kind.name)), class_="term whole"
    )
    return Markup("{}. {}").format(claim_text(claim, kind), shows)


def _from(catalog: Catalog, label: str, each: Designation, note: str | None) -> Fact:
    return Fact(label, joined((origin(each.origin, catalog), shown(note)), ". "))


def _claim_fact(claim: Claim, catalog: Catalog) -> Fact:
    seen_in = Markup(" ({})").format(in_english(claim.seen_in)) if claim.seen_in else ""
    where = escape(origin(claim.origin, catalog)) + seen_in
    return Fact(shown(catalog.claim_kinds[claim.kind].name), joined((where, shown(claim.note)), ". "))


def _phone_fact(phone: Phone, catalog: Catalog) -> Fact:
    note = capitalize_first(shown(phone.note))
    return Fact(phone_label(phone.purpose), joined((origin(phone.origin, catalog), note), ". "))
