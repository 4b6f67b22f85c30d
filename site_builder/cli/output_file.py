"""The file that `--out` names: of the right kind, and never one of somebody else's."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import click

from ..config_file import lies_in
from ..files import file_kind, write_atomically
from ..messages import CliMessages, os_error_text
from ..publish.usb_stick import START_FILE
from .screen import Terminal

REPORT_MARK = "site-builder check"
"""What reports of `check` begin with, or have in their head."""
PAPER_MARK = b"/Creator(Typst"
HEAD_BYTES = 1000


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(HEAD_BYTES)


def is_our_paper(file: Path) -> bool:
    """Whether a PDF names Typst as its maker, as what we print does: a scan or somebody's letter is not replaced."""
    return file_kind(_head(file)) == "PDF" and PAPER_MARK in file.read_bytes()


def is_report(file: Path) -> bool:
    return REPORT_MARK.encode() in _head(file)


def is_packed_stick(file: Path) -> bool:
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(file) as archive:
        return START_FILE in archive.namelist()
    return False


def refuse_other_kind(out: Path, suffixes: Sequence[str], is_ours: Callable[[Path], bool], say: CliMessages) -> None:
    """End the command where `out` has another suffix, is a folder, or is a file that we would not have written.

    Before anything else: one slip in a name must not cost a file of the content.
    """
    if out.suffix.lower() not in suffixes:
        example = out.with_suffix(suffixes[0]) if out.name else Path(f"x{suffixes[0]}")
        wanted = ", ".join(suffixes)
        raise click.UsageError(say("usage.suffix", found=out, wanted=wanted, example=example))
    if out.is_dir():
        raise click.UsageError(say("usage.out_folder", found=out))
    if out.exists() and out.stat().st_size and not is_ours(out):
        raise click.UsageError(say("usage.out_foreign", found=out))


def refuse_in_site(out: Path, site: Path, say: CliMessages) -> None:
    """End the command where `out` is the folder of the site or lies in it: one of the two would be lost."""
    if lies_in(out, site):
        raise click.UsageError(say("usage.out_in_site", found=out, site=site))


def save_output(data: bytes, out: Path, screen: Terminal) -> bool:
    """Write the file atomically (a half-written one could pass for the whole one); False where it fails."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(out, data)
    except OSError as error:
        tell_unsaved(out, error, screen)
        return False
    return True


def tell_unsaved(out: Path, error: OSError, screen: Terminal) -> None:
    """Tell why the file cannot be written."""
    reason = os_error_text(error, screen.say.lang) or error
    screen.aside(screen.say("paper.unsaved", place=out, reason=reason), "red")
