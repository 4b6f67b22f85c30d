"""Less motion, more contrast, colours of one's own: what a reader has set on the device holds on the page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .test_no_barrier_that_axe_finds import PLACES
from .walk import DESK, PHONE, fit

SHOWN = ("home", "catalogue", "product")
MARKS = "ẪỖỰỆ ẪỖỰỆ"
FRAMES = (
    *("h1", "h2", ".bg-card h2 a, .bg-card h3 a", ".bg-button", ".bg-chip", ".bg-tag", ".bg-lead", ".bg-category b"),
    *(
        ".bg-brand b",
        ".bg-nav a",
        ".bg-key-facts dd",
        ".bg-place",
        ".bg-select",
        ".bg-communes b",
        ".bg-link",
        ".bg-facts td",
    ),
)


@pytest.mark.parametrize("place", SHOWN)
def test_nothing_moves_for_those_who_ask_for_it(place: str, complete_url: str, tab: Page) -> None:
    fit(tab, DESK)
    tab.goto(complete_url + PLACES["vi"][place])
    moving = """() => [...document.querySelectorAll('*')].filter(one => ['', '::before', '::after'].some(part => {
      const style = getComputedStyle(one, part || null);
      return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
    })).length"""
    assert tab.evaluate(moving) == 0
    tab.emulate_media(reduced_motion="no-preference")
    assert tab.evaluate(moving) > 0
    tab.emulate_media(reduced_motion="reduce")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_more_contrast_lines_are_edges_and_second_text_is_first(scheme: Any, complete_url: str, tab: Page) -> None:
    tab.emulate_media(color_scheme=scheme, contrast="more")
    tab.goto(complete_url + PLACES["vi"]["product"])
    colours = tab.evaluate(
        """() => {
          const style = (name, key) => getComputedStyle(document.querySelector(name))[key];
          return [style('body', 'color'), style('.bg-key-facts dt', 'color'), style('.bg-facts th', 'color'),
                  style('.bg-panel', 'borderTopColor'), style('.bg-languages', 'borderTopColor')];
        }"""
    )
    tab.emulate_media(color_scheme="light", contrast="no-preference")
    assert colours[0] == colours[1] == colours[2]
    assert colours[3] == colours[4]


def test_with_colours_of_ones_own_buttons_have_edges_and_choices_are_seen(complete_url: str, tab: Page) -> None:
    fit(tab, DESK)
    tab.emulate_media(forced_colors="active")
    tab.goto(complete_url + PLACES["vi"]["catalogue"])
    edges = """(selector) => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility()).map(
      one => getComputedStyle(one)).map(style =>
        parseFloat(style.borderTopWidth) + (style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)))"""
    for selector in (
        ".bg-chip",
        ".bg-tag",
        "[aria-pressed=true]",
        ".bg-languages [aria-current]",
        ".bg-facets fieldset > label > input",
    ):
        found = tab.evaluate(edges, selector)
        assert found, selector
        assert min(found) >= 1, selector
    tab.keyboard.press("Tab")
    focus = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    tab.emulate_media(forced_colors="none")
    assert focus == "solid"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_letters_with_two_marks_are_not_cut(size: tuple[int, int], complete_url: str, browser: Browser) -> None:
    """Every ink of the tallest letters lies inside whatever hides what is over its edge, and above the line below."""
    page = browser.new_context(bypass_csp=True, reduced_motion="reduce").new_page()
    fit(page, size)
    looked_at, wrong = set(), []
    for place in (*PLACES["vi"].values(), "Q/THU-003/index.html", "xa/index.html"):
        page.goto(complete_url + place)
        found = page.evaluate(INK, [MARKS, list(FRAMES)])
        looked_at |= {selector for selector, _ in found}
        wrong += [(place, selector, told) for selector, told in found if told]
    page.evaluate("document.querySelector('h1').style.cssText = 'overflow: hidden; line-height: .8'")
    assert "cut by" in page.evaluate(INK, [MARKS, ["h1"]])[0][1]
    page.context.close()
    assert wrong == []
    assert looked_at >= set(FRAMES) - {".bg-select", ".bg-nav a"}


INK = """async ([marks, selectors]) => {
  await document.fonts.ready;
  const canvas = document.createElement('canvas').getContext('2d');
  const results = [];
  for (const selector of selectors) for (const one of [...document.querySelectorAll(selector)].slice(0, 4)) {
    if (!one.checkVisibility() || one.closest('.bg-visually-hidden, dialog')) continue;
    const kept = one.innerHTML;
    one.textContent = marks;
    const range = document.createRange();
    range.selectNodeContents(one);
    const style = getComputedStyle(one);
    canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = canvas.measureText(marks);
    const lines = [...range.getClientRects()];
    const wrong = [];
    if (style.textTransform !== 'none') wrong.push('in capitals by style');
    for (const line of lines) {
      const above = ink.fontBoundingBoxAscent, below = ink.fontBoundingBoxDescent;
      const base = line.top + (line.height - above - below) / 2 + above;
      const top = base - ink.actualBoundingBoxAscent, bottom = base + ink.actualBoundingBoxDescent;
      for (let frame = one; frame && frame !== document.body; frame = frame.parentElement) {
        if (!/hidden|clip/.test(getComputedStyle(frame).overflowY)) continue;
        const box = frame.getBoundingClientRect();
        if (top < box.top - .5 || bottom > box.bottom + .5) wrong.push(`cut by ${frame.className}`);
      }
    }
    const height = parseFloat(style.lineHeight), size = parseFloat(style.fontSize);
    if (height && height < 1.12 * size - .01) wrong.push(`lines of ${height / size}`);
    results.push([selector, wrong.join(', ')]);
    one.innerHTML = kept;
  }
  return results;
}"""
