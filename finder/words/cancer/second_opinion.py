"""Two readings of the same words, by names and by rules: a type is sure only if they do not contradict."""

from __future__ import annotations

from dataclasses import replace

from finder.words.cancer.gate import Gate
from finder.words.cancer.grid import GridReading
from finder.words.cancer.interpret import Interpretation
from finder.words.cancer.name_index import NameIndex


def second_opinion(
    named: Interpretation | None, ruled: GridReading | None, gate: Gate, names: NameIndex
) -> Interpretation | None:
    """Return what names and rules say together about words; None if they say nothing."""
    if named and named.spread_only:
        return named
    if ruled and ruled.benign:
        # "Hydatiform mole" is a name that was misspelled, and no mole.
        if not (named and named.sure and not ruled.organs):
            return Interpretation(frozenset(), sure=False, benign=True)
        return replace(named, sure=named.near)
    if named is None:
        return _by_rules(ruled, gate)
    if ruled is None or not ruled.named:
        return replace(named, sure=named.sure and not _is_ill(named, ruled, gate))
    return _together(named, ruled, names)


def _is_ill(named: Interpretation, ruled: GridReading | None, gate: Gate) -> bool:
    """Tell whether words name an organ, or were corrected, beside another illness."""
    corrected = not (named.exact or named.near)
    if ruled is None:
        return (gate.illness and named.organs_only) or (gate.syndrome and corrected)
    return gate.illness or not ruled.whole or (corrected and not named.organs_only)


def _by_rules(ruled: GridReading | None, gate: Gate) -> Interpretation | None:
    """Return what the rules say where names say nothing: sure only if no word is left over."""
    if ruled is None or not ruled.slugs or (gate.illness and not ruled.named):
        return None
    return Interpretation(ruled.slugs, sure=ruled.sure and ruled.whole and ruled.named, exact=False)


def _together(named: Interpretation, ruled: GridReading, names: NameIndex) -> Interpretation:
    """Return what both say of a tissue or a cancer in organs."""
    shared = named.slugs & ruled.slugs
    bare = ruled.tissue is not None and ruled.nowhere and not (ruled.organs and ruled.sure)
    if bare and ruled.tissue and ruled.tissue.rule == "yields":
        return replace(named, sure=named.sure and (not ruled.whole or ruled.sure))
    if bare and not ruled.sure:
        return replace(
            named, sure=named.sure and (named.exact or bool(shared)) and _alike(named, ruled, names)
        )
    if shared and (ruled.whole or (ruled.overriding and ruled.sure)):
        return _agreed(named, ruled)
    by_name = named.sure and named.exact and not named.organs_only
    # A whole name says more than an organ beside words that the rules do not know: "borderline tumor".
    trusted = by_name and ruled.tissue is None and not (ruled.sure and ruled.whole)
    if shared or not ruled.slugs or trusted:
        return named
    if ruled.whole:
        sure = ruled.sure
        slugs = ruled.slugs if sure else ruled.slugs | named.slugs
        return Interpretation(slugs, sure=sure, exact=False)
    return Interpretation(named.slugs | ruled.slugs, sure=False, exact=False)


def _alike(named: Interpretation, ruled: GridReading, names: NameIndex) -> bool:
    """Tell whether both are of one body system: hairy cell leukemia is a leukemia."""
    systems = [{names.body_system[slug] for slug in slugs} for slugs in (named.slugs, ruled.slugs)]
    return bool(named.slugs & ruled.slugs or systems[0] & systems[1])


def _agreed(named: Interpretation, ruled: GridReading) -> Interpretation:
    """Return what both say where they share a type: the narrower of the two."""
    if named.sure and (len(ruled.slugs) == 1 or (ruled.tissue and not ruled.overriding)):
        return named
    shared = named.slugs & ruled.slugs
    slugs = shared if ruled.sure else ruled.slugs | named.slugs
    return Interpretation(slugs, sure=ruled.sure and len(shared) == 1, exact=named.exact)
