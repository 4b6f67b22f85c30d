"""Run as a script: publish files and die (SIGKILL) just before the n-th thing that is done to the file system.

`killed_publish.py SITE MARK N HOW`: pages say MARK, HOW is `exchange` or `two-steps`. Prints how many things were done
when it lives to the end (N beyond them).
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from site_builder.publish import site as publishing
from site_builder.publish.site import publish_site

TOUCHES = ("os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "shutil.rmtree")


def files(mark: str) -> dict[str, bytes]:
    """A site of twelve pages in three folders, two of which never change."""
    pages = {f"{folder}page-{n}.html": f"{mark} {n}".encode() for folder in ("", "a/", "en/a/") for n in range(4)}
    return {**pages, "assets/same.css": b"body{}", "index.html": b"always the same"}


def main(site: str, mark: str, at: str, how: str) -> None:
    done = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        writes = event == "open" and isinstance(arguments[0], str) and str(Path(site).parent) in arguments[0]
        if event in TOUCHES or writes:
            done += 1
            if done == int(at):
                os.kill(os.getpid(), signal.SIGKILL)

    if how == "two-steps":
        publishing.exchange_folders = lambda first, second: False
    sys.addaudithook(watch)
    publish_site(files(mark), Path(site))
    print(done)


if __name__ == "__main__":
    main(*sys.argv[1:])
