"""The page of the exhibition display: a document of its own, outside the shell.

It runs for days on a television, from a USB stick, and holds nothing but the slide that is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from ..files import OutputFile
from ..views.context import Context, LocalText
from ..views.display import DATA_FILE
from ..views.responsibility import site_notice
from ..views.urls import path_to_root
from .server_rules import content_security_policy
from .templates import Sprite, Templates

DISPLAY_ICONS = ("pin", "arrow", "petals-line", "stars-3", "stars-4", "stars-5")


@dataclass(frozen=True, slots=True)
class DisplayPage:
    """The template values of the display's page in one language; `policy` is '' in the live preview."""

    build: str
    policy: str
    title: str
    catalogue: str
    icons: Markup
    notice: LocalText | None


def display_pages(
    contexts: Mapping[str, Context], templates: Templates, sprite: Sprite, *, live: bool
) -> Iterator[OutputFile]:
    """`kiosk.html` in every language; `live`: for the preview."""
    build = sha256("".join(templates.asset(name) for name in (DATA_FILE, "kiosk.js", "kiosk.css")).encode())
    icons = Markup(sprite.used_by(f'#i-{name}"' for name in DISPLAY_ICONS))
    for lang, context in contexts.items():
        address = context.urls.kiosk(lang)
        title = context.words("kiosk.title", site=context.say(context.catalogue.settings.site.name).text)
        said = "" if live else content_security_policy()
        view = DisplayPage(
            build=build.hexdigest()[:12],
            policy=said,
            title=title,
            catalogue=context.urls.catalogue(lang),
            icons=icons,
            notice=site_notice(context),
        )
        yield OutputFile(address, templates.render("pages/kiosk.html", lang, path_to_root(address), view=view).encode())
