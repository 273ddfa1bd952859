"""Rules on places of care: where they lie, how they are reached, whom they treat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from finder.domain.care import GROUPS
from finder.domain.hours import read_opening
from finder.domain.places import ZipTable
from finder.errors import DataFault
from finder.geo.points import chord_squared, miles_between, vector
from finder.geo.states import STATES
from finder.language import _
from finder.sources.curated.rows import Place, Read

#: A point further than this from the middle of its ZIP code is taken for a typing error.
MILES_FROM_ZIP = 60
_SURELY_NEAR = chord_squared(0.99 * MILES_FROM_ZIP)

_PHONE = re.compile(r"\+1-[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}|[2-9]11|988")


def place_faults(read: Read, zips: ZipTable) -> Iterator[DataFault]:
    """Yield faults of where places lie: state, ZIP code and point must agree."""
    for find, site in read.care_sites():
        address = site.address
        if address.state not in STATES:
            yield find("site", 0, "state").fault(
                _("state: `%(state)s` is no state or territory code") % {"state": address.state}
            )
        if address.zip is None:
            if site.treats_patients:
                yield find("site", 0).fault(_("zip: a place that treats patients needs one"))
            continue
        place = zips.get(address.zip)
        if place is None:
            yield find("site", 0, "zip").fault(
                _("zip: %(zip)s is no ZIP code we know") % {"zip": address.zip}
            )
            continue
        if place.state != address.state:
            yield find("site", 0, "zip").fault(
                _("zip: %(zip)s lies in %(state)s, the address says %(said)s")
                % {"zip": address.zip, "state": place.state, "said": address.state}
            )
        if site.position and place.point:
            near = vector(site.position.point).chord_squared_to(vector(place.point)) < _SURELY_NEAR
            apart = 0.0 if near else miles_between(site.position.point, place.point)
            if apart > MILES_FROM_ZIP:
                yield find("site", 0, "position").fault(
                    _(
                        "position: %(miles)s miles from the middle of ZIP %(zip)s; "
                        "at most %(most)s can be right"
                    )
                    % {"miles": f"{apart:.0f}", "zip": address.zip, "most": MILES_FROM_ZIP}
                )
        if site.treats_patients and not site.position and not place.point:
            yield find("site", 0).fault(_("position: neither the place nor its ZIP has one"))


def reach_faults(read: Read) -> Iterator[DataFault]:
    """Yield faults of telephone numbers and web addresses."""
    for find, site in read.care_sites():
        for index, phone in enumerate(site.phones):
            yield from _phone(find("site", 0, "phone", index, "number"), phone.number)
    for line, helpline in read.helplines:
        if helpline.phone:
            yield from _phone(line, helpline.phone)
        for name, opens in (("opens", helpline.opens), ("chat_opens", helpline.chat_opens)):
            try:
                if opens:
                    read_opening(opens)
            except ValueError as error:
                yield line.fault(f"{name}: {error}")
        if (helpline.hours is None) != (helpline.opens is None):
            yield line.fault(_("hours and opens say the same: give both, or neither"))
    secure = {url for _, url in _urls(read) if url.startswith("https:")}
    for where, url in _urls(read):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or " " in url:
            yield where.fault(_("url: `%(url)s` is no web address") % {"url": url})
        elif parts.scheme == "http" and url.replace("http:", "https:", 1) in secure:
            yield where.fault(
                _("url: `%(url)s` is linked with https elsewhere: use https here too") % {"url": url}
            )


def _phone(line: Place, number: str) -> Iterator[DataFault]:
    if not _PHONE.fullmatch(number):
        yield line.fault(
            _("number: `%(number)s` cannot be dialed; write +1-617-555-0100") % {"number": number}
        )


def _urls(read: Read) -> Iterator[tuple[Place, str]]:
    for find, site in read.care_sites():
        for index, link in enumerate(site.links):
            yield find("link", index, "url"), link.url
    for line, record in [*read.flat(), *read.sources, *read.claim_kinds]:
        for name in ("url", "source_url", "nci_page_en", "nci_page_es", "link"):
            if url := getattr(record, name, None):
                yield line, url


def care_faults(read: Read) -> Iterator[DataFault]:
    """Yield faults of whom a place treats, what it offers and which lists it stands on."""
    ids = {site.id: site for _, site in read.care_sites()}
    kinds = {(each.scheme, each.level) for _, each in read.designation_kinds}
    for find, site in read.care_sites():
        if site.treats_patients and not site.treats:
            yield find("care", "treats").fault(_("treats: say whom: adults, children, study-participants"))
        if not site.treats_patients and not site.care_note:
            yield find("care").fault(_("note: a center that treats nobody must say so, and why it is known"))
        if not site.treats_patients and site.groups:
            yield find("specialties").fault(_("specialties: a center that treats nobody offers none"))
        for group in set(site.groups) - set(GROUPS):
            yield find("specialties", "groups").fault(
                _("groups: `%(group)s` is not one of %(names)s")
                % {"group": group, "names": ", ".join(GROUPS)}
            )
        for partner in site.partners:
            if partner not in ids or not ids[partner].treats_patients:
                yield find("care", "partners").fault(
                    _("partners: `%(partner)s` is no center that treats patients") % {"partner": partner}
                )
        for designation in site.designations:
            if (designation.scheme, designation.level) not in kinds:
                yield find("designation", designation.scheme).fault(
                    _("level: data/designations.csv has no %(scheme)s of level %(level)s")
                    % {"scheme": designation.scheme, "level": designation.level}
                )
