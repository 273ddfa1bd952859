"""The filters and functions that every template can use: dates, numbers, addresses, common parts.

Anything that belongs to one group of pages is computed by that group's views.
"""

from __future__ import annotations

from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context

from finder.formats import display
from finder.web import elements, links, reader
from finder.web.addresses import here, host_url, local, page_address
from finder.web.context import exported
from finder.web.danger.views import danger_panel_view
from finder.web.language import here_and_query
from finder.web.operator import head
from finder.web.page import frame, ready
from finder.web.page.views import explain
from finder.web.reports import mistake
from finder.web.shortlist.picks import pick, unpick
from finder.web.twins import has_twins, twin


def install(app: Flask) -> None:
    """Add the filters and functions to the template environment."""
    ready.install(app)
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters |= {
        "phone": display.phone,
        "tel": elements.tel,
        "in_sentence": display.in_sentence,
        "kept": _kept,
        "local": _local,
        "form_address": links.form_address,
    }
    for function in (
        elements.attributes, elements.optional, elements.heading, elements.aloud,
        links.link, links.page_link, links.static, links.form_method,
        frame.menu, frame.menu_link, frame.menu_path, frame.shortlist_link,
        frame.alternates, frame.other_languages, frame.lines_to_talk, frame.emergency, frame.built_on,
        frame.printed_from, frame.words_explained, frame.script, frame.private_form, frame.saved_bar,
        frame.shows_saved_bar, frame.place_and_cancer, frame.to_search, frame.new_search, frame.leave_words,
        head.site_name, head.own_colors, head.icons, head.sharing,
        page_address, here_and_query,
        explain, mistake, pick, unpick, twin, has_twins, exported,
    ):  # fmt: skip
        environment.globals[function.__name__] = function
    environment.globals |= {
        "site_address": host_url,
        "path_here": here,
        "danger": danger_panel_view,
        "to": links.Opening,
        "end": links.End(),
        "hidden_fields": reader.hidden,
    }


@pass_context
def _kept(_: Context, path: str, **more: str | None) -> str:
    """Return an address that keeps the reader's choices.

    `pass_context` keeps Jinja from computing it once, when the template is compiled.
    """
    return reader.kept(path, **more)


@pass_context
def _local(_: Context, path: str) -> str:
    """Return an address of this site in the current language; `pass_context` as in `_kept`."""
    return local(path)
