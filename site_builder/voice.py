"""In which language the commands speak: chosen before anything else, since help and usage errors speak it too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .problems import MESSAGES, message

DEFAULT = "vi"
VARIABLE = "SITE_BUILDER_LANG"


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of the commands in one language: `say("check.help")`."""

    lang: str

    def __call__(self, key: str, /, **params: object) -> str:
        return message(f"cli.{key}", self.lang, **params)


def languages() -> tuple[str, ...]:
    """Every language that the words are written in, the default first."""
    return tuple(sorted((file.stem for file in MESSAGES.glob("*.yml")), key=lambda lang: (lang != DEFAULT, lang)))


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Voice:
    """The language of `--lang`, else of the environment, else Vietnamese."""
    wanted = [environment.get(VARIABLE, "").lower()[:2]]
    for at, argument in enumerate(arguments):
        if argument == "--lang":
            wanted += arguments[at + 1 : at + 2]
        elif argument.startswith("--lang="):
            wanted.append(argument.removeprefix("--lang="))
    return Voice(next((lang for lang in reversed(wanted) if lang in languages()), DEFAULT))
