"""`site-builder build`: validate, build beside the target, swap at the end; nothing of that where nothing changed."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from .. import CONFIG_FILE
from ..build_record import RECORD_FILE, RecordDraft, recall, record_place
from ..clock import build_date
from ..messages import CliMessages
from . import shared_options
from .build_report import Judgement, Result, show_judgement, show_result
from .grammar import speaking_command
from .screen import Terminal


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    shared = (
        shared_options.config_file,
        shared_options.products_folder,
        shared_options.site_dir,
        shared_options.cache_dir,
        shared_options.jobs,
        shared_options.strict,
        shared_options.keep_going,
        shared_options.today_option,
    )
    return speaking_command("build", say, [option(say) for option in shared], partial(build_site, say))


def build_site(say: CliMessages, *, config_file: Path | None, today: date | None, **typed: Any) -> int:
    """Build the site; 1 where problems forbid it."""
    screen, start, judged_on = Terminal(say), time.perf_counter(), build_date(today)
    settings = sorted((name, str(value)) for name, value in typed.items())
    asked = [say.lang, str(judged_on), str(Path.cwd()), str(config_file), *(f"{n}={value}" for n, value in settings)]
    if told := recall(record_place(config_file, typed["cache_dir"]), asked):
        show_judgement(Judgement(**told["judgement"]), screen)
        show_result(Result(**told["result"]), screen, time.perf_counter() - start)
        return 0
    from ..options import read_options  # these import most of the program, for which the quick way has no time
    from .full_build import build_anew

    options = read_options(config_file, **typed)
    sources = [options.products, config_file or Path(CONFIG_FILE), *options.theme.folders]
    record = RecordDraft(options.cache_dir / RECORD_FILE, asked, sources)
    built = build_anew(options, judged_on, screen)
    if built is None:
        return 1
    judgement, result = built
    show_result(result, screen, time.perf_counter() - start)
    record.keep(options.site_dir, {"judgement": asdict(judgement), "result": asdict(result.unchanged())})
    return 0
