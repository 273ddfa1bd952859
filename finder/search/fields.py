"""Every parameter that pages, commands and the API read. Filters of a search are in search/filters.py."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import cast

from finder.domain.answers import Order
from finder.domain.documents import DOCUMENT_KINDS, LANGUAGES
from finder.domain.guide.second_opinion import PACK_PARTS, TYPE_SIZES
from finder.domain.kinds import Kind, split_record
from finder.domain.trials import PHASE_NAMES
from finder.geo.states import STATES, state_codes
from finder.language import _, marked
from finder.plain_text import normalize
from finder.search.filters import FILTERS, YES
from finder.search.list_fields import DETAIL, LIMIT, PAGE
from finder.search.parameters import Parameter, day_within_a_year, one_of, read_page, read_yes

MOST_MILES = 12_500  # half of the way around the Earth: nothing is further
#: The most records that a shortlist can hold: an address stays short enough to be sent.
MOST_PICKS = 30

AUDIENCES = {"patient": marked("For patients"), "professional": marked("For professionals")}
PUBLISHERS = {
    "NCI": marked("National Cancer Institute"),
    "NCCN": marked("National Comprehensive Cancer Network"),
}
POPULATIONS = {"adult": marked("Adults"), "pediatric": marked("Children"), "any": marked("Any age")}
#: Whether documents whose page we have not checked yet are listed; they are never linked.
STATUSES = {
    "current": marked("Links that work"),
    "unverified": marked("Not checked yet"),
    "gone": marked("No longer there"),
    "all": marked("All of them"),
}

#: The order of a list of results, and what it is called.
ORDERS: dict[Order, str] = {
    "nearest": marked("Nearest first"),
    "specialized": marked("Specialized first"),
}


def _read_miles(text: str) -> float | None:
    if text == "any":
        return None
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text) or not 0 < float(text) <= MOST_MILES:
        hint = _("Use up to %(most)s miles, such as 50. Leave it out for any distance.")
        reason = _("“%(text)s” is not a distance.") % {"text": text}
        raise ValueError(f"{reason}\n{hint % {'most': MOST_MILES}}")
    return float(text)


def read_pick(text: str) -> str:
    """Read the path of a record. Raises ValueError with what would be right."""
    path = text.removeprefix("/")
    found = split_record(path)
    if not found or not re.fullmatch(r"[A-Za-z0-9-]{1,90}", found[1]):
        raise ValueError(
            _("“%(path)s” is not a record.") % {"path": text[:60]}
            + "\n"
            + _("Write the path of its page, such as centers/mayo-rochester, or clinicians/ and an NPI.")
        )
    return path


NEAR = Parameter(
    name="near",
    label=marked("Place"),
    help=marked("A ZIP code, a city and state, or latitude,longitude."),
    example="Boston, MA",
)
CANCER = Parameter(
    name="cancer",
    label=marked("Cancer type"),
    help=marked("Cancer type: any of its names."),
    example="breast cancer",
)
AUDIENCE = Parameter(
    name="audience", label=marked("Written for"), help=marked("Who it is written for."), values=AUDIENCES
)
LANGUAGE = Parameter(
    name="language", label=marked("Language"), help=marked("The language it is in."), values=LANGUAGES
)
PICK = Parameter(
    name="pick",
    label=marked("Shortlist"),
    help=marked("A record on the shortlist, by the path of its page: centers/mayo-rochester."),
    read=read_pick,
    many=True,
    example="centers/mayo-rochester",
)
RECORD = Parameter(
    name="record",
    label=marked("Record"),
    help=marked("The path of a record, such as centers/mayo-rochester, or clinicians/ and an NPI."),
    read=read_pick,
)
LIVE = Parameter(
    name="live",
    label=marked("Doctors from the NPI Registry"),
    help=marked("Look up doctors in the NPI Registry, run by CMS, if none are loaded."),
    values=YES,
)
ABOUT = Parameter(
    name="about",
    label=marked("Page"),
    help=marked("The page that a report is about, such as centers/mayo-rochester."),
    read=read_page,
)
WORDS = Parameter(name="q", label=marked("Words"), help=marked("What the person typed."), example="Boston")
WHOLE_GUIDE = Parameter(
    name="all", label=marked("Whole guide"), help=marked("The whole guide on one page."), read=read_yes
)
VCARD_VERSION = Parameter(
    name="version",
    label=marked("Version of vCard"),
    help=marked("Version of the vCards: 3.0, which every phone reads, or 4.0 (3.0)."),
    values={"3.0": "3.0", "4.0": "4.0"},
)
CSV_FOR = Parameter(
    name="for",
    label=marked("Program"),
    help=marked("With .csv: a file to download in which Excel shows accents correctly."),
    values={"excel": "Excel"},
)
STREETS = Parameter(
    name="map",
    label=marked("Map"),
    help=marked("Street pictures below the map, where the site has a server for them."),
    values={"streets": marked("With streets")},
)


def first_day(today: datetime.date) -> Parameter:
    """Return the parameter for the day of the first call."""
    return Parameter(
        name="from",
        label=marked("Day of the first call"),
        help=marked("Day of the first call (2026-11-30), for the calendar."),
        read=day_within_a_year(today),
    )


#: A search: what is asked, who passes, which page.
SEARCH = (
    NEAR,
    CANCER,
    Parameter(
        name="specialty",
        label=marked("Specialist"),
        help=marked("Specialist group or subspecialty; may be repeated (any of them)."),
        many=True,
        example="surgery",
    ),
    Parameter(
        name="miles",
        label=marked("Distance"),
        help=marked("At most this many miles away. Leave it out for any distance."),
        read=_read_miles,
        example="50",
        written=marked("up to 12500, or any"),
    ),
    Parameter(
        name="kind",
        label=marked("Kind"),
        help=marked("Kind of place; may be repeated."),
        values={kind.value: kind.label for kind in Kind},
        many=True,
    ),
    *FILTERS,
    Parameter(
        name="order",
        label=marked("Order"),
        help=marked(
            "nearest (the default): within 25, 50, 100 and 250 miles, specialized centers come first."
            " specialized: all specialized centers come first."
        ),
        values=cast(Mapping[str, str], ORDERS),
    ),
    LIVE,
    LIMIT,
    PAGE,
    DETAIL,
)
_BY_NAME = {each.name: each for each in SEARCH}
#: One state of a list of places.
STATE = Parameter(
    name="state",
    label=marked("State"),
    help=marked("Only places in this state: its code or its name."),
    read=lambda text: state_codes().get(normalize(text)) or one_of(STATES)(text),
    written="MT",
    example="MA",
)
#: A search by name, with an optional place to be nearest to.
BY_NAME = (
    Parameter(
        name="name",
        label=marked("Name"),
        help=marked("The name of a hospital, clinic, center or doctor, or a part of it."),
        example="Cancer Center",
    ),
    Parameter(
        name="near",
        label=marked("Place"),
        help=marked("Nearest first, from this ZIP code, city or coordinates."),
    ),
    LIMIT,
    PAGE,
)
#: A search for trials: where, which cancer, who wants to join, which page.
TRIALS = (
    NEAR,
    CANCER,
    _BY_NAME["miles"],
    Parameter(
        name="phase",
        label=marked("Phase"),
        help=marked("Phase of the trial; may be repeated (any of them)."),
        values=PHASE_NAMES,
        many=True,
    ),
    Parameter(
        name="age",
        label=marked("Age of the patient"),
        help=marked("Only trials open to people of this age, in years."),
        bounds=(0, 120),
    ),
    Parameter(
        name="purpose",
        label=marked("What it tests"),
        help=marked("any: also trials that test supportive care or a diagnosis."),
        values={"treatment": marked("Treatments"), "any": marked("Anything")},
    ),
    LIMIT,
    PAGE,
)
GUIDELINES = (
    CANCER,
    AUDIENCE,
    LANGUAGE,
    Parameter(
        name="kind", label=marked("Topic"), help=marked("What the document is about."), values=DOCUMENT_KINDS
    ),
    Parameter(
        name="publisher", label=marked("Publisher"), help=marked("Who published it."), values=PUBLISHERS
    ),
    Parameter(
        name="population", label=marked("Age"), help=marked("Age of the patients."), values=POPULATIONS
    ),
    Parameter(
        name="status",
        label=marked("Status"),
        help=marked("Whether we can link to it. Leave it out for current."),
        values=STATUSES,
    ),
)
#: Whose version of a document comes first: every page takes these.
READER = (AUDIENCE, LANGUAGE)
SHORTLIST = (PICK, CANCER, NEAR, LIVE)
PACK = (
    *SHORTLIST,
    Parameter(
        name="part",
        label=marked("Part"),
        help=marked("Only this part; may be repeated. Every pack has the emergencies."),
        values=PACK_PARTS,
        many=True,
    ),
    Parameter(name="type", label=marked("Print size"), help=marked("Size of the print."), values=TYPE_SIZES),
)

#: What a field is called on pages, by its name.
LABELS = {
    each.name: each.label
    for each in (
        *PACK,
        *GUIDELINES,
        *TRIALS,
        *SEARCH,
        ABOUT,
        WORDS,
        WHOLE_GUIDE,
        STREETS,
        VCARD_VERSION,
        CSV_FOR,
        first_day(datetime.date.min),
    )
}
