"""A showcase of its own with any list of languages, and words for each that the program does not bring."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from site_builder.theme_folder import PACKAGED_FOLDER

from ..commands import ROOT

COMPLETE = ROOT / "tests/catalogues/complete"
MINIMAL = ROOT / "tests/catalogues/minimal"
KEPT_WORDS = ("path.", "language.", "listen.pace")
"""Words that are addresses, names and numbers, and carry no mark."""
CONFIG = """
site_name: Thử
site_url: https://ocop-thu.vn/
docs_dir: products
theme: {name: null, custom_dir: own}
plugins: [site-builder]
"""


def showcase(place: Path, languages: Sequence[str], products: Path = MINIMAL) -> Path:
    """A copy of `products` in `place` with `languages`, and `mkdocs.yml` with a theme folder of its own, `own`."""
    shutil.copytree(products, place / "products")
    settings = place / "products/catalogue.yml"
    text = re.sub(r"^(languages|  short_url):.*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE)
    settings.write_text(f"{text.rstrip()}\nlanguages: [{', '.join(languages)}]\n", "utf-8")
    (place / "own/words").mkdir(parents=True)
    (place / "mkdocs.yml").write_text(CONFIG, "utf-8")
    return place


def english_words() -> dict[str, Any]:
    text = (PACKAGED_FOLDER / "words/en.yml").read_text("utf-8")
    words: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return words


def write_words(place: Path, lang: str, words: dict[str, Any]) -> None:
    text = yaml.dump(words, allow_unicode=True, sort_keys=False, width=10_000)
    (place / f"own/words/{lang}.yml").write_text(text, "utf-8")


def marked(words: Any, key: str = "") -> Any:
    """`words` with a mark around every sentence, by which a reader of pages knows from which file they come."""
    if isinstance(words, dict):
        return {name: marked(value, f"{key}.{name}".lstrip(".")) for name, value in words.items()}
    return words if key.startswith(KEPT_WORDS) else "|".join(f"«{text}»" for text in str(words).split("|"))


def french_words() -> dict[str, Any]:
    """Every word in marks; those of choices, which stand in the program's `choices.yml` otherwise, among them."""
    words: dict[str, Any] = marked(english_words())
    words["language"] = {"locale": "fr_FR", "name": "Français", "short": "FR"}
    choices = yaml.load((ROOT / "site_builder/catalogue/choices.yml").read_text("utf-8"), yaml.BaseLoader)
    sections = {"group": "groups", "kind": "producer_kinds", "scheme": "schemes", "channel": "channels"}
    for section, listed in sections.items():
        words[section] = {key: f"«{choice['name']['en']}»" for key, choice in choices[listed].items()}
    words["group_official"] = {key: f"«{choice['official']['en']}»" for key, choice in choices["groups"].items()}
    return words
