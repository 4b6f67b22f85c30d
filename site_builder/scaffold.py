"""The first `product.yml` of a new product: a draft with a comment on every key."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from string import Template
from textwrap import fill

from .catalogue.choices import CHOICES, Choice, describe_choices
from .files import write_atomically

SCAFFOLDS_FOLDER = Path(__file__).parent / "scaffolds"
FIRST_PREFIX = "SP"
"""What codes begin with where nothing says another."""
FIRST_WIDTH = 3
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
    """What is known of a new product; what follows `group` may be ''."""

    code: str
    name: str
    group: str
    category: str = ""
    commune: str = ""
    producer: str = ""
    kind: str = ""


def next_code(codes: Iterable[str], taken: Iterable[str] = (), prefix: str = "") -> str:
    """The number after the highest one of the commonest kind among the products' `codes`: BG-012 after BG-003, BG-011.

    `taken` are codes of events and of what is gone, which are never continued; `prefix` is the catalogue's own.
    """
    series = [match.groups() for code in set(codes) if (match := NUMBERED_CODE.fullmatch(code))]
    ours = [(kind, number) for kind, number in series if kind.startswith(prefix)]
    if ours:
        kinds = Counter(kind for kind, _ in ours)
        kind = max(sorted(kinds), key=lambda each: kinds[each])
        numbers = [number for each, number in ours if each == kind]
        highest, width = max(map(int, numbers)), max(map(len, numbers))
    else:
        kind, highest, width = f"{prefix or FIRST_PREFIX}-", 0, FIRST_WIDTH
    used = {*codes, *taken}
    following = (f"{kind}{number:0{width}}" for number in count(highest + 1))
    return next(code for code in following if code not in used)


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
    known = bool(answers.producer or answers.kind)
    producer = "\n".join(
        (
            "producer:" if known else "#producer:",
            f"  name: {{vi: {_quote_yaml(answers.producer)}}}" if answers.producer else "  #name: {vi: …}",
            f"  kind: {answers.kind}" if answers.kind else "  #kind: cooperative",
        )
    )
    template = Template((SCAFFOLDS_FOLDER / f"product.{lang}.yml").read_text("utf-8"))
    return template.substitute(
        code=answers.code,
        name=_quote_yaml(answers.name),
        group=answers.group,
        category=f"category: {answers.category}" if answers.category else "#category: …",
        producer=producer,
        **comments,
        origin=f"origin:\n  commune: {answers.commune}" if answers.commune else "#origin:\n  #commune: …",
    )


def _quote_yaml(text: str) -> str:
    """A YAML scalar that holds exactly `text`: JSON's strings are YAML's double-quoted ones."""
    return json.dumps(text, ensure_ascii=False)
