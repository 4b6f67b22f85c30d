"""What is installed from the wheel, into an empty environment outside the repository, builds a catalogue."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ..commands import ROOT, TODAY

BIN = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, folder: Path) -> str:
    # What makes Python find the repository is left out of the environment.
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as anybody would who has only that."""
    place = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", place, ROOT, folder=place)
    return next(place.glob("*.whl"))


def test_the_wheel_carries_the_theme_and_the_words_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    look = {f"site_builder/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "theme").rglob("*.*")}
    code = {path.relative_to(ROOT).as_posix() for path in (ROOT / "site_builder").rglob("*.*")}
    assert {name for name in look | code if "__pycache__" not in name} - names == set()
    assert [name for name in names if name.startswith(("tests/", "products/"))] == []


def test_an_empty_environment_with_the_wheel_builds_a_catalogue(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "env", folder=tmp_path)
    python = tmp_path / "env" / BIN / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, folder=tmp_path)
    shutil.copytree(ROOT / "tests/catalogues/tiếng-việt", tmp_path / "work/products")
    command = tmp_path / "env" / BIN / "site-builder"
    said = run(command, "build", "--today", TODAY, folder=tmp_path / "work")
    assert "trang" in said
    home = (tmp_path / "work/site/index.html").read_text("utf-8")
    assert str(ROOT) not in home
    assert '<html lang="vi"' in home
    where = run(python, "-c", "import site_builder.theme_folder as t; print(t.PACKAGED)", folder=tmp_path / "work")
    assert Path(where.strip()).is_relative_to(tmp_path / "env")
