"""The search form, with the previous values and their errors."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import request
from markupsafe import Markup

from finder.domain.cancers.specialists import Specialty
from finder.domain.care import GROUPS
from finder.language import _, translate
from finder.store.read_catalog import Catalog
from finder.web.context import current_catalog, site
from finder.web.elements import attributes, optional
from finder.web.language import translate as shown
from finder.web.page.ready import ready
from finder.web.page.views import Option


@dataclass(frozen=True, slots=True)
class OptionSet:
    """Options under a heading."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The search form.

    `chosen` are the selected specialties; `other_kinds` names the selected subspecialties; `more` are hidden
    fields. `wrong` maps each wrong field to the HTML attributes that link it to its error message.
    """

    chosen: tuple[str, ...]
    groups: tuple[Option, ...]
    kinds: tuple[OptionSet, ...]
    has_other_kinds: bool
    other_kinds: str
    is_specialty_wrong: bool
    cancer: str
    near: str
    more: tuple[tuple[str, str], ...]
    wrong: Mapping[str, Markup]
    cancer_names: tuple[str, ...]
    #: Whether the form of an exported page suggests names of cancers; only the search pages do.
    offers_names: bool

    @property
    def key(self) -> Hashable:
        """All that the form shows, but for the cancer and the place."""
        return self.chosen, self.is_specialty_wrong, self.more, tuple(self.wrong.items())


def question(asked: Mapping[str, Sequence[str]], faults: Collection[str] = ()) -> Question:
    """Return the form filled with the values `asked`, by parameter; `faults` are names of wrong fields."""
    catalog = current_catalog()
    chosen = tuple(asked.get("specialty", ()))
    others = [each for each in chosen if each not in GROUPS]
    groups, kinds = ready("specialties to choose", chosen, lambda: _choices(catalog, chosen))
    return Question(
        chosen,
        groups,
        kinds,
        bool(others),
        ", ".join(translate(catalog.specialties[each].name) for each in others if each in catalog.specialties)
        or _("other kinds"),
        "specialty" in faults,
        typed_cancer(catalog, _first(asked, "cancer")),
        _first(asked, "near") or ("" if "near" in faults else site().start_place),
        _more(_first(asked, "miles"), "miles" in faults),
        {name: _wrong(name) for name in faults},
        ready(
            "names of cancers", None, lambda: tuple(translate(each.name) for each in catalog.cancers.values())
        ),
        request.path in ("/", "/search"),
    )


def _first(asked: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(asked.get(name, ())), "")


def typed_cancer(catalog: Catalog, asked: str) -> str:
    """Return the cancer as the reader would type it: a name for a slug, or what was typed."""
    return translate(catalog.cancers[asked].name) if asked in catalog.cancers else asked


def _choices(catalog: Catalog, chosen: Collection[str]) -> tuple[tuple[Option, ...], tuple[OptionSet, ...]]:
    """Return the four groups, and the subspecialties under each, with the chosen ones marked."""
    sets = (_kinds(catalog, group, chosen) for group in GROUPS)
    return (
        tuple(_bold(_option(catalog.specialties[group], chosen)) for group in GROUPS),
        tuple(each for each in sets if each.options),
    )


def _option(each: Specialty, chosen: Collection[str]) -> Option:
    return Option(each.slug, shown(each.name), shown(each.what), each.slug in chosen)


def _bold(option: Option) -> Option:
    return replace(option, label=optional("b", option.label))


def _kinds(catalog: Catalog, group: str, chosen: Collection[str]) -> OptionSet:
    """Return the subspecialties to show under a group; each is shown only under its first group."""
    kinds = [
        each
        for each in catalog.specialties.values()
        if each.searchable and each.kind == "subspecialty" and each.groups and each.groups[0] == group
    ]
    return OptionSet(shown(catalog.specialties[group].name), tuple(_option(each, chosen) for each in kinds))


def _more(miles: str, is_wrong: bool) -> tuple[tuple[str, str], ...]:
    """Return the hidden field that keeps the distance; a wrong one is dropped."""
    return (("miles", miles),) if miles and not is_wrong else ()


def _wrong(name: str) -> Markup:
    return attributes(aria_invalid="true", aria_describedby=f"fault-{name}")
