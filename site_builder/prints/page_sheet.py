"""Every page that is no product as a PDF to save or print: events, communes, producers, prose, in every language.

A PDF is cached under the digest of everything that is in it, and its text under that of what it is made from: a build
with nothing changed makes none, and does not load Typst.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path

from ..cache import Cache
from ..messages import Problem
from ..theme_folder import Theme
from ..views import qr
from ..views.context import Context
from ..views.page_cache import PageCache, parts_digest
from ..views.responsibility import office_lines
from ..views.urls import absolute_url
from . import typst
from .page_texts import PageMaker, PaperPage, paper_pages, section_data, text_data
from .paper_text import TemplateData, with_break_points
from .sheet import CODE_IMAGE, PDF_STANDARD

PAGE_TEMPLATE = "page-sheet.typ"
PAGE_THEME_FILES = (PAGE_TEMPLATE, "lib.typ", "story.typ", "weave.svg")
"""Files of the theme that every PDF depends on."""


def page_sheets(
    contexts: Iterable[Context], pages: PageCache, theme: Theme, cache: Cache, content: Path
) -> tuple[dict[str, Path], list[Problem]]:
    """The PDF of every page, by its address, and the problems of those that cannot be typeset.

    `pages` is the page cache: it holds the template data from build to build. `content` is the folder of the products.
    """
    mark = typst.typeset_digest(theme, PAGE_THEME_FILES, qr.drawn_by())
    products = parts_digest(*(part for slug, digest in pages.digests.items() for part in (slug, digest)))
    sheets: dict[str, Path] = {}
    problems: list[Problem] = []
    for context in contexts:
        for (address, told), make in paper_pages(context):
            made_from = ("page-sheet", context.lang, address, told, products)
            data_json = pages.html(made_from, partial(_data_json, make, context))
            try:
                sheets[address] = _sheet(data_json, mark, context, theme, cache)
            except typst.TypesettingError as error:
                file = f"{content.as_posix()}/{json.loads(data_json)['source']}"
                problems.append(error.problem(file, "page_sheet_failed", page=address))
    return sheets, problems


def _data_json(make: PageMaker, context: Context) -> str:
    return json.dumps(page_data(make(), context), ensure_ascii=False)


def page_data(page: PaperPage, context: Context) -> TemplateData:
    """A page as the template reads it; `url` is what its code leads to, '' where the site has no address."""
    site, links, words, url = context.catalogue.settings.site, context.codes, context.words, ""
    if context.site_url:
        # A page without a code of its own is told by its address, which may change: it is no code for labels.
        url = links.of(page.code) if page.code else absolute_url(context.site_url, page.address)
    return {
        "name": page.name,
        "source": page.source,
        "lang": context.lang,
        "brand": context.say(site.name).text,
        "tagline": context.say(site.tagline).text if site.tagline else None,
        "code": words("product.code", code=page.code) if page.code else "",
        "title": text_data(page.title, context.lang),
        "lead": text_data(page.lead, context.lang) if page.lead else None,
        "rows": [
            {"label": text_data(row.label, context.lang), "value": text_data(row.value, context.lang)}
            for row in page.rows
        ],
        "picture": _picture_data(page, context),
        "sections": [section_data(section, context.lang) for section in page.sections],
        "url": url,
        "address": with_break_points(url.partition("://")[2].rstrip("/")),
        "draft": words("print.draft") if page.code and url and not links.final else "",
        "office": [line.text for line in office_lines(context)],
        "words": {"scan": words("sheet.scan_page"), "code": words("sheet.code_page")},
    }


def _picture_data(page: PaperPage, context: Context) -> TemplateData | None:
    made = context.pictures.get((page.photo[0], page.photo[1].file)) if page.photo else None
    if made is None or page.photo is None:
        return None
    photo = page.photo[1]
    return {
        "file": made.fallback.name,
        "ratio": made.fallback.width / made.fallback.height,
        "focus": list(photo.focus),
        "alt": context.say(photo.alt).text,
        "label": context.words("card.illustration") if photo.kind == "illustration" else None,
    }


def _sheet(data_json: str, mark: bytes, context: Context, theme: Theme, cache: Cache) -> Path:
    digest = sha256(mark + data_json.encode()).hexdigest()[:12]
    name = json.loads(data_json)["name"]
    return cache.file(
        f"{name}-{context.lang}-{digest}", "pdf", partial(_typeset, data_json, context, theme, cache.folder)
    )


def _typeset(data_json: str, context: Context, theme: Theme, near: Path, draft: Path) -> None:
    data = json.loads(data_json)
    images: dict[str, typst.ImageContent] = {}
    if data["picture"]:
        name = data["picture"]["file"]
        images[name] = next(p.fallback.file for p in context.pictures.values() if p.fallback.name == name)
    if data["url"]:
        images[CODE_IMAGE] = qr.svg(qr.symbol(data["url"]))
    document = typst.TypstDocument(PAGE_TEMPLATE, theme, day=typst.UNDATED, data=data, images=images, near=near)
    draft.write_bytes(typst.typeset_pdf(document, (PDF_STANDARD,)))
