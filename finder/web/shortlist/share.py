"""What is shared of a record or a list: names and numbers as text, the link, and messages that hold both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from finder.formats.contacts.contact import Contact
from finder.formats.display import phone
from finder.language import _
from finder.web.addresses import address, host_url, local


@dataclass(frozen=True, slots=True)
class Share:
    """A text with names and numbers, and the link to the page that it is about.

    `message` (sms:) and `mail` (mailto:) are addresses that open a message with both; nothing is sent until
    the reader sends it.
    """

    title: str
    text: str
    link: str

    @property
    def whole(self) -> str:
        """The text and the link."""
        return f"{self.text}\n\n{self.link}\n"

    @property
    def message(self) -> str:
        """The address of a text message. The sign before `body` makes it work on every phone."""
        return f"sms:?&body={quote(self.whole, safe='')}"

    @property
    def mail(self) -> str:
        """The address of an e-mail. Lines end with CRLF (RFC 6068)."""
        body = self.whole.replace("\n", "\r\n")
        return f"mailto:?subject={quote(self.title, safe='')}&body={quote(body, safe='')}"


def share_record(contact: Contact) -> Share:
    """Return what is shared of one record; its link holds neither the reader's place nor the cancer."""
    here = f"{host_url()}{local(f'/{contact.page}')}"
    return Share(contact.name, "\n".join((contact.name, *_lines(contact))), here)


def share_list(
    contacts: Sequence[Contact], path: str, asked: Mapping[str, Sequence[str]], title: str
) -> Share:
    """Return what is shared of a list: each record with its number, and the address of the list."""
    here = address(f"{host_url()}{local(path)}", asked)
    parts = ["\n".join((f"{at}. {each.name}", *_lines(each))) for at, each in enumerate(contacts, start=1)]
    return Share(title, "\n\n".join((f"{title}:", *parts)), here)


def _lines(contact: Contact) -> list[str]:
    """Return the first number with who answers it, and the town."""
    first = next(iter(contact.numbers), None)
    town = ", ".join(part for part in (contact.city, contact.state) if part)
    call = _("Call %(number)s (%(who)s)")
    return [*([call % {"number": phone(first.number), "who": first.label}] if first else []), town]
