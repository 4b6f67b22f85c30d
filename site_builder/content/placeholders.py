"""Placeholders: values that are still samples of the first file of a product, or stand for something to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from ..catalogue.product import Photo, Product
from ..catalogue.showcase import Article, Settings, WrittenPage
from ..catalogue.vietnamese import fold, nfc
from ..messages import Problem
from .raw import HasPositions, ProductUnderCheck, RawCatalogue, error_at
from .visitor_texts import text_blocks, visitor_texts

_GAP = r"[.…_?\s]*(?:x{2,}[.…_?\s]*)?"
"""What people leave where `…` stands in a sample."""
_USUAL = re.compile(
    r"[.…_?\-–—*/\s]+|x{3,}|abc+|test\d*|qwerty|asdf\w*|n/a|\[[^\]]*\]|<[^>=]*>"
    r"|(?:todo|tbd|fixme|lorem ipsum)\b.*"
    r"|(?:(?:nội\sdung|thông\stin|giá|ảnh)\s)?(?:đang|sẽ|chưa|chờ)\s(?:được\s)?cập\snhật.*"
    r"|chưa\scó\s(?:thông\stin|nội\sdung|dữ\sliệu|số\sliệu|mô\stả|tên)"
    r"|(?:cập\snhật|bổ\ssung|điền|viết)\ssau|(?:điền|nhập|viết)\s.{0,30}(?:vào\sđây|ở\sđây)",
    re.IGNORECASE | re.DOTALL,
)
_FILL = r"\s*(?:điền|nhập|ghi|viết|chèn|thêm|tên|số|insert|fill|your|name\sof)\b"
_BLANK = re.compile(
    rf"\[{_FILL}[^\]\n]*\](?!\()|<{_FILL}[^<>=\n]*>"
    r"|(?<=\w[\s:])(?:_{4,}|\.{5,}|…{2,})|(?-i:\bx{3,}\b)|\blorem\sipsum\b",
    re.IGNORECASE,
)
"""A blank to be filled in, within a text that is otherwise written."""
_FILE_NAME = re.compile(r"\S.*\.(?:jpe?g|png|hei[cf]|hif|webp|avif|gif|tiff?|bmp)", re.IGNORECASE)
_CAMERA_NAME = re.compile(
    r"(?:img|dsc[nf]?|pxl|mvimg|vid|screenshot|whatsapp image|image|fb_img|received|z)[\s_-]*\d[\w\s.():-]*",
    re.IGNORECASE,
)


_MARKUP = re.compile(r"^\s*(?:[-*+>]|#+|\d+[.)])\s+|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|\s*#+$")
"""The signs of Markdown around the words of a block."""
SAMPLE_NAMES = ("ten san pham", "san pham moi", "san pham mau", "product name", "new product")


def find_blank(text: str) -> str:
    """What in a text is still to be filled in; '' where there is no such thing."""
    blank = _BLANK.search(nfc(text))
    return blank[0] if blank else ""


def is_placeholder(text: str) -> bool:
    """Whether a text is still a sample, or one of the usual words for `to be written`."""
    plain = nfc(text).strip()
    return bool(_USUAL.fullmatch(plain) or _sample_pattern().fullmatch(fold(plain)))


@cache
def _sample_pattern() -> re.Pattern[str]:
    """The samples of the scaffolds: values with `…` in them, and descriptions, which begin small and have a space."""
    samples: set[str] = set()
    for file in files("site_builder").joinpath("scaffolds").iterdir():
        for line in file.read_text("utf-8").splitlines():
            # Samples stand behind `#`; so do explanations, which begin with no key.
            sample = line.strip().lstrip("#").strip().partition("  #")[0]
            if re.match(r"(?:- )?\{?[a-z_]+:\s", sample):
                values = re.findall(r"(?:[{:,\[]\s*|- )'?([^{}\[\]:,'\"#]+)", sample)
                samples.update(value.strip() for value in values)
    wanted = [s for s in samples if s not in ("", "…") and ("…" in s or re.match(r"[^\W\d_A-Z]\S* \S", s))]
    choices = (_GAP.join(map(re.escape, fold(sample).split("…"))).replace(r"\ [", r"\s*[") for sample in sorted(wanted))
    return re.compile("|".join(choices))


def product_placeholders(subject: ProductUnderCheck) -> Iterator[Problem]:
    """An error for each placeholder in a product that is to be published."""
    if subject.published:
        yield from _placeholders(subject.entry, subject.product)
        for lang, written in subject.product.name.root.items():
            if fold(written) in SAMPLE_NAMES:
                yield error_at(subject.entry, "placeholder", f"name.{lang}", found=written)
        yield from _undescribed_photos(subject.entry, subject.product.photos)


def _undescribed_photos(where: HasPositions, photos: Sequence[Photo]) -> Iterator[Problem]:
    """An error for each photo that is described by the name of a file."""
    for at, photo in enumerate(photos):
        for lang in photo.alt.languages():
            alt, name = photo.alt[lang].strip(), PurePosixPath(photo.file)
            if alt in (name.name, name.stem) or _FILE_NAME.fullmatch(alt) or _CAMERA_NAME.fullmatch(alt):
                yield error_at(where, "alt_is_file_name", f"photos.{at}.alt.{lang}", found=alt)


def catalogue_placeholders(raw: RawCatalogue) -> Iterator[Problem]:
    """The same for `catalogue.yml` and for written pages, their heads and what stands in them."""
    if raw.settings:
        yield from _placeholders(raw.catalogue, raw.settings)
    for entry in raw.written:
        if entry.page:
            yield from _placeholders(entry, entry.page)
            yield from _undescribed_photos(entry, entry.page.photos if isinstance(entry.page, Article) else ())
            for number, found in _unwritten_blocks(entry.page.markdown, entry.first_line):
                yield replace(error_at(entry, "placeholder_on_page", found=found), line=number, column=1)


def _placeholders(where: HasPositions, noun: Product | Settings | WrittenPage) -> Iterator[Problem]:
    for text in visitor_texts(noun):
        if is_placeholder(text.text):
            yield error_at(where, "placeholder", text.path, found=" ".join(text.text.split()))
        elif found := next((block for _, block in _unwritten_blocks(text.text)), find_blank(text.text)):
            yield error_at(where, "placeholder_in_text", text.path, found=found)


def _unwritten_blocks(markdown: str, first_line: int = 1) -> Iterator[tuple[int, str]]:
    """The paragraphs and other blocks of Markdown that are placeholders, with the lines in which they begin."""
    for number, block in text_blocks(markdown, first_line):
        plain = _MARKUP.sub("", block)
        if re.search(r"\w", plain) and is_placeholder(plain):
            yield number, " ".join(plain.split())
