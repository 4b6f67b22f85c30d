"""How many printed QR codes each reader reads: every code of every format, as phones see them.

    python -m tests.bench.decode [--work DIR]

The shipped catalogue is printed as if its address were final. Each code is looked at as `tests/prints/readers.py` says:
held still, tilted, and from farther away.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from site_builder.views import qr

from ..prints.measured import Paper
from ..prints.readers import READERS, VIEWS, seen

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (str(Path(sys.executable).with_name("site-builder")),)
HOME = "https://ocop-binh-gia.vn/"
EVENT = "hoi-nghi-ocop-2023"
"""It names no products; here it has all of them, or nothing would be on its strip."""


@dataclass(frozen=True)
class Form:
    """A thing to print, the level of its codes, and how often each is on it."""

    name: str
    options: tuple[str, ...]
    level: qr.ErrorCorrection = "M"
    each: int = 1


FORMS = (
    *(Form(kind, ("labels", "--kind", kind)) for kind in ("a4-24", "a4-12", "a4-8", "50x30", "70x40")),
    Form("tent", ("labels", "--kind", "tent"), each=2),
    Form("booth", ("labels", "--kind", "booth")),
    Form("poster", ("labels", "--kind", "poster"), "Q"),
    Form("rollup", ("labels", "--kind", "rollup"), "Q"),
    Form("strip", ("labels", "--kind", "strip", "--event", EVENT), "Q"),
    Form("book-a4", ("brochure", "--size", "a4")),
    Form("book-a5", ("brochure", "--size", "a5")),
)


def codes(products: Path, form: Form) -> list[str]:
    """The codes that have to be on it."""
    if form.name == "strip":
        events = yaml.safe_load((products / "catalogue.yml").read_text("utf-8"))["events"]
        return [event["code"] for event in events if event["key"] == EVENT]
    read = (yaml.safe_load(file.read_text("utf-8")) for file in products.glob("*/product.yml"))
    return sorted(product["code"] for product in read if product["status"] != "draft")


def showcase(work: Path) -> Path:
    """A copy of the shipped catalogue at a final address; gives its configuration. Its ledger is nobody's."""
    shutil.rmtree(work / "decode", ignore_errors=True)
    shutil.copytree(ROOT / "products", work / "decode" / "products")
    products = work / "decode" / "products"
    settings = yaml.safe_load((products / "catalogue.yml").read_text("utf-8"))
    settings["events"][0]["products"] = sorted(file.parent.name for file in products.glob("*/product.yml"))
    (products / "catalogue.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    config = work / "decode" / "mkdocs.yml"
    config.write_text(f"site_name: Bench\nsite_url: {HOME}\n", "utf-8")
    return config


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=ROOT / ".cache" / "bench")
    work = parser.parse_args().work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    config = showcase(work)
    for form in FORMS:
        out = work / "decode" / f"{form.name}.pdf"
        shared = ["--config-file", str(config), "--cache-dir", str(work / "decode-cache"), "--today", "2026-11-24"]
        subprocess.run([*COMMAND, *form.options, *shared, "--out", str(out)], check=True, capture_output=True)
        known = codes(config.parent / "products", form)
        wanted = Counter({qr.symbol(f"{HOME}Q/{code}/", form.level).address: form.each for code in known})
        paper = Paper(out.read_bytes())
        assert Counter(paper.codes()) == wanted, form.name
        for view in VIEWS:
            pictures = [(scan.text, seen(paper, scan, view)) for scan in paper.scans]
            rates = {
                name: sum(text in reader(picture) for text, picture in pictures) for name, reader in READERS.items()
            }
            told = ", ".join(f"{name} {n}/{len(pictures)}" for name, n in rates.items())
            print(f"{form.name:8} {view.name:8} {told}", flush=True)


if __name__ == "__main__":
    main()
