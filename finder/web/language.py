"""The language of a page is the first part of its path: /es/search is /search in Spanish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, request
from markupsafe import Markup, escape

from finder import language
from finder.web.addresses import (
    address,
    arguments,
    is_private,
    is_tracking,
    repeated,
    repeated_query,
    this_path,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """This page in one language: code, native name, address, and whether it is the current one."""

    code: str
    name: str
    address: str
    current: bool


def install(app: Flask) -> None:
    """Set the language from the path, and install translation in the templates."""
    app.wsgi_app = _Speaking(app.wsgi_app)  # type: ignore[method-assign]
    environment = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        language.gettext, language.ngettext, newstyle=True, pgettext=language.pgettext
    )
    environment.filters |= {
        "translate": translate,
        "translate_plain": language.translate,
        "number": language.number,
    }
    environment.globals["current_language"] = language.current_language


def translate(text: str | None) -> str:
    """Return a text of the data files in the current language, or in English with lang="en"."""
    if not text or language.is_translated(text):
        return language.translate(text or "")
    return Markup('<span lang="en">{}</span>').format(escape(text))


def language_heading(code: str) -> Markup:
    """Return the native name of a language, followed by its name in the current language if it differs."""
    own = Markup('<span lang="{}" dir="{}">{}</span>').format(
        code, language.direction(code), language.native_name(code)
    )
    if code == language.current_language():
        return own
    return Markup("{} · {}").format(own, language.language_name(code))


def outside_languages() -> str:
    """Return what the address of this site begins with, without a language."""
    codes = (code for code in language.languages() if request.script_root.endswith(f"/{code}"))
    return next((request.script_root.removesuffix(f"/{code}") for code in codes), request.script_root)


def in_language(path: str) -> str:
    """Return an address of this site in the current language, whatever the language of this request."""
    return f"{outside_languages()}{_prefix(language.current_language())}{path}"


def here_and_query() -> str:
    """Return the address of this page without its language, with its query."""
    if is_private():
        return address(this_path(), repeated(arguments()))
    asked = "&".join(part for part in repeated_query().split("&") if part and not is_tracking(part))
    return f"{this_path()}?{asked}" if asked else this_path()


def language_links(here: str) -> list[LanguageLink]:
    """Return links to this page in every language; `here` is its address without one."""
    return [
        LanguageLink(
            code,
            language.native_name(code),
            f"{outside_languages()}{_prefix(code)}" + here,
            code == language.current_language(),
        )
        for code in language.languages()
    ]


def _prefix(code: str) -> str:
    return "" if code == language.SOURCE else f"/{code}"


class _Speaking:
    """WSGI middleware that moves the language from PATH_INFO to SCRIPT_NAME and uses it for the request."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._codes = frozenset(language.languages()) - {language.SOURCE}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        code, _, rest = environ.get("PATH_INFO", "").removeprefix("/").partition("/")
        if code not in self._codes:
            return self._app(environ, start_response)
        environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{code}"
        environ["PATH_INFO"] = f"/{rest}"
        with language.using_language(code):
            return self._app(environ, start_response)
