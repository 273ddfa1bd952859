"""Care teams: the doctors of a cancer type, and the types of a specialty."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from finder.domain.cancers.specialists import GroupRule, TeamMember
from finder.store.schema import care_team, group_rule

_member = msgspec.json.Decoder(TeamMember).decode
_rule = msgspec.json.Decoder(GroupRule).decode


def team_members_of(connection: Connection, cancer: str) -> list[TeamMember]:
    """Return every row of the care team of a cancer type, in the order of data/."""
    query = select(care_team.c.document).where(care_team.c.cancer == cancer).order_by(care_team.c.place)
    return [_member(document) for document in connection.execute(query).scalars()]


def group_rules_of(connection: Connection, cancer: str) -> dict[str, GroupRule]:
    """Return, per specialist group, whether it takes part in treating a cancer type."""
    query = select(group_rule.c.document).where(group_rule.c.cancer == cancer)
    rules = [_rule(document) for document in connection.execute(query).scalars()]
    return {rule.group: rule for rule in rules}


def cancers_of(connection: Connection, specialty: str) -> dict[str, str]:
    """Return cancer slug → what a specialist does there first; types that seldom need one are left out."""
    query = (
        select(care_team.c.cancer, care_team.c.role)
        .where(care_team.c.specialty == specialty, ~care_team.c.seldom)
        .order_by(care_team.c.cancer, care_team.c.place)
    )
    roles: dict[str, str] = {}
    for cancer, role in connection.execute(query):
        roles.setdefault(cancer, role)
    return roles
