"""Assemble the web application: settings, directory, pages and API."""

from __future__ import annotations

import os
from dataclasses import replace
from http import HTTPStatus

from flask import Flask, Response
from flask_compress import Compress

from finder.directory.build import open_directory
from finder.directory.published.followed import opened
from finder.domain.documents import LINES_FOR_ANYONE
from finder.settings import Settings
from finder.settings.values import email
from finder.sources.registry.live import live_from
from finder.store.read_catalog import catalog_of
from finder.store.storage.interface import OpenDirectory
from finder.web import answer_cache, assets, guard, headers, language, rate_limit, template_filters
from finder.web.about import routes as about
from finder.web.answer_cache import AnswerCache
from finder.web.api import group as api
from finder.web.cds_hooks import routes as cds_hooks
from finder.web.context import Site, release_snapshot
from finder.web.danger import routes as danger
from finder.web.exports import dataset_page, search_engines
from finder.web.fhir import export as fhir_export
from finder.web.fhir import routes as fhir
from finder.web.fhir.outcome import MEDIA_TYPE
from finder.web.guide import routes as second_opinion
from finder.web.guidelines import routes as guidelines
from finder.web.help import routes as helplines
from finder.web.hsds import routes as hsds
from finder.web.infobutton import capability_routes as infobutton_capabilities
from finder.web.infobutton import routes as infobutton
from finder.web.mistakes import routes as mistakes
from finder.web.monitoring import for_machines, logs
from finder.web.monitoring import routes as monitoring
from finder.web.monitoring.answered import Watcher, watch
from finder.web.monitoring.metrics import Metrics
from finder.web.names import routes as names
from finder.web.offline import routes as device
from finder.web.one_version import Application
from finder.web.operator import routes as operator
from finder.web.operator.colors import stylesheet
from finder.web.operator.start_place import start_place
from finder.web.page import errors
from finder.web.records import place_routes as places
from finder.web.records import routes as browse
from finder.web.results import private
from finder.web.results import routes as pages
from finder.web.shortlist import pack_routes as pack
from finder.web.shortlist import routes as shortlist
from finder.web.trials import routes as trials
from finder.words import danger as danger_signs
from finder.words.cancer import find as cancers

#: The groups of pages and addresses, each with its routes.
GROUPS = (
    pages,
    browse,
    places,
    guidelines,
    api,
    search_engines,
    dataset_page,
    hsds,
    infobutton,
    infobutton_capabilities,
    fhir,
    fhir_export,
    cds_hooks,
    second_opinion,
    danger,
    shortlist,
    pack,
    device,
    private,
    helplines,
    names,
    trials,
    about,
    operator,
    mistakes,
    monitoring,
    for_machines,
    errors,
    assets,
)


def create_app(settings: Settings | None = None, directory: OpenDirectory | None = None) -> Flask:
    """Return the web application. Without a directory, it is opened, and built first if it is not current."""
    settings = settings or Settings.read(os.environ)
    app = Application("finder.web", static_folder=None, template_folder=".")
    # What pays: docs/decisions/2026-11-30-compression.md
    app.config["COMPRESS_ALGORITHM"] = ["zstd", "br", "gzip"]
    app.config["COMPRESS_ZSTD_LEVEL"] = 6
    app.config["COMPRESS_BR_LEVEL"] = 5
    app.config["COMPRESS_REGISTER"] = False
    app.config["MAX_CONTENT_LENGTH"] = headers.MOST_BODY
    app.url_map.merge_slashes = False
    directory = directory or _directory_of(settings)
    directory.check_in_background()
    for prepare in (cancers.prepare, danger_signs.danger_index):
        prepare(directory.snapshot())
    lines = catalog_of(directory.snapshot()).helplines
    for_anyone = tuple(lines[key] for key in LINES_FOR_ANYONE if key in lines)
    app.extensions["finder"] = replace(site_of(settings, directory), lines=for_anyone)
    metrics = Metrics(directory)
    app.extensions[monitoring.EXTENSION] = (metrics, settings.metrics)
    logs.install(app, settings.log, log_requests=settings.log_requests)
    watcher = Watcher(metrics, settings.log_requests)
    watch(app, watcher)
    answer_cache.install(app, AnswerCache(directory, watcher, settings.answer_cache << 20))
    for group in GROUPS:
        app.register_blueprint(group.blueprint)
    app.teardown_appcontext(release_snapshot)
    template_filters.install(app)
    guard.install(app, settings.public)
    headers.protect(app)
    language.install(app)
    rate_limit.install(app, settings.rate)
    guard.trust_proxies(app, settings.trusted_proxies)
    _compress(app)
    return app


def _directory_of(settings: Settings) -> OpenDirectory:
    if settings.follow:
        return opened(settings.directory)
    return open_directory(settings.where, settings.data)


def site_of(settings: Settings, directory: OpenDirectory) -> Site:
    """Return what the operator chose. Raises BadSetting for colors or a start place that we cannot use."""
    return Site(
        directory=directory,
        directions_url=settings.directions_url,
        directions_name=settings.directions_name,
        report_to=settings.report_to,
        name=settings.name,
        operator=settings.operator,
        start_place=start_place(directory, settings.start_place),
        colors=stylesheet(settings.colors),
        stale_days=settings.stale_days,
        leave_to=settings.leave_to,
        security_contact=settings.security_contact or email(settings.report_to),
        streets=settings.streets,
        public=settings.public,
        dataset=settings.dataset,
        live=live_from(settings.live_registry, settings.registry_url, settings.live_seconds),
    )


def _compress(app: Flask) -> None:
    """Compress responses, errors included: flask-compress by itself skips all that are not successful."""
    compress = Compress(app)
    compress.compress_mimetypes_set.add(MEDIA_TYPE)

    @app.after_request
    def pack(response: Response) -> Response:
        headers.tag(response)
        if response.direct_passthrough:
            return response  # a file is sent as it lies, so that a part of it can be asked for
        status = response.status_code
        if status < HTTPStatus.BAD_REQUEST:
            return compress.after_request(response)
        response.status_code = HTTPStatus.OK
        packed = compress.after_request(response)
        packed.status_code = status
        return packed
