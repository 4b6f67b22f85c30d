"""`site-builder check`: every problem of every product, then the line that accounts for all products."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from .. import build
from ..clock import build_date
from ..content import load
from ..content.folder import PRODUCT_FILE
from ..content.judge import missing_for_publication
from ..content.raw import ProductEntry, RawCatalogue, Tally, Verdict, names_of
from ..messages import CliMessages, Problem, Severity, problem_as_github, problems_as_json
from ..options import Options, read_options
from . import shared_options
from .check_report import CheckReport
from .completions import product_names
from .grammar import OneOf, shortened, speaking_command
from .named import key_of, unknown_name
from .output_file import is_report, refuse_in_site, refuse_other_kind, save_output
from .screen import Terminal, tally_line

OUTPUT_FORMATS = ("text", "json", "github")
REPORT_SUFFIXES = (".html", ".txt")


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    formats = OneOf(say, OUTPUT_FORMATS)
    own = [
        click.Argument(
            ["names"],
            nargs=-1,
            metavar=say("metavar.products"),
            help=say("check.products"),
            shell_complete=product_names,
        ),
        click.Option(["--format", "style"], type=formats, default="text", help=say("option.format")),
        shared_options.out(say, say("check.out")),
    ]
    return speaking_command("check", say, [*own, *shared_options.print_options(say)], partial(check_content, say))


def check_content(
    say: CliMessages,
    *,
    names: tuple[str, ...],
    style: str,
    out: Path | None,
    config_file: Path | None,
    today: date | None,
    **typed: Any,
) -> int:
    """Print what was found, or write it into `out`; 1 where it blocks a build."""
    screen, judged_on = Terminal(say), build_date(today)
    if out:
        refuse_other_kind(out, REPORT_SUFFIXES, is_report, say)
    options = read_options(config_file, **typed)
    if out:
        refuse_in_site(out, options.site_dir, say)
    raw = load.read_catalogue(options.products, Path(), options.cache_dir)
    chosen = {_find_product(name, raw, say) for name in names}
    with screen.progress(say("check.progress")) as progress:
        verdict = build.check(raw, options, judged_on, progress, chosen)
    blocked = verdict.catalogue is None
    if chosen:
        verdict = _narrowed(verdict, raw, chosen)
        blocked = any(problem.severity is Severity.ERROR for problem in verdict.problems)
    drafts = tuple(_told_drafts(verdict.tally, raw, say))
    if out:
        report = CheckReport(verdict.problems, drafts, tally_line(verdict.tally, say), judged_on)
        if not _save_report(report, out, options, screen):
            return 1
    else:
        _print_findings(verdict, drafts, style, screen)
    screen.tally(verdict.tally, aside=style == "json")  # a program reads the JSON
    return 1 if blocked else 0


def _find_product(typed: str, raw: RawCatalogue, say: CliMessages) -> str:
    """The product's folder by its name, its code, its path (as a terminal completes it), or by the product's name."""
    name = typed.replace("\\", "/").removesuffix(f"/{PRODUCT_FILE}").rstrip("/").rpartition("/")[2]
    names = {entry.slug: names_of(entry.data) or _written_code(entry) for entry in raw.entries}
    found = name if name in names else key_of(typed, names) or key_of(name, names)
    if not found:
        raise unknown_name(name, names, say("check.unknown", found=shortened(typed)), say)
    return found


def _written_code(entry: ProductEntry) -> tuple[str, ...]:
    """The code in a file that cannot be read as YAML: it is the very file that somebody wants looked at."""
    with suppress(OSError):
        text = (entry.folder / PRODUCT_FILE).read_text("utf-8", errors="replace")
        return tuple(re.findall(r"^code:\s*[\"']?([\w-]+)", text, re.MULTILINE))
    return ()


def _narrowed(verdict: Verdict, raw: RawCatalogue, chosen: Collection[str]) -> Verdict:
    """What of the verdict is about the products `chosen`."""
    folders = {e.file.removesuffix(f"/{PRODUCT_FILE}") for e in raw.entries if e.slug in chosen}
    others = {e.file.removesuffix(f"/{PRODUCT_FILE}") for e in raw.entries} - folders

    def concerns(problem: Problem) -> bool:
        """It lies in one of the folders, or is an error of what all products need."""
        places = {problem.file, problem.file.rpartition("/")[0]}
        shared = problem.severity is Severity.ERROR and places.isdisjoint(others)
        return shared or not places.isdisjoint(folders)

    problems = filter(concerns, verdict.problems)
    published, drafts, broken = (
        tuple(slug for slug in slugs if slug in chosen)
        for slugs in (verdict.tally.published, verdict.tally.drafts, verdict.tally.broken)
    )
    return replace(verdict, problems=tuple(problems), tally=Tally(published, drafts, broken))


def _told_drafts(tally: Tally, raw: RawCatalogue, say: CliMessages) -> Iterator[str]:
    """For each sound draft what it lacks to be published."""
    missing = missing_for_publication(raw)
    for slug in tally.drafts:
        words = (say(f"check.missing.{path.replace('.', '_')}") for path in missing[slug])
        key = "check.draft" if missing[slug] else "check.draft_ready"
        yield say(key, name=slug, missing=", ".join(words))


def _print_findings(verdict: Verdict, drafts: Collection[str], style: str, screen: Terminal) -> None:
    say = screen.say
    if style == "json":
        click.echo(problems_as_json(verdict.problems, say.lang))
    elif style == "github":
        for problem in verdict.problems:
            click.echo(problem_as_github(problem, say.lang))
    else:
        screen.problems(verdict.problems)
        for line in drafts:
            screen.line(line)
        if not verdict.problems:
            screen.line(say("check.fine"), "green")


def _save_report(report: CheckReport, out: Path, options: Options, screen: Terminal) -> bool:
    say = screen.say
    content = report.text(say) if out.suffix.lower() == ".txt" else report.page(say, options.theme)
    saved = save_output(content.encode(), out, screen)
    if saved:
        screen.line(say("check.saved", place=out))
    return saved
