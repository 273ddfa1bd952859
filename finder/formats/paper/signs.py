"""The danger signs on the last page of the pack: by whom they are for, and what to do about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from finder.domain.cancers.types import CancerType
from finder.domain.guide.emergencies import EMERGENCIES, WHO, Emergency, Who, most_urgent_first
from finder.formats.emergencies import how_soon
from finder.language import _, translate
from finder.store.read_catalog import Catalog

#: Who is in each group of the page. Signs of anyone with cancer are the short list, and those of the cancer.
_GROUPS: tuple[tuple[Who, ...], ...] = (
    ("child",),
    ("anyone", "cancer"),
    ("chemo",),
    ("immunotherapy",),
    ("cell-therapy",),
)
_SHORT_LIST = ("anyone", "cancer")


@dataclass(frozen=True, slots=True)
class Signs:
    """What to do, and the signs to do it for."""

    what_to_do: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignGroup:
    """The danger signs of one group of people, the most urgent first."""

    key: str
    label: str
    signs: tuple[Signs, ...]


def sign_groups(catalog: Catalog, cancer: CancerType | None) -> tuple[SignGroup, ...]:
    """Return the danger signs for a reader with a cancer, or one that is not known, in the current language.

    A child's signs are left out only for a cancer of adults.
    """
    every = [each for each in catalog.rows(EMERGENCIES) if _belongs(each, cancer)]
    return tuple(_groups(every, catalog))


def _belongs(sign: Emergency, cancer: CancerType | None) -> bool:
    if sign.who == "child":
        return cancer is None or cancer.population != "adult"
    in_this_cancer = cancer is not None and cancer.body_system in sign.body_systems
    if sign.who in _SHORT_LIST:
        return sign.brief or in_this_cancer
    return in_this_cancer or not sign.body_systems


def _groups(signs: Iterable[Emergency], catalog: Catalog) -> Iterator[SignGroup]:
    signs = list(signs)
    for whom in _GROUPS:
        urgent = most_urgent_first(each for each in signs if each.who in whom)
        if urgent:
            yield SignGroup(
                whom[-1],
                _(WHO[whom[-1]]),
                tuple(
                    Signs(how_soon(urgency, catalog), tuple(_line(each) for each in of_them))
                    for urgency, of_them in groupby(urgent, key=lambda each: each.urgency)
                ),
            )


def _line(sign: Emergency) -> str:
    text = f"{translate(sign.sign)}."
    return f"{text} {translate(sign.step)}" if sign.step else text
