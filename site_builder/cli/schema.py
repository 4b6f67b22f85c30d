"""`site-builder schema`: the JSON Schema by which editors complete keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ..content.schema import write
from ..options import read
from ..voice import Voice
from . import choices
from .grammar import Command
from .screen import Screen


def command(say: Voice) -> click.Command:
    """The command, speaking the language of `say`."""
    shared = (choices.config_file, choices.products)
    return Command("schema", say, [option(say) for option in shared], partial(schema, say))


def schema(say: Voice, *, config_file: Path | None, products: Path | None) -> int:
    """Write the schemas beside the products."""
    options = read(config_file, products=products)
    for file in write(options.products, say.lang):
        Screen(say).line(say("schema.made", file=file))
    return 0
