"""Vietnamese text: folding for search, slugs, collation order, NFC, legacy encodings.

`theme/assets/` holds the same folding as a script; both are tested with the vectors of `tests/vectors/`.
"""

from __future__ import annotations

import re
import unicodedata


def nfc(text: str) -> str:
    """Composed form: every Vietnamese letter is one code point."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """What a person types without marks: casefold, drop combining marks, đ to d, spaces collapsed."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.replace("đ", "d").split())


def slug(text: str) -> str:
    """`fold` with everything but letters and digits turned into single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
