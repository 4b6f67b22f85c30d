"""Typesets documents with Typst: a template of `theme/print/`, data and images become PDF or PNG.

The template reads `json("data.json")`, `json("shared.json")` and `image("images/<name>")` beside it and imports
`lib.typ`. Everything is laid into a folder of its own, the only one that it can read. It finds the packaged fonts and
no other, no package and no network, so the same work gives the same bytes on every machine. The fonts are whole: their
variable files hold every weight that a template asks for. Letters that the text's families lack are drawn by the script
fonts; what none of them draws is left out before Typst sees it. No text of `data` is ever read as markup: Typst sees
strings.
Typst itself is loaded with the first work: a build that finds all of it made waits for nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from ..media.fonts import SANS_FAMILY, SERIF_FAMILY
from ..media.script_fonts import installed_fonts
from ..messages import Problem, Severity
from ..theme_folder import Theme
from ..views.shared_data import print_data
from .letters import printable_data

if TYPE_CHECKING:
    import typst

THEME_DRAWINGS = ("images/weave.svg", "icons/favicon.svg")
"""Drawings of the web theme that stand beside the templates, by file name."""
EXTRA = ("typst", "pikepdf")
"""The modules of the extra `print`."""
SHARED_DATA_FILE = "shared.json"
"""What every template shares with the web pages; `lib.typ` reads it."""
FONTS_FILE = "fonts.json"
"""The names of the script fonts in order of preference; `lib.typ` reads it."""
UNDATED = date(2000, 1, 1)
"""A fixed date for documents that show no date, so that their bytes do not change."""

ImageContent = Path | bytes
Item = TypeVar("Item")


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


class TypesettingError(Exception):
    """Typst could not typeset a document; the first line of what it says is the reason."""

    def __init__(self, said: str) -> None:
        self.reason = said.strip().partition("\n")[0]
        super().__init__(self.reason)

    def problem(self, file: str, code: str, **params: str) -> Problem:
        """The error as a warning about `file`, whose product or event it is: everything else is made all the same."""
        return Problem(file, code, params={**params, "reason": self.reason}, severity=Severity.WARNING)


def available() -> bool:
    """Whether the extra `print` is installed; without it there are no social cards, and nothing goes onto paper."""
    return all(find_spec(name) for name in EXTRA)


def engine() -> str:
    """The versions of Typst and of its fonts: part of the cache key of everything typeset."""
    script_fonts = dict.fromkeys(font.made_with for font in installed_fonts())
    return "\0".join((f"typst {version('typst')}", SERIF_FAMILY.made_with, SANS_FAMILY.made_with, *script_fonts))


def typeset_pdf(work: TypstDocument, standards: tuple[str, ...] = ()) -> bytes:
    """The work as PDF, tagged for screen readers; `standards` as Typst names them (`ua-1`, `a-2b`).

    Raises TypesettingError, as does `typeset_png`.
    """
    made = _compile_document(work, "pdf", pdf_standards=list(standards))
    return made if isinstance(made, bytes) else b"".join(made)


def typeset_png(work: TypstDocument, ppi: float = 72) -> tuple[bytes, ...]:
    """Every page of the work as PNG; at 72 to the inch a point is a pixel."""
    made = _compile_document(work, "png", ppi=ppi)
    return (made,) if isinstance(made, bytes) else tuple(made)


def typeset_pages(
    items: Sequence[Item], document: Callable[[Sequence[Item]], TypstDocument]
) -> Iterator[tuple[Item, bytes | TypesettingError]]:
    """The page of each item as PNG, or why there is none: where a batch fails, each item is typeset by itself."""
    try:
        yield from zip(items, typeset_png(document(items)), strict=True)
    except TypesettingError as error:
        if len(items) == 1:
            yield items[0], error
        else:
            for item in items:
                yield from typeset_pages([item], document)


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
        try:
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
        except typst.TypstError as error:
            raise TypesettingError(str(error)) from error
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
        data = printable_data(work.data, work.images)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (root / SHARED_DATA_FILE).write_bytes(print_data())
        (root / FONTS_FILE).write_text(json.dumps([font.name for font in installed_fonts()]), encoding="utf-8")
        for file, image in work.images.items():
            target = root / "images" / file
            if isinstance(image, bytes):
                target.write_bytes(image)
                continue
            try:
                os.link(image, target)
            except OSError:  # on another disk, or one that knows no links
                shutil.copyfile(image, target)
        yield root


@cache
def _typst_fonts() -> typst.Fonts:
    import typst

    folders = [str(family.files) for family in (SERIF_FAMILY, SANS_FAMILY)]
    folders += dict.fromkeys(str(font.path.parent) for font in installed_fonts())
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
