"""Output of the commands: coloured on a terminal, plain text everywhere else, always UTF-8."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

import click

from ..messages import CliMessages, Problem, Severity, group_problems, message, problem_as_text
from .grammar import QUIET

if TYPE_CHECKING:
    from ..content.raw import Tally

KILOBYTE = 1000


class Terminal:
    """Writes results to standard output (`line`) and messages about the work to standard error (`aside`)."""

    def __init__(self, say: CliMessages) -> None:
        self.say = say
        context = click.get_current_context(silent=True)
        self.quiet = bool(context and context.meta.get(QUIET))
        self.colour = False if os.environ.get("NO_COLOR") else None  # None: on a terminal only

    def line(self, text: str, style: str = "", *, aside: bool = False) -> None:
        """Print `text`; `style` is the name of a colour, or `bold`. Quiet, only what stops the work, which is red."""
        if not self.quiet or style == "red":
            self._write(text, style, aside=aside)

    def _write(self, text: str, style: str = "", *, aside: bool = False) -> None:
        styled = click.style(text, bold=True) if style == "bold" else click.style(text, fg=style) if style else text
        with suppress(OSError) if aside else nullcontext():  # where messages go to is full or closed: nobody is told
            click.echo(styled, err=aside, color=self.colour)

    def aside(self, text: str, style: str = "") -> None:
        self.line(text, style, aside=True)

    def problems(self, problems: Iterable[Problem], *, aside: bool = False) -> None:
        """Every problem with its place and its remedy, quiet or not."""
        self.told(problem_lines(problems, self.say), aside=aside)

    def told(self, lines: Iterable[str], *, aside: bool = False) -> None:
        """Lines that are coloured already, quiet or not."""
        for line in lines:
            self._write(line, aside=aside)

    def tally(self, tally: Tally, *, aside: bool = False) -> None:
        """The line that accounts for every product."""
        self.line(tally_line(tally, self.say), "bold", aside=aside)

    @contextmanager
    def progress(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """A bar for long work on a terminal; nothing in a log. Yields `report(done, total)`."""
        if self.quiet or not sys.stderr.isatty():
            yield lambda _done, _total: None
            return
        with click.progressbar(length=1, label=label, show_eta=False, show_pos=True, file=sys.stderr) as bar:

            def report(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            yield report

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """The same for work that does not tell how far it has come."""
        with self.progress(label) as report:
            yield
            report(1, 1)


def problem_lines(problems: Iterable[Problem], say: CliMessages) -> list[str]:
    """A coloured line for each problem: errors first, warnings of one kind in one file at once."""
    lines = []
    for group in group_problems(problems):
        problem, text = group.first, problem_as_text(group, say.lang)
        severity = message(f"severity.{problem.severity}", say.lang)
        rest = text.removeprefix(f"{problem.place}: {severity}")
        bad = problem.severity is Severity.ERROR
        place = click.style(problem.place, bold=True)
        coloured = click.style(severity, fg="red" if bad else "yellow", bold=True if bad else None)
        lines.append(f"{place}: {coloured}{rest}")
    return lines


def tally_line(tally: Tally, say: CliMessages) -> str:
    """`12 sản phẩm: 9 đăng, 1 nháp, 2 lỗi; 1 lỗi ở products/catalogue.yml`."""
    line = say(
        "tally",
        total=tally.total,
        published=len(tally.published),
        drafts=len(tally.drafts),
        broken=len(tally.broken),
    )
    return f"{line}; {errors_line(dict(tally.elsewhere), say)}" if tally.elsewhere else line


def errors_line(counts: Mapping[str, int], say: CliMessages) -> str:
    """`3 lỗi ở products/catalogue.yml, mkdocs.yml`."""
    return say("errors_in", n=sum(counts.values()), files=", ".join(counts))


def format_number(value: float, say: CliMessages, digits: int = 0) -> str:
    """A number as the language writes it: 1.234,5 or 1,234.5."""
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", say("thousands_and_decimal")))


def format_size(amount: int, say: CliMessages) -> str:
    """Bytes in the unit that reads best."""
    value, units = float(amount), ["B", "kB", "MB", "GB"]
    while value >= KILOBYTE and len(units) > 1:
        value, units = value / KILOBYTE, units[1:]
    return f"{format_number(value, say, 1 if units[0] in ('MB', 'GB') else 0)} {units[0]}"
