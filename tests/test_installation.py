"""What installs an extra, in the spelling of the place where it is read."""

from __future__ import annotations

import os
import sys
from importlib import metadata
from pathlib import Path

import pytest

from site_builder import installation
from site_builder.installation import install_command, pip_command, program_command
from site_builder.messages import message

from .commands import ROOT


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment `.venv` in the folder of the work."""
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/pip").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_pip_is_named_as_it_is_typed_here(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pip_command() == ".venv/bin/pip"
    elsewhere = environment / "a folder"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert pip_command() == str(environment / ".venv/bin/pip")
    monkeypatch.setattr(sys, "prefix", str(elsewhere))
    assert pip_command() == f'"{sys.executable}" -m pip'
    (elsewhere / "bin").mkdir()
    (elsewhere / "bin/pip").touch()
    monkeypatch.chdir(environment)
    assert pip_command() == '"a folder/bin/pip"'


def test_in_the_source_folder_the_extra_is_asked_of_it(environment: Path) -> None:
    (environment / "pyproject.toml").write_text('[project]\nname = "site-builder"\n', "utf-8")
    assert install_command("heic") == '.venv/bin/pip install ".[heic]"'


def test_elsewhere_the_source_folder_is_named_in_full(environment: Path) -> None:
    (environment / "pyproject.toml").write_text('[project]\nname = "something-else"\n', "utf-8")
    assert install_command("video") == f'.venv/bin/pip install "{ROOT}[video]"'


def test_without_a_source_folder_the_packages_have_their_own_names(
    environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "PROJECT_FILE", "nowhere.toml")
    assert install_command("heic") == '.venv/bin/pip install "pillow-heif<2,>=1.1"'
    assert install_command("print").count('"') == 4


@pytest.mark.parametrize("extra", ["heic", "video", "print"])
def test_our_own_name_is_asked_of_no_index(extra: str, environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "PROJECT_FILE", "nowhere.toml")
    assert "site-builder" not in install_command(extra)
    assert metadata.version("site-builder")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_sentence_names_the_command_of_this_computer(lang: str, environment: Path) -> None:
    assert f'{pip_command()} install "{ROOT}[print]"' in message("cli.paper.no_print", lang)


def test_the_program_is_named_as_it_is_typed_here(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = environment / ".venv/bin/site-builder"
    monkeypatch.setenv("PATH", str(environment))
    assert program_command() == "site-builder"  # not installed as a file: nothing better is known
    program.touch(0o755)
    assert program_command() == ".venv/bin/site-builder"
    assert "3. Chạy: .venv/bin/site-builder check\n" in message("cli.new.next", "vi", file="x", folder="y")
    assert message("cli.usage.see", "vi", command=" new") == "Xem cách dùng: .venv/bin/site-builder new --help"
    monkeypatch.setenv("PATH", str(program.parent))
    assert program_command() == "site-builder"
    other = environment / "other"
    other.mkdir()
    (other / "site-builder").touch(0o755)
    monkeypatch.setenv("PATH", f"{other}{os.pathsep}{program.parent}")
    assert program_command() == ".venv/bin/site-builder"  # the name would start another one
    monkeypatch.chdir(other)
    assert program_command() == str(program)
