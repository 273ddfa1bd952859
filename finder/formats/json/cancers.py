"""JSON of cancer types and specialties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from finder.domain.cancers.specialists import GroupRule, Specialty, TeamDoctor, TeamMember, VolumeStudy
from finder.domain.cancers.types import CancerType
from finder.domain.documents import Document
from finder.domain.kinds import Patients
from finder.domain.outward_links import FilledLink
from finder.domain.to_read import WhatToRead
from finder.formats.json.documents import document, what_to_read
from finder.formats.json.encode import Json, encode


def cancer(each: CancerType) -> Json:
    """Return a cancer type as in a list."""
    return {
        "slug": each.slug,
        "name": each.name,
        "plain_name": each.plain_name,
        "body_system": each.body_system,
        "population": each.population,
        "icd10cm": each.icd10cm,
        "oncotree": each.oncotree,
        "url": f"/cancers/{each.slug}",
    }


def cancer_page(
    each: CancerType,
    names: Sequence[str],
    rules: Sequence[GroupRule],
    teams: Mapping[Patients, Sequence[TeamDoctor]],
    studies: Sequence[VolumeStudy],
    documents: Sequence[Document],
    read: WhatToRead,
    links: Sequence[FilledLink],
) -> bytes:
    """Return a cancer type with everything on its page: care teams, studies, documents and links."""
    more: Json = {
        "other_names": names,
        "note": each.note,
        "groups": rules,
        "care_teams": {whose: [_doctor(one) for one in team] for whose, team in teams.items()},
        "volume": studies,
        "what_to_read": what_to_read(read),
        "guidelines": [document(one) for one in documents],
        "elsewhere": links,
    }
    return encode(cancer(each) | more)


def _doctor(each: TeamDoctor) -> Json:
    return {
        "doctor": each.doctor,
        "specialty": each.specialty,
        "roles": each.roles,
        "when": each.when,
        "notes": each.notes,
        "sources": [_fact(one) for one in each.facts],
    }


def _fact(each: TeamMember) -> Json:
    return {
        "role": each.role,
        "when": each.when,
        "source": each.source,
        "title": each.source_title,
        "url": each.source_url,
        "checked": each.checked,
        "inherits_from": each.inherits_from,
    }


def specialty(each: Specialty) -> Json:
    """Return a specialist group or subspecialty."""
    return {
        "slug": each.slug,
        "name": each.name,
        "kind": each.kind,
        "groups": each.groups,
        "one": each.one,
        "what": each.what,
        "when": each.when,
        "nucc": each.nucc,
        "url": f"/specialties/{each.slug}",
    }
