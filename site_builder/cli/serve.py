"""`site-builder serve`: the live preview."""

from __future__ import annotations

import errno
import sys
import time
import traceback
import webbrowser
from collections.abc import Callable, Iterable
from functools import partial
from itertools import zip_longest
from pathlib import Path
from threading import Thread
from typing import Any

import click

from ..build import compose, examine, html_page_count, lacks_print
from ..clock import build_date
from ..messages import CliMessages, Problem
from ..options import Options, need_products, read_options
from ..preview import (
    HOST,
    PORTS,
    PreviewBuild,
    PreviewServer,
    ServedSite,
    open_server,
    problems_page,
    run_preview,
    waiting_page,
)
from ..views.qr import QUIET_ZONE, symbol
from . import shared_options
from .grammar import speaking_command, whole_number
from .last_resort import show_crash
from .screen import Terminal, format_number

MAX_PORT = 65535


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    kind = whole_number(say, 1, MAX_PORT)
    own = [
        click.Option(["--host"], default=HOST, metavar=say("metavar.host"), help=say("option.host")),
        click.Option(["--open", "open_browser"], is_flag=True, help=say("option.open")),
    ]
    port = click.Option(["-p", "--port"], type=kind, metavar=say("metavar.number"), help=say("option.port"))
    shared = (shared_options.config_file, shared_options.products_folder, shared_options.cache_dir, shared_options.jobs)
    return speaking_command(
        "serve", say, [*(option(say) for option in shared), port, *own], partial(serve_preview, say)
    )


def serve_preview(
    say: CliMessages, *, config_file: Path | None, host: str, port: int | None, open_browser: bool, **typed: Any
) -> None:
    """Show the site until the person stops it."""
    screen = Terminal(say)
    build_date()  # a day in the environment that is none is told at once, not at every build
    options = read_options(config_file, **typed)
    need_products(options)
    script = options.theme.find("preview/live.js")
    server = _open_server(host, port, script.read_bytes() if script else b"", say)
    server.failed = _crash_teller()
    server.show(ServedSite("", {}, waiting_page(options.theme, say.lang)))
    Thread(target=server.serve_forever, daemon=True).start()
    screen.line(say("serve.ready", address=server.address), "bold")
    _show_network(server.network_addresses, screen)
    if open_browser and not webbrowser.open(server.address):
        screen.aside(say("serve.no_browser"), "yellow")
    if lacks_print(options):
        screen.aside(say("build.no_print"), "yellow")

    def build() -> PreviewBuild:
        # The options are read again, and the clock: a preview may run for days while `mkdocs.yml` is edited.
        return _preview_build(read_options(config_file, live=True, **typed))

    def page(problems: Iterable[Problem]) -> bytes:
        return problems_page(problems, options.theme, say.lang)

    places = [options.products, *options.theme.folders, *([options.config_file] if options.config_file else [])]
    run_preview(server, build, places, partial(_print_build, screen, server.failed), page)


def _open_server(host: str, port: int | None, script: bytes, say: CliMessages) -> PreviewServer:
    try:
        return open_server(host, [port] if port else PORTS, script)
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES):
            taken = port or PORTS[-1]
            raise click.UsageError(say("usage.port", found=taken, wanted=taken + 1)) from error
        raise click.UsageError(say("usage.host", found=host)) from error


def _show_network(addresses: Iterable[str], screen: Terminal) -> None:
    """Where phones of the same network find it, with the first address as a QR code."""
    for at, address in enumerate(addresses):
        screen.line(screen.say("serve.network", address=address))
        if at == 0:
            screen.line(terminal_code(address, plain=screen.colour is False or not sys.stdout.isatty()))


def terminal_code(address: str, *, plain: bool) -> str:
    """The QR code of `address` in letters: two rows a line, black on white; `plain` in ASCII, for any terminal."""
    code, margin = symbol(address, "L"), bytes(QUIET_ZONE)
    blank = [bytes(code.side)] * QUIET_ZONE
    matrix = [*blank, *(margin + row + margin for row in code.rows), *blank]
    if plain:
        return "\n".join("".join("##" if dark else "  " for dark in row) for row in matrix)
    pairs = zip_longest(matrix[::2], matrix[1::2], fillvalue=bytes(code.side))
    lines = ("".join(" ▄▀█"[2 * upper + lower] for upper, lower in zip(*pair, strict=True)) for pair in pairs)
    return "\n".join(click.style(line, fg="black", bg="bright_white") for line in lines)


def _preview_build(options: Options) -> PreviewBuild:
    today, start = build_date(), time.perf_counter()
    examined = examine(options, today)
    problems = examined.verdict.problems
    if examined.verdict.catalogue is None:
        return PreviewBuild(None, problems)
    site = compose(examined, options, today)
    return PreviewBuild(site.files, (*problems, *site.problems), time.perf_counter() - start)


def _crash_teller() -> Callable[[Exception], None]:
    """What tells of a fault of the program, each once: a page is asked for, and a file saved, many times."""
    told: set[str] = set()

    def tell(error: Exception) -> None:
        place = f"{type(error).__name__} {traceback.extract_tb(error.__traceback__)[-1:]}"
        if place not in told:
            told.add(place)
            show_crash(error, sys.argv[1:])

    return tell


def _print_build(screen: Terminal, failed: Callable[[Exception], None], build: PreviewBuild) -> None:
    say = screen.say
    screen.problems(build.problems)
    if build.failure:
        failed(build.failure)
    if build.files is None:
        screen.line(say("serve.broken"), "red")
        return
    clock, pages = time.strftime("%H:%M:%S"), format_number(html_page_count(build.files), say)
    screen.line(say("serve.again", time=clock, pages=pages, seconds=format_number(build.seconds, say, 1)))
