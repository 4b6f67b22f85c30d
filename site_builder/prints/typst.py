"""Typesets documents with Typst: a template of `theme/print/`, data and images become PDF or PNG.

The template reads `json("data.json")`, `json("shared.json")` and `image("images/<name>")` beside it and imports
`lib.typ`. Everything is laid into a folder of its own, the only one that it can read. It finds the packaged fonts and
no other, no package and no network, so the same work gives the same bytes on every machine. The fonts are whole: their
variable files hold every weight that a template asks for. No text of `data` is ever read as markup: Typst sees strings.
Typst itself is loaded with the first work: a build that finds all of it made waits for nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..media.fonts import SANS_FAMILY, SERIF_FAMILY
from ..theme_folder import Theme
from ..views.shared_data import print_data

if TYPE_CHECKING:
    import typst

THEME_DRAWINGS = ("images/weave.svg", "icons/favicon.svg")
"""Drawings of the web theme that stand beside the templates, by file name."""
EXTRA = ("typst", "pikepdf")
"""The modules of the extra `print`."""
SHARED_DATA_FILE = "shared.json"
"""What every template shares with the web pages; `lib.typ` reads it."""
UNDATED = date(2000, 1, 1)
"""A fixed date for documents that show no date, so that their bytes do not change."""

ImageContent = Path | bytes


@dataclass(frozen=True, slots=True)
class TypstDocument:
    """A document to typeset.

    `template` is a file of `theme/print/`; `data` is anything JSON can hold; `images` are files or their bytes, by the
    name (with its suffix: jpg, png, svg, pdf) under which the template asks for them. `day` is what the template
    takes for today and what a PDF gives as its date. `near` is a folder on the images' disk: they are linked into a
    folder made there, not copied.
    """

    template: str
    theme: Theme
    day: date
    data: Mapping[str, Any]
    images: Mapping[str, ImageContent] = field(default_factory=dict)
    near: Path | None = None


def available() -> bool:
    """Whether the extra `print` is installed; without it there are no social cards, and nothing goes onto paper."""
    return all(find_spec(name) for name in EXTRA)


def engine() -> str:
    """The versions of Typst and of its fonts: part of the cache key of everything typeset."""
    return "\0".join((f"typst {version('typst')}", SERIF_FAMILY.made_with, SANS_FAMILY.made_with))


def typeset_pdf(work: TypstDocument, standards: tuple[str, ...] = ()) -> bytes:
    """The work as PDF, tagged for screen readers; `standards` as Typst names them (`ua-1`, `a-2b`)."""
    made = _compile_document(work, "pdf", pdf_standards=list(standards))
    return made if isinstance(made, bytes) else b"".join(made)


def typeset_png(work: TypstDocument, ppi: float = 72) -> tuple[bytes, ...]:
    """Every page of the work as PNG; at 72 to the inch a point is a pixel."""
    made = _compile_document(work, "png", ppi=ppi)
    return (made,) if isinstance(made, bytes) else tuple(made)


def template_files(theme: Theme) -> Mapping[str, Path]:
    """Everything beside a template, by name: what a showcase's own theme holds goes before the packaged one."""
    folders = [folder / "print" for folder in reversed(theme.folders)]
    files = {file.name: file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())}
    drawings = {Path(name).name: theme.find(f"assets/{name}") for name in THEME_DRAWINGS}
    return {name: file for name, file in (files | drawings).items() if file and file.is_file()}


def typeset_digest(theme: Theme, names: Iterable[str], *made: str) -> bytes:
    """The digest of how a kind of document is typeset.

    Of Typst's version, the theme's files `names`, what templates share with web pages, other versions `made`.
    """
    files = template_files(theme)
    parts = (*map(str.encode, (engine(), *made)), print_data(), *(files[name].read_bytes() for name in names))
    return sha256(b"\0".join(parts)).digest()


def _compile_document(work: TypstDocument, kind: Literal["pdf", "png"], **how: Any) -> bytes | list[bytes]:
    import typst

    with _document_folder(work) as root:
        made: bytes | list[bytes]
        made, said = typst.compile_with_warnings(
            str(root / work.template),
            root=str(root),
            format=kind,
            font_paths=_typst_fonts(),
            timestamp=int(datetime.combine(work.day, time(), UTC).timestamp()),
            package_path=str(root),
            package_cache_path=str(root),
            **how,
        )
    for each in said:
        warnings.warn(f"{work.template}: {each.message}", stacklevel=3)
    return made


@contextmanager
def _document_folder(work: TypstDocument) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="typeset-", dir=work.near) as name:
        root = Path(name)
        (root / "images").mkdir()
        for file, source in template_files(work.theme).items():
            shutil.copyfile(source, root / file)
        (root / "data.json").write_text(json.dumps(work.data, ensure_ascii=False), encoding="utf-8")
        (root / SHARED_DATA_FILE).write_bytes(print_data())
        for file, image in work.images.items():
            _link_image(image, root / "images" / file)
        yield root


def _link_image(image: ImageContent, target: Path) -> None:
    if isinstance(image, bytes):
        target.write_bytes(image)
        return
    try:
        os.link(image, target)
    except OSError:
        shutil.copyfile(image, target)


@cache
def _typst_fonts() -> typst.Fonts:
    import typst

    folders = [str(family.files) for family in (SERIF_FAMILY, SANS_FAMILY)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
