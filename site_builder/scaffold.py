"""The first `product.yml` of a new product: a draft with a comment on every key."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from textwrap import fill

from .catalogue.choices import CHOICES, Choice, describe_choices
from .files import write_atomically

SCAFFOLDS_FOLDER = Path(__file__).parent / "scaffolds"
FIRST_CODE = "SP-001"
COMMENT_WIDTH = 120
EXPLAINED_CHOICES: Mapping[str, Mapping[str, Choice]] = {
    "groups": CHOICES.groups,
    "kinds": CHOICES.producer_kinds,
    "topics": CHOICES.consent_topics,
    "schemes": CHOICES.schemes,
    "channels": CHOICES.channels,
}
"""The choices that comments of the file list, by the name of their place in it."""
NUMBERED_CODE = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class ProductAnswers:
    """What is known of a new product; `category`, `commune` and `producer` may be ''."""

    code: str
    name: str
    group: str
    category: str = ""
    commune: str = ""
    producer: str = ""


def next_code(codes: Iterable[str]) -> str:
    """The number after the highest one of the commonest kind of code: BG-012 after BG-003, BG-011 and SK-2026."""
    taken = set(codes)
    series = [match.groups() for code in taken if (match := NUMBERED_CODE.fullmatch(code))]
    if not series:
        return FIRST_CODE
    kinds = Counter(prefix for prefix, _ in series)
    prefix = max(sorted(kinds), key=lambda kind: kinds[kind])
    digits = [number for kind, number in series if kind == prefix]
    return f"{prefix}{max(map(int, digits)) + 1:0{max(map(len, digits))}}"


def create_product(folder: Path, answers: ProductAnswers, lang: str) -> Path:
    """Write the draft into the new folder `folder` and return the file. FileExistsError where the folder is taken.

    A folder whose file cannot be written is taken away again, or the next try would find its name taken.
    """
    text, file = draft_yaml(answers, lang), folder / "product.yml"
    folder.mkdir(parents=True)
    try:
        write_atomically(file, text.encode())
    except BaseException:
        folder.rmdir()
        raise
    return file


def draft_yaml(answers: ProductAnswers, lang: str) -> str:
    """The text of `product.yml`, its comments in `lang`."""
    comments = {}
    for name, choices in EXPLAINED_CHOICES.items():
        comments[name] = fill(
            f"{describe_choices(choices, lang)}.",
            width=COMMENT_WIDTH,
            initial_indent="# ",
            subsequent_indent="# ",
            break_long_words=False,  # a key is to be copied from here, so it stands whole
            break_on_hyphens=False,
        )
    # What was not answered stays a comment: an empty key would be a mistake in the first minute.
    producer = "# producer:\n#   name: {vi: …}\n#   kind: cooperative"
    if answers.producer:
        producer = f"producer:\n  name: {{vi: {_quote_yaml(answers.producer)}}}\n  # kind: cooperative"
    template = Template((SCAFFOLDS_FOLDER / f"product.{lang}.yml").read_text("utf-8"))
    return template.substitute(
        code=answers.code,
        name=_quote_yaml(answers.name),
        group=answers.group,
        category=f"category: {answers.category}" if answers.category else "# category: …",
        producer=producer,
        **comments,
        origin=f"origin:\n  commune: {answers.commune}" if answers.commune else "# origin:\n#   commune: …",
    )


def _quote_yaml(text: str) -> str:
    """A YAML scalar that holds exactly `text`: JSON's strings are YAML's double-quoted ones."""
    return json.dumps(text, ensure_ascii=False)
