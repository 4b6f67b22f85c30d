"""Waiting for what a page comes to."""

from __future__ import annotations

from playwright.sync_api import Page

ASKED_AGAIN = """async wanted => {
  for (let left = 3000; left; left--) {
    if (await (%s)(wanted)) return;
    await new Promise(done => setTimeout(done, 10));
  }
  throw new Error("in vain");
}"""


def until(page: Page, question: str, wanted: object = None) -> None:
    """Wait until the page answers the function `question` with yes, for half a minute at most.

    Playwright's own `wait_for_function` asks a promise but once, and where the page's policy allows no eval it fails
    unless the first answer is yes.
    """
    page.evaluate(ASKED_AGAIN % question, wanted)
