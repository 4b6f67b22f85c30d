"""The pages of the news: the list by year, and every article. While there is no news there is none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from ..catalogue.showcase import Article
from ..views.context import Breadcrumb, Context, LocalText, breadcrumbs
from ..views.markdown import PageLinks, cached_html, reading_time
from ..views.news import article_view, news_years
from ..views.urls import path_to_root
from .feed import feed_file
from .page import Page, PageKind, Section
from .structured_data import article_json_ld, breadcrumb_json_ld
from .templates import Templates

ARTICLE_HEADING_LEVEL = 2
"""Headings of an article's text stand below its title."""


def news_pages(context: Context, templates: Templates) -> Iterator[Page]:
    """The list and every article, newest first, in the language of `context`; nothing where there is no news."""
    if context.news:
        pages = NewsPages(context, templates)
        yield pages.index()
        yield from (pages.article(article) for article in context.news.values())


@dataclass(frozen=True, slots=True)
class NewsPages:
    """Makes them in the language of `context`."""

    context: Context
    templates: Templates

    def index(self) -> Page:
        """The list of all articles by year."""
        words, urls = self.context.words, self.context.urls
        title, newest = LocalText(words("lists.news")), next(iter(self.context.news.values()))
        trail = breadcrumbs(words, urls, Breadcrumb(title))
        values = {"title": title, "trail_steps": trail, "years": news_years(self.context)}
        page = self._page(PageKind.LIST, "news", urls.news, feed=self.context.feed_address, **values)
        return replace(
            page,
            title=title.text,
            description=words("lists.news_text"),
            head=breadcrumb_json_ld(trail, self.context.site_url),
            checked=newest.date,
            files=(feed_file(self.context, self.templates.page_cache),) if self.context.feed_address else (),
        )

    def article(self, article: Article) -> Page:
        """The page of one article."""
        view, address_of = article_view(article, self.context), partial(self.context.urls.article, article.stem)
        links = PageLinks(self.context, path_to_root(address_of(self.context.lang)))
        cache = self.templates.page_cache
        html = cached_html(view.text, ARTICLE_HEADING_LEVEL, links, cache) if view.text else Markup()
        shown_in = self.templates.words[article.lang]("language.name")
        values = {
            "view": view,
            "html": html,
            "listen": reading_time(html, self.context.words) if html else "",
            "untranslated": self.context.words("news.untranslated", language=shown_in) if view.title.lang else "",
        }
        page = self._page(PageKind.ARTICLE, "article", address_of, **values)
        return replace(
            page,
            title=view.title.text,
            description=str(view.summary or ""),
            head=article_json_ld(article, view.breadcrumbs, self.context),
            checked=article.date,
            scripts=("site.js", "share.js", *(["photos.js"] if view.photos else [])),
        )

    def _page(self, kind: PageKind, template: str, address_of: Callable[[str], str], **values: object) -> Page:
        lang, alternates = self.context.lang, {each: address_of(each) for each in self.context.urls.languages}
        base = path_to_root(alternates[lang])
        return Page(
            address=alternates[lang],
            lang=lang,
            kind=kind,
            section=Section.NEWS,
            title="",
            body=self.templates.render(f"pages/{template}.html", lang, base, **values),
            alternates=alternates,
        )
