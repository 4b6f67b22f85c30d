"""What search engines read besides the pages: the map of the site and the file for robots.

Both name full addresses, so without a `site_url` there is no map, and pages carry no canonical address either:
a wrong one would keep the real site out of the index. `lastmod` is the day a person checked the content,
never the day of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from .page import Output, Page
from .urls import absolute

SITEMAP = "sitemap.xml"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(pages: Iterable[Page], site_url: str) -> Output:
    """Every page that may be indexed, each with its other languages."""
    entries = "".join(_entry(page, site_url) for page in pages if not page.noindex)
    return Output(SITEMAP, f"{_HEAD}{entries}</urlset>\n".encode())


def robots(site_url: str) -> Output:
    """Everything may be read; the map is named where there is one."""
    named = f"Sitemap: {absolute(site_url, SITEMAP)}\n" if site_url else ""
    return Output("robots.txt", f"User-agent: *\nDisallow:\n{named}".encode())


def _entry(page: Page, site_url: str) -> str:
    checked = f"<lastmod>{page.checked.isoformat()}</lastmod>" if page.checked else ""
    place = escape(absolute(site_url, page.address))
    return f"<url><loc>{place}</loc>{''.join(_alternates(page, site_url))}{checked}</url>\n"


def _alternates(page: Page, site_url: str) -> Iterator[str]:
    for lang, address in page.alternates.items():
        yield f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(absolute(site_url, address))}"/>'
