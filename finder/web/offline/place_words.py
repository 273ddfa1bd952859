"""The sentences about places that the script of the exported folder says; each is one that the site says."""

from __future__ import annotations

import json

from finder.geo.states import MILITARY, STATES, state_name
from finder.language import _
from finder.words.place.answers import ADDRESS, AREA, REST, STATE_EXAMPLES
from finder.words.place.find import MILITARY_ZIP, RETIRED
from finder.words.place.parse import EXAMPLES


def place_words() -> str:
    """Return the sentences in the current language as JSON; the script fills in what is like %(name)s."""
    near_you = _("Type a US city or ZIP code near where you could be treated.")
    return json.dumps(
        {
            "abroad": _("We only list care in the United States."),
            "abroadHint": near_you,
            "address": _(ADDRESS),
            "area": _(AREA),
            "careTown": _("%(name)s is in %(town)s."),
            "careTownHint": _("Search near there, or type another city or ZIP code."),
            "careTowns": _("There are places called “%(name)s” in several towns."),
            "careTownsHint": _("Choose one to search near there, or type another city or ZIP code."),
            "cityToo": _("You can also type a city."),
            "counties": _("There are %(count)s counties called %(county)s."),
            "county": _("%(county)s has several towns."),
            "didYouMean": _("Did you mean one of these? You can also type a ZIP code."),
            "digits": _("A ZIP code has 5 digits; this has %(count)s."),
            "enter": _("Enter your city or ZIP code."),
            "examples": _(EXAMPLES),
            "here": _("We don't know where you are."),
            "hereHint": _(EXAMPLES),
            "latitudeFirst": _(
                "Latitude comes first, between -90 and 90; "
                "then longitude, between -180 and 180: 42.34, -71.11."
            ),
            "like": _("There are %(count)s places with a name like %(name)s."),
            "long": _("This is %(count)s characters long. Use at most %(most)s."),
            "military": _("A military or diplomatic post office has no place on the map."),
            "militaryZips": {
                code: _(MILITARY_ZIP) % {"zip": "%(zip)s", "region": _(region)}
                for code, region in MILITARY.items()
            },
            "noCity": _("We couldn't find a city in that."),
            "notOnEarth": _("%(point)s is not a place on Earth."),
            "nothing": _("This is not a ZIP code, a city, or coordinates."),
            "readAs": _("We read this as the ZIP code %(zip)s."),
            "retired": _(RETIRED),
            "rest": _(REST),
            "several": _("There are %(count)s places called %(name)s."),
            "severalZips": _("You typed more than one ZIP code."),
            "stateExamples": _(STATE_EXAMPLES),
            "states": {code: state_name(code) for code in STATES},
            "townOrCenter": _("There is a town and a cancer center called %(name)s."),
            "unknown": _("We couldn't find a place called “%(name)s”."),
            "unknownInState": _("We couldn't find a place called “%(name)s” in %(state)s."),
            "unknownState": _("We couldn't find a state or territory called “%(name)s”."),
            "unknownZip": _("We couldn't find the ZIP code %(zip)s."),
            "unreadable": _("It has characters that we can't read."),
            "which": _("Which one do you mean?"),
            "wholeCountry": _("The United States is too large to search at once."),
            "wholeState": _("%(state)s is a whole state or territory."),
            "wholeStateHint": _("Add a city or type a ZIP code. The largest cities are:"),
            "zeros": _("Spreadsheets drop leading zeros: did you mean %(zip)s? Type all 5 digits."),
            "zipAlone": _("Type the ZIP code alone, or the city and state."),
            "zipElsewhere": _("%(zip)s is in %(state)s, not in %(other)s."),
        },
        ensure_ascii=False,
    )
