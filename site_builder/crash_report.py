"""Crash report: what was not foreseen, for the person who looks after the program, without anything of the content.

It may be what a broken library ends in: it imports nothing but Python's own modules, and its few sentences are JSON.
"""

from __future__ import annotations

import json
import os
import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from importlib import metadata
from pathlib import Path

from . import __version__
from .installation import PACKAGE_NAME, pip_command

SENTENCES_FILE = Path(__file__).parent / "messages/crash.json"
DEFAULT_LANGUAGE = "vi"
BARE_SENTENCES = {"told": "{kind}: {file}", "untold": "{kind}: {place}"}
"""What is left to say where that file cannot be read either."""
LOADER_LACKS_MEMORY = ("failed to map segment", "annot allocate memory", "paging file is too small")
"""What Linux and Windows say of a library that there is no room for."""
OPTIONS_WITH_NAMES = ("--name", "--producer")
"""Their values may name a person."""
WORD = re.compile(r"[^\s'\"`“”(),:;=\[\]{}<>/\\]+")
PLAIN_WORD = re.compile(r"[a-z_.]+")
MASK = "…"


def tell_crash(error: BaseException, arguments: Sequence[str], lang: str, now: datetime) -> str:
    """Write the report of `error` into a file, here or in the temp folder; gives the sentence to show."""
    sentences, kind = _sentences(lang), type(error).__name__
    file = _write_report(crash_report(error, arguments, now), f"loi-{now:%Y%m%d-%H%M%S}")
    if file is None:
        return sentences["untold"].format(kind=kind, place=_innermost_place(error))
    if "memory" in sentences and _lacks_memory(error):
        return sentences["memory"].format(file=file)
    if "install" in sentences and isinstance(error, ImportError) and (package := _package_of(error.name or "")):
        command = f"{pip_command()} install --force-reinstall {package}"
        return sentences["install"].format(name=error.name, command=command, file=file)
    return sentences["told"].format(kind=kind, file=file)


def _lacks_memory(error: BaseException) -> bool:
    """Whether the computer is short of memory: a library that no longer fits in says so in the system's words."""
    return isinstance(error, MemoryError) or (
        isinstance(error, ImportError) and any(words in str(error) for words in LOADER_LACKS_MEMORY)
    )


def _sentences(lang: str) -> Mapping[str, str]:
    sentences: dict[str, dict[str, str]] = {}
    with suppress(OSError, ValueError):
        sentences = json.loads(SENTENCES_FILE.read_text("utf-8"))
    return BARE_SENTENCES | (sentences.get(lang) or sentences.get(DEFAULT_LANGUAGE) or {})


def crash_report(error: BaseException, arguments: Sequence[str], now: datetime) -> str:
    """The report as text: program, machine, libraries, command line, and where it happened.

    The values of variables are not in it, and of messages only words that are no one's name: a value of the content
    may stand in a message. The person's own folder, named after them, is `~`.
    """
    lines = [
        f"{PACKAGE_NAME} {__version__}",
        f"Time: {now.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()} ({platform.python_implementation()}), {platform.platform()}",
        f"Libraries: {', '.join(_library_versions())}",
        f"Encoding: {sys.getfilesystemencoding()}, {getattr(sys.stdout, 'encoding', None)}",
        f"Command: {PACKAGE_NAME} {' '.join(_masked_arguments(arguments))}",
        "",
        *_traceback_lines(error),
    ]
    text = "\n".join(lines) + "\n"
    home = os.path.expanduser("~")  # noqa: PTH111 (which raises where there is none)
    return text.replace(home, "~") if len(home) > len("/") else text


def _write_report(text: str, name: str) -> Path | None:
    """The new file that holds `text`, in the folder of the work or else in that of temporary files."""
    with suppress(OSError):
        return _write_new_file(Path(), name, text)
    with suppress(OSError):
        return _write_new_file(Path(tempfile.gettempdir()), name, text)
    return None


def _write_new_file(folder: Path, name: str, text: str) -> Path:
    """A second crash within the second gets a name of its own. Raises OSError."""
    file = folder / f"{name}.txt"
    if file.exists():
        file = folder / f"{name}-{os.getpid()}-{os.urandom(2).hex()}.txt"
    with file.open("x", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(text)
    return file


def _traceback_lines(error: BaseException) -> Iterator[str]:
    """As Python prints it, causes first; each exception with its kind and what `masked` leaves of its message."""
    for at, each in enumerate(_with_causes(error)):
        if at:
            yield "Then:"
        yield "Traceback (most recent call last):"
        for frame in traceback.extract_tb(each.__traceback__):
            yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
            if frame.line and not frame.filename.endswith((".yml", ".md")):
                yield f"    {frame.line}"
        yield f"{type(each).__module__}.{type(each).__qualname__}: {_masked_message(each)}"


def _with_causes(error: BaseException) -> list[BaseException]:
    chain = [error]
    while (cause := chain[0].__cause__ or chain[0].__context__) and cause not in chain:
        chain.insert(0, cause)
    return chain


def _masked_message(error: BaseException) -> str:
    if isinstance(error, ImportError):
        return str(error)  # names modules
    return masked(str(error))


def masked(text: str) -> str:
    """`text` with only those words left that are small ASCII letters; others may be names, numbers or contents."""
    return WORD.sub(lambda word: word[0] if PLAIN_WORD.fullmatch(word[0]) else MASK, text)


def _masked_arguments(arguments: Sequence[str]) -> Iterator[str]:
    """The command line; a value stands where it is one ASCII word and is not the name of a product or its producer."""
    hidden = False
    for argument in arguments:
        option, equals, _ = argument.partition("=")
        if option in OPTIONS_WITH_NAMES and equals:
            yield f"{option}={MASK}"
        else:
            yield MASK if hidden or not argument.isascii() or " " in argument else argument
        hidden = argument in OPTIONS_WITH_NAMES


def _innermost_place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else type(error).__name__


def _library_versions() -> Iterator[str]:
    """What the program needs and what is installed of it."""
    with suppress(Exception):  # a report without versions is better than none
        for requirement in metadata.requires(PACKAGE_NAME) or ():
            name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
            with suppress(metadata.PackageNotFoundError):
                yield f"{name} {metadata.version(name)}"


def _package_of(module: str) -> str:
    """The package that brings a library of others, as `pip` calls it; '' where no installed one is known to."""
    names: list[str] = []
    with suppress(Exception):  # a broken environment is what this is about
        names = metadata.packages_distributions().get(module.partition(".")[0], [])
    return names[0] if names and names[0] != PACKAGE_NAME else ""
