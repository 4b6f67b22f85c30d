"""How something is installed into the Python that runs this program, in a spelling that works where it is read."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

PACKAGE_NAME = "site-builder"
PROJECT_FILE = "pyproject.toml"


def install_command(extra: str) -> str:
    """What installs the extra `extra`: from the source folder where there is one, else its packages by their names.

    Our own name is asked of no index: what has it there may be anybody's.
    """
    source = next((folder for folder in (Path(), Path(__file__).parents[1]) if _is_source(folder)), None)
    wanted = [f"{source}[{extra}]"] if source else list(_packages_of(extra))
    return " ".join([pip_command(), "install", *(f'"{each}"' for each in wanted)])


def pip_command() -> str:
    """`pip` of this Python, as it is typed here: `.venv/bin/pip`; a path with a space in quotes."""
    pip = Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin") / "pip"
    if not (pip.exists() or pip.with_suffix(".exe").exists()):
        return f'"{sys.executable}" -m pip'
    return _typed_here(pip)


def program_command() -> str:
    """This program as it is typed here: its name where the shell finds it by that, else the path of its file."""
    program = Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin") / PACKAGE_NAME
    file = next((each for each in (program, program.with_suffix(".exe")) if each.exists()), None)
    on_path = shutil.which(PACKAGE_NAME)
    if file is None or (on_path and file.samefile(on_path)):
        return PACKAGE_NAME
    return _typed_here(program)


def _typed_here(file: Path) -> str:
    here = Path.cwd()
    typed = str(file.relative_to(here) if file.is_relative_to(here) else file)
    return f'"{typed}"' if " " in typed else typed


def _is_source(folder: Path) -> bool:
    try:
        return f'name = "{PACKAGE_NAME}"' in (folder / PROJECT_FILE).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _packages_of(extra: str) -> Iterator[str]:
    """What the installed package asks for under `extra`: `pillow-heif<2,>=1.1`."""
    for requirement in metadata.requires(PACKAGE_NAME) or ():
        package, _, condition = requirement.partition(";")
        if condition.replace("'", '"').strip() == f'extra == "{extra}"':
            yield package.strip()
