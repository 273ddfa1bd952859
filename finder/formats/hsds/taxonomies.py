"""The taxonomies of HSDS: kinds of places, specialists, and cancer types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from finder.domain.kinds import Kind
from finder.formats.hsds import ids
from finder.formats.json.encode import Json
from finder.store.read_catalog import Catalog

#: The kinds of records that are services: not doctors, who are people.
KINDS = tuple(kind for kind in Kind if kind is not Kind.CLINICIAN)
_TAXONOMIES = {
    "kind": ("Kinds of places", "What a place is: a cancer center, a program, a hospital or a clinic."),
    "specialty": ("Specialists", "Groups of specialists and subspecialties that treat cancer."),
    "cancer": ("Cancer types", "Cancer types and groups of them, as they can be searched for."),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term: the parameter of a search that it stands for, its value there, and what it is called."""

    taxonomy: str
    code: str
    name: str
    about: str
    parent: str = ""

    @property
    def id(self) -> str:
        """Its identifier."""
        return term_id(self.taxonomy, self.code)


def term_id(taxonomy: str, code: str) -> str:
    """Return the identifier of a term."""
    return ids.of_text(f"taxonomy {taxonomy} {code}")


def taxonomies() -> dict[str, Json]:
    """Return every taxonomy by its id."""
    found: list[Json] = [
        {"id": _taxonomy_id(key), "name": name, "description": about, "version": "1"}
        for key, (name, about) in _TAXONOMIES.items()
    ]
    return {str(each["id"]): each for each in found}


def terms(catalog: Catalog) -> Mapping[str, Term]:
    """Return every term by its id."""
    found = [Term("kind", kind, kind.singular.capitalize(), kind.label) for kind in KINDS]
    for one in catalog.specialties.values():
        if one.searchable:
            parent = one.groups[0] if one.kind != "group" and one.groups else ""
            found.append(Term("specialty", one.slug, one.name, one.what, parent))
    for group in catalog.cancer_groups.values():
        found.append(Term("cancer", group.slug, group.name, "A cancer whose kind is not known yet."))
    for cancer in catalog.cancers.values():
        found.append(Term("cancer", cancer.slug, cancer.name, cancer.plain_name or cancer.name))
    return {each.id: each for each in found}


def term(each: Term) -> Json:
    """Return a term with its taxonomy."""
    taxonomy = taxonomies()[_taxonomy_id(each.taxonomy)]
    whole: Json = {
        "id": each.id,
        "code": each.code,
        "name": each.name,
        "description": each.about,
        "taxonomy": taxonomy["name"],
        "taxonomy_id": taxonomy["id"],
        "taxonomy_detail": taxonomy,
        "language": "en",
    }
    return whole | ({"parent_id": term_id(each.taxonomy, each.parent)} if each.parent else {})


def taxonomy_of(given: str) -> str | None:
    """Return the parameter of a search that a taxonomy stands for, by the id of the taxonomy."""
    return next((key for key in _TAXONOMIES if _taxonomy_id(key) == given.lower()), None)


def _taxonomy_id(key: str) -> str:
    return ids.of_text(f"taxonomy {key}")
