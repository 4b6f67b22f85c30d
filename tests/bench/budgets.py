"""What a page costs a phone, page by page: 390 points wide, 3 pixels a point, a processor four times slower.

    python -m tests.bench.budgets [SITE]

The site of `products/` is built unless the folder of a built one is named. In the table: kilobytes before photos (the
page, its styles, its scripts and every font that those styles could ask for, gzipped), kilobytes of the picture that
Chromium picks of a product's cover, what is largest on the first screen and whether the HTML names it, how much
moved while the page was loading, and the longest task in milliseconds. Ends with an error where that is too much.
"""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from ..commands import ROOT, build
from ..conftest import LAUNCH, chromium
from ..servers import served

KINDS = (
    "index.html", "san-pham/index.html", "loai/*.html", "nhom/*.html", "nhom/index.html", "xa/*.html", "xa/index.html",
    "chu-the/*.html", "chu-the/index.html", "su-kien/*.html", "su-kien/index.html", "mua-vu.html", "gioi-thieu.html",
    "en/index.html", "en/products/index.html", "en/seasons.html", "en/communes/*.html", "san-pham/*.html",
)  # fmt: skip
"""The first that fits of each, but of products all."""
PRODUCT = re.compile(r"san-pham/(?!index).*")
WEIGHT = 100 * 1024
COVER = 80 * 1024
LONGEST_TASK = 50
PHONE = ViewportSize(width=390, height=844)
DENSITY = 3
SLOWER = 4
ROUNDS = 5
"""Of each page the best counts, so that other work of the machine does not."""
WATCH = """window.seen = {moved: 0, longest: 0, largest: null};
const watch = (type, act) =>
  new PerformanceObserver(list => list.getEntries().forEach(act)).observe({type, buffered: true});
watch('layout-shift', entry => { if (!entry.hadRecentInput) seen.moved += entry.value; });
watch('longtask', entry => { seen.longest = Math.max(seen.longest, entry.duration); });
watch('largest-contentful-paint', entry => {
  const is = entry.element;
  seen.largest = {url: entry.url, size: entry.size, tag: is ? is.tagName.toLowerCase() : ''};
});"""
SEEN = """async () => {
  await document.fonts.ready;
  const cover = document.querySelector('.bg-gallery img');
  if (cover) await cover.decode();
  while (!seen.largest) await new Promise(requestAnimationFrame);
  const shown = ({left, right, top, bottom}) =>
    Math.max(0, Math.min(right, innerWidth) - Math.max(left, 0)) *
    Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0));
  const waits = [...document.images].some(image => image.loading === 'lazy' && image.checkVisibility() &&
    shown(image.getBoundingClientRect()) >= seen.largest.size);
  return {...seen, waits, cover: cover ? cover.currentSrc : ''};
}"""
"""`waits`: a picture as large as the largest is loaded lazily; which of two equal ones is drawn first is chance."""


@dataclass(frozen=True)
class Cost:
    """Of one page. Bytes, bytes, the tag that is largest, whether it waits for nothing but the HTML, share, ms."""

    address: str
    weight: int
    cover: int
    largest: str
    is_named: bool
    moved: float
    longest: float

    @property
    def is_product(self) -> bool:
        return bool(PRODUCT.fullmatch(self.address))

    def excess(self) -> list[str]:
        """What is too much about it, the time of tasks aside."""
        return [
            *([f"{self.weight} B before photos"] if self.is_product and self.weight > WEIGHT else []),
            *([f"cover of {self.cover} B"] if self.cover > COVER else []),
            *([f"{self.largest} found late"] if not self.is_named else []),
            *([f"moves by {self.moved}"] if self.moved else []),
        ]


def addresses(site: Path) -> list[str]:
    """One page of each kind, every product."""
    found = [sorted(site.glob(kind)) for kind in KINDS]
    some = [path for paths in found[:-1] for path in paths[:1]] + found[-1]
    return list(dict.fromkeys(path.relative_to(site).as_posix() for path in some))


def costs(page: Page, root: str, site: Path) -> Iterator[Cost]:
    """Open every page of `addresses` from `root`, where `site` is served, in a `page` that has the script `WATCH`."""
    for address in addresses(site):
        page.goto(root + address, wait_until="networkidle")
        seen = page.evaluate(SEEN)
        html = (site / address).read_text("utf-8")
        largest, cover = seen["largest"], seen["cover"].removeprefix(root)
        yield Cost(
            address,
            weight=sum(transferred(file) for file in loaded(site / address)),
            cover=(site / cover).stat().st_size if cover else 0,
            largest=largest["tag"],
            is_named=is_named(largest["url"].rpartition("/")[2], html) and not seen["waits"],
            moved=seen["moved"],
            longest=seen["longest"],
        )


def is_named(file: str, html: str) -> bool:
    """Whether an <img> of the page, or a <source> beside it, names the file; text needs none."""
    return not file or any(file in tag for tag in re.findall(r"<(?:img|source)[^>]*>", html))


def loaded(page: Path) -> set[Path]:
    """The page, the scripts and style sheets it names, and every font that those style sheets could ask for."""
    html = page.read_text("utf-8")
    named = re.findall(r"<script[^>]* src=\"([^\"]+)\"", html) + re.findall(r"href=\"([^\"]+\.css)\"", html)
    files = {(page.parent / address).resolve() for address in named}
    fonts = {
        (sheet.parent / address).resolve()
        for sheet in files
        if sheet.suffix == ".css"
        for address in re.findall(r"url\(['\"]?([^)'\"]+\.woff2)", sheet.read_text("utf-8"))
    }
    assert fonts
    return {page, *files, *fonts}


def transferred(file: Path) -> int:
    data = file.read_bytes()
    return len(data) if file.suffix == ".woff2" else len(gzip.compress(data, 9))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(sys.argv[1] if len(sys.argv) > 1 else folder)
        if len(sys.argv) == 1:
            build("--site-dir", site, "--cache-dir", ROOT / ".cache")
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        page = browser.new_page(viewport=PHONE, device_scale_factor=DENSITY, service_workers="block")
        page.add_init_script(WATCH)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        with served(site) as root:
            rounds = [list(costs(page, root, site)) for _ in range(ROUNDS)]
        browser.close()
    best = [min(same, key=lambda cost: cost.longest) for same in zip(*rounds, strict=True)]
    heavy = [shown(cost) for cost in best]
    sys.exit(any(heavy))


def shown(cost: Cost) -> bool:
    """Print a line of the table; gives whether the page costs too much."""
    excess = cost.excess() + ([f"task of {cost.longest:.0f} ms"] if cost.longest > LONGEST_TASK else [])
    place = "in the HTML" if cost.is_named else "LATE"
    columns = (
        f"{cost.address:42} {cost.weight / 1024:5.1f} kB",
        f"cover {cost.cover / 1024:5.1f} kB",
        f"{cost.largest:4} {place:11}",
        f"moved {cost.moved:.4f}",
        f"longest task {cost.longest:3.0f} ms",
        ", ".join(excess),
    )
    print("  ".join(columns).rstrip(), flush=True)
    return bool(excess)


if __name__ == "__main__":
    main()
