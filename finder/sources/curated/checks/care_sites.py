"""Rules on places of care: where they are, whom they treat, what they offer, and when help lines answer."""

from __future__ import annotations

from collections.abc import Iterator

from finder.domain.care import CARE_SITE_TABLES, CENTERS, PROGRAMS, SITES, CareSite, Treated
from finder.domain.claims import DESIGNATION_KINDS
from finder.domain.documents import HELPLINES
from finder.domain.kinds import Kind, Patients
from finder.domain.places import ZipPlace
from finder.errors import DataFault
from finder.geo.points import chord_squared, miles_between, vector
from finder.language import _
from finder.sources.curated import messages
from finder.sources.curated.data_table import Read, Row
from finder.sources.curated.place_rows import MEDICARE
from finder.sources.curated.row_locations import Location
from finder.sources.street_addresses import building

#: A point further than this from the middle of its ZIP code is taken for a typing error.
MILES_FROM_ZIP = 60
_SURELY_NEAR = chord_squared(0.99 * MILES_FROM_ZIP)


def place_faults(read: Read) -> Iterator[DataFault]:
    """The ZIP code is in the state, with the point within 60 miles of it; a site may have a point alone."""
    for row in _care_sites(read):
        site, location = row.record, row.location.at("site", 0)
        if site.address.zip is None:
            if site.treats_patients and not (site.kind is Kind.SITE and site.position):
                yield location.fault(_("zip: add it. A place that treats patients needs one."))
            continue
        place = read.zips.get(site.address.zip)
        if place is None:
            message = _("zip: check it. %(zip)s is not a ZIP code we know.")
            yield location.at("zip").fault(message % {"zip": site.address.zip})
        else:
            yield from _apart(site, place, location)


def _apart(site: CareSite, place: ZipPlace, location: Location) -> Iterator[DataFault]:
    if place.state != site.address.state:
        message = _("zip: check it. %(zip)s is in %(state)s, but the address says %(address_state)s.")
        values = {"zip": place.zip, "state": place.state, "address_state": site.address.state}
        yield location.at("zip").fault(message % values)
    if site.position and place.point:
        near = vector(site.position.point).chord_squared_to(vector(place.point)) < _SURELY_NEAR
        miles = 0.0 if near else miles_between(site.position.point, place.point)
        if miles > MILES_FROM_ZIP:
            message = _(
                "latitude, longitude: check them. They are %(miles)s miles from the middle of ZIP %(zip)s; "
                "at most %(most)s can be right."
            )
            values = {"miles": f"{miles:.0f}", "zip": place.zip, "most": str(MILES_FROM_ZIP)}
            yield location.at("position").fault(message % values)
    if site.treats_patients and not site.position and not place.point:
        yield location.fault(
            _("latitude, longitude: add them. ZIP %(zip)s has no point to use.") % {"zip": place.zip}
        )


def post_box_faults(read: Read) -> Iterator[DataFault]:
    """A place whose ZIP code is for post boxes has a point of its own, or a note that says so."""
    # The point of such a ZIP code is a post office, which may be miles from the street.
    for row in _care_sites(read):
        site = row.record
        place = read.zips.get(site.address.zip or "")
        if not place or place.kind != "po box" or not site.treats_patients or site.position:
            continue
        if not any("ZIP code" in note.text for note in site.notes):
            message = _("zip: write the ZIP code of the street. %(zip)s is for PO boxes.")
            yield row.location.at("site", 0, "zip").fault(message % {"zip": place.zip})


def care_faults(read: Read) -> Iterator[DataFault]:
    """A place says whom it treats, or why it treats nobody; partners are centers that treat patients."""
    sites = {row.record.id: row.record for row in _care_sites(read)}
    treating = [name for name, site in sites.items() if site.treats_patients]
    for row in _care_sites(read):
        site, location = row.record, row.location
        for group in ("adults", "children"):
            yield from _treated_faults(site, group, location.at("care", group))
        if site.adults.answer == site.children.answer == "no" and site.treats_patients:
            message = _("adults, children: check them. A place that treats patients treats one of the two.")
            yield location.at("care").fault(message)
        if not site.treats_patients and not site.care_note:
            yield location.at("care").fault(
                _("note: add one. A center that treats nobody must say so, and why we list it.")
            )
        if not site.treats_patients and site.groups:
            yield location.at("specialties").fault(
                _("specialties: remove it. A center that treats nobody offers none.")
            )
        for index, partner in enumerate(site.partners):
            if partner not in treating:
                message = messages.not_among(f"care.partners[{index}]", partner, treating)
                yield location.at("care", "partners", index).fault(message)


def _treated_faults(site: CareSite, group: Patients, location: Location) -> Iterator[DataFault]:
    each: Treated = getattr(site, group)
    values = {"group": group}
    if each.answer != "unknown" and not each.origin:
        message = _("%(group)s: add its source. “Yes” and “no” need one.")
        yield location.fault(message % values)
    if each.answer == "yes" and not site.treats_patients:
        message = _("%(group)s: remove it. The file says that nobody is treated here.")
        yield location.fault(message % values)


def medicare_phone_faults(read: Read) -> Iterator[DataFault]:
    """A number from Medicare's hospital file is marked as such: many are somebody's office."""
    for row in _care_sites(read):
        for index, phone in enumerate(row.record.phones):
            if phone.origin.source.startswith(MEDICARE) and phone.purpose != "Medicare records":
                message = _("for: write `Medicare records`. The number is from Medicare's hospital file.")
                yield row.location.at("site", 0, "phone", index, "for").fault(message)


def same_name_faults(read: Read) -> Iterator[DataFault]:
    """No two places of care have one slug, whatever their kinds."""
    first: dict[str, Row[CareSite]] = {}
    for row in _care_sites(read):
        other = first.setdefault(row.record.id, row)
        if other.record.kind is not row.record.kind:
            message = messages.duplicate("slug", row.record.id, other.location.path, other.location.number)
            yield row.location.fault(message)


def center_faults(read: Read) -> Iterator[DataFault]:
    """The center of a program or site exists and treats patients."""
    treating = [row.record.id for row in read.rows(CENTERS) if row.record.treats_patients]
    for row in (*read.rows(PROGRAMS), *read.rows(SITES)):
        center = row.record.center
        if center and center not in treating:
            yield row.location.at("center").fault(messages.not_among("center", center, treating))


def campus_faults(read: Read) -> Iterator[DataFault]:
    """A site is not in the building of a center, of a program or of another site of its center."""
    first: dict[tuple[str, str], CareSite] = {}
    for row in _care_sites(read):
        site = row.record
        if not site.address.street or not site.treats_patients:
            continue
        at = (building(site.address.street), site.address.zip or "")
        other = first.setdefault(at, site)
        if other is site or site.kind is not Kind.SITE:
            continue
        if other.kind is not Kind.SITE or (site.center and other.center == site.center):
            message = _("street: join it with `%(path)s`. Both are in one building.")
            yield row.location.at("street").fault(message % {"path": other.path})


def designation_faults(read: Read) -> Iterator[DataFault]:
    """Every designation of a center, with its level, is explained in designations.csv."""
    kinds = read.keys(DESIGNATION_KINDS)
    for row in read.rows(CENTERS):
        for each in row.record.designations:
            if (each.scheme, each.level) not in kinds:
                levels = ", ".join(level or _("none") for scheme, level in kinds if scheme == each.scheme)
                message = _(
                    "level: use one of: %(levels)s. "
                    "data/designations.csv has no %(scheme)s with the level %(level)s."
                )
                values = {"levels": levels, "scheme": each.scheme, "level": each.level or _("none")}
                yield row.location.at("designation", each.scheme, "level").fault(message % values)


def hours_faults(read: Read) -> Iterator[DataFault]:
    """`hours` and `opens` are given together: the same hours, for people and for the program."""
    for row in read.rows(HELPLINES):
        if (row.record.hours is None) != (row.record.opens is None):
            yield row.location.fault(_("hours, opens: fill in both or neither. They say the same."))


def _care_sites(read: Read) -> list[Row[CareSite]]:
    return [row for table in CARE_SITE_TABLES for row in read.rows(table)]
