"""The news: the list of articles by year, one article, and its neighbours in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from ..catalogue.showcase import NEWS_FOLDER, Article
from ..catalogue.vietnamese import bind_units, format_day
from .card import ImageView, image_view
from .context import Breadcrumb, Context, LocalText, breadcrumbs
from .facts import Citation, LabelledValue, citations


@dataclass(frozen=True, slots=True)
class ArticleTile:
    """An article in a list; `day` is its date in ISO 8601, `shown_day` in words, `kind` what it tells of."""

    title: LocalText
    address: str
    summary: LocalText | None
    day: str
    shown_day: str
    kind: str
    place: LocalText | None


@dataclass(frozen=True, slots=True)
class NewsYear:
    """The articles of a year, newest first."""

    year: int
    tiles: tuple[ArticleTile, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article in one language. `text` is Markdown; `newer` and `older` are its neighbours, where there are any."""

    breadcrumbs: tuple[Breadcrumb, ...]
    title: LocalText
    summary: LocalText | None
    rows: tuple[LabelledValue, ...]
    text: LocalText | None
    photos: tuple[ImageView, ...]
    sources: tuple[Citation, ...]
    newer: ArticleTile | None
    older: ArticleTile | None


def news_years(context: Context) -> tuple[NewsYear, ...]:
    """The news by year, the newest first."""
    years = groupby(context.news.values(), lambda article: article.date.year)
    return tuple(NewsYear(year, article_tiles(articles, context)) for year, articles in years)


def article_tiles(articles: Iterable[Article], context: Context) -> tuple[ArticleTile, ...]:
    """The articles as lists show them."""
    return tuple(
        ArticleTile(
            title=_said(article.title, article, context),
            address=context.urls.article(article.stem, context.lang),
            summary=_said_if(article.summary, article, context),
            day=article.date.isoformat(),
            shown_day=format_day(article.date, context.lang),
            kind=context.words(f"news.kind.{article.kind}"),
            place=_said_if(article.place, article, context),
        )
        for article in articles
    )


def neighbours(news: Mapping[str, Article], stem: str) -> tuple[Article | None, Article | None]:
    """The article before `stem` in `news` (newest first), which is the next newer one, and the one behind it."""
    articles = list(news.values())
    at = list(news).index(stem)
    return (articles[at - 1] if at else None), (articles[at + 1] if at + 1 < len(articles) else None)


def article_view(article: Article, context: Context) -> ArticleView:
    """The article as its page shows it."""
    title, words, urls = _said(article.title, article, context), context.words, context.urls
    index = Breadcrumb(LocalText(words("lists.news")), urls.news(context.lang))
    photos = (image_view(photo, NEWS_FOLDER, context) for photo in article.photos)
    newer, older = (
        next(iter(article_tiles([one] if one else [], context)), None) for one in neighbours(context.news, article.stem)
    )
    rows = [
        LabelledValue("date", LocalText(words("news.date")), LocalText(format_day(article.date, context.lang))),
        LabelledValue("kind", LocalText(words("news.kind_of")), LocalText(words(f"news.kind.{article.kind}"))),
    ]
    if place := _said_if(article.place, article, context):
        rows.append(LabelledValue("place", LocalText(words("news.place")), place))
    return ArticleView(
        breadcrumbs=breadcrumbs(words, urls, index, Breadcrumb(title)),
        title=title,
        summary=_said_if(article.summary, article, context),
        rows=tuple(rows),
        text=_said_if(article.markdown, article, context),
        photos=tuple(photo for photo in photos if photo),
        sources=citations(article.sources, context),
        newer=newer,
        older=older,
    )


def _said(text: str, article: Article, context: Context) -> LocalText:
    """A text of the article, marked where its language is not that of the page."""
    return LocalText(bind_units(text), "" if article.lang == context.lang else article.lang)


def _said_if(text: str | None, article: Article, context: Context) -> LocalText | None:
    return _said(text, article, context) if text else None
