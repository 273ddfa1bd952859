"""The National Provider Identifier: ten digits, the last of them a check digit."""

from __future__ import annotations

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
