"""QR codes: a phone can read the address, and screen readers read a name or skip the code."""

from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp

from finder.formats.paper import qr

ADDRESS = "https://www.cancer.gov/types/breast/patient/breast-treatment-pdq"


def drawn(code):
    """The code as a grayscale image of 4 by 4 pixels for each module, drawn from the SVG path."""
    size = int(re.search(r'viewBox="0 0 (\d+) \1"', code)[1])
    dots = np.full((size, size), 255, np.uint8)
    x = y = 0.0
    for step, numbers in re.findall(
        r"([Mmh])([-\d. ]+)", re.search(r'<path stroke[^>]* d="(M[^"]*)"', code)[1]
    ):
        values = [float(each) for each in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        if step == "h":
            dots[int(y), int(x) : int(x + values[0])] = 0
            x += values[0]
        else:
            x, y = (values[0], values[1]) if step == "M" else (x + values[0], y + values[1])
    return dots.repeat(4, 0).repeat(4, 1)


@pytest.mark.parametrize(
    "address", [ADDRESS, "https://a.example/", f"{ADDRESS}?{'x' * 230}", f"{ADDRESS}?n=ñ"]
)
def test_the_address_can_be_read_from_the_code(address):
    assert qr.fits(address)
    (code,) = zxingcpp.read_barcodes(drawn(qr.svg(address)))
    assert code.text == address


def test_the_code_has_a_white_quiet_zone():
    dots = drawn(qr.svg(ADDRESS))
    edge = 4 * 4
    assert (dots[:edge] == 255).all()
    assert (dots[:, :edge] == 255).all()
    assert 'fill="#fff"' in qr.svg(ADDRESS)


def test_a_code_has_a_name_or_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in qr.svg(ADDRESS)
    assert "<title" not in qr.svg(ADDRESS)
    named = qr.svg(ADDRESS, "Where to <read> on")
    assert 'role="img"' in named
    assert "<title>Where to &lt;read&gt; on</title>" in named


def test_the_code_has_no_inline_style():
    assert "style=" not in qr.svg(ADDRESS)


def test_a_long_address_does_not_fit_and_one_that_is_too_long_for_any_code_is_refused():
    assert not qr.fits("https://a.example/" + "x" * 283)
    assert not qr.fits("https://a.example/" + "ñ" * 150)
    with pytest.raises(ValueError, match="fits no QR code"):
        qr.svg("x" * 2332)
