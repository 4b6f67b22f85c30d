"""The data of the list to take home: one plain script for each language, which its page alone loads."""

from __future__ import annotations

import json

from ..views.context import Context
from ..views.favourites import favourite_rows


def favourites_file(lang: str) -> str:
    """The logical name of the script in the language `lang`."""
    return f"favourites.{lang}.js"


def favourites_data(context: Context) -> bytes:
    """The script: `bgGoods` becomes a list with a row for each product."""
    rows = json.dumps(list(favourite_rows(context)), ensure_ascii=False, separators=(",", ":"))
    return f"window.bgGoods={rows}\n".encode()
