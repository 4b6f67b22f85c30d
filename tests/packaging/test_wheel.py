"""What is installed from the wheel, into an empty environment outside the repository, builds a catalogue."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ..commands import ROOT, TODAY
from ..shared import Shared

BIN = "Scripts" if os.name == "nt" else "bin"


def ran(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    # What makes Python find the repository is left out of the environment.
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def run(*command: str | Path, folder: Path) -> str:
    done = ran(*command, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(shared: Shared) -> Path:
    """The wheel, built from the source distribution as anybody would who has only that."""

    def fill(place: Path) -> None:
        run(sys.executable, "-m", "build", "--outdir", place, ROOT, folder=place)

    return next(shared.folder("dist", fill).glob("*.whl"))


def test_the_wheel_carries_the_theme_and_the_words_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    look = {f"site_builder/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "theme").rglob("*.*")}
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "site_builder").rglob("*.*")}
    assert {name for name in look | code if "__pycache__" not in name} - names == set()
    assert [name for name in names if name.startswith(("tests/", "products/"))] == []


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the wheel and what it cannot do without: no extra."""
    place = tmp_path_factory.mktemp("env")
    run(sys.executable, "-m", "venv", place, folder=place)
    run(place / BIN / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, folder=place)
    return place / BIN


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder with a catalogue and nothing of the repository."""
    shutil.copytree(ROOT / "tests/catalogues/tiếng-việt", tmp_path / "products")
    return tmp_path


def test_an_empty_environment_with_the_wheel_builds_a_catalogue(programs: Path, work: Path) -> None:
    said = run(programs / "site-builder", "build", "--today", TODAY, folder=work)
    assert "trang" in said
    home = (work / "site/index.html").read_text("utf-8")
    assert str(ROOT) not in home
    assert '<html lang="vi"' in home
    where = run(
        programs / "python", "-c", "import site_builder.theme_folder as t; print(t.PACKAGED_FOLDER)", folder=work
    )
    assert Path(where.strip()).is_relative_to(programs.parent)


@pytest.mark.parametrize("module", ["typst", "pikepdf", "pillow_heif", "imageio_ffmpeg"])
def test_the_smallest_install_has_none_of_the_extras(programs: Path, work: Path, module: str) -> None:
    done = ran(programs / "python", "-c", f"import {module}", folder=work)
    assert done.stderr.splitlines()[-1] == f"ModuleNotFoundError: No module named '{module}'"


def test_without_the_extra_the_commands_that_print_say_what_to_install(programs: Path, work: Path) -> None:
    done = ran(programs / "site-builder", "labels", "--lang", "en", "--out", "labels.pdf", folder=work)
    assert done.returncode == 2
    assert re.fullmatch(
        r"Printing needs the extra print, which is not installed "
        r'\(\S+ (-m pip )?install "pikepdf\S+" "typst\S+"\)\.',
        done.stderr.splitlines()[0],
    )
    assert not (work / "labels.pdf").exists()
