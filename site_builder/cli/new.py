"""`site-builder new`: the folder and the commented draft of a new product."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from ..content import load
from ..content.raw import RawCatalogue
from ..ocop import GROUPS
from ..options import read
from ..scaffold import Answers, create, next_code
from ..vietnamese import slug as make_slug
from ..voice import Voice
from . import choices
from .grammar import Command, Wrong
from .screen import Screen

QUESTIONS = ("name", "group", "category", "commune", "producer")


def command(say: Voice) -> click.Command:
    """The command, speaking the language of `say`."""
    slots = {"name": "words", "group": "key", "category": "key", "commune": "key", "producer": "words", "code": "code"}
    options = [
        click.Option([f"--{name}"], metavar=say(f"metavar.{slot}"), help=say(f"new.option.{name}"))
        for name, slot in slots.items()
    ]
    slug = click.Argument(["slug"], metavar="SLUG", help=say("new.slug"))
    params = [slug, *options, choices.config_file(say), choices.products(say)]
    return Command("new", say, params, partial(new, say))


def new(
    say: Voice, *, slug: str, code: str | None, config_file: Path | None, products: Path | None, **given: str | None
) -> None:
    """Ask what is not given (where somebody is there to answer), write the draft, say what comes next."""
    screen = Screen(say)
    options = read(config_file, products=products)
    folder = options.products / _slug(slug, say)
    if folder.exists():
        raise Wrong(say("usage.taken", found=folder))
    raw = load.read(options.products, Path(), options.cache_dir)
    spoken = slug if _is_name(slug) else ""
    answers = _answers({**given, "name": given["name"] or spoken}, _choices(raw, say), screen)
    answers["code"] = code or next_code(_codes(raw))
    file = create(folder, Answers(**answers), say.lang)
    screen.line(say("new.made", file=file, code=answers["code"]), "green")
    screen.line(say("new.next", file=file, folder=folder))


def _is_name(typed: str) -> bool:
    """Whether the product's name was typed in the place of its folder's."""
    return " " in typed.strip() or not typed.isascii()


def _slug(typed: str, say: Voice) -> str:
    wanted = make_slug(typed)
    if not wanted:
        raise Wrong(say("usage.slug_empty", found=typed))
    if wanted != typed and not _is_name(typed):
        raise Wrong(say("usage.slug", found=typed, wanted=wanted))
    return wanted


def _choices(raw: RawCatalogue, say: Voice) -> dict[str, Mapping[str, str]]:
    """The keys that may be answered, with what they mean."""
    settings = raw.settings
    return {
        "group": {str(key): name[say.lang] for key, name in GROUPS.items()},
        "category": {c.key: c.name[say.lang] for c in settings.categories} if settings else {},
        "commune": {c.key: c.name[say.lang] for c in settings.communes} if settings else {},
    }


def _codes(raw: RawCatalogue) -> set[str]:
    """Every code that is or was in use: one series for products, events and what is gone."""
    settings = raw.settings
    events = {event.code for event in settings.events} if settings else set()
    retired = {gone.code for gone in settings.retired} if settings else set()
    return {str(entry.data.get("code", "")) for entry in raw.entries} | events | retired


def _answers(
    given: Mapping[str, str | None], allowed: Mapping[str, Mapping[str, str]], screen: Screen
) -> dict[str, str]:
    found: dict[str, str] = {}
    for question in QUESTIONS:
        answer = given[question]
        if answer is None or (question == "name" and not answer):
            answer = _ask(question, allowed.get(question), screen) if sys.stdin.isatty() else ""
        found[question] = _checked(question, answer, allowed.get(question), screen.say)
    return found


def _ask(question: str, allowed: Mapping[str, str] | None, screen: Screen) -> str:
    say = screen.say
    for choice, name in (allowed or {}).items():
        screen.line(say("new.choices", choice=choice, name=name))
    while True:
        answer = str(click.prompt(say(f"new.ask.{question}"), default="", show_default=False)).strip()
        try:
            return _checked(question, answer, allowed, say)
        except Wrong as error:
            screen.line(error.message, "red")


def _checked(question: str, answer: str, allowed: Mapping[str, str] | None, say: Voice) -> str:
    if not answer and question in ("name", "group"):
        raise Wrong(say("usage.missing", name=f"--{question}"))
    if answer and allowed is not None and answer not in allowed:
        raise Wrong(say("usage.choose", found=answer, choices=", ".join(allowed)))
    return answer
