"""Measure the builder: CPU and wall seconds and peak memory, on made-up catalogues and on the shipped one.

    python -m tests.bench.run [--work DIR] [--only CASE]

Scenarios of each case: cold (no cache, no site), warm (nothing changed), edit (one product's text), fresh (no site,
cache kept). CPU seconds are those of the whole tree of processes; memory is that of the largest process. Where
`../shared/bench` lies beside the repository (and npm is there), Eleventy and Hugo do the same work in the same run.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import brochure, catalogue
from .measure import Figures, measure, show

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared" / "bench"
COMMAND = (str(Path(sys.executable).with_name("site-builder")), "build", "--today", "2026-11-24")
SCENARIOS = ("cold", "warm", "edit", "fresh")


@dataclass(frozen=True)
class Case:
    """A catalogue to build: `products` of none means the shipped one."""

    name: str
    config: Path
    products: int = 0
    photos: int = 0
    size: tuple[int, int] = catalogue.LARGE


CASES = (
    Case("shipped", ROOT / "mkdocs.yml"),
    Case("8x3", HERE / "default.yml", 8, 3),
    Case("8x3-webp", HERE / "peers.yml", 8, 3),
    Case("1000x1s", HERE / "default.yml", 1000, 1, catalogue.SMALL),
)


def _compile() -> None:
    """Have our modules compiled, as pip leaves an installed package: a checkout compiles them at its first run."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compileall.compile_dir(ROOT / "site_builder", quiet=1)


def measured(case: Case, work: Path) -> dict[str, Figures]:
    """All scenarios of a case."""
    content, site, cache = work / case.name, work / f"{case.name}-site", work / f"{case.name}-cache"
    catalogue.copy(_source(case, work), content)
    for folder in (site, cache):
        shutil.rmtree(folder, ignore_errors=True)
    command = [*COMMAND, "--config-file", str(case.config), "--products", str(content)]
    command += ["--site-dir", str(site), "--cache-dir", str(cache)]
    found: dict[str, Figures] = {}
    for scenario in SCENARIOS:
        if scenario == "edit":
            catalogue.edit(content, 2027)
        if scenario == "fresh":
            shutil.rmtree(site)
        found[scenario] = measure(command, work)
        show(case.name, scenario, found[scenario])
    return found


def _source(case: Case, work: Path) -> Path:
    if not case.products:
        return ROOT / "products"
    place = work / "catalogues" / case.name.removesuffix("-webp")
    if not place.exists():
        catalogue.make(place, case.products, case.photos, case.size)
    return place


def beside_the_peers(work: Path) -> None:
    """Eleventy, Hugo and we, by turns; prints our share of each one's time.

    With the recipe `peers` the work is the same; `default` is what a catalogue gets that asks for nothing. Small cases
    run three times: one run alone can be a tenth off.
    """
    if not (SHARED / "run.py").is_file() or not shutil.which("npm"):
        print("no ../shared/bench or no npm here: nobody to compare with")
        return
    python = _environment_of_peers(work)
    for case, peers, recipe in (
        ("8x3", "eleventy", "peers"),
        ("8x3", "eleventy", "default"),
        ("1000x1s", "hugo", "peers"),
    ):
        ours = [*COMMAND, "--config-file", str(HERE / f"{recipe}.yml"), "--products", "{catalogue}"]
        ours += ["--site-dir", "{out}", "--cache-dir", "{cache}"]
        report = work / f"peers-{case}.json"
        command = [str(python), str(SHARED / "run.py"), "--work", str(work / "peers"), "--cases", case]
        hugo = {**os.environ, "HUGO": str(python.with_name("hugo"))}
        subprocess.run(
            [*command, "--peers", peers, "--ours", " ".join(ours), "--json", str(report)], env=hugo, check=True
        )
        print(f"our recipe: {recipe}.yml")
        _compare(json.loads(report.read_text("utf-8")))


def _environment_of_peers(work: Path) -> Path:
    python = work / "peers-env" / "bin" / "python"
    if not python.exists():
        venv.create(work / "peers-env", with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", "numpy", "pillow", "pyyaml", "hugo"], check=True)
    return python


def _compare(report: Any) -> None:
    for case, tools in report["cases"].items():
        ours = tools["ours"]["median"]
        for peer in tools.keys() - {"ours"}:
            for scenario in SCENARIOS:
                we, they = ours[scenario], tools[peer]["median"][scenario]
                share = f"{we['cpu'] / they['cpu']:.2f} of its CPU, {we['wall'] / they['wall']:.2f} of its wall"
                print(
                    f"{case:10} {scenario:6} {peer}: {they['cpu']:.2f} s CPU; we {we['cpu']:.2f} s: {share}", flush=True
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=ROOT / ".cache" / "bench")
    parser.add_argument("--only", choices=[case.name for case in CASES] + ["brochure", "peers"])
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    _compile()
    for case in CASES:
        if arguments.only in (None, case.name):
            measured(case, arguments.work.resolve())
    if arguments.only in (None, "brochure"):
        brochure.print_books(arguments.work.resolve())
    if arguments.only in (None, "peers"):
        beside_the_peers(arguments.work.resolve())


if __name__ == "__main__":
    main()
