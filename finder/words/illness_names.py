"""Tell the name of an illness from what somebody feels: "familial febrile seizures" is a name."""

from __future__ import annotations

import re

#: Words of names and official titles of illnesses that a person does not use for what happens now.
OF_NAMES = re.compile(
    r"\b(?:familial|hereditary|autosomal|dominant|recessive|x linked|congenital|neonatal|perinatal|puerperal"
    r"|newborn|infantile|juvenile onset|childhood onset|early onset|late onset|adult onset"
    r"|neuro\w*developmental|developmental|neurodegeneration|microcephaly|deficiency|nontraumatic"
    r"|postprocedural|intraoperative|classified elsewhere|elsewhere classified|\w+ borne|borne"
    r"|unspecified|chronic|subsegmental|secondary to|affected by|epilepsy (?:with|and)|febrile seizures plus"
    r"|hereditari[oa]s?|congenit[oa]s?"
    r"|autosomic[oa]s?|no traumatic[oa]|clasificad[oa]s? en otra parte)\b"
)
#: Words of a person who speaks of somebody: with one of these a text is a sentence.
OF_PEOPLE = re.compile(
    r"\b(?:i|im|ive|my|me|we|our|he|she|his|her|hes|shes|they|their|is|am|are|was|has|have|had|having|got|gets"
    r"|getting|feel\w*|cant|cannot|wont|dont|now|today|tonight|yesterday|since|started|keeps?|help|please"
    r"|chemo\w*|cancer|canser|tumou?rs?|leuk\w+|leuc\w+|lymphoma|linfoma|radiation|immuno\w+|transplant|treatment"
    r"|tengo|tiene|tienen|estoy|esta|mi|mis|su|me|nos|desde|hoy|ahora|anoche|quimio\w*|radiacion|tratamiento)\b"
)
#: Signs that are also words of names of illnesses.
SIGNS_OF_NAMES = frozenset({
    "fever", "seizure", "diarrhea", "yellow", "skin", "bleed", "block", "bowel", "vomit", "dehydrated",
    "clot", "vein", "blood", "brain", "leg",
})  # fmt: skip


def is_illness_name(plain: str) -> bool:
    """Return whether a normalized text is the name or the official title of an illness, not a sentence."""
    return bool(OF_NAMES.search(plain)) and not OF_PEOPLE.search(plain)


def may_be_of_name(words: frozenset[str]) -> bool:
    """Return whether the words of a sign may be part of the name of an illness."""
    return words <= SIGNS_OF_NAMES
