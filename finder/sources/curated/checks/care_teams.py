"""Rules on care teams and volume: each type has its teams, these agree with groups, advice has no figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from finder.domain.cancers.specialists import CARE_TEAMS, GROUP_RULES, SPECIALTIES, VOLUME, TeamMember
from finder.domain.cancers.types import CANCERS
from finder.domain.care import GROUPS
from finder.errors import DataFault
from finder.language import _
from finder.sources.curated.data_table import Read

#: The teams that a type must have, by the population in cancers.csv.
_TEAMS = {"adult": ("adults",), "pediatric": ("children",), "both": ("adults", "children")}
#: Roles of treating doctors, with the group that they count for whatever the specialty.
_GROUP_OF_ROLE = {
    "operates": "surgery",
    "gives medicine": "medical-oncology",
    "radiates": "radiation-oncology",
    "reads slides": "pathology",
}


def team_faults(read: Read) -> Iterator[DataFault]:
    """Every type has a team for adults, children or both, in which somebody leads."""
    leaders: dict[str, set[str]] = defaultdict(set)
    for row in read.rows(CARE_TEAMS):
        each = row.record
        if each.role == "leads" and each.when != "seldom":
            leaders[each.cancer] |= _populations(each)
    for cancer in read.rows(CANCERS):
        slug = cancer.record.slug
        for population in _TEAMS[cancer.record.population]:
            if population not in leaders[slug]:
                message = _("slug: add the team of `%(slug)s` for %(population)s to data/care_teams.csv.")
                lead = _("It needs a row with the role `leads`.")
                values = {"slug": slug, "population": population}
                yield cancer.location.fault(f"{message % values} {lead}")


def group_team_faults(read: Read) -> Iterator[DataFault]:
    """A group takes part in treatment_groups.csv as often as its doctors do in care_teams.csv."""
    groups = {row.record.slug: row.record.groups for row in read.rows(SPECIALTIES)}
    often: dict[str, set[str]] = defaultdict(set)
    ever: dict[str, set[str]] = defaultdict(set)
    for row in read.rows(CARE_TEAMS):
        each = row.record
        taking_part = _groups(each, groups.get(each.specialty or "", ()))
        ever[each.cancer] |= taking_part
        if each.when != "seldom":
            often[each.cancer] |= taking_part
    for rule in read.rows(GROUP_RULES):
        group, cancer, applies = rule.record.group, rule.record.cancer, rule.record.applies
        if applies == "yes" and group not in often[cancer]:
            message = _("applies: write `seldom`, or add a doctor of `%(group)s` to data/care_teams.csv.")
            yield rule.location.fault(message % {"group": group})
        if applies == "seldom" and group in often[cancer]:
            message = _("applies: write `yes`. data/care_teams.csv has doctors of `%(group)s` for many.")
            yield rule.location.fault(message % {"group": group})
        if applies == "no" and group in ever[cancer]:
            message = _("applies: write `seldom`. data/care_teams.csv has doctors of `%(group)s`.")
            yield rule.location.fault(message % {"group": group})


def advice_faults(read: Read) -> Iterator[DataFault]:
    """Advice has no figures, and a least number has its source."""
    for row in read.rows(VOLUME):
        each = row.record
        if each.advice and any(letter.isdigit() for letter in each.advice):
            yield row.location.fault(_("advice: write it without figures. They are in `finding`."))
        if bool(each.threshold) != bool(each.threshold_source):
            yield row.location.fault(_("threshold_source: fill in both `threshold` and its source, or none."))


def _populations(member: TeamMember) -> set[str]:
    return {"adults", "children"} if member.population == "both" else {member.population}


def _groups(member: TeamMember, groups: tuple[str, ...]) -> set[str]:
    """Return the groups that a row counts for.

    Every doctor who operates counts as surgery, a skin doctor or an eye surgeon too. A hormone doctor who
    gives pills is no medical oncologist, and a nuclear medicine doctor no radiation oncologist.
    """
    group = _GROUP_OF_ROLE.get(member.role)
    if group == "surgery" and not groups:
        return {group}
    if group:
        return {group} & set(groups)
    return set(groups) & set(GROUPS) if member.role == "leads" else set()
