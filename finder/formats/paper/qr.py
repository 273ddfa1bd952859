"""QR codes of web addresses as SVG, to be read by a phone from paper."""

from __future__ import annotations

import io


def svg(address: str, label: str = "") -> str:
    """Return the QR code of an address as SVG, named `label`; without one, screen readers skip it.

    It has a quiet zone of four modules, and is black on white in every color scheme. Its size is set by the
    stylesheet. Error correction is level M, because paper gets folded. Raises ValueError for an address of
    more than 2,331 bytes, which fits no QR code.
    """
    import segno  # noqa: PLC0415 (0.1 s of the start, and few pages have a code)

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
    """Return whether a phone can read the code of an address from paper: it has at most 300 bytes."""
    return len(address.encode()) <= 300
