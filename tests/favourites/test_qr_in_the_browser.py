"""The encoder of the list to take home: what it draws is read by a program that knows nothing of it."""

from __future__ import annotations

import string
from collections.abc import Callable
from random import Random

import numpy
import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, Page

from ..commands import ROOT
from ..sampling import Sample

SCRIPT = ROOT / "theme/assets/js/qr.js"
LETTERS = string.ascii_letters + string.digits + ":/.-#=,%?&"
LONGEST = 666
"""Bytes that version 20 holds at level M."""
PIXELS = 3
CASES = range(1000)


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    page = new_context(offline=True).new_page()
    page.evaluate(SCRIPT.read_text("utf-8"))
    return page


def read(page: Page, text: str) -> zxingcpp.Barcode:
    rows = page.evaluate("text => bgQr(text)", text)
    symbol = numpy.pad(numpy.where(rows, 0, 255).astype("uint8"), 4, constant_values=255)
    (found,) = zxingcpp.read_barcodes(symbol.repeat(PIXELS, 0).repeat(PIXELS, 1))
    return found


def address(seed: int) -> str:
    """An address of any length, short ones as often as long ones."""
    chance = Random(seed)
    length = chance.randint(1, LONGEST - 8 if seed % 2 else 80)
    return "https://" + "".join(chance.choices(LETTERS, k=length))


def test_another_program_reads_every_code(page: Page, sample: Sample) -> None:
    wrong = [text for seed in sample(CASES, 80) if read(page, text := address(seed)).text != text]
    assert wrong == []


def test_every_version_is_read_and_as_small_as_it_can_be(page: Page) -> None:
    sizes = set()
    for length in (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666):
        found = read(page, "x" * length)
        assert (found.text, found.ec_level) == ("x" * length, "M")
        sizes.add(len(page.evaluate("length => bgQr('x'.repeat(length))", length)))
    assert sizes == {version * 4 + 17 for version in range(1, 21)}


def test_what_is_too_long_has_none(page: Page) -> None:
    assert page.evaluate("length => bgQr('x'.repeat(length))", LONGEST + 1) is None
