"""Completion: what a shell asks the program for, and what it answers."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ..commands import ROOT, site_builder

PRODUCTS = ROOT / "tests/catalogues/complete"


def completed(*words: str, shell: str = "bash", folder: Path) -> list[str]:
    """The values offered for the last of `words`."""
    if shell == "powershell":
        asked = {"COMP_WORDS": "\n".join(words[:-1]), "COMP_WORD": words[-1]}
    else:
        asked = {"COMP_WORDS": " ".join(["site-builder", *words]), "COMP_CWORD": str(len(words))}
    environment = {**asked, "_SITE_BUILDER_COMPLETE": f"{shell}_complete"}
    said = site_builder(folder=folder, environment=environment).stdout.splitlines()
    return [line.partition("\t")[0].rpartition(",")[2] for line in said if line]


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    (tmp_path / "products").symlink_to(PRODUCTS)
    return tmp_path


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_commands_products_events_and_kinds_are_completed(shell: str, shown: Path) -> None:
    assert completed("che", shell=shell, folder=shown) == ["check"]
    folders = sorted(file.parent.name for file in PRODUCTS.glob("*/product.yml"))
    assert completed("check", "", shell=shell, folder=shown) == folders
    assert completed("labels", "--product", folders[0][:3], shell=shell, folder=shown)[0] == folders[0]
    assert completed("labels", "--kind", "a4", shell=shell, folder=shown) == ["a4-24", "a4-12", "a4-8"]
    events = completed("exhibit", "--event", "", shell=shell, folder=shown)
    assert events
    assert all(f"key: {event}" in (PRODUCTS / "catalogue.yml").read_text("utf-8") for event in events)
    assert "--products" in completed("check", "--prod", shell=shell, folder=shown)


def test_where_nothing_can_be_read_nothing_is_completed(tmp_path: Path) -> None:
    (tmp_path / "products").mkdir()
    (tmp_path / "products/catalogue.yml").write_bytes(b"\xff\xfe")
    assert completed("check", "", folder=tmp_path) == []
    assert completed("labels", "--event", "", folder=tmp_path) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_what_a_shell_runs_asks_this_program(shell: str) -> None:
    done = site_builder("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{shell}_complete" in done.stdout
    assert "_SITE_BUILDER_COMPLETE" in done.stdout


def test_bash_understands_it() -> None:
    script = site_builder("completion", "bash").stdout
    bash = shutil.which("bash")
    assert bash
    checked = subprocess.run([bash, "-n"], input=script, encoding="utf-8", capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_quiet_tells_problems_alone(shown: Path) -> None:
    told = site_builder("check", "--quiet", folder=shown)
    loud = site_builder("check", folder=shown)
    assert loud.stdout.startswith(told.stdout)
    assert "sản phẩm:" in loud.stdout.splitlines()[-1]
    assert "sản phẩm:" not in told.stdout.splitlines()[-1]
    assert told.returncode == loud.returncode
