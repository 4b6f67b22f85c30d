"""Who answers for the site, and where its facts come from: both worked out from the catalogue, never a fixed claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from babel.lists import format_list

from ..catalogue.product import Source
from ..catalogue.vietnamese import e164_phone, format_phone
from .context import Context, LocalText

AUTHORITY_HOSTS = (".gov.vn", ".chinhphu.vn", ".quochoi.vn", ".dangcongsan.vn")
"""What the hosts of the sites of Vietnam's authorities end with."""


def site_notice(context: Context) -> LocalText | None:
    """What every page says while no office is in charge: the catalogue's own words, else the ready-made sentence."""
    site = context.catalogue.settings.site
    if site.office:
        return None
    return context.say_if(site.notice) or LocalText(context.words("shell.notice"))


def notice_line(contexts: Iterable[Context]) -> str:
    """The notice in all languages of a print, as one line; '' where an office is in charge."""
    notices = (site_notice(context) for context in contexts)
    return " / ".join(dict.fromkeys(notice.text for notice in notices if notice))


def no_reports(context: Context) -> str:
    """That nobody is there to receive reports of mistakes; '' where an office is in charge."""
    return "" if context.catalogue.settings.site.office else context.words("shell.no_reports")


def office_lines(context: Context) -> list[LocalText]:
    """Who answers for the content and how to reach them, line by line for paper; without an office, the notice."""
    office = context.catalogue.settings.site.office
    if not office:
        notice = site_notice(context)
        return [notice] if notice else []
    phone = format_phone(office.phone) if office.phone else ""
    return [context.say(office.name), *(LocalText(line) for line in (phone, office.email or "") if line)]


@dataclass(frozen=True, slots=True)
class CorrectionLink:
    """How a reader tells of a mistake: a mail that names the product, or a call."""

    text: str
    href: str


def report_link(context: Context, subject: str) -> CorrectionLink | None:
    """How to report a mistake: mail to the office, else a call; None where nobody is there to receive it."""
    office, words = context.catalogue.settings.site.office, context.words
    if office and office.email:
        return CorrectionLink(words("verification.report"), f"mailto:{office.email}?subject={quote(subject, safe='')}")
    if office and office.phone:
        told = words("verification.report_phone", phone=format_phone(office.phone))
        return CorrectionLink(told, f"tel:{e164_phone(office.phone)}")
    return None


def sources_sentence(context: Context) -> str:
    """Which kinds of sources the catalogue has, in one sentence; '' where it names none."""
    words, products = context.words, context.catalogue.products
    kinds = [words(f"shell.sources_{kind}") for kind in _kinds_of_sources(context)]
    if not kinds:
        return ""
    listed = format_list(kinds, locale=context.lang)
    sentences = [words("shell.sources_are", kinds=f"{listed[0].upper()}{listed[1:]}")]
    if products and all(product.sources for product in products):
        dated = all(product.checked for product in products)
        sentences.append(words("shell.sources_dated" if dated else "shell.sources_named"))
    return " ".join(sentences)


def _kinds_of_sources(context: Context) -> Iterator[str]:
    """`papers` that lie beside the content, sites of an `authority`, and what else was `published`."""
    settings, products = context.catalogue.settings, context.catalogue.products
    sources = [*(s for product in products for s in product.sources), *(s for e in settings.events for s in e.sources)]
    sources += [source for article in context.catalogue.news for source in article.sources]
    papers = ((p.slug, each.document) for p in products for each in p.certificates if not each.by_source)
    if any(paper in context.documents for paper in papers):
        yield "papers"
    if any(map(_is_authority, sources)):
        yield "authority"
    if not all(map(_is_authority, sources)):
        yield "published"


def _is_authority(source: Source) -> bool:
    return f".{urlsplit(source.url or '').hostname or ''}".endswith(AUTHORITY_HOSTS)
