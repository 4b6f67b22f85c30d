"""The limits of hosts: how many files, how many bytes, how large a file; told before a site reaches one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .site import PublishResult

NEAR = 0.8
"""The part of a limit from which on it is told."""


@dataclass(frozen=True, slots=True)
class HostLimit:
    """One limit: `name` is that of the sentence that tells of it, `most` what hosts of that kind take."""

    name: str
    most: int


MOST_FILES = HostLimit("build.limit_files", 20_000)
"""Cloudflare Pages without a fee."""
MOST_BYTES = HostLimit("build.limit_size", 1_000_000_000)
"""GitHub Pages."""
LARGEST_FILE = HostLimit("build.limit_file", 25_000_000)
"""Cloudflare Pages; GitHub takes files of up to 100 MB."""


def limits_near(site: PublishResult) -> Iterator[tuple[HostLimit, int]]:
    """The limits that `site` is near to or beyond, each with what the site has."""
    for limit, found in ((MOST_FILES, site.files), (MOST_BYTES, site.size), (LARGEST_FILE, site.largest)):
        if found >= NEAR * limit.most:
            yield limit, found
