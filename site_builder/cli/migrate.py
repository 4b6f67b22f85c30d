"""`site-builder migrate`: brings a catalogue to format 2; shows the difference, asks, keeps a copy."""

from __future__ import annotations

import difflib
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from itertools import count
from pathlib import Path
from stat import S_IMODE

import click

from ..content import load
from ..content.folder import PRODUCT_FILE, SETTINGS_FILE
from ..content.migration import FORMAT, FileChange, changed_files
from ..content.raw import RawCatalogue
from ..files import write_atomically
from ..messages import CatalogueError, CliMessages, Severity
from ..options import need_products, read_sound_options
from . import shared_options
from .grammar import speaking_command
from .screen import Terminal

LINE_COLOURS = {"+": "green", "-": "yellow", "@": "cyan"}


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    yes = click.Option(["--yes"], is_flag=True, help=say("migrate.yes"))
    shared = (shared_options.config_file(say), shared_options.products_folder(say))
    return speaking_command("migrate", say, [yes, *shared], partial(migrate_catalogue, say))


def migrate_catalogue(say: CliMessages, *, yes: bool, config_file: Path | None, products: Path | None) -> int:
    """Show what changes, ask, keep a copy of the files, write them one by one; 1 where something is left to do."""
    screen = Terminal(say)
    options = read_sound_options(config_file, products=products)
    need_products(options)
    raw = load.read_catalogue(options.products, Path(), options.cache_dir)
    errors = [problem for problem in raw.all_problems() if problem.severity is Severity.ERROR]
    if errors or raw.settings is None:
        raise CatalogueError(errors)
    paths = _paths(raw)
    found = tuple(changed_files(raw, {name: path.read_bytes() for name, path in paths.items()}))
    changes = [change for change in found if change.after]
    by_hand = [change.file for change in found if not change.after]
    for name in by_hand:
        screen.aside(say("migrate.by_hand", file=name), "red")
    if by_hand:
        return 1
    if not changes:
        screen.line(say("migrate.nothing", format=FORMAT), "green")
        return 0
    _show(changes, screen)
    if not (yes or _is_agreed(len(changes), screen)):
        screen.aside(say("migrate.left"))
        return 1
    kept = _keep_copies([paths[change.file] for change in changes], options.products)
    for change in changes:
        _write_in_place(paths[change.file], change.after.encode())
    screen.line(say("migrate.done", n=len(changes), format=FORMAT, place=kept), "green")
    return 0


def _write_in_place(file: Path, data: bytes) -> None:
    """Write to the file itself, also where its name leads to it from elsewhere; who may read and write it stays."""
    own = file.resolve()
    mode = own.stat().st_mode
    write_atomically(own, data)
    own.chmod(S_IMODE(mode))


def _is_agreed(number: int, screen: Terminal) -> bool:
    """Whether the person says so; where nobody is there to answer, nobody does."""
    try:
        return click.confirm(screen.say("migrate.ask", n=number), err=True)
    except click.Abort:
        if sys.stdin and sys.stdin.isatty():
            raise
        return False


def _paths(raw: RawCatalogue) -> dict[str, Path]:
    """The file of every product and of the settings, by the name that a person types."""
    products = {entry.file: entry.folder / PRODUCT_FILE for entry in raw.entries}
    return {**products, raw.catalogue.file: raw.folder / SETTINGS_FILE}


def _show(changes: Sequence[FileChange], screen: Terminal) -> None:
    for change in changes:
        before, after = change.before.splitlines(), change.after.splitlines()
        for line in difflib.unified_diff(before, after, change.file, change.file, lineterm=""):
            screen.line(line, LINE_COLOURS.get(line[:1], ""))


def _keep_copies(files: Sequence[Path], products: Path) -> Path:
    """Copy the files into a new folder beside the products; it gets its name when all of them are in it."""
    root = products.absolute()
    names = (f"{root.name}-truoc-{FORMAT}{f'-{n}' if n > 1 else ''}" for n in count(1))
    kept = next(place for name in names if not (place := root.with_name(name)).exists())
    with tempfile.TemporaryDirectory(prefix=f".{root.name}-", dir=root.parent, ignore_cleanup_errors=True) as draft:
        whole = Path(draft) / kept.name
        for file in files:
            copy = whole / file.absolute().relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, copy)
        whole.rename(kept)
    return kept
