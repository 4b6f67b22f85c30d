"""What Tab offers: products, events, kinds of labels, keys of the catalogue, languages, files and folders.

What reads the content is imported where it is asked for: every command has completions, and few have time for it.

A completion that fails completes nothing, and prints nothing: a shell shows what is said in the middle of a line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from .grammar import COMPLETE_VARIABLE

if TYPE_CHECKING:
    from ..catalogue.showcase import Settings

POWERSHELL = "powershell"
Offer = tuple[str, str]
"""A value and, where one helps, what it means."""
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
"""What click asks for the values that begin with what was typed."""


def _completer(offers: Callable[[click.Context], Iterable[Offer]]) -> Completer:
    """Offers those of the values that begin so; behind a comma the next one of a list begins."""

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        found: list[Offer] = []
        with suppress(Exception):
            found = list(offers(ctx))
        before, comma, begun = incomplete.rpartition(",")
        named = before.split(",")
        return [
            CompletionItem(f"{before}{comma}{value}", help=meaning or None)
            for value, meaning in found
            if value.startswith(begun) and value not in named
        ]

    return complete


def _products(ctx: click.Context) -> Iterator[Offer]:
    from ..content.folder import PRODUCT_FILE

    for file in sorted(_products_folder(ctx).glob(f"*/{PRODUCT_FILE}")):
        yield file.parent.name, ""


def _events(ctx: click.Context) -> Iterator[Offer]:
    yield from ((event.key, event.name.vi) for event in _settings(ctx).events)


def _categories(ctx: click.Context) -> Iterator[Offer]:
    yield from ((each.key, each.name.vi) for each in _settings(ctx).categories)


def _communes(ctx: click.Context) -> Iterator[Offer]:
    yield from ((each.key, each.name.vi) for each in _settings(ctx).communes)


def _languages(ctx: click.Context) -> Iterator[Offer]:
    yield from ((lang, "") for lang in _settings(ctx).languages)


def _groups(_: click.Context) -> Iterator[Offer]:
    from ..catalogue.choices import CHOICES

    yield from ((key, group.name.vi) for key, group in CHOICES.groups.items())


def _kinds(_: click.Context) -> Iterator[Offer]:
    from ..catalogue.choices import CHOICES

    yield from ((key, kind.name.vi) for key, kind in CHOICES.producer_kinds.items())


product_names = _completer(_products)
event_names = _completer(_events)
category_keys = _completer(_categories)
commune_keys = _completer(_communes)
language_codes = _completer(_languages)
group_keys = _completer(_groups)
kind_keys = _completer(_kinds)
COMPLETED_ANSWERS = {"group": group_keys, "category": category_keys, "commune": commune_keys, "kind": kind_keys}
"""The questions of `new` that are answered with a key."""


def paths(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and folders that begin so."""
    return _paths(incomplete, folders_alone=False)


def folders(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The folders that begin so."""
    return _paths(incomplete, folders_alone=True)


def _paths(incomplete: str, *, folders_alone: bool) -> list[CompletionItem]:
    """bash, zsh and fish look for themselves, and know when a path goes on; PowerShell has to be told all of them."""
    if not os.environ.get(COMPLETE_VARIABLE, "").startswith(POWERSHELL):
        return [CompletionItem(incomplete, type="dir" if folders_alone else "file")]
    place, slash, begun = incomplete.replace("\\", "/").rpartition("/")
    found: list[CompletionItem] = []
    with suppress(OSError, ValueError):
        for entry in sorted(Path(place or slash or ".").iterdir()):
            name, is_folder = entry.name, entry.is_dir()
            shown = name.startswith(begun) and (begun or not name.startswith("."))
            if shown and (is_folder or not folders_alone):
                found.append(CompletionItem(f"{place}{slash}{name}"))
    return found


def _settings(ctx: click.Context) -> Settings:
    from ..content import validate
    from ..content.folder import SETTINGS_FILE

    read = validate.parse_settings((_products_folder(ctx) / SETTINGS_FILE).read_bytes(), SETTINGS_FILE).noun
    if read is None:
        raise LookupError
    return read


def _products_folder(ctx: click.Context) -> Path:
    from ..options import read_options

    typed: Path | None = ctx.params.get("products")
    return typed or read_options(ctx.params.get("config_file")).products
