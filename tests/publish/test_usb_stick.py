"""The zip of a USB stick: the same bytes whenever and wherever it is written, and a script that Unix may run."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from site_builder.publish.usb_stick import save_stick, without_host_files
from site_builder.web.server_rules import server_files

UNIX = 3
"""As a zip names the system whose permissions its entries hold."""
FILES = {"BAT-DAU.html": b"<!doctype html>", "bat-dau.sh": b"#!/bin/sh\n", "web/index.html": b"<!doctype html>"}


def test_each_entry_of_the_zip_has_the_earliest_time_and_the_permissions_of_unix(tmp_path: Path) -> None:
    save_stick(FILES, tmp_path / "usb.zip")

    with zipfile.ZipFile(tmp_path / "usb.zip") as archive:
        found = {entry.filename: entry for entry in archive.infolist()}
    assert list(found) == ["BAT-DAU.html", "SHA256SUMS.txt", "bat-dau.sh", "web/index.html"]
    assert {entry.date_time for entry in found.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in found.values()} == {UNIX}
    assert {name: stat.S_IMODE(entry.external_attr >> 16) for name, entry in found.items()} == {
        "BAT-DAU.html": 0o644,
        "SHA256SUMS.txt": 0o644,
        "bat-dau.sh": 0o755,
        "web/index.html": 0o644,
    }


def test_two_zips_of_the_same_files_are_the_same_bytes(tmp_path: Path) -> None:
    save_stick(FILES, tmp_path / "first.zip")
    save_stick(dict(reversed(FILES.items())), tmp_path / "second.ZIP")

    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.ZIP").read_bytes()


def test_what_only_a_web_host_reads_stays_off_the_stick() -> None:
    rules = {file.path: b"" for file in server_files("https://ocop.vn/", {})}
    site = {**rules, "404.html": b"", "robots.txt": b"", "sitemap.xml": b"", "index.html": b"", "sw.js": b""}
    assert {
        "web.config",
        ".htaccess",
        "_headers",
        "_redirects",
        "may-chu/nginx.conf",
        "may-chu/Caddyfile",
    } <= rules.keys()
    assert without_host_files(site).keys() == {"index.html", "sw.js"}
