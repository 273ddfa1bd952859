"""Who treats what: the specialists of a cancer type, and the types of a specialist."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from finder.domain.cancers import GroupRule, Treater
from finder.store.schema import group_rule, treater

_treater = msgspec.json.Decoder(Treater).decode
_rule = msgspec.json.Decoder(GroupRule).decode


def treaters_of(connection: Connection, cancer: str) -> list[Treater]:
    """Return the specialists of a cancer type, in the order of data/."""
    query = select(treater.c.document).where(treater.c.cancer == cancer).order_by(treater.c.place)
    return [_treater(document) for document in connection.execute(query).scalars()]


def group_rules_of(connection: Connection, cancer: str) -> dict[str, GroupRule]:
    """Return, per specialist group, whether it takes part in treating a cancer type."""
    query = select(group_rule.c.document).where(group_rule.c.cancer == cancer)
    rules = [_rule(document) for document in connection.execute(query).scalars()]
    return {rule.group: rule for rule in rules}


def cancers_of(connection: Connection, specialty: str) -> dict[str, str]:
    """Return cancer slug → role for every type a specialist leads, treats, diagnoses or supports."""
    query = (
        select(treater.c.cancer, treater.c.role)
        .where(treater.c.specialty == specialty)
        .order_by(treater.c.cancer, treater.c.role)
    )
    roles: dict[str, str] = {}
    for cancer, role in connection.execute(query):
        roles.setdefault(cancer, role)
    return roles
