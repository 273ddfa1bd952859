"""QR codes of addresses, drawn here, as SVG: a phone reads from paper where to go on."""

from __future__ import annotations

import io

import segno


def svg(address: str, label: str = "") -> str:
    """Return an address as an SVG picture named `label`; without a label it is hidden from screen readers.

    The picture has its quiet zone of four modules, is black on white in every color scheme, and as large as
    the stylesheet says. Error correction M: paper gets folded. Raises ValueError for an address of
    more than 2,331 bytes, which no code holds.
    """
    try:
        code = segno.make(address, error="m", micro=False, boost_error=False)
    except segno.DataOverflowError as error:
        raise ValueError("An address this long fits no QR code.") from error
    drawn = io.BytesIO()
    code.save(
        drawn, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, svgns=True, omitsize=True,
        svgclass="qr", lineclass=None, nl=False, title=label or None,
    )  # fmt: skip
    role = 'role="img"' if label else 'aria-hidden="true"'
    return drawn.getvalue().decode().replace("<svg ", f"<svg {role} ", 1)


def fits(address: str) -> bool:
    """Tell whether an address makes a code that a phone reads from paper: 300 bytes at most."""
    return len(address.encode()) <= 300
