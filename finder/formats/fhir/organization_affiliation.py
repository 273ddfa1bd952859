"""How a place of care belongs to its center, as OrganizationAffiliation (Plan-Net)."""

from __future__ import annotations

from typing import Final

from finder.domain.care import CareSite
from finder.formats.fhir import ids
from finder.formats.fhir.organization import organization_reference
from finder.formats.fhir.parts import codes, elements
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

_MEMBER: Final = codes.coding(codes.AFFILIATION_ROLE, "bt", "Member Of")
RELATIONS: Final = {"own": "Run by the center", "linked": "Works with the center"}


def organization_affiliation(site: CareSite, catalog: Catalog) -> Json | None:
    """Return the affiliation of a place with its center; None for a place without one."""
    center = catalog.center_of(site)
    if center is None or site.relation is None:
        return None
    relation = codes.coding(codes.own("relation"), site.relation, RELATIONS[site.relation])
    return elements.resource(
        "OrganizationAffiliation",
        ids.organization_id(site),
        elements.meta("OrganizationAffiliation", site.origin, catalog),
        active=True,
        organization=organization_reference(center),
        participatingOrganization=organization_reference(site),
        code=[codes.concept(_MEMBER, relation)],
        location=[ids.reference("Location", ids.organization_id(site), site.name)],
    )
