"""`site-builder schema`: the JSON Schema by which editors complete keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ..content.schema import write_schemas
from ..messages import CliMessages
from ..options import need_products, read_sound_options
from . import shared_options
from .grammar import speaking_command
from .screen import Terminal


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    shared = (shared_options.config_file, shared_options.products_folder)
    return speaking_command("schema", say, [option(say) for option in shared], partial(write_schema_files, say))


def write_schema_files(say: CliMessages, *, config_file: Path | None, products: Path | None) -> int:
    """Write the schemas beside the products."""
    options = read_sound_options(config_file, products=products)
    need_products(options)
    for file in write_schemas(options.products, say.lang):
        Terminal(say).line(say("schema.made", file=file))
    return 0
