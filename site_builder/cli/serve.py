"""`site-builder serve`: the live preview."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import click

from ..build import compose, examine, pages
from ..clock import day
from ..options import Options, read
from ..preview import PORTS, PreviewServer, open_server
from ..serve import Round, keep_showing, page_of_problems
from ..voice import Voice
from . import choices
from .grammar import Command, Count, Wrong
from .screen import Screen, number

LAST_PORT = 65535


def command(say: Voice) -> click.Command:
    """The command, speaking the language of `say`."""
    kind = Count(say, 1, LAST_PORT)
    port = click.Option(["-p", "--port"], type=kind, metavar=say("metavar.number"), help=say("option.port"))
    shared = (choices.config_file, choices.products, choices.cache_dir, choices.jobs)
    return Command("serve", say, [*(option(say) for option in shared), port], partial(serve, say))


def serve(say: Voice, *, config_file: Path | None, port: int | None, **typed: Any) -> None:
    """Show the site until the person stops it."""
    screen = Screen(say)
    options = read(config_file, **typed)
    server = _open(port, options, say)
    Thread(target=server.serve_forever, daemon=True).start()
    screen.line(say("serve.ready", address=server.address), "bold")

    def make() -> Round:
        return _round(read(config_file, live=True, **typed))

    def page(problems: Any) -> bytes:
        return page_of_problems(problems, options.theme, say.lang)

    places = [options.products, *options.theme.folders, *([options.config_file] if options.config_file else [])]
    keep_showing(server, make, places, partial(_tell, screen), page)


def _round(options: Options) -> Round:
    today, start = day(), time.perf_counter()
    examined = examine(options, today)
    verdict = examined.verdict
    if verdict.catalogue is None:
        return Round(None, verdict.problems)
    files = compose(examined, options, today)
    return Round(files, verdict.problems, time.perf_counter() - start)


def _tell(screen: Screen, found: Round) -> None:
    say = screen.say
    screen.problems(found.problems)
    if found.files is None:
        screen.line(say("serve.broken"), "red")
        return
    clock, seconds = time.strftime("%H:%M:%S"), number(found.seconds, say, 1)
    screen.line(say("serve.again", time=clock, pages=number(pages(found.files), say), seconds=seconds))


def _open(port: int | None, options: Options, say: Voice) -> PreviewServer:
    script = options.theme.find("preview/live.js")
    try:
        return open_server([port] if port else PORTS, script.read_bytes() if script else b"")
    except OSError as error:
        taken = port or PORTS[-1]
        raise Wrong(say("usage.port", found=taken, wanted=taken + 1)) from error
