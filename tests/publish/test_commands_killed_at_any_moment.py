"""Commands killed anywhere: no paper without a code, no code without a page in the next build, the last site whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from site_builder.publish.ledger import read_ledger

from ..commands import ROOT, TODAY, site_builder
from ..prints import press
from ..prints.measured import Paper
from ..sampling import Sample

COMMANDS = {
    "labels": ("labels", "--out", "in/nhan.pdf"),
    "brochure": ("brochure", "--out", "in/danh-muc.pdf"),
    "exhibit": ("exhibit", "--event", "hoi-cho", "--seconds", "3", "--out", "usb"),
    "build": ("build",),
}
KILLS = 100
"""For each command, in a campaign."""
BEYOND = 10**9


def killed(folder: Path, moment: str, command: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.cli.killed_command", moment, *command, "--today", TODAY],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def printed_codes(folder: Path) -> set[str]:
    """What scanners read from all paper that lies there."""
    return {text.split("/")[-2] for file in folder.glob("in/*.pdf") for text in Paper(file.read_bytes()).codes()}


@pytest.fixture(scope="module")
def showcase(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A showcase with a good site, whose content has changed since, and labels of one product."""
    folder: Path = tmp_path_factory.mktemp("showcase")
    press.catalogue(folder, {slug: press.PRODUCTS[slug] for slug in ("che", "mat", "cu")})
    (folder / "mkdocs.yml").write_text(f"site_url: {press.ADDRESS}\n", "utf-8")
    for command in (("build",), ("labels", "--product", "che", "--out", "in/che.pdf")):
        done = site_builder(*command, "--today", TODAY, folder=folder)
        assert done.returncode == 0, done.stderr
    file = folder / "products/mat/product.yml"
    file.write_text(file.read_text("utf-8").replace("Mật", "Mật mới", 1), "utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_at_any_moment(
    name: str, showcase: Path, tmp_path: Path, campaign: bool, sample: Sample
) -> None:
    command, work, cache = COMMANDS[name], tmp_path / "work", tmp_path / "cache"
    old = contents(showcase / "site")

    def in_a_copy(moment: str) -> subprocess.CompletedProcess[str]:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(showcase, work, symlinks=True)
        return killed(work, moment, (*command, "--cache-dir", str(cache)))

    in_a_copy(str(BEYOND))  # from here on what is kept between runs is there
    steps = int(in_a_copy(str(BEYOND)).stderr.splitlines()[-1])
    made = contents(work / "site")
    moments = [str(step) for step in sample(range(1, steps + 1), 2)]
    if campaign:
        every, chance = int(in_a_copy(f"any:{BEYOND}").stderr.splitlines()[-1]), Random(name)
        moments = [f"any:{chance.randint(1, every)}" for _ in range(KILLS)]
    for moment in moments:
        assert in_a_copy(moment).returncode in (-signal.SIGKILL, 0), moment  # some runs have less to do
        assert contents(work / "site") in (old, made), moment
        entered = set(read_ledger(work / "products/short-links.csv", "").by_code)
        assert printed_codes(work) <= entered, moment
        built = site_builder("build", "--today", TODAY, "--cache-dir", cache, folder=work)
        assert built.returncode == 0, f"{moment}: {built.stderr}"
        assert [code for code in entered if not (work / f"site/Q/{code}/index.html").is_file()] == [], moment
