"""The news as a feed (Atom, RFC 4287), one in each language, for programs that look for new articles."""

from __future__ import annotations

from datetime import date
from itertools import islice
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from ..catalogue.showcase import Article
from ..files import OutputFile
from ..views.context import Context, LocalText
from ..views.markdown import PageLinks, cached_html
from ..views.page_cache import PageCache
from ..views.urls import absolute_url

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
ATOM_TYPE = "application/atom+xml"
MOST_ENTRIES = 20
"""Articles in a feed: who follows it has seen those before."""
FEED_HEADING_LEVEL = 2


def feed_file(context: Context, cache: PageCache) -> OutputFile:
    """The feed in the language of `context`, which has news and a full address; `cache` keeps the articles as HTML."""
    xml: bytes = ElementTree.tostring(_feed(context, cache), encoding="utf-8", xml_declaration=True)
    return OutputFile(context.urls.feed(context.lang), xml + b"\n")


def _feed(context: Context, cache: PageCache) -> Element:
    """The newest articles. Every feed must name an author: the office, or the site while no office answers for it."""
    site, urls, lang = context.catalogue.settings.site, context.urls, context.lang
    articles = list(islice(context.news.values(), MOST_ENTRIES))
    own, page = (absolute_url(context.site_url, address) for address in (urls.feed(lang), urls.news(lang)))
    feed = Element("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": lang})
    _add_text(feed, "title", f"{context.words('lists.news')} – {context.say(site.name)}")
    _add_text(feed, "id", own)
    _add_text(feed, "updated", _moment(articles[0].date))
    SubElement(feed, "link", {"rel": "self", "type": ATOM_TYPE, "href": own})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "hreflang": lang, "href": page})
    author = SubElement(feed, "author")
    _add_text(author, "name", context.say(site.office.name if site.office else site.name).text)
    # Links in the texts are whole addresses too: a reader shows the text far from the site.
    links = PageLinks(context, absolute_url(context.site_url, ""))
    feed.extend(_entry(article, links, cache) for article in articles)
    return feed


def _entry(article: Article, links: PageLinks, cache: PageCache) -> Element:
    context = links.context
    address = absolute_url(context.site_url, context.urls.article(article.stem, context.lang))
    lang = "" if article.lang == context.lang else article.lang
    entry = Element("entry", {"xml:lang": lang} if lang else {})
    _add_text(entry, "title", article.title)
    _add_text(entry, "id", _entry_id(article, context))
    _add_text(entry, "published", _moment(article.date))
    _add_text(entry, "updated", _moment(article.date))
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    SubElement(entry, "category", {"term": article.kind, "label": context.words(f"news.kind.{article.kind}")})
    if article.summary:
        _add_text(entry, "summary", article.summary)
    if article.markdown:
        html = cached_html(LocalText(article.markdown, lang), FEED_HEADING_LEVEL, links, cache)
        _add_text(entry, "content", str(html), type="html")
    return entry


def _add_text(parent: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(parent, tag, attributes).text = text


def _entry_id(article: Article, context: Context) -> str:
    """An identifier made from the article's first name: neither a renamed file nor another path changes it."""
    first = (*article.formerly, article.stem)[0]
    return uuid5(NAMESPACE_URL, f"http://{urlsplit(context.site_url).hostname}/{first}.{context.lang}").urn


def _moment(day: date) -> str:
    """The beginning of the day in Viet Nam (RFC 3339): the content tells no hour."""
    return f"{day}T00:00:00+07:00"
