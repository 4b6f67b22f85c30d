"""Whatever fails, anywhere: exit code 1 and a sentence, no traceback, and what was whole before stays whole."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ..commands import ROOT, TODAY, site_builder
from ..sampling import Sample
from .conftest import MINIMAL
from .failing_command import KINDS, digest

FAILING = ROOT / "tests/cli/failing_command.py"
PDF = b"%PDF-1.7 /Creator(Typst 0.13.0) an older one"


@dataclass(frozen=True)
class Case:
    """A command, the files that it may change, how many faults are tried in a common run, the exit code without any.

    Those files are all old or all new; with `apart` each of them is.
    """

    command: tuple[str, ...]
    makes: tuple[str, ...] = ()
    most: int = 2
    apart: bool = False
    ends: int = 0


CASES = {
    "check": Case(("check",)),
    "build": Case(("build",), ("site/",), most=4),
    "new": Case(("new", "che", "--name", "Chè", "--group", "food"), ("products/che/",)),
    "labels": Case(("labels", "--out", "a.pdf"), ("a.pdf",)),
    "brochure": Case(("brochure", "--out", "a.pdf"), ("a.pdf",)),
    "migrate": Case(("migrate", "--yes"), ("products/catalogue.yml",)),
    "schema": Case(("schema",), ("products/product.schema.json", "products/catalogue.schema.json"), apart=True),
    "serve": Case(("serve",), most=1, ends=130),
    "exhibit": Case(("exhibit", "--seconds", "3", "--out", "stick"), ("stick/",), most=1),
}
EVENT = """events:
  - {key: hoi-nghi, code: SK-1, name: {vi: Hội nghị}, dates: [2026-12-01]}
"""


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Path:
    """A folder with a good site, and content that has changed since."""
    folder: Path = tmp_path_factory.mktemp("before")
    shutil.copytree(font_cache, folder / ".cache")
    shutil.copytree(MINIMAL, folder / "products")
    with (folder / "products/catalogue.yml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(EVENT)
    (folder / "mkdocs.yml").write_text("site_name: x\nsite_url: https://ocop-thu.vn/\n", "utf-8")
    (folder / "a.pdf").write_bytes(PDF)
    assert site_builder("build", "--today", TODAY, folder=folder).returncode == 0
    file = folder / "products/san-pham-thu/product.yml"
    file.write_text(file.read_text("utf-8").replace("Sản phẩm thử", "Sản phẩm đã sửa"), "utf-8")
    return folder


def tried(folder: Path, command: Sequence[str], trials: Sequence[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, str(FAILING), str(folder), *command],
        input="".join(f"{at} {kind}\n" for at, kind in trials),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return map(json.loads, done.stdout.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_fault_anywhere_ends_in_a_sentence(name: str, before: Path, sample: Sample) -> None:
    case = CASES[name]
    beyond = 10**9
    counted, written = tried(before, case.command, [(beyond, KINDS[0]), (beyond, "full")])
    assert (counted["code"], written["code"]) == (case.ends, case.ends), counted["said"]
    old, new = untouched(before, case), made(counted, case)
    was = made({"files": digest(before)}, case)
    one_each = [(at, KINDS[at % 4]) for at in range(1, counted["done"] + 1)]
    full = [(at, "full") for at in range(1, written["done"] + 1)]
    trials = [*sample(one_each, case.most), *sample(full, case.most // 2)]
    rows = list(tried(before, case.command, trials))
    wrong = [
        (row["at"], row["kind"], row.get("what"), row["code"], row["said"][-2000:])
        for row in rows
        if not is_well_told(row, case)
        or {n: d for n, d in row["files"].items() if n in old} != old
        or not is_whole(made(row, case), [new] if row["code"] == 0 else [was, new], case)
    ]
    outcomes = Counter((row["code"], "report" if row["reports"] else "") for row in rows)
    print(f"{name}: {len(rows)} faults, {dict(outcomes)}")
    assert wrong == []


def is_well_told(row: dict[str, Any], case: Case) -> bool:
    """In words of ours, with an exit code of ours; a report that is named is there."""
    clean = not any(sign in row["said"] for sign in ("Traceback", "Exception ignored", "Hoàng Văn Ất", "0366"))
    named = set(re.findall(r"(?<![\w/])loi-[\w-]+\.txt", row["said"]))
    return clean and bool(row["said"].strip()) and row["code"] in {0, 1, case.ends} and named <= set(row["reports"])


def is_whole(found: dict[str, str], allowed: Sequence[dict[str, str]], case: Case) -> bool:
    if not case.apart:
        return found in allowed
    return all(found.get(name) in {each.get(name) for each in allowed} for name in case.makes)


def untouched(folder: Path, case: Case) -> dict[str, str]:
    """What the command has no business with."""
    return {name: mark for name, mark in digest(folder).items() if not name.startswith(case.makes or ("-",))}


def made(row: dict[str, Any], case: Case) -> dict[str, str]:
    return {name: mark for name, mark in row["files"].items() if case.makes and name.startswith(case.makes)}
