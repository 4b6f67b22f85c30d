"""How many printed QR codes a scanner reads: every code of every format, from pages drawn as a printer would.

    python -m tests.bench.decode [--work DIR]

The shipped catalogue is printed as if its address were final. Each page is drawn at 200 dots an inch and a little out
of focus, as the tests ask, and once more at 150 dots and further out of focus, to see what is left.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import yaml
import zxingcpp
from PIL import ImageFilter

from site_builder.views import qr

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (str(Path(sys.executable).with_name("site-builder")),)
HOME = "https://ocop-binh-gia.vn/"
EVENT = "hoi-nghi-ocop-2023"
CONDITIONS = ((200, 1.0), (150, 1.5))
"""Dots an inch, and how far out of focus in pixels."""


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


def read(pdf: Path, dots: int, blur: float) -> Iterator[str]:
    """What is read from every page."""
    for page in pypdfium2.PdfDocument(pdf):
        picture = page.render(scale=dots / 72, grayscale=True).to_pil().filter(ImageFilter.GaussianBlur(blur))
        yield from (code.text for code in zxingcpp.read_barcodes(picture))


def showcase(work: Path) -> Path:
    """A copy of the shipped catalogue at a final address; gives its configuration. Its ledger is nobody's."""
    shutil.rmtree(work / "decode", ignore_errors=True)
    shutil.copytree(ROOT / "products", work / "decode" / "products")
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
        told = [f"{_rate(wanted, Counter(read(out, *condition)))} at {condition[0]} dpi" for condition in CONDITIONS]
        pages = len(pypdfium2.PdfDocument(out))
        print(f"{form.name:8} {pages:3} pages, {out.stat().st_size / 1e6:5.2f} MB: " + ", ".join(told), flush=True)


def _rate(wanted: Counter[str], found: Counter[str]) -> str:
    right = (wanted & found).total()
    wrong = (found - wanted).total()
    return f"{right}/{wanted.total()} codes ({right / wanted.total():.0%})" + (f" and {wrong} others" if wrong else "")


if __name__ == "__main__":
    main()
