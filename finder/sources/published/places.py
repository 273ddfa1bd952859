"""Which place an address means: a web folder, an object store or a folder."""

from __future__ import annotations

from finder.errors import BadSetting
from finder.language import _
from finder.sources.published.place import Place, WritablePlace, without_secrets


def open_place(address: str) -> Place:
    """Return the place that an address means: a web folder, an object store or a folder."""
    if _is_web(address):
        from finder.sources.published.web_folder import WebFolder  # noqa: PLC0415 (one of the two is needed)

        return WebFolder.at(address)
    return _opened(address)


def open_to_write(address: str) -> WritablePlace:
    """Return the place to publish to. Raises BadSetting for an address that is read by HTTP."""
    if _is_web(address):
        message = _(
            "Publish to the folder or the object store behind it. %(address)s can only be followed, because"
            " it is read by HTTP."
        )
        raise BadSetting(message % {"address": without_secrets(address)})
    return _opened(address)


def _is_web(address: str) -> bool:
    return address.lower().startswith(("http://", "https://"))


def _opened(address: str) -> WritablePlace:
    from finder.sources.published.object_store import ObjectStore  # noqa: PLC0415 (as above)

    return ObjectStore.at(address)
