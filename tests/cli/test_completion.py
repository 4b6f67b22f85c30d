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
    said = raw_completions(*words, shell=shell, folder=folder).splitlines()
    return [line.partition("\t")[0].rpartition(",")[2] for line in said if line]


def raw_completions(*words: str, shell: str, folder: Path) -> str:
    """What the program says to the shell; to the screen it says nothing."""
    if shell == "powershell":
        asked = {"COMP_WORDS": "\n".join(words[:-1]), "COMP_WORD": words[-1]}
    elif shell == "fish":
        asked = {"COMP_WORDS": " ".join(["site-builder", *words]), "COMP_CWORD": words[-1]}
    else:
        asked = {"COMP_WORDS": " ".join(["site-builder", *words]), "COMP_CWORD": str(len(words))}
    done = site_builder(folder=folder, environment={**asked, "_SITE_BUILDER_COMPLETE": f"{shell}_complete"})
    assert done.stderr == ""
    return done.stdout.rstrip("\n")


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


SHELLS = ("bash", "zsh", "fish", "powershell")


@pytest.mark.parametrize("shell", ["bash", "powershell"])
def test_keys_languages_and_lists_are_completed(shell: str, shown: Path) -> None:
    assert completed("new", "x", "--group", "fo", shell=shell, folder=shown) == ["food"]
    assert completed("new", "x", "--kind", "coop", shell=shell, folder=shown) == ["cooperative", "cooperative_group"]
    assert completed("new", "x", "--commune", "thu-d", shell=shell, folder=shown) == ["thu-dong"]
    assert completed("new", "x", "--category", "an", shell=shell, folder=shown) == ["an-uong"]
    for command in (("labels", "--languages"), ("brochure", "--lang")):
        assert completed(*command, "", shell=shell, folder=shown) == ["vi", "en"]
        assert completed(*command, "vi,", shell=shell, folder=shown) == ["en"]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_option_that_takes_a_path_offers_paths(shell: str, shown: Path) -> None:
    folders = {"--products", "--site-dir", "--cache-dir"}
    takes_paths = {*folders, "--config-file", "--out"}
    for name in ("check", "build", "serve", "labels", "brochure", "exhibit", "new", "migrate", "schema"):
        for option in sorted(takes_paths & set(completed(name, "--", folder=shown))):
            offered = raw_completions(name, option, "prod", shell=shell, folder=shown)
            kind = "dir" if option in folders else "file"
            by_shell = {
                "bash": f"{kind},prod",
                "zsh": f"{kind}\nprod\n_",
                "fish": f"{kind},prod",
                "powershell": "products",
            }
            assert offered == by_shell[shell], (name, option)


def test_powershell_is_told_what_lies_in_a_folder(shown: Path) -> None:
    inside = [file.name for file in sorted(PRODUCTS.iterdir()) if file.is_dir()]
    assert completed("check", "--products", "products/", shell="powershell", folder=shown) == [
        f"products/{name}" for name in inside
    ]


BROKEN: dict[str, tuple[str, bytes | None]] = {
    "settings of bytes": ("products/catalogue.yml", b"\xff\xfe\0"),
    "settings of brackets": ("products/catalogue.yml", b"[" * 5000),
    "settings that are a folder": ("products/catalogue.yml", None),
    "a product of bytes": ("products/che/product.yml", b"\xff"),
    "a product that is a folder": ("products/che/product.yml", None),
    "a config of bytes": ("mkdocs.yml", b"\xff\xfe\0"),
    "a config that is a folder": ("mkdocs.yml", None),
    "products that are a file": ("products", b""),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("shell", SHELLS)
def test_broken_files_are_silent(name: str, shell: str, tmp_path: Path) -> None:
    path, content = BROKEN[name]
    if content is None:
        (tmp_path / path).mkdir(parents=True)
    else:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    for words in (("check", ""), ("labels", "--event", ""), ("labels", "--product", ""), ("new", "x", "--commune", "")):
        offered = raw_completions(*words, shell=shell, folder=tmp_path)
        assert offered.strip() in ("", "che", "plain,che", "plain\nche\n_"), words


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
