"""Files for search engines and browsers: sitemap, robots, service worker, manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from ..files import OutputFile
from ..views.context import Context
from ..views.urls import SERVICE_WORKER_FILE, absolute_url, path_to_root
from .assets import Assets
from .page import Page, PageKind
from .templates import Templates

SITEMAP_FILE = "sitemap.xml"
_SITEMAP_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(pages: Iterable[Page], site_url: str) -> OutputFile:
    """Every page that may be indexed, each with its other languages."""
    entries = []
    for page in (page for page in pages if not page.noindex):
        checked = f"<lastmod>{page.checked.isoformat()}</lastmod>" if page.checked else ""
        alternates = (
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(absolute_url(site_url, address))}"/>'
            for lang, address in page.alternates.items()
        )
        place = escape(absolute_url(site_url, page.address))
        entries.append(f"<url><loc>{place}</loc>{''.join(alternates)}{checked}</url>\n")
    return OutputFile(SITEMAP_FILE, f"{_SITEMAP_HEAD}{''.join(entries)}</urlset>\n".encode())


def robots(site_url: str) -> OutputFile:
    """Everything may be read; the map is named where there is one."""
    named = f"Sitemap: {absolute_url(site_url, SITEMAP_FILE)}\n" if site_url else ""
    return OutputFile("robots.txt", f"User-agent: *\nDisallow:\n{named}".encode())


WORKER_SCRIPT = "service-worker.js"
"""Logical name of the service worker's source; it is published with its list of files before it."""
OFFLINE_SCRIPTS = ("site.js", "offline-page.js")
OFFLINE_ASSETS = ("site.css", "head.js", *OFFLINE_SCRIPTS)
"""Assets that the offline page needs, besides fonts: the worker caches them at once."""
MANIFEST_ICONS = (
    ("icon-192.png", 192, "any"),
    ("icon-512.png", 512, "any"),
    ("icon-maskable-512.png", 512, "maskable"),
)
BACKGROUND_COLOUR = "#FBF8F1"
"""The colour `--paper` of the theme by day."""


def offline_pages(contexts: Mapping[str, Context], templates: Templates) -> Iterator[Page]:
    """The offline page, shown in place of a page that is not cached, in every language."""
    alternates = {lang: context.urls.offline(lang) for lang, context in contexts.items()}
    for lang, context in contexts.items():
        address, title = alternates[lang], context.words("offline.title")
        body = templates.render("pages/offline.html", lang, path_to_root(address))
        yield Page(
            address=address,
            lang=lang,
            kind=PageKind.ERROR,
            title=title,
            body=body,
            alternates=alternates,
            scripts=OFFLINE_SCRIPTS,
            noindex=True,
        )


def app_files(contexts: Mapping[str, Context], assets: Assets, outputs: Iterable[OutputFile]) -> Iterator[OutputFile]:
    """The manifests and the worker; `outputs` are the pages that it may keep."""
    yield from manifests(contexts, assets)
    yield service_worker(contexts, assets, outputs)


def manifests(contexts: Mapping[str, Context], assets: Assets) -> Iterator[OutputFile]:
    """The web app manifest of each language. All addresses are relative, so the site may lie under any path."""
    for lang, context in contexts.items():
        address, site = context.urls.manifest(lang), context.catalogue.settings.site
        base, name = path_to_root(address), context.say(site.name).text
        data = {
            "lang": lang,
            "dir": "ltr",
            "name": name,
            "short_name": name,
            "description": context.say(site.description or site.tagline or site.name).text,
            "start_url": base + context.urls.home(lang),
            "scope": base or "./",
            "display": "minimal-ui",
            "background_color": BACKGROUND_COLOUR,
            "theme_color": BACKGROUND_COLOUR,
            "icons": [
                {"src": base + assets.address(icon), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
                for icon, side, purpose in MANIFEST_ICONS
            ],
        }
        yield OutputFile(address, f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode())


def service_worker(contexts: Mapping[str, Context], assets: Assets, outputs: Iterable[OutputFile]) -> OutputFile:
    """The service worker. Its version changes with any of `outputs` and with itself, and with nothing else."""
    script = assets.files[WORKER_SCRIPT].data
    offline = {
        context.urls.home(lang).removesuffix("index.html"): context.urls.offline(lang)
        for lang, context in contexts.items()
    }
    files = [*offline.values(), *(assets.address(name) for name in OFFLINE_ASSETS), *assets.preload]
    version = hashlib.blake2b(script, digest_size=6)
    for output in outputs:
        version.update(output.path.encode())
        # A file that is not in memory is a rendition, whose name changes with its content.
        version.update(output.data if isinstance(output.data, bytes) else output.data.name.encode())
    told = {"version": version.hexdigest(), "files": files, "offline": offline}
    return OutputFile(
        SERVICE_WORKER_FILE, f"const PRECACHE={json.dumps(told, separators=(',', ':'))};\n".encode() + script
    )
