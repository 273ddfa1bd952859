"""What reads a place as plain values: words, forms and limits, for the script of the exported folder."""

from __future__ import annotations

from finder.geo.city_names import ABBREVIATIONS, DIRECTIONS
from finder.geo.county_names import IN_FRONT, KINDS, STRICT
from finder.geo.states import codes_after_comma, state_codes
from finder.store.schema import LARGE_CITY
from finder.words import care_names, center
from finder.words.place import answers, anywhere, in_state, parse, reading, spelling, vocabulary
from finder.words.place.numbers import DASHES, FORMS, LETTERS, POINT_AROUND


def reader() -> dict[str, object]:
    """Return every table that the reader of places uses, by its name in finder/web/static/read_place.js."""
    return {
        "states": state_codes(),
        "afterComma": codes_after_comma(),
        "forms": FORMS,
        "around": POINT_AROUND,
        "separators": parse.SEPARATORS,
        "remark": parse.REMARK,
        "words": {
            "abbreviations": ABBREVIATIONS,
            "directions": DIRECTIONS,
            "letters": LETTERS,
            "dashes": DASHES,
            "leading": vocabulary.LEADING,
            "trailing": vocabulary.TRAILING,
            "trailingBeforeState": vocabulary.TRAILING_BEFORE_STATE,
            "street": sorted(vocabulary.STREET_WORDS),
            "here": vocabulary.HERE,
            "country": vocabulary.COUNTRY,
            "abroad": vocabulary.ABROAD,
            "abroadCodes": sorted(vocabulary.ABROAD_CODES),
            "abroadBehind": parse.ABROAD_BEHIND,
            "abroadCities": vocabulary.ABROAD_CITIES,
            "military": sorted(vocabulary.MILITARY_MAIL),
            "militaryRegions": sorted(vocabulary.MILITARY_REGIONS),
            "militaryUnits": sorted(vocabulary.MILITARY_UNITS),
            "wide": answers.WIDE,
            "countyKinds": KINDS,
            "countyFront": IN_FRONT,
            "countyStrict": STRICT,
            "countyNicknames": reading.COUNTY_NICKNAMES,
        },
        "limits": {
            "longest": parse.MAX_LENGTH,
            "stateLikeness": parse.STATE_LIKENESS,
            "stateLetters": parse.STATE_LETTERS,
            "sameMiles": reading.SAME_MILES,
            "withinMiles": reading.WITHIN_MILES,
            "largePeople": reading.LARGE_PEOPLE,
            "small": reading.SMALL_PEOPLE,
            "townsEach": reading.TOWNS_EACH,
            "namesake": anywhere.NAMESAKE_PEOPLE,
            "elsewhere": in_state.PEOPLE_ELSEWHERE,
            "large": LARGE_CITY,
            "likeness": spelling.LIKENESS,
            "offered": spelling.OFFERED,
            "offeredPeople": spelling.PEOPLE,
            "begun": spelling.BEGUN,
            "weight": spelling.WEIGHT,
            "nearly": spelling.NEARLY,
        },
    }


def limits_of_names() -> dict[str, int]:
    """Return the limits by which names of places of care are found, as in finder/web/static/find_names.js."""
    return {
        "likeness": care_names.LIKENESS,
        "letters": care_names.LETTERS,
        "begun": care_names.BEGUN,
        "meant": care_names.MEANT,
        "words": care_names.MOST_WORDS,
        "begunAlone": center.BEGUN,
        "towns": center.TOWNS,
        "similar": center.SIMILAR,
        "townLikeness": center.TOWN_LIKENESS,
    }
