"""What renditions are called: whose they are, and a mark that changes with everything they depend on."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from ..vietnamese import slug
from .encoders import versions
from .plan import Recipe

VERSION = 3
"""Of what is done to the pixels: one more whenever that changes, so that everything is made anew."""
_LETTERS = 40
"""Of an owner's or a photo's own name, at the most, in the names of its renditions."""


def stem(owner: str, photo: Path, digest: str, recipe: Recipe, focus: tuple[float, float]) -> str:
    """What the names of a photo's renditions begin with: whose it is, its own name, and the mark.

    `digest` is of the photo's bytes. The focus point counts only where the recipe crops.
    """
    made_of = (VERSION, versions(), recipe, focus if recipe.frame else None, digest)
    mark = sha256(repr(made_of).encode()).hexdigest()[:12]
    return f"{_name(owner)}-{_name(photo.stem)}-{mark}"


def _name(text: str) -> str:
    return slug(text)[:_LETTERS].strip("-") or "photo"
