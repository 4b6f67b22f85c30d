"""How long a keystroke of the search takes in Chromium, with a processor four times slower than this one.

    python -m tests.bench.search [products]

The catalogue is made up, of 2,000 products unless another number is given. Of each keystroke the best of several
rounds is taken, so that other work of the machine does not count: finding alone, then finding, drawing, laying out.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from ..commands import ROOT, build
from ..conftest import LAUNCH, chromium
from ..search.generated import scripts

MISTYPED = (
    *(
        "chef shan tuyeets",
        "maatj ong ruwngf",
        "thach dne ba son",
        "mien dnog",
        "miến giong tân hoà",
        "vịt quay",
        "mạt ong",
    ),
    *("mua mật ong rừng ở đâu", "cinammon bark", "qwrtz plmk xcvb nmlk"),
)
"""Where names find nothing: texts are looked through, then what was probably meant."""
TYPED = ("chè shan tuyết", "dac san", "mat ong rung", "hợp tác xã minh", "thach den ba son", "LS-0123", "khong co gi")
SLOWER = 4
ROUNDS = 8
SITE = "http://site.example/"

KEEP_INDEX = """let made;
Object.defineProperty(window, 'bgIndex', {get: () => made, set: take => {
    made = data => {
        const start = performance.now();
        const open = bgSearch.open;
        bgSearch.open = data => (window.index = open(data));
        take(data);
        window.opening = performance.now() - start;
    };
}, configurable: true});
let texts;
Object.defineProperty(window, 'bgTexts', {get: () => texts, set: take => {
    texts = data => {
        const start = performance.now();
        take(data);
        window.preparing = performance.now() - start;
    };
}, configurable: true});"""
MEASURE = """([typed, rounds]) => {
    const field = document.querySelector('#search input');
    const best = {};
    for (let round = 0; round < rounds; round++) {
        for (const words of typed) {
            for (let length = 1; length <= words.length; length++) {
                const text = words.slice(0, length);
                const start = performance.now();
                const named = bgSearch.find(window.index, text);
                if (!named.entries.length) bgSearch.meant(window.index, text);
                const found = performance.now();
                field.value = text;
                field.dispatchEvent(new Event('input', {bubbles: true}));
                document.querySelector('#search ul').getBoundingClientRect();
                const [finding, all] = best[text] || [Infinity, Infinity];
                best[text] = [Math.min(finding, found - start), Math.min(all, performance.now() - found)];
            }
        }
    }
    return Object.values(best);
}"""


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    index, texts = scripts(size)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        minimal = ROOT / "tests/catalogues/minimal"
        build("--products", minimal, "--site-dir", site, "--cache-dir", Path(folder) / "cache")
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        page = browser.new_page()
        page.add_init_script(KEEP_INDEX)
        page.route(f"{SITE}**", lambda route: route.fulfill(path=site / route.request.url.removeprefix(SITE)))
        page.route("**/photos/**", lambda route: route.abort())
        page.route("**/search.vi.*.js", lambda route: route.fulfill(body=index, content_type="text/javascript"))
        page.route("**/search-texts.vi.*.js", lambda route: route.fulfill(body=texts, content_type="text/javascript"))
        page.goto(f"{SITE}index.html")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.locator('[data-opens="search"]').click()
        page.wait_for_function("() => !!window.index")
        print(f"search: {size} products, index {len(index) / 1000:.0f} kB, texts {len(texts) / 1000:.0f} kB, ", end="")
        print(f"processor {SLOWER} times slower")
        print(f"  index opened once  {page.evaluate('() => window.opening'):6.1f} ms")
        page.locator("#search input").fill("qqqq")
        page.wait_for_function("() => !!window.index.vocabulary")
        print(f"  texts opened once  {page.evaluate('() => window.preparing'):6.1f} ms")
        for name, typed in (("names", TYPED), ("mistyped", MISTYPED)):
            _print(page, name, typed)
        browser.close()


def _print(page: Page, name: str, typed: Sequence[str]) -> None:
    times = page.evaluate(MEASURE, [typed, ROUNDS])
    for what, column in (("finding", 0), ("a keystroke", 1)):
        taken = sorted(time[column] for time in times)
        middle, most = statistics.median(taken), taken[len(taken) * 95 // 100]
        print(f"  {name}, {what:<12} {middle:6.1f} ms in the middle, {most:.1f} ms at 95 %, {taken[-1]:.1f} ms at most")


if __name__ == "__main__":
    main()
