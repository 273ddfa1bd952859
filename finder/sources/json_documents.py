"""Read JSON of others: whatever is wrong with it, there is one kind of error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar, overload

import msgspec

T = TypeVar("T")
Document: TypeAlias = "bytes | str | msgspec.Raw"


class BadJson(ValueError):
    """Text that is not JSON, not UTF-8, nested too deep to be read, or of another form than expected."""


@overload
def reader(form: type[T], *, strict: bool = True) -> Callable[[Document], T]: ...


@overload
def reader(form: object = Any, *, strict: bool = True) -> Callable[[Document], Any]: ...


def reader(form: Any = Any, *, strict: bool = True) -> Callable[[Document], Any]:
    """Return a function that reads a document of this form, and raises BadJson for any other.

    Where `strict` is False, numbers may be written as text.
    """
    decode = msgspec.json.Decoder(form, strict=strict).decode

    def read(document: Document) -> Any:
        try:
            return decode(document)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadJson(str(error)) from None
        except RecursionError:
            raise BadJson("it is nested too deep") from None

    return read
