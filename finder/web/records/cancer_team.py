"""View values of the care team of a cancer type, and of studies on how often a hospital treats it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from finder.domain.cancers.specialists import GroupRule, TeamDoctor, TeamMember, VolumeStudy
from finder.domain.cancers.types import When
from finder.domain.kinds import Patients
from finder.formats.display import in_sentence
from finder.language import _, format_list, marked, translate
from finder.search.care_teams import COMMON_KNOWLEDGE
from finder.store.read_catalog import Catalog
from finder.web.language import translate as shown
from finder.web.links import link, page_link
from finder.web.page.views import capitalize_first, in_english, joined, source_name, when_seen

_HEADINGS: Mapping[Patients, str] = {"adults": marked("Adults"), "children": marked("Children and teens")}
#: What a doctor does, in a sentence without its subject.
_DOES = {
    "leads": marked("leads the care"),
    "operates": marked("operates"),
    "gives medicine": marked("gives medicine"),
    "radiates": marked("gives radiation"),
    "diagnoses": marked("helps find and name the cancer"),
    "reads slides": marked("reads the biopsy slides"),
    "supports": marked("helps"),
}
#: The parts of a team by what doctors do. The leading doctors come first, even if they do more.
_PARTS = (
    (marked("Usually leads your care"), {"leads"}),
    (marked("Also treats the cancer"), {"operates", "gives medicine", "radiates"}),
    (marked("Finds out what cancer it is"), {"diagnoses", "reads slides"}),
    (marked("Also helps"), {"supports"}),
)
_WHEN = {
    "every patient": marked("for everyone"),
    "most": marked("for most people"),
    "some": marked("for some people"),
    "seldom": marked("rarely needed"),
}
_EVIDENCE = {
    "strong": marked("Strong evidence."),
    "moderate": marked("Moderate evidence."),
    "weak": marked("Weak evidence."),
    "mixed": marked("Mixed evidence: studies disagree, or it is not true for everyone."),
    "none": marked("This study found no link."),
    "context": "",
}
_APPLIES = {"yes": marked("Yes"), "seldom": marked("Rarely"), "no": marked("No")}


@dataclass(frozen=True, slots=True)
class DoctorView:
    """A doctor of the team: who, what they do and how often, and what to ask or expect."""

    name: Markup
    does: str
    note: str


@dataclass(frozen=True, slots=True)
class TeamPart:
    """The doctors of a team who do one part of the care, in the order of the care."""

    label: str
    doctors: tuple[DoctorView, ...]


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team by what its doctors do, and those who may also help.

    `heading` is empty if it is the only team.
    """

    whose: str
    heading: str
    parts: tuple[TeamPart, ...]
    others: tuple[DoctorView, ...]
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A doctor, and the sources of what the page says about them."""

    doctor: str
    facts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Whether a specialist group takes part in treating the cancer, and the source for that."""

    name: Markup
    applies: str
    what: str
    source: Markup


@dataclass(frozen=True, slots=True)
class StudyRow:
    """What a study found, how far it proves it, its source, and the least number somebody asks for.

    `treatment` is empty if it is that of the study before.
    """

    treatment: str
    finding: str
    evidence: str
    source: Markup
    threshold: Markup


def team_views(teams: Mapping[Patients, Sequence[TeamDoctor]], catalog: Catalog) -> list[TeamView]:
    """Return the teams of a type, adults first."""
    return [
        TeamView(
            whose,
            _(_HEADINGS[whose]) if len(teams) > 1 else "",
            tuple(_parts([each for each in doctors if each.core])),
            tuple(_doctor(each) for each in doctors if not each.core),
            tuple(_sources(doctors, catalog)),
        )
        for whose, doctors in teams.items()
    ]


def group_rows(rules: Sequence[GroupRule], catalog: Catalog) -> list[GroupRow]:
    """Return whether each of the four specialist groups takes part in treating the cancer."""
    return [
        GroupRow(
            page_link(f"/specialties/{each.group}", shown(catalog.specialties[each.group].name)),
            _(_APPLIES[each.applies]),
            shown(catalog.specialties[each.group].what),
            _cite(each, catalog),
        )
        for each in rules
    ]


def study_rows(studies: Sequence[VolumeStudy], catalog: Catalog) -> list[StudyRow]:
    """Return what studies found on whether results are better where a treatment is done often."""
    before = [None, *(each.treatment for each in studies)]
    return [
        StudyRow(
            "" if each.treatment == last else shown(each.treatment),
            shown(each.finding),
            _(_EVIDENCE[each.evidence]),
            _cite(each, catalog),
            _threshold(each, catalog),
        )
        for last, each in zip(before, studies, strict=False)
    ]


def _threshold(each: VolumeStudy, catalog: Catalog) -> Markup:
    if each.threshold_source is None:
        return Markup("")
    source = catalog.sources[each.threshold_source]
    name = in_english(source.name)
    return Markup("{} {}").format(shown(each.threshold), link(source.url, name) or name)


def volume_advice(studies: Sequence[VolumeStudy]) -> list[str]:
    """Return the advice of studies, each once."""
    return [shown(text) for text in dict.fromkeys(each.advice for each in studies if each.advice)]


def _doctor(each: TeamDoctor) -> DoctorView:
    name = capitalize_first(translate(each.doctor))
    return DoctorView(
        page_link(f"/specialties/{each.specialty}", name) if each.specialty else escape(name),
        capitalize_first(_does(each)),
        " ".join(translate(note) for note in each.notes),
    )


def _parts(doctors: Iterable[TeamDoctor]) -> Iterable[TeamPart]:
    """Yield the parts of a team. A doctor is in the first of them that they do something of."""
    left = list(doctors)
    for label, roles in _PARTS:
        own = [each for each in left if roles & set(each.roles)]
        left = [each for each in left if each not in own]
        if own:
            yield TeamPart(_(label), tuple(_doctor(each) for each in own))


def _does(each: TeamDoctor) -> str:
    """Return what a doctor does and for how many, with the parts of the same number of people together."""
    if each.roles == ("supports",):
        return _(_WHEN[each.when])
    often = {fact.role: fact.when for fact in reversed(each.facts)}
    parts: dict[When, list[str]] = {}
    for role in each.roles:
        parts.setdefault(often[role], []).append(_(_DOES[role]))
    said = [
        _("%(does)s, %(when)s") % {"does": format_list(does), "when": _(_WHEN[when])}
        for when, does in parts.items()
    ]
    return "; ".join(said)


def _sources(doctors: Iterable[TeamDoctor], catalog: Catalog) -> Iterable[SourceRow]:
    for each in doctors:
        said: dict[Markup, list[str]] = {}
        for fact in each.facts:
            said.setdefault(_cite(fact, catalog), []).append(_(_DOES[fact.role]))
        facts = tuple(
            Markup("{}: {}").format(capitalize_first(format_list(roles)), source)
            for source, roles in said.items()
        )
        yield SourceRow(capitalize_first(translate(each.doctor)), facts)


def _cite(each: TeamMember | GroupRule | VolumeStudy, catalog: Catalog) -> Markup:
    """Return the source of a fact, and the cancer that the source is about if it is another one."""
    if each.source == COMMON_KNOWLEDGE:
        said = escape(_("usual practice, no source"))
    else:
        title = None if isinstance(each, GroupRule) else each.source_title
        name = in_english(title) if title else source_name(each.source, catalog)
        said = escape(link(each.source_url, name) or name) + when_seen(each, catalog)
    if isinstance(each, VolumeStudy) or not each.inherits_from:
        return said
    other = catalog.cancers.get(each.inherits_from)
    name = in_sentence(translate(other.name)) if other else each.inherits_from
    return joined((said, _("about %(cancer)s") % {"cancer": name}), "; ")
