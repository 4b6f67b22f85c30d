"""The rules about what happened: one event besides its days (its papers, counts, displays), one article of the news."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue.product import Status
from ..catalogue.showcase import Article, Event
from ..messages import Problem
from .product_rules import likely_day
from .raw import PageEntry, RuleContext, SettingsEntry, day_params, error_at, warning_at


def documents_are_named(entry: SettingsEntry, at: int, event: Event) -> Iterator[Problem]:
    """A document is cited by its number or its title."""
    for number, document in enumerate(event.documents):
        if not document.number and not document.title:
            yield error_at(entry, "event_document_unnamed", f"events.{at}.documents.{number}")


def papers_have_come(entry: SettingsEntry, at: int, event: Event, context: RuleContext) -> Iterator[Problem]:
    """A document or a source that tells of an event is not dated after today."""
    dated = [(f"documents.{number}", paper.date) for number, paper in enumerate(event.documents)]
    dated += [(f"sources.{number}", source.date) for number, source in enumerate(event.sources)]
    for path, day in dated:
        if day and day > context.today:
            days = day_params(found=day, today=context.today, wanted=likely_day(day, context.today))
            yield warning_at(entry, "date_in_future", f"events.{at}.{path}.date", **days)


def counts_agree(entry: SettingsEntry, at: int, event: Event, context: RuleContext) -> Iterator[Problem]:
    """The figure of a source is one, and among those counted are no more products, and none recognised only later."""
    counts, path = event.counts, f"events.{at}.counts"
    if counts is None:
        return
    if counts.certified < 1:
        yield error_at(entry, "event_count_form", f"{path}.certified", found=counts.certified)
    elif len(counts.likely) > counts.certified:
        found = {"found": len(counts.likely), "certified": counts.certified}
        yield error_at(entry, "event_count_exceeded", f"{path}.likely", **found)
    for number, slug in enumerate(counts.likely):
        if context.status.get(slug) is Status.POTENTIAL:
            yield error_at(entry, "event_count_potential", f"{path}.likely.{number}", found=slug)
        elif event.runs and (first := context.certified_from.get(slug)) and first > (end := event.runs[-1][1]):
            days = day_params(first=first, end=end)
            yield error_at(entry, "event_count_later", f"{path}.likely.{number}", found=slug, **days)


def displays_agree(entry: SettingsEntry, at: int, event: Event) -> Iterator[Problem]:
    """What a commune brought is told once for each, in words or as products."""
    seen: set[str] = set()
    for number, display in enumerate(event.displays):
        path = f"events.{at}.displays.{number}"
        if not display.text and not display.products:
            yield error_at(entry, "display_empty", path)
        if display.commune in seen:
            yield warning_at(entry, "display_twice", f"{path}.commune", found=display.commune)
        seen.add(display.commune)


def article_has_come(entry: PageEntry[Article], context: RuleContext) -> Iterator[Problem]:
    """An article tells of what has happened: neither its day nor that of a source is after today."""
    article = entry.page
    if article is None:
        return
    if article.date > context.today:
        likely = likely_day(article.date, context.today)
        wanted = f"{likely}{entry.file.rpartition('/')[2].removeprefix(f'{article.date}')}"
        days = day_params(found=article.date, today=context.today)
        yield Problem(entry.file, "article_in_future", params={"wanted": wanted, **days})
    for number, source in enumerate(article.sources):
        if source.date and source.date > context.today:
            wanted_day = likely_day(source.date, context.today)
            days = day_params(found=source.date, today=context.today, wanted=wanted_day)
            yield warning_at(entry, "date_in_future", f"sources.{number}.date", **days)
