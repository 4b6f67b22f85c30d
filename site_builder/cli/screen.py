"""Output of the commands: coloured on a terminal, plain text everywhere else, always UTF-8."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from ..content.raw import Tally
from ..messages import CliMessages, Problem, Severity, message, problem_as_text

SEVERITY_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
KILOBYTE = 1000


def speak_utf8() -> None:
    """Windows consoles and pipes default to an encoding that has no Vietnamese letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


class Terminal:
    """Writes results to standard output (`line`) and messages about the work to standard error (`aside`)."""

    def __init__(self, say: CliMessages) -> None:
        self.say = say
        self.out = Console(highlight=False, soft_wrap=True)
        self.err = Console(highlight=False, soft_wrap=True, stderr=True)

    def line(self, text: str, style: str = "") -> None:
        self.out.print(Text(text, style))

    def aside(self, text: str, style: str = "") -> None:
        self.err.print(Text(text, style))

    def problems(self, problems: Iterable[Problem], *, aside: bool = False) -> None:
        """Every problem with its place and its remedy."""
        for problem in problems:
            (self.err if aside else self.out).print(_coloured_problem(problem, self.say.lang))

    def tally(self, tally: Tally, *, aside: bool = False) -> None:
        """The line that accounts for every product."""
        (self.err if aside else self.out).print(Text(tally_line(tally, self.say), "bold"))

    @contextmanager
    def progress(self, label: str) -> Iterator[Callable[[int, int], None]]:
        """A bar for long work on a terminal; nothing in a log. Yields `report(done, total)`."""
        if not self.err.is_terminal:
            yield lambda _done, _total: None
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self.err, transient=True) as bar:
            task = bar.add_task(label, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)


def tally_line(tally: Tally, say: CliMessages) -> str:
    """`12 sản phẩm: 9 đăng, 1 nháp, 2 lỗi`."""
    return say(
        "tally",
        total=tally.total,
        published=len(tally.published),
        drafts=len(tally.drafts),
        broken=len(tally.broken),
    )


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


def _coloured_problem(problem: Problem, lang: str) -> Text:
    text = Text(problem_as_text(problem, lang))
    text.stylize("bold", 0, len(problem.place))
    severity = message(f"severity.{problem.severity}", lang)
    start = len(problem.place) + 2
    text.stylize(SEVERITY_COLOURS[problem.severity], start, start + len(severity))
    return text
