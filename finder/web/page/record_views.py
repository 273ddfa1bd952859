"""What the pages of all records share: the way back, marks, whom to call first, a map, and how to share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import request
from markupsafe import Markup

from finder.domain.answers import Result, Results, Understood
from finder.formats.contacts.contact import contact
from finder.formats.display import in_sentence
from finder.formats.display import miles as display_miles
from finder.formats.map import draw as picture
from finder.formats.map.pins import anchor
from finder.language import _, translate
from finder.search.fields import BY_NAME, READER
from finder.search.records.asked import Asked
from finder.search.shortlist.find import Record
from finder.search.towns import towns_around
from finder.web.addresses import address, arguments, local
from finder.web.context import current_catalog, exported, snapshot
from finder.web.links import FIND, SEARCH, link
from finder.web.page.structured import record_data
from finder.web.page.views import Call, joined
from finder.web.reader import chosen, picks
from finder.web.shortlist.share import Share, share_record

_NOT_ASKED = ("live", "pick", *(each.name for each in READER))


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact that stands out under the name of a record; a `strong` one is a designation."""

    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class RecordFrame:
    """The parts that the pages of all records have.

    `anchor` is where the pin of the map leads to, `first` the number to call first, `others` the rest.
    """

    path: str
    name: str
    anchor: str
    way_back: Markup
    first: Call | None
    others: tuple[Call, ...]
    say: Markup
    call_sheet: str
    map: Markup
    share: Share | None
    structured: Markup


def record_frame(
    record: Record, name: str, asked: Asked, calls: Sequence[Call], works_at: Mapping[str, str] | None = None
) -> RecordFrame:
    """Return the common parts of the page of a record, for the search that the reader came from.

    `works_at` are the hospitals of a clinician: the path of their pages → their names.
    """
    found = asked.distance_to(record)
    to_call = contact(record, current_catalog())
    return RecordFrame(
        record.path,
        name,
        anchor(found) if found else "",
        _way_back(asked, found),
        calls[0] if calls else None,
        tuple(calls[1:]),
        _say(asked),
        _call_sheet(record.path, asked),
        _map(asked, found),
        None if exported() else share_record(to_call),
        record_data(record, to_call, works_at or {}),
    )


def _way_back(asked: Asked, found: Result | None) -> Markup:
    """Return the link to the results that the reader came from, and how far away the record is from there."""
    question = {name: texts for name, texts in arguments().items() if name not in _NOT_ASKED}
    by_name = "name" in question and question.keys() <= {each.name for each in BY_NAME}
    if asked.place is None and not by_name:
        return Markup("")
    to = FIND if by_name else SEARCH
    back = link(address(local(to), {**chosen(), **question}), _("← Back to results"))
    if found is None or asked.place is None:
        return back
    far = _("%(miles)s from %(place)s") % {
        "miles": display_miles(found.miles, found.about),
        "place": asked.place.name,
    }
    return joined((back, far), " · ")


def _say(asked: Asked) -> Markup:
    """Return the first words of the call."""
    if asked.cancer is None:
        return Markup("<q>{}</q>").format(_("I am calling about cancer care. I would like a second opinion."))
    said = _("I am calling about %(cancer)s. I would like a second opinion.")
    return Markup("<q>{}</q>").format(said % {"cancer": in_sentence(translate(asked.cancer.name))})


def _call_sheet(path: str, asked: Asked) -> str:
    """Return the address of the call sheet of the saved records and this one; "" on an exported page."""
    if exported():
        return ""
    sheet = [*(each for each in picks() if each != path), path]
    values = {"pick": sheet, "cancer": request.args.get("cancer"), "near": asked.near}
    return address(local("/shortlist/calls"), {**chosen(), **values})


def _map(asked: Asked, found: Result | None) -> Markup:
    """Return a map with the reader's place and the record, if both have a point."""
    if asked.place is None or found is None or exported():
        return Markup("")
    answer = Results(asked.place, Understood(), (found,), 1, {}, 1, 1)
    drawing = picture.draw(answer, 1, partial(towns_around, snapshot(), asked.place.point))
    return drawing.svg if drawing else Markup("")
