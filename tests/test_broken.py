"""Each folder of `tests/broken/` holds one mistake in `products/`, and what `check` says of it in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from site_builder.cli.screen import tally_line
from site_builder.content import load
from site_builder.content.judge import judge
from site_builder.content.raw import Verdict
from site_builder.messages import CliMessages, problem_as_text
from site_builder.prints.letters import letter_problems

BROKEN = Path(__file__).parent / "broken"
MISTAKES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())
TODAY = date(2026, 11, 24)


def report(verdict: Verdict, lang: str) -> str:
    """Every problem as `check` prints it, and the line that accounts for all products."""
    lines = [problem_as_text(problem, lang) for problem in verdict.problems]
    return "\n".join([*lines, tally_line(verdict.tally, CliMessages(lang))]) + "\n"


def judged(mistake: str) -> Verdict:
    """As every command reads and judges."""
    folder = BROKEN / mistake
    raw = load.read_catalogue(folder / "products", folder, None)
    return judge(raw, today=TODAY, also=letter_problems(raw))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_where_it_is_and_how_to_mend_it(mistake: str, pytestconfig: pytest.Config) -> None:
    """And it blocks the site or is a warning."""
    folder = BROKEN / mistake
    verdict = judged(mistake)
    for lang in ("vi", "en"):
        told = report(verdict, lang)
        expected = folder / f"expected.{lang}.txt"
        if pytestconfig.getoption("update"):
            expected.write_text(told, "utf-8", newline="\n")

        assert expected.read_text("utf-8") == told
    assert verdict.problems
    assert (verdict.catalogue is None) == bool(verdict.errors)


def test_at_least_sixty_kinds_of_mistake_are_shown() -> None:
    assert len(MISTAKES) >= 60
