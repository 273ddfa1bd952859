"""The finder as a library: `open_directory` returns a `Finder` to ask. Commands use it, too: docs/python.md.

The names of the arguments are those of the parameters in addresses and options (finder/search/fields.py), and
their values are checked by the same rules.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self, Unpack

from finder.directory import build
from finder.directory.published import followed
from finder.domain.answers import Matches
from finder.domain.care import CareSite
from finder.domain.clinicians import Clinician, Hospital
from finder.domain.guide.emergencies import Emergency
from finder.domain.guide.second_opinion import Chapter
from finder.domain.live import LiveRegistry
from finder.domain.names import NameAnswer
from finder.domain.places import Place
from finder.domain.sources import Source
from finder.domain.to_read import WhatToRead
from finder.domain.trials import Trial, TrialSite
from finder.search.answer import Answer, answer
from finder.search.danger import danger_in, every_sign
from finder.search.documents.find import CancerPage, DocumentList, find_cancer_page, find_guidelines
from finder.search.documents.reader import Reader
from finder.search.documents.to_read import what_to_read
from finder.search.fields import CANCER, NEAR, READER
from finder.search.filters import FilterValues
from finder.search.parameters import Given, Parameter, read_parameters, texts_of
from finder.search.questions import PAGE_SIZE, GuidelineQuery
from finder.search.records.by_name import NameQuery, find_by_name
from finder.search.records.chapters import find_chapter
from finder.search.shortlist.find import Shortlist, ShortlistQuery, find_record, find_shortlist, read_record
from finder.search.trials.nearest_trials import TrialAnswer, TrialQuery, find_trial, find_trials
from finder.search.understand import read_question
from finder.settings import Settings
from finder.sources.registry.live import live_from
from finder.store.connect import Snapshot
from finder.store.read_catalog import Catalog, catalog_of
from finder.store.storage.interface import OpenDirectory
from finder.words.cancer.find import find_cancer, find_cancers
from finder.words.place.find import find_place

#: One text, or several.
Texts = str | Iterable[str]


def open_directory(home: str | os.PathLike[str] | None = None) -> Finder:
    """Open the directory, which is built first if it is not current. Use it in a `with` block.

    The settings are those of the command: environment variables, with their defaults. With `home` it is the
    directory in that folder. Raises BadSetting, BadData or BadDirectory with what to do.
    """
    chosen = {} if home is None else {"FINDER_HOME": os.fspath(home), "FINDER_DATABASE_URL": ""}
    return open_with(Settings.read(os.environ | chosen))


def open_with(settings: Settings) -> Finder:
    """Open the directory of some settings. Raises as `open_directory`."""
    if settings.follow:
        opened: OpenDirectory = followed.opened(settings.directory)
    else:
        opened = build.open_directory(settings.where, settings.data)
    live = live_from(settings.live_registry, settings.registry_url, settings.live_seconds)
    return Finder(opened, opened.snapshot(), live)


@dataclass(frozen=True)
class Finder:
    """One version of the directory, to ask. All its answers fit together; `newest` has the next version.

    Every method that reads what somebody typed raises BadQuery, with a fault for each wrong argument, or
    Unsure with the choices. Miles are statute miles. Texts are in the current language (`using_language`).
    """

    _opened: OpenDirectory
    snapshot: Snapshot
    live_registry: LiveRegistry | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the directory."""
        self.snapshot.engine.dispose()

    def newest(self) -> Self:
        """Return a finder for the newest version; a program that runs for days asks for it now and then."""
        return replace(self, snapshot=self._opened.snapshot())

    @property
    def catalog(self) -> Catalog:
        """The small tables: cancer types, specialties, help lines, what designations mean."""
        return catalog_of(self.snapshot)

    @property
    def sources(self) -> Mapping[str, Source]:
        """Where the facts come from, by the keys that records name; each with its publisher and date."""
        return self.catalog.sources

    @property
    def built_on(self) -> str:
        """The day when the directory was built (YYYY-MM-DD)."""
        return self.catalog.built_on

    def search(
        self,
        near: str,
        *,
        cancer: str | None = None,
        specialty: Texts = (),
        miles: float | str | None = None,
        kind: Texts = (),
        order: str | None = None,
        live: bool = False,
        limit: int = PAGE_SIZE,
        page: int = 1,
        detail: str | None = None,
        **filters: Unpack[FilterValues],
    ) -> Answer:
        """Find places of care, specialists and hospitals near a place, nearest first.

        `answer.results` is one page: each result has `record`, `miles`, and whether they are `about` right.
        `detail` is only for what writes the answer as JSON.
        """
        asked = texts_of(
            near=near,
            cancer=cancer,
            specialty=specialty,
            miles=miles,
            kind=kind,
            order=order,
            live=live,
            limit=limit,
            page=page,
            detail=detail,
            **filters,
        )
        return answer(self.snapshot, read_question(self.snapshot, asked), self.live_registry)

    def guidelines(
        self,
        cancer: str | None = None,
        *,
        audience: str | None = None,
        language: str | None = None,
        kind: str | None = None,
        publisher: str | None = None,
        population: str | None = None,
        status: str | None = None,
    ) -> DocumentList:
        """Find documents of NCI and NCCN: titles and links. Without a cancer, those on all cancers."""
        asked = texts_of(
            cancer=cancer,
            audience=audience,
            language=language,
            kind=kind,
            publisher=publisher,
            population=population,
            status=status,
        )
        return find_guidelines(self.snapshot, GuidelineQuery.parse(asked))

    def what_to_read(
        self, cancer: str, *, audience: str | None = None, language: str | None = None
    ) -> WhatToRead:
        """Choose two to four documents about a cancer for patients, and as many for doctors.

        Those for the audience and in the language come first: by default a patient's, in the current one.
        """
        found, _note = find_cancer(self.snapshot, _text(CANCER, cancer))
        asked = texts_of(
            audience=audience,
            language=language,
        )
        return what_to_read(self.snapshot, found.slug, Reader(**read_parameters(asked, READER)))

    def trials(
        self,
        near: str,
        *,
        cancer: str | None = None,
        miles: float | str | None = None,
        phase: Texts = (),
        age: int | None = None,
        purpose: str | None = None,
        limit: int = PAGE_SIZE,
        page: int = 1,
    ) -> TrialAnswer:
        """Find trials near a place: those that name the cancer, then wider ones, each nearest first.

        Raises NotFound where no trials are loaded.
        """
        asked = texts_of(
            near=near,
            cancer=cancer,
            miles=miles,
            phase=phase,
            age=age,
            purpose=purpose,
            limit=limit,
            page=page,
        )
        return find_trials(self.snapshot, TrialQuery.parse(asked))

    def find(
        self, name: str, *, near: str | None = None, limit: int = PAGE_SIZE, page: int = 1
    ) -> NameAnswer:
        """Find hospitals, clinics, centers and doctors by a name or a part of it."""
        asked = texts_of(
            name=name,
            near=near,
            limit=limit,
            page=page,
        )
        return find_by_name(self.snapshot, NameQuery.parse(asked))

    def record(self, record: str) -> CareSite | Clinician | Hospital:
        """Return one record by its path, such as `centers/mayo-rochester`. Raises BadQuery or NotFound."""
        return find_record(self.snapshot, read_record(record))

    def shortlist(
        self, pick: Texts, *, cancer: str | None = None, near: str | None = None, live: bool = False
    ) -> Shortlist:
        """Return records by their paths, with the miles to each."""
        asked = texts_of(
            pick=pick,
            cancer=cancer,
            near=near,
            live=live,
        )
        return find_shortlist(self.snapshot, ShortlistQuery.parse(asked), self.live_registry)

    def trial(self, nct: str) -> tuple[Trial, list[TrialSite], str]:
        """Return a trial by its number, its sites, and the day of the registry's data. Raises NotFound."""
        return find_trial(self.snapshot, nct)

    def place(self, near: str) -> Place:
        """Return the place that a ZIP code, a city and state, or `latitude,longitude` means."""
        catalog_of(self.snapshot)  # before a connection is taken: a thread holds one at a time
        with self.snapshot.connect() as connection:
            return find_place(connection, _text(NEAR, near))

    def cancers(self, cancer: str) -> Matches:
        """Return the cancer types that words may mean, best first."""
        return find_cancers(self.snapshot, _text(CANCER, cancer))

    def cancer(self, slug: str) -> CancerPage:
        """Return everything about one cancer type: who treats it, its documents. Raises NotFound."""
        return find_cancer_page(self.snapshot, slug)

    def danger(self, /, **typed: Given) -> tuple[Emergency, ...]:
        """Return the danger signs in the arguments of a question, the most urgent first: show them first."""
        return danger_in(self.snapshot, texts_of(**typed))

    def emergencies(self) -> list[Emergency]:
        """Return every danger sign, by whom it is for, the most urgent first."""
        return every_sign(self.snapshot)

    def chapters(self) -> tuple[Chapter, ...]:
        """Return the chapters of the guide to a second opinion."""
        return tuple(self.catalog.chapters.values())

    def chapter(self, slug: str) -> Chapter:
        """Return one chapter of the guide. Raises NotFound."""
        return find_chapter(self.snapshot, slug)


def _text(parameter: Parameter, typed: str) -> str:
    """Return the text of a parameter, cleaned, or "". Raises BadQuery for what nobody could have typed."""
    text: str = read_parameters({parameter.name: [typed]}, (parameter,)).get(parameter.name, "")
    return text
