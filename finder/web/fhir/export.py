"""The whole directory as NDJSON files: $export of FHIR Bulk Data Access 2.0, without a login.

The files are those of a version of the directory, the same for everybody, so nothing is kept of a request:
its status address says what was asked.
"""

from __future__ import annotations

import datetime
import gzip
import io
import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, request, send_file

from finder.directory.fhir.kept import Kept, files_named, files_of, is_writing, keep_in_background
from finder.directory.fhir.write import ExportFile
from finder.formats.fhir.every import TYPES
from finder.formats.json.encode import encode
from finder.search.fhir.issues import Issue, Refused
from finder.web.addresses import host_url
from finder.web.context import site, snapshot
from finder.web.fhir.outcome import FHIR, outcome_response
from finder.web.headers import NO_TRACE

blueprint = Blueprint("fhir_export", __name__, url_prefix=FHIR)

MEDIA_TYPE = "application/fhir+ndjson"
#: What `_outputFormat` may ask for; a plus sign in an address is read as a blank.
_FORMATS = frozenset((MEDIA_TYPE, MEDIA_TYPE.replace("+", " "), "application/ndjson", "ndjson"))
_PARAMETERS = ("_outputFormat", "_since", "_type")
#: When to ask again while the files are written, in seconds.
_LATER = 2
#: How long a file may be kept, in seconds: one of another version has another address.
_DAY = 86_400
_STATUS, _FILES = "$export-status", "$export-files"
_CORS = {
    "Access-Control-Allow-Methods": "GET, HEAD, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Range, Prefer, Range",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Expires, Retry-After, X-Progress",
}


@blueprint.get("/$export")
def start() -> Response:
    """Accept an export: the status address says when its files are there."""
    prefers = _preferences()
    if "respond-async" not in prefers:
        raise Refused(Issue("required", "Send the header Prefer: respond-async.", "Prefer"))
    lenient = "handling=lenient" in prefers
    asked = _checked(request.args.items(multi=True), lenient=lenient)
    kept = files_of(snapshot(), site().directory.home)
    if kept.manifest is None:
        _write()
    response = outcome_response(
        HTTPStatus.ACCEPTED,
        Issue("informational", "Ask the address in Content-Location.", severity="information"),
    )
    response.headers["Content-Location"] = f"{_base()}/{_STATUS}/{kept.version}{_query(asked)}"
    response.headers["Cache-Control"] = NO_TRACE
    return response


@blueprint.get(f"/{_STATUS}/<version>")
def status(version: str) -> Response:
    """Return what there is to download, or say that the files are being written."""
    asked = _checked(request.args.items(multi=True), lenient=True)
    home = site().directory.home
    if kept := files_named(version, home):
        return _manifest(kept, asked)
    if version != files_of(snapshot(), home).version:
        text = "There is no such export, or a newer directory has taken its place. Ask $export again."
        raise Refused(Issue("not-found", text), status=HTTPStatus.NOT_FOUND)
    if not is_writing(home):
        _write()
    response = Response(status=HTTPStatus.ACCEPTED)
    response.headers["X-Progress"] = "The files are being written."
    response.headers["Retry-After"] = str(_LATER)
    response.headers["Cache-Control"] = NO_TRACE
    return response


@blueprint.delete(f"/{_STATUS}/<version>")
def delete(version: str) -> Response:
    """Accept that a client needs its export no more; the files are those of others too, and stay."""
    if files_named(version, site().directory.home) is None:
        raise Refused(Issue("not-found", "There is no such export."), status=HTTPStatus.NOT_FOUND)
    return Response(status=HTTPStatus.ACCEPTED)


@blueprint.get(f"/{_FILES}/<version>/<name>")
def file(version: str, name: str) -> Response:
    """Send a file, or a part of it."""
    kept = files_named(version, site().directory.home)
    manifest = kept.manifest if kept else None
    if kept is None or manifest is None or name not in (each.url for each in manifest.output):
        raise Refused(Issue("not-found", "There is no such file."), status=HTTPStatus.NOT_FOUND)
    tag, packed = f"{version}-{name.removesuffix('.ndjson')}", kept.packed(name)
    if "Range" in request.headers or not request.accept_encodings["gzip"]:
        return _sent(gzip.decompress(packed), tag)
    response = _sent(packed, f"{tag}-gzip")
    response.headers["Content-Encoding"] = "gzip"
    return response


@blueprint.errorhandler(Refused)
def refused(error: Refused) -> Response:
    """Return everything that is wrong with a request."""
    return outcome_response(error.status, *error.issues)


@blueprint.after_request
def add_headers(response: Response) -> Response:
    """Say what pages of other sites may send and read."""
    response.headers.extend(_CORS)
    return response


def _sent(body: bytes, tag: str) -> Response:
    """Return a file or a part of it. It is a stream: nobody keeps it in memory for the next reader."""
    file = io.BytesIO(body)
    response = send_file(file, mimetype=MEDIA_TYPE, conditional=True, etag=tag, max_age=_DAY)
    response.vary.add("Accept-Encoding")
    return response


def _write() -> None:
    """Have the files written. Raises Refused where there is no place for them."""
    try:
        keep_in_background(snapshot(), site().directory.home)
    except OSError:
        text = "This server cannot write files for exports. Tell who runs it."
        raise Refused(Issue("exception", text), status=HTTPStatus.SERVICE_UNAVAILABLE) from None


def _checked(given: Iterable[tuple[str, str]], *, lenient: bool) -> list[tuple[str, str]]:
    """Return the parameters that are known. Raises Refused for others, unless `lenient`.

    Of an unknown type there are no files, also for a client that is lenient.
    """
    checked = [(name, value, _wrong(name, value)) for name, value in given]
    issues = [issue for _, _, issue in checked if issue]
    if issues and not lenient:
        raise Refused(*issues)
    return [(name, value) for name, value, issue in checked if not issue or name == "_type"]


def _wrong(name: str, value: str) -> Issue | None:
    if name not in _PARAMETERS:
        known = ", ".join(_PARAMETERS)
        return Issue("not-supported", f"$export has these parameters: {known}.", name)
    if name == "_outputFormat" and value not in _FORMATS:
        return Issue("not-supported", f"This server writes {MEDIA_TYPE}.", name)
    if name == "_type" and (unknown := set(value.split(",")) - {*TYPES}):
        text = f"There are no resources of the type {', '.join(sorted(unknown))[:64]}."
        return Issue("not-supported", text, name)
    if name == "_since" and _instant(value) is None:
        return Issue("invalid", "It is an instant such as 2026-01-31T00:00:00Z.", name)
    return None


def _instant(value: str) -> datetime.datetime | None:
    try:
        found = datetime.datetime.fromisoformat(value.replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _manifest(kept: Kept, asked: Sequence[tuple[str, str]]) -> Response:
    """Return the manifest with whole addresses: the files of the types that were asked for.

    Every resource is made with the directory, so that of one built before `_since` there is nothing to send.
    """
    manifest = kept.manifest
    if manifest is None:
        raise Refused(Issue("not-found", "There is no such export."), status=HTTPStatus.NOT_FOUND)
    types = [set(value.split(",")) for name, value in asked if name == "_type"]
    since = [at for name, value in asked if name == "_since" and (at := _instant(value))]
    built = datetime.datetime.fromisoformat(manifest.transaction_time)
    is_old = any(each > built for each in since)
    folder = f"{_base()}/{_FILES}/{kept.version}"
    output = [
        ExportFile(each.type, f"{folder}/{each.url}", each.count)
        for each in manifest.output
        if not is_old and all(each.type in some for some in types)
    ]
    address = f"{_base()}/$export{_query(asked)}"
    whole = msgspec.structs.replace(manifest, request=address, output=tuple(output))
    response = Response(encode(whole), mimetype="application/json")
    response.expires = site().now() + datetime.timedelta(seconds=_DAY)
    return response


def _query(asked: Sequence[tuple[str, str]]) -> str:
    return f"?{urlencode(asked, safe=',:/')}" if asked else ""


def _preferences() -> list[str]:
    header = request.headers.get("Prefer", "").lower().replace(" ", "")
    return re.split("[,;]", header)


def _base() -> str:
    return f"{host_url()}{request.script_root}{FHIR}"
