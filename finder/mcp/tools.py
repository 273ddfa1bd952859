"""The tools of the server, one record each: what it takes, what it returns, and who answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from finder.formats.json.encode import Json
from finder.language import languages, marked, native_name
from finder.library import Finder
from finder.mcp import answers
from finder.search.fields import CANCER, GUIDELINES, LIVE, NEAR, PACK, RECORD, SEARCH, TRIALS
from finder.search.list_fields import DETAIL
from finder.search.parameters import Arguments, Parameter

#: The language of an answer. Documents are found in more languages, so their tool has the parameter of these.
LANGUAGE = Parameter(
    name="language",
    label=marked("Language"),
    help=marked("The language of the answer (en)."),
    values={code: native_name(code) for code in languages()},
)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. `fields` are those of its answer, without the ones that every answer has."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    required: tuple[str, ...]
    fields: tuple[str, ...]
    answer: Callable[[Finder, Arguments], Json]

    @property
    def asks_others(self) -> bool:
        """Whether it may ask a service beyond the directory: the NPI Registry, when that is requested."""
        return LIVE in self.parameters


TOOLS = {
    each.name: each
    for each in (
        Tool(
            "find_place",
            "Find a place",
            "Read a ZIP code, a city and state, or latitude,longitude as a point. If the words mean several"
            " places, the error lists the choices. The other tools take the same words.",
            (NEAR, LANGUAGE),
            (NEAR.name,),
            ("place",),
            answers.find_place,
        ),
        Tool(
            "search_near",
            "Find cancer care near a place",
            "List cancer centers, community programs and hospitals near a place, nearest first, with phone"
            " numbers, who treats the cancer, and the one center to call first. With kind=clinician it lists"
            " specialists. Describe the cancer in the person's own words, in English or Spanish.",
            (*(each for each in SEARCH if each is not DETAIL), LANGUAGE),
            (NEAR.name,),
            (
                "place",
                "understood",
                "call_first",
                "order",
                "results",
                "total",
                "within_miles",
                "page",
                "pages",
            ),
            answers.search_near,
        ),
        Tool(
            "guidelines_for",
            "Find guidelines for a cancer",
            "List guideline documents of NCI and NCCN for a cancer: titles, links and dates, not their text."
            " `start_reading_with` holds the few to read first.",
            (*GUIDELINES, *answers.PAGING),
            (),
            ("understood", "start_reading_with", "results", "total", "page", "pages"),
            answers.guidelines_for,
        ),
        Tool(
            "trials_near",
            "Find cancer trials near a place",
            "List recruiting trials of ClinicalTrials.gov near a place: those that name the cancer first,"
            " each group nearest first. The doctors of a trial decide who can join.",
            (*TRIALS, LANGUAGE),
            (NEAR.name,),
            ("place", "understood", "as_of", "results", "total", "within_miles", "page", "pages"),
            answers.trials_near,
        ),
        Tool(
            "get_record",
            "Get one record",
            "Return everything about one record by its path: a center, program, site, hospital or clinician"
            " that another tool listed, a trial (trials/NCT…) or a cancer type (cancers/breast-cancer).",
            (RECORD, LIVE, LANGUAGE),
            (RECORD.name,),
            ("record",),
            answers.get_record,
        ),
        Tool(
            "second_opinion_checklist",
            "Prepare a second opinion",
            "Return what to do for a second opinion: danger signs, whom to call, records to gather, questions"
            " to ask, insurance, the visit, and what to read. `part` returns one part.",
            (CANCER, next(each for each in PACK if each.name == "part"), LANGUAGE),
            (),
            ("understood", "danger_signs", "parts", "start_reading_with"),
            answers.second_opinion_checklist,
        ),
    )
}
