"""Sets of our own codes as ValueSet."""

from __future__ import annotations

from typing import Final

from finder.domain.care import GROUPS
from finder.formats.fhir.code_system import SYSTEMS, published, set_address
from finder.formats.fhir.parts import codes, elements
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

#: The specialist groups alone: a set within the specialties.
_GROUPS: Final = "specialist-groups"
_GROUPS_TITLE: Final = "Specialist groups"


def value_sets(catalog: Catalog) -> list[Json]:
    """Return a ValueSet of every system, with its name as id, and one of the specialist groups."""
    groups = [{"code": slug, "display": catalog.specialties[slug].name} for slug in GROUPS]
    whole = [_value_set(each.name, each.title, {"system": codes.own(each.name)}, catalog) for each in SYSTEMS]
    include: Json = {"system": codes.own("specialty"), "concept": groups}
    return [*whole, _value_set(_GROUPS, _GROUPS_TITLE, include, catalog)]


def _value_set(name: str, title: str, include: Json, catalog: Catalog) -> Json:
    return elements.resource(
        "ValueSet",
        name,
        elements.meta_of_directory(catalog),
        url=set_address(name),
        **published(name, title, catalog),
        compose={"include": [include]},
    )
