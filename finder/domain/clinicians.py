"""Clinicians and clinics of the public files, where they work, and the hospitals they are affiliated with.

There are hundreds of thousands of them: they are kept as arrays without field names, so the order of the
fields is the format. A directory is always built anew, so the order may change with the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from finder.domain.kinds import Kind
from finder.geo.points import Point

Sex = Literal["F", "M"]
#: How exact a point is: the street address, or the middle of its ZIP code or city.
Exactness = Literal["street", "zip", "city"]


class PracticePhone(msgspec.Struct, frozen=True, array_like=True):
    """A telephone number written like +1-617-555-0100, and the source (a key of data/sources.toml) of it."""

    number: str
    source: str


class Practice(msgspec.Struct, frozen=True, array_like=True):
    """A place where a clinician works. `sources` are the files that have it.

    `street` is None where none is given, and where it is `withheld` because it looks like a home.
    `site` is the curated place of care at that address: "centers/<slug>" or "programs/<slug>".
    """

    city: str
    state: str
    zip: str
    street: str | None = None
    name: str | None = None
    phones: tuple[PracticePhone, ...] = ()
    sources: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    exactness: Exactness | None = None
    withheld: bool = False
    site: str | None = None
    #: A post office box: letters are sent there, and nobody is seen there.
    mailing_only: bool = False

    @property
    def point(self) -> Point | None:
        """Where it lies, if that is known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


class Reported(msgspec.Struct, frozen=True, array_like=True):
    """A specialty (a slug of data/specialties.csv) that the records report, and the sources that say so."""

    specialty: str
    sources: tuple[str, ...]
    primary: bool = False


class Clinician(msgspec.Struct, frozen=True, array_like=True):
    """A person, or a clinic (an organization), with a National Provider Identifier.

    Names are in capitals, as the files have them; `finder.formats.person_names` writes them as people do.
    `updated` and `enumerated` are the NPPES dates (YYYY-MM-DD), None where only CMS knows the person.
    `telehealth` and `assignment` are None where CMS does not say.
    """

    npi: str
    kind: Kind
    last: str = ""
    first: str = ""
    middle: str = ""
    suffix: str = ""
    credentials: str = ""
    organization: str = ""
    other_last: str = ""
    sex: Sex | None = None
    specialties: tuple[Reported, ...] = ()
    taxonomies: tuple[str, ...] = ()
    practices: tuple[Practice, ...] = ()
    hospitals: tuple[str, ...] = ()
    telehealth: bool | None = None
    assignment: bool | None = None
    enumerated: str | None = None
    updated: str | None = None
    sources: tuple[str, ...] = ()
    #: When the live NPI Registry was asked for it (ISO 8601, UTC); None for a record of a loaded file.
    asked: str | None = None
    #: The first name of Medicare's file where that is another one: people look for either.
    other_first: str = ""

    @property
    def live(self) -> bool:
        """Whether it comes from the live NPI Registry."""
        return self.asked is not None

    @property
    def path(self) -> str:
        """The path of its record: `clinicians/` and the NPI."""
        return self.kind.record(self.npi)


class Hospital(msgspec.Struct, frozen=True):
    """A hospital of CMS by its certification number (CCN, six characters), with the team affiliated to it.

    `team` counts clinicians per specialist group, `subspecialties` per specialty; a clinician who reports
    two counts once in each. `site` is the curated place of care that is this hospital.
    """

    ccn: str
    name: str
    city: str
    state: str
    zip: str
    street: str | None = None
    phone: str | None = None
    type: str | None = None
    emergency: bool | None = None
    latitude: float | None = None
    longitude: float | None = None
    exactness: Exactness | None = None
    team: Mapping[str, int] = {}
    subspecialties: Mapping[str, int] = {}
    site: str | None = None

    @property
    def kind(self) -> Kind:
        """The kind of the record."""
        return Kind.HOSPITAL

    @property
    def path(self) -> str:
        """The path of its record: `hospitals/` and the CCN."""
        return Kind.HOSPITAL.record(self.ccn)

    @property
    def point(self) -> Point | None:
        """Where it lies, if that is known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class People:
    """What the public files add to the curated data.

    `days` has the day of each source's data (YYYY-MM-DD, YYYY-MM or YYYY), as far as it is known, and
    `loaded` the day on which it was loaded.
    The clinicians come in the order of their NPIs, and can be read once.
    """

    clinicians: Iterable[Clinician] = ()
    hospitals: Sequence[Hospital] = ()
    days: Mapping[str, str] = field(default_factory=dict)
    loaded: Mapping[str, str] = field(default_factory=dict)


_DOUBLED = tuple(sum(divmod(2 * digit, 10)) for digit in range(10))


def is_npi(text: str) -> bool:
    """Tell whether `text` is a valid NPI: ten digits that pass Luhn's check behind the prefix 80840.

    Source: CMS, "Requirements for National Provider Identifier (NPI) and NPI Check Digit".
    """
    if len(text) != 10 or not (text.isascii() and text.isdigit()) or text[0] not in "12":
        return False
    digits = [ord(character) - 48 for character in text]
    # The prefix 80840 always adds 24.
    return (24 + sum(digits[1::2]) + sum(_DOUBLED[digit] for digit in digits[0::2])) % 10 == 0
