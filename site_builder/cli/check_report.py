"""What `check` found, as a text and as a page that stands by itself and prints well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..catalogue.vietnamese import format_day
from ..messages import CliMessages, Problem, ProblemGroup, group_problems, message, problem_as_text
from ..theme_folder import Theme
from .output_file import REPORT_MARK


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The findings of one check: all problems, what drafts lack, and the line that accounts for everything."""

    problems: Sequence[Problem]
    drafts: Sequence[str]
    tally: str
    today: date

    def text(self, say: CliMessages) -> str:
        """Plain text."""
        found = [problem_as_text(group, say.lang) for group in group_problems(self.problems)]
        title = say("check.title", day=format_day(self.today, say.lang))
        return "\n".join(
            [f"{REPORT_MARK} · {title}", "", *(found or [say("check.fine")]), *self.drafts, self.tally, ""]
        )

    def page(self, say: CliMessages, theme: Theme) -> str:
        """HTML, with its style in it."""
        loader = FileSystemLoader([folder / "preview" for folder in theme.folders])
        template = Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("report.html")
        groups = group_problems(self.problems)
        files = dict.fromkeys(group.first.file for group in groups)
        rows = {file: [_row(g, say.lang) for g in groups if g.first.file == file] for file in files}
        title = say("check.title", day=format_day(self.today, say.lang))
        return template.render(
            lang=say.lang,
            mark=REPORT_MARK,
            title=title,
            files=rows,
            fine=[] if rows else [say("check.fine")],
            drafts=self.drafts,
            tally=self.tally,
        )


def _row(group: ProblemGroup, lang: str) -> dict[str, str]:
    first = group.first
    return {
        "line": str(first.line or ""),
        "severity": str(first.severity),
        "called": message(f"severity.{first.severity}", lang),
        "what": group.what(lang),
        "fix": first.fix(lang),
    }
