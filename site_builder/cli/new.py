"""`site-builder new`: the folder and the commented draft of a new product."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from ..catalogue import vietnamese
from ..catalogue.choices import CHOICES
from ..content import load
from ..content.raw import RawCatalogue
from ..messages import CliMessages
from ..options import read_sound_options
from ..scaffold import ProductAnswers, create_product, next_code
from . import shared_options
from .grammar import speaking_command
from .screen import Terminal

QUESTIONS = ("name", "group", "category", "commune", "producer")


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    slots = {"name": "words", "group": "key", "category": "key", "commune": "key", "producer": "words", "code": "code"}
    groups = ", ".join(CHOICES.groups)
    options = [
        click.Option([f"--{name}"], metavar=say(f"metavar.{slot}"), help=say(f"new.option.{name}", choices=groups))
        for name, slot in slots.items()
    ]
    slug = click.Argument(["slug"], metavar="SLUG", help=say("new.slug"))
    params = [slug, *options, shared_options.config_file(say), shared_options.products_folder(say)]
    return speaking_command("new", say, params, partial(create_draft, say))


def create_draft(
    say: CliMessages,
    *,
    slug: str,
    code: str | None,
    config_file: Path | None,
    products: Path | None,
    **given: str | None,
) -> None:
    """Ask what is not given (where somebody is there to answer), write the draft, say what comes next."""
    screen = Terminal(say)
    options = read_sound_options(config_file, products=products)
    folder_name = vietnamese.slug(slug)
    # People type the product's name in the place of the folder's: it is taken for both.
    is_name = " " in slug.strip() or not slug.isascii()
    if not folder_name:
        raise click.UsageError(say("usage.slug_empty", found=slug))
    if folder_name != slug and not is_name:
        raise click.UsageError(say("usage.slug", found=slug, wanted=folder_name))
    folder = options.products / folder_name
    if folder.exists():
        raise click.UsageError(say("usage.taken", found=folder))
    raw = load.read_catalogue(options.products, Path(), options.cache_dir)
    name = given["name"] or (slug if is_name else "")
    answers = _collect_answers({**given, "name": name}, _allowed_answers(raw, say), screen)
    answers["code"] = code or next_code(_used_codes(raw))
    file = create_product(folder, ProductAnswers(**answers), say.lang)
    screen.line(say("new.made", file=file, code=answers["code"]), "green")
    screen.line(say("new.next", file=file, folder=folder))


def _allowed_answers(raw: RawCatalogue, say: CliMessages) -> dict[str, Mapping[str, str]]:
    """The keys that may be answered, with what they mean."""
    settings = raw.settings
    return {
        "group": {key: group.official[say.lang] for key, group in CHOICES.groups.items()},
        "category": {c.key: c.name[say.lang] for c in settings.categories} if settings else {},
        "commune": {c.key: c.name[say.lang] for c in settings.communes} if settings else {},
    }


def _used_codes(raw: RawCatalogue) -> set[str]:
    """Every code that is or was in use: one series for products, events and what is gone."""
    settings = raw.settings
    events = {event.code for event in settings.events} if settings else set()
    retired = {gone.code for gone in settings.retired} if settings else set()
    return {str(entry.data.get("code", "")) for entry in raw.entries} | events | retired


def _collect_answers(
    given: Mapping[str, str | None], allowed: Mapping[str, Mapping[str, str]], screen: Terminal
) -> dict[str, str]:
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        answer = given[question]
        if answer is None or (question == "name" and not answer):
            # In a script or a pipe nobody answers: what may be left out is, the rest is refused.
            answer = _ask(question, allowed.get(question), screen) if sys.stdin.isatty() else ""
        answers[question] = _validate_answer(question, answer, allowed.get(question), screen.say)
    return answers


def _ask(question: str, allowed: Mapping[str, str] | None, screen: Terminal) -> str:
    say = screen.say
    for choice, name in (allowed or {}).items():
        screen.line(say("new.choices", choice=choice, name=name))
    while True:
        answer = str(click.prompt(say(f"new.ask.{question}"), default="", show_default=False)).strip()
        try:
            return _validate_answer(question, answer, allowed, say)
        except click.UsageError as error:
            screen.line(error.message, "red")


def _validate_answer(question: str, answer: str, allowed: Mapping[str, str] | None, say: CliMessages) -> str:
    if not answer and question in ("name", "group"):
        raise click.UsageError(say("usage.missing", name=f"--{question}"))
    if answer and allowed is not None and answer not in allowed:
        raise click.UsageError(say("usage.choose", found=answer, choices=", ".join(allowed)))
    return answer
