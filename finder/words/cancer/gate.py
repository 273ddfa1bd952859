"""Words that make a cancer type less than sure: not, benign, family history, screening, other illnesses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from finder.language import marked
from finder.plain_text import normalize
from finder.words.cancer.word_forms import GENERIC_WORDS

#: Abbreviations of cancers in capitals that are words of every day in small letters.
_EVERYDAY = frozenset({"all", "mm", "et", "cup", "ma", "va", "pa", "sc", "am", "pm", "net", "nets"})
#: Of these, those that people also write in small letters and mean a cancer: kept, but not sure.
_KEPT = frozenset({"net", "nets"})

#: What "not" and "no" may deny besides the cancer: "not spread", "no evidence of disease".
_DENIED = (
    "spread|spreading|metasta\\w*|evidence|treat\\w*|surger\\w*|sure|insur\\w*|longer|symptom\\w*|idea|small"
    "|ho[dg]\\w*|otherwise|specified|elsewhere|having|achieved|in remission|curable|operable|respond\\w*"
    "|micro\\w*|follicular|know|doctor\\w*|help|se(?! (?:encontr|hall|detect|vi)\\w*)"
    "|start\\w*|began|begin\\w*|origin\\w*|primary|quite"
    "|especificad\\w*|otra especificacion|mencion|mention|clasificad\\w*"
    "|money|car|ride|transport\\w*|anyone|anybody|time|dinero|seguro|carro|papeles|medico|nadie"
)
#: Words between "not" and what it denies.
_BETWEEN = "yet|really|known|any|a|an|the|have|has|had|got|get|tengo|tiene|tienen|tenemos|hay|un|una"
_NOT = (
    "not|isnt|wasnt|is no|no|without|sin|never had|nunca|negative for|negativ[oa] para|free of|libre de"
    "|rule out|unlike|except|nobody|nadie|outside of cancer|(?:dont|doesnt|didnt) have|havent|hasnt"
)
_RULED_OUT = (
    "ruled out|ruling out|descart\\w+|was negative|came back negative|noncancerous|non cancerous|unlikely"
    "|poco probable|improbable|cleared of|(?:salio|fue|resultado|biopsia) negativ[oa]"
    "|no se si|not sure (?:if|whether)|dont know (?:if|whether)"
)
_RULES = tuple(
    (re.compile(pattern), note)
    for pattern, note in (
        (
            rf"\b(?:{_NOT})\b(?! (?:(?:{_BETWEEN}) )*(?:{_DENIED})\b)|\b(?:{_RULED_OUT})\b",
            marked("These words may mean that it is not cancer. Choose a type only if you have it."),
        ),
        (
            r"\b(?:benign|benign[oa]s?|harmless)\b",
            marked("Benign means that it is not cancer. Choose a type only if you have it."),
        ),
        (
            r"\b(?:family history|runs in (?:my|the|our) family|historia familiar|antecedentes? familiar\w*"
            r"|in (?:my|our|the) family|en (?:mi|la|nuestra) familia|hereditary risk|genetic risk"
            r"|(?:am i|im|i am|are we) at risk (?:for|of)|(?:my|his|her) risk (?:for|of)"
            r"|at risk for developing|high risk for|riesgo de (?:tener|desarrollar|cancer))\b",
            marked(
                "A family history is not cancer. Your doctor or a genetic counselor can tell you about your"
                " own risk and which tests to have."
            ),
        ),
        (
            r"\b(?:screen|screened|screening|tamizaje|cribado|deteccion temprana|how to prevent)\b",
            marked(
                "Screening looks for cancer in people without signs of it."
                " Ask your doctor which tests to have."
            ),
        ),
    )
)
#: Words that say only that the type is not known.
_UNKNOWN = re.compile(
    r"(?:i )?(?:dont|do not|doesnt|didnt) know(?: (?:what|which)(?: (?:kind|type|one|cancer|it|is|of))*)?"
    r"|no (?:lo )?se(?: que (?:tipo|cancer|es|de))*|(?:im )?not sure"
)
#: Words for illnesses and findings that are not cancers, beside the name of an organ.
_ILLNESS = re.compile(
    r"\b(?:diseases?|disorders?|syndromes?|deficienc\w+|infections?|inflammation|inflammatory|malformations?|injur\w+|stenosis"
    r"|stricture|obstruction|calculus|stones?|hernia|prolapse|infarction|ischemi\w+|isch?aemi\w+|ulcers?|pain|lump"
    r"|mass|growth|bump|swelling|sore|spot|nodules?|failure|cleft|laceration|perforation|insufficiency|dystrophy|atrophy|degeneration|anomaly"
    r"|anomalies|abscess|fistula|dysfunction|dysplasia|fracture|wound|blindness|acute|chronic|congenital|neonatal"
    r"|newborn|enfermedad|sindrome|trastorno|infeccion|dolor|bulto|bola|bolita|masa|llaga|mancha|hemorrhage|bleeding"
    r"|varices|fissures?|torsion|exstrophy|detachment|palsy|spurs?|hypertension|hypertrophy|congestion|spasms?"
    r"|pseudocysts?|sludge|apoplexy|rupture|sprain|edema|lymphedema|[a-z]+uria|[a-z]+plegia|[a-z]+ectas(?:ia|is)"
    r"|fisuras?|veins?|venous|arter(?:y|ies|ial)|valves?|venas?|arterias?|valvulas?"
    r"|reflux|surgery|biopsy|problem|symptom|symptoms|test|polyps?|cysts?|papilloma\w*|adenoma\w*|[a-z]+itis"
    r"|[a-z]+osis|[a-z]+pathy|[a-z]+algia)\b"
)


_MARKS = ",.;:!?()"


_SYNDROME = re.compile(r"\b(?:diseases?|disorders?|syndromes?|deficienc\w+|enfermedad|sindrome|trastorno)\b")


@dataclass(frozen=True, slots=True)
class Gate:
    """Why a type that words seem to mean is not sure; a note for the reader, if there is something to say.

    `illness`: a word for an illness is there, so that an organ alone names no cancer. `syndrome`: it is one
    for which a word that was corrected is rather the name of another illness.
    """

    closed: bool
    note: str = ""
    illness: bool = False
    syndrome: bool = False
    unknown: bool = False


def read_gate(text: str) -> Gate:
    """Return what the words around a name say against it."""
    plain = normalize(text)
    note = next((note for pattern, note in _RULES if pattern.search(plain)), "")
    return Gate(
        closed=bool(note),
        note=note,
        illness=bool(_ILLNESS.search(plain)),
        syndrome=bool(_SYNDROME.search(plain)),
        unknown=bool(_UNKNOWN.fullmatch(plain)),
    )


def without_everyday_words(text: str) -> str:
    """Leave out words in small letters that are abbreviations only in capitals: "spread all over"."""
    kept = [word for word in text.split() if word.strip(_MARKS) not in _EVERYDAY - _KEPT]
    return " ".join(kept) if any(word.lower() not in GENERIC_WORDS for word in kept) else text


def has_everyday_word(text: str) -> bool:
    """Return whether a word in small letters is there that is an abbreviation only in capitals."""
    return any(word.strip(_MARKS) in _EVERYDAY for word in text.split())
