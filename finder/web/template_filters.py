"""What templates call facts: labels, dates, distances, addresses of other sites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from flask import Flask
from markupsafe import Markup

from finder import utc
from finder.domain.answers import CareSiteResult
from finder.domain.cancers import GroupRule, Specialty, Treater
from finder.domain.care import GROUPS, CareSite, ClaimKind, Link
from finder.domain.clinicians import Clinician, Hospital, Practice
from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES, Document, Guideline, Helpline
from finder.domain.sources import Origin
from finder.formats import display, link_status, proper_names
from finder.formats.display import in_sentence
from finder.formats.json import sources as sources_json
from finder.geo.states import STATES, state_name
from finder.language import _, current_language, format_list, marked, translate
from finder.search.fields import AUDIENCES, LABELS, POPULATIONS, PUBLISHERS, STATUSES
from finder.web import reader
from finder.web.addresses import asked_again
from finder.web.assets import address_of
from finder.web.context import exported, known, site
from finder.web.guide.routes import dialable, origins, tick_key
from finder.web.reports import report
from finder.web.results.views import all_kinds_address, how_many, none_here, page_address, twin

LINK_LABELS = {
    "website": marked("Its own website"),
    "second opinions": marked("Second opinions"),
    "Spanish": "En español",
}
NOTE_LABELS = {
    "second opinions": marked("Second opinions"),
    "sites": marked("Other sites"),
    "name": marked("Its name"),
    "children": marked("Children"),
    "catchment": marked("Area it serves"),
}


def install(app: Flask) -> None:
    """Give the templates their words."""
    environment = app.jinja_env
    reader.install(environment)
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    for function in (
        miles, month, tel, link_label, note_label, group_names, directions,
        claim_text, title_language, state, state_in_full, field_label, slug,
        capitalize_first, fact_rows, first_group, in_group, when_seen, with_role, other_names, in_sentence,
        record_date, look_ups, staleness, dialable, origins, tick_key,
    ):  # fmt: skip
        environment.filters[function.__name__] = function
    environment.filters |= {
        "date": display.date,
        "link_note": link_status.note,
        "phone": display.phone,
        "phone_label": display.phone_label,
        "order_phones": display.order_phones,
        "title": proper_names.title,
        "full_name": proper_names.full_name,
        "door_name": proper_names.name_with_credentials,
        "street": proper_names.street,
        "town": proper_names.town,
        "treats_words": display.treats,
    }
    environment.globals |= {
        "known": known,
        "exported": exported,
        "groups": GROUPS,
        "static": address_of,
        "asked_again": asked_again,
        "page_address": page_address,
        "all_kinds_address": all_kinds_address,
        "how_many": how_many,
        "none_here": none_here,
        "directions_words": directions_words,
        "twin": twin,
        "audiences": AUDIENCES,
        "languages": LANGUAGES,
        "publishers": PUBLISHERS,
        "document_kinds": DOCUMENT_KINDS,
        "populations": POPULATIONS,
        "statuses": STATUSES,
        "directions_name": app.extensions["finder"].directions_name,
        "report": report,
        "street_server": app.extensions["finder"].streets,
    }


def miles(found: CareSiteResult) -> str:
    """Return the miles to a place in words."""
    return display.miles(found.miles, found.about)


def month(partial: str) -> str:
    """Return a date to its month, which is exact enough for a reader."""
    return display.date(partial[:7])


def tel(number: str) -> str:
    """Return a number as a tel: link wants it."""
    return number.replace("-", "")


def link_label(link: Link) -> str:
    """Return what a web page is for."""
    return _(LINK_LABELS[link.purpose])


def note_label(about: str | None) -> str:
    """Return the heading of a note."""
    return _(NOTE_LABELS.get(about or "", marked("Note")))


def group_names(groups: Iterable[str]) -> str:
    """Return specialist groups in words: "surgery, medical oncology and pathology"."""
    names = [translate(known().specialties[group].name).lower() for group in GROUPS if group in groups]
    return format_list(names) if names else ""


def directions(where: CareSite | Practice | Hospital) -> str:
    """Return the address of directions to a place on the site that the operator chose, or nothing."""
    template = site().directions_url
    at, point = (
        (where.address, where.position.point if where.position else None)
        if isinstance(where, CareSite)
        else (where, where.point)
    )
    if not template or point is None:
        return ""
    address = ", ".join(part for part in (at.street, at.city, f"{at.state} {at.zip or ''}".strip()) if part)
    values = {"address": quote(address), "latitude": f"{point.latitude}", "longitude": f"{point.longitude}"}
    return template.format(**values)


def record_date(each: Clinician, source: str) -> str:
    """Return when a source's record of a clinician was last changed, or the day of its file."""
    return display.date(sources_json.date_checked(each, source, known()))


def look_ups(each: Clinician | Hospital) -> list[tuple[Helpline, str]]:
    """Return the sites where a clinician or hospital can be looked up, each with the address filled in."""
    person = isinstance(each, Clinician)
    place = each.practices[0] if isinstance(each, Clinician) and each.practices else each
    values = {
        name: quote(str(getattr(of, name, "") or ""))
        for name, of in (
            ("npi", each), ("first", each), ("last", each), ("city", place), ("state", place), ("zip", place),
        )
    }  # fmt: skip
    templates = [
        (line, line.clinician_url if person else line.hospital_url) for line in known().helplines.values()
    ]
    return [(line, template.format(**values)) for line, template in templates if template]


def when_seen(seen: Origin | Treater | GroupRule | Helpline) -> str:
    """Return the date a source was seen, unless its name tells it: ", June 2026" or ", date not known"."""
    source = known().sources[seen.source]
    if seen.checked:
        return "" if seen.checked[:4] in source.name else f", {display.date(seen.checked)}"
    return "" if source.as_of and source.as_of[:4] in source.name else f", {display.date(None)}"


def title_language(document: Guideline) -> str:
    """Return the language of a title where it is another than the page's, else nothing.

    Of some documents the title in their own language was never seen: then the English topic stands in.
    """
    own = document.language if document.title != document.topic else "en"
    return "" if own == current_language() else own


def staleness(documents: Iterable[Document]) -> str:
    """Return a warning where documents were last seen longer ago than the site's setting allows."""
    return link_status.staleness(list(documents), utc.today(), site().stale_days)


def state(code: str) -> str:
    """Return a state's name."""
    return state_name(code)


def state_in_full(label: str) -> str:
    """Return "Springfield, IL" as "Springfield, Illinois"; anything else as it is."""
    name, comma, code = label.rpartition(", ")
    return f"{name}, {state_name(code)}" if comma and code in STATES else label


def field_label(field: str) -> str:
    """Return what a field is called on the page."""
    return _(LABELS[field]) if field in LABELS else field


def slug(text: str) -> str:
    """Return words as an anchor."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def capitalize_first(text: str) -> str:
    """Return text with its first letter large and the others as they are."""
    return text[:1].upper() + text[1:]


def first_group(kinds: Iterable[Specialty], group: str) -> list[Specialty]:
    """Return the subspecialties that stand under this group in the form: each under its first group only."""
    return [each for each in kinds if each.groups[0] == group]


def in_group(kinds: Iterable[Specialty], group: str) -> list[Specialty]:
    """Return the subspecialties of a group."""
    return [each for each in kinds if group in each.groups]


def with_role(roles: Mapping[str, str], role: str) -> list[str]:
    """Return the cancers in which a specialist has this role."""
    return [cancer for cancer, had in roles.items() if had == role]


def other_names(chosen: Iterable[str]) -> str:
    """Return the names of the subspecialties chosen in the form."""
    kinds = known().specialties
    return ", ".join(translate(kinds[each].name) for each in chosen if each in kinds and each not in GROUPS)


def claim_text(kind: ClaimKind, as_of: str | None) -> str:
    """Return a claim in words, with its year or saying that the date is not known."""
    return translate(kind.dated).replace("{year}", as_of[:4]) if as_of else translate(kind.undated)


def directions_words(name: str) -> Markup:
    """Return what a link to directions says: where to, for who cannot see the card, and by which site."""
    site_name = site().directions_name
    return Markup('{}<span class="vh">: {}</span> ({})').format(_("Directions"), name, site_name)


def fact_rows(where: CareSite) -> Iterator[tuple[str, str, Origin]]:
    """Yield every fact of a place with its source: name of the fact, what it says, where from."""
    yield _("Name"), where.name, where.origin
    for designation in where.designations:
        kind = known().designation_kinds[designation.scheme, designation.level]
        note = f" ({translate(designation.note)})" if designation.note else ""
        yield _("Designation"), translate(kind.name) + note, designation.origin
    for claim in where.claims:
        claimed = known().claim_kinds[claim.kind]
        more = "; ".join(part for part in (claim.seen_in, translate(claim.note or "")) if part)
        yield (
            translate(claimed.name),
            claim_text(claimed, claim.as_of) + (f" ({more})" if more else ""),
            claim.origin,
        )
    if where.treats_origin:
        yield _("Who is treated"), display.treats(where.treats) or _("Nobody"), where.treats_origin
    if where.groups_origin:
        yield _("Specialists"), capitalize_first(group_names(where.groups)), where.groups_origin
    at = where.address
    street = f"{at.street}, " if at.street else ""
    yield _("Address"), f"{street}{at.city}, {at.state} {at.zip or ''}".strip(), at.origin
    if where.position:
        point = where.position.point
        precise = (
            _("the address") if where.position.precision == "address" else _("the middle of its ZIP code")
        )
        yield _("Position"), f"{point.latitude:.5f}, {point.longitude:.5f} ({precise})", where.position.origin
    if where.ccn:
        hospital = where.ccn.facility or where.host or where.name
        relation = f", {translate(where.ccn.relation)}" if where.ccn.relation else ""
        number = _("CMS number %(number)s") % {"number": where.ccn.number}
        yield _("Hospital"), f"{hospital} ({number}{relation})", where.ccn.origin
    for phone in where.phones:
        note = f" ({translate(phone.note)})" if phone.note else ""
        yield display.phone_label(phone, where), display.phone(phone.number) + note, phone.origin
    for link in where.links:
        yield link_label(link), link.url, link.origin
    for each in where.notes:
        yield note_label(each.about), translate(each.text), each.origin
