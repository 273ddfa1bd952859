"""Counts and times of answers, and the age of the directory and its sources, for Prometheus."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from finder import __version__
from finder.directory.published.followed import Followed, followed_at
from finder.domain.sources import days_old, is_overdue
from finder.errors import BadDirectory
from finder.store.read_catalog import catalog_of
from finder.store.storage.interface import OpenDirectory
from finder.web.monitoring.directory_state import state_of

#: The folder in which several processes of one site share their counts: the name is the library's.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
#: The bounds of the times that answers take, in seconds.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """What one application counts. Its processes share the counts where they share a folder for them."""

    def __init__(self, directory: OpenDirectory) -> None:
        self._registry = CollectorRegistry()
        self._directory = directory
        self._seconds = Histogram(
            "finder_answer_seconds", "Time to make an answer.", ["route"],
            buckets=_SECONDS, registry=self._registry,
        )  # fmt: skip
        self._answers = Counter(
            "finder_answers", "Answers by route and class of status.", ["route", "status"],
            registry=self._registry,
        )  # fmt: skip

    def count(self, route: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._answers.labels(route, f"{status // 100}xx").inc()
        self._seconds.labels(route).observe(seconds)

    def text(self, accept: str, now: datetime.datetime) -> tuple[bytes, str]:
        """Return the metrics in a format that an Accept header names, and its media type."""
        registry = self._registry
        if os.environ.get(SHARED_FOLDER):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        ages = CollectorRegistry()
        ages.register(_Ages(self._directory, now))
        if registry is self._registry:
            ProcessCollector(registry=ages)
        encode, media_type = choose_encoder(accept)
        return _joined(encode(registry), encode(ages)), media_type


def _joined(first: bytes, second: bytes) -> bytes:
    """Return two texts of metrics as one. OpenMetrics has a line at the end, once."""
    return first.removesuffix(b"# EOF\n") + second


class _Ages(Collector):
    """Version and age of the directory, and the ages of the sources: the same whichever process answers."""

    def __init__(self, directory: OpenDirectory, now: datetime.datetime) -> None:
        self._directory = directory
        self._now = now

    def collect(self) -> Iterator[Metric]:
        state = state_of(self._directory, self._now)
        yield InfoMetricFamily("finder", "Version of the program.", {"version": __version__})
        yield GaugeMetricFamily(
            "finder_ready", "1 if the directory is present and verified.", int(not state.fault)
        )
        if state.age is not None:
            version = {"version": state.version}
            yield InfoMetricFamily("finder_directory", "Version of the directory.", version)
            yield GaugeMetricFamily("finder_directory_age_seconds", "Time since it was built.", state.age)
            yield from self._sources()
        if followed := followed_at(self._directory.path):
            yield from _of_follower(followed, self._now)

    def _sources(self) -> Iterator[Metric]:
        age = GaugeMetricFamily("finder_source_age_days", "Days since it was loaded.", labels=["source"])
        overdue = GaugeMetricFamily(
            "finder_source_overdue", "1 if it should have been loaded again.", labels=["source"]
        )
        try:
            sources = catalog_of(self._directory.snapshot()).sources.values()
        except BadDirectory:  # gone since its state was read
            return
        today = self._now.date()
        for each in sources:
            if (days := days_old(each, today)) is not None:
                age.add_metric([each.key], days)
                overdue.add_metric([each.key], int(is_overdue(each, today)))
        yield age
        yield overdue


def _of_follower(followed: Followed, now: datetime.datetime) -> Iterator[Metric]:
    """Yield how old what a follower has is, and whether it can follow."""
    if followed.time:
        age = (now - followed.time).total_seconds()
        yield GaugeMetricFamily(
            "finder_follow_version_age_seconds", "Time since the version in use was published.", age
        )
    if followed.looked:
        age = (now - datetime.datetime.fromisoformat(followed.looked)).total_seconds()
        yield GaugeMetricFamily(
            "finder_follow_look_age_seconds", "Time since the last look that succeeded.", age
        )
    yield GaugeMetricFamily("finder_follow_fault", "1 if the last look failed.", int(bool(followed.fault)))
