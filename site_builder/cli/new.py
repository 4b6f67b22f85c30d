"""`site-builder new`: the folder and the commented draft of a new product."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from ..catalogue import vietnamese
from ..catalogue.choices import CHOICES, kind_by_name
from ..catalogue.values import Code, Key, Text
from ..content import load
from ..content.raw import RawCatalogue
from ..content.suggestions import exactly_named
from ..messages import CatalogueError, CliMessages, Problem
from ..options import read_sound_options
from ..scaffold import ProductAnswers, create_product, next_code
from . import completions, shared_options
from .grammar import shortened, speaking_command
from .screen import Terminal

LONGEST_KEY_OF_NAME = 40
QUESTIONS = ("name", "group", "category", "commune", "producer", "kind")
REQUIRED = ("name", "group")
KEYED = ("group", "category", "commune")
"""Questions that are answered with a key."""
EXTENDED = ("category", "commune")
"""Questions whose answers stand in `catalogue.yml`, which may get more of them."""


@dataclass(frozen=True, slots=True)
class AllowedAnswers:
    """The answers to one question: each key with what it means, and with everything that people call it."""

    meanings: Mapping[str, str]
    names: Mapping[str, Collection[str]]

    def understood(self, answer: str) -> str:
        """The key for a key, a name or a number of the list, '' for anything else."""
        keys = tuple(self.meanings)
        if re.fullmatch(r"[1-9]\d?", answer) and int(answer) <= len(keys):
            return keys[int(answer) - 1]
        return exactly_named(answer, self.names)


def command(say: CliMessages) -> click.Command:
    """The command, speaking the language of `say`."""
    slots = {
        "name": "words",
        "group": "key",
        "category": "key",
        "commune": "key",
        "producer": "words",
        "kind": "key",
        "code": "code",
    }
    choices = {"group": ", ".join(CHOICES.groups), "kind": ", ".join(CHOICES.producer_kinds)}
    options = [
        click.Option(
            [f"--{name}"],
            metavar=say(f"metavar.{slot}"),
            help=say(f"new.option.{name}", choices=choices.get(name, "")),
            shell_complete=completions.COMPLETED_ANSWERS.get(name),
        )
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
    # People type the product's name in the place of the folder's: it is taken for both.
    is_name = " " in slug.strip() or not slug.isascii()
    folder_name = _shortened_key(vietnamese.slug(slug)) if is_name else vietnamese.slug(slug)
    if not folder_name:
        raise click.UsageError(say("usage.slug_empty", found=slug))
    if folder_name != slug and not is_name:
        raise click.UsageError(say("usage.slug", found=slug, wanted=folder_name))
    _refuse_undecoded((slug, code, *given.values()), say)
    _refuse_value(Key, folder_name, say)
    folder = options.products / folder_name
    if folder.exists():
        raise click.UsageError(say("usage.taken", found=folder))
    raw = load.read_catalogue(options.products, Path(), options.cache_dir)
    if options.products.is_dir() and any(problem.code == "file_unreadable" for problem in raw.problems):
        raise CatalogueError(raw.problems)  # the codes that are taken are not known
    if code:
        _refuse_value(Code, code, say)
        if code in _known_codes(raw):
            raise click.UsageError(say("new.code_taken", found=code, wanted=_proposed_code(raw)))
    given["name"] = given["name"] or (slug if is_name else None)
    answers = _collect_answers(given, _allowed_answers(raw, say), screen)
    answers["code"] = code or _proposed_code(raw)
    file = create_product(folder, ProductAnswers(**answers), say.lang)
    screen.line(say("new.made", file=file, code=answers["code"]), "green")
    if answers["kind"] and not given["kind"] and answers["kind"] == kind_by_name(answers["producer"]):
        name = CHOICES.producer_kinds[answers["kind"]].name[say.lang]
        screen.line(say("new.kind_by_name", kind=answers["kind"], name=name))
    elif answers["producer"] and not answers["kind"]:
        screen.line(say("new.kind_unknown"))
    if answers["kind"]:
        needs_consent = CHOICES.producer_kinds[answers["kind"]].needs_consent
        screen.line(say("new.consent_needed" if needs_consent else "new.consent_free"))
    screen.line(say("new.next", file=file, folder=folder))


def _shortened_key(key: str) -> str:
    """The first words of a key that is made of a long name: an address has to be typed now and then."""
    if len(key) <= LONGEST_KEY_OF_NAME:
        return key
    return key[: LONGEST_KEY_OF_NAME + 1].rpartition("-")[0] or key[:LONGEST_KEY_OF_NAME]


def _refuse_undecoded(values: Iterable[str | None], say: CliMessages) -> None:
    """Refuse text in another encoding than the terminal's: Python keeps its bytes as halves of characters."""
    for value in values:
        if value and re.search("[\ud800-\udfff]", value):
            shown = value.encode(errors="replace").decode()
            raise click.UsageError(say("usage.undecoded", found=shown))


def _refuse_value(kind: Any, typed: str, say: CliMessages) -> None:
    """Refuse what `check` would refuse in the file, with the same sentence."""
    try:
        TypeAdapter(kind).validate_python(typed)
    except ValidationError as error:
        params = dict(error.errors()[0].get("ctx", {}))
        problem = Problem("", str(params.pop("code")), params=params)
        raise click.UsageError(f"{problem.what(say.lang)} {problem.fix(say.lang)}") from None


def _known_codes(raw: RawCatalogue) -> frozenset[str]:
    settings = raw.settings
    others = [*(event.code for event in settings.events), *(gone.code for gone in settings.retired)] if settings else []
    return frozenset((*(str(entry.data.get("code", "")) for entry in raw.entries), *others))


def _allowed_answers(raw: RawCatalogue, say: CliMessages) -> dict[str, AllowedAnswers]:
    """The keys that may be answered, with what they mean and what they are called."""
    settings = raw.settings
    groups, kinds = CHOICES.groups, CHOICES.producer_kinds
    categories = {each.key: each.name for each in settings.categories} if settings else {}
    communes = {each.key: each.name for each in settings.communes} if settings else {}
    return {
        "group": AllowedAnswers(
            {key: group.official[say.lang] for key, group in groups.items()},
            {key: (*group.name.root.values(), *group.official.root.values()) for key, group in groups.items()},
        ),
        "category": _by_name(categories, say.lang),
        "commune": _by_name(communes, say.lang),
        "kind": _by_name({key: kind.name for key, kind in kinds.items()}, say.lang),
    }


def _by_name(names: Mapping[str, Text], lang: str) -> AllowedAnswers:
    meanings = {key: name[lang] for key, name in names.items()}
    return AllowedAnswers(meanings, {key: tuple(name.root.values()) for key, name in names.items()})


def _proposed_code(raw: RawCatalogue) -> str:
    """The next code of a product: in one namespace with events and what is gone, whose numbers it does not continue."""
    settings = raw.settings
    codes = [str(entry.data.get("code", "")) for entry in raw.entries]
    return next_code(codes, _known_codes(raw), prefix=(settings.code_prefix or "") if settings else "")


def _collect_answers(
    given: Mapping[str, str | None], allowed: Mapping[str, AllowedAnswers], screen: Terminal
) -> dict[str, str]:
    """The answer to every question. In a script or a pipe nobody can be asked: all that is missing is told at once."""
    say = screen.say
    refused = [
        _refused_answer(question, answer, allowed[question], say)
        for question, answer in given.items()
        if answer and question in allowed and not allowed[question].understood(answer)
    ]
    asks = sys.stdin.isatty()
    missing = [] if asks else [f"--{question}" for question in REQUIRED if not given[question]]
    if missing:
        refused.insert(0, say("usage.missing", name=", ".join(missing)))
    if refused:
        raise click.UsageError("\n".join(refused))
    answers: dict[str, str] = {}
    if asks and not all(given[question] for question in KEYED):
        screen.line(say("new.keys"))
    for question in QUESTIONS:
        answer = given[question]
        if question == "kind" and answer is None:
            answer = kind_by_name(answers["producer"]) or None
        if asks and (answer is None or (question in REQUIRED and not answer)):
            answer = _ask(question, allowed.get(question), screen)
        choices = allowed.get(question)
        answers[question] = choices.understood(answer) if choices and answer else answer or ""
    return answers


def _refused_answer(question: str, answer: str, allowed: AllowedAnswers, say: CliMessages) -> str:
    """What may be answered, each key with its name; of a list that a catalogue can make longer, how."""
    choices = ", ".join(f"{key} ({name})" for key, name in allowed.meanings.items()) or "–"
    sentence = say("usage.choose", found=shortened(answer), choices=choices)
    return f"{sentence} {say(f'new.not_listed.{question}')}" if question in EXTENDED else sentence


def _ask(question: str, allowed: AllowedAnswers | None, screen: Terminal) -> str:
    """The answer of somebody at the terminal, asked again until it can be used."""
    say = screen.say
    if allowed and not allowed.meanings:  # a catalogue without categories, say
        return ""
    for number, (choice, name) in enumerate(allowed.meanings.items() if allowed else (), start=1):
        screen.line(say("new.choices", number=number, choice=choice, name=name))
    while True:
        answer = str(click.prompt(say(f"new.ask.{question}"), default="", show_default=False)).strip()
        if not answer and question in REQUIRED:
            screen.line(say("usage.missing", name=f"--{question}"), "red")
        elif answer and allowed and not allowed.understood(answer):
            screen.line(_refused_answer(question, answer, allowed, say), "red")
        else:
            return answer
