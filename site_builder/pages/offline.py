"""What lets a phone open the site without a network, and as an app: the worker, manifests, a page of last resort."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping

from .assets import Assets
from .environment import Templates
from .page import Output, Page
from .scene import Scene
from .urls import WORKER, base

SCRIPT = "worker.js"
"""Logical name of the worker's own script; it is published with what it has to know before it."""
PAGE_SCRIPTS = ("site.js", "kept.js")
NEEDED = ("site.css", "head.js", *PAGE_SCRIPTS)
"""What the page of last resort is made of, besides its fonts."""
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))
PAPER = "#FBF8F1"
"""The colour `--paper` of the theme by day."""


def pages(scenes: Mapping[str, Scene], templates: Templates) -> Iterator[Page]:
    """What stands in for a page that was not kept, in every language."""
    alternates = {lang: scene.urls.offline(lang) for lang, scene in scenes.items()}
    for lang, scene in scenes.items():
        address, title = alternates[lang], scene.words("offline.title")
        body = templates.render("pages/offline.html", lang, base(address))
        yield Page(address, lang, "error", title, body, alternates, scripts=PAGE_SCRIPTS, noindex=True)


def phone(scenes: Mapping[str, Scene], assets: Assets, outputs: Iterable[Output]) -> Iterator[Output]:
    """The manifests and the worker; `outputs` are the pages that it may keep."""
    yield from manifests(scenes, assets)
    yield worker(scenes, assets, outputs)


def manifests(scenes: Mapping[str, Scene], assets: Assets) -> Iterator[Output]:
    """What the site is called as an app, in every language. All addresses are relative: any sub-path will do."""
    for lang, scene in scenes.items():
        address = scene.urls.manifest(lang)
        told = json.dumps(_manifest(scene, assets, base(address)), ensure_ascii=False, indent=1)
        yield Output(address, f"{told}\n".encode())


def _manifest(scene: Scene, assets: Assets, way_up: str) -> dict[str, object]:
    site = scene.catalogue.settings.site
    name = scene.say(site.name).text
    return {
        "lang": scene.lang,
        "dir": "ltr",
        "name": name,
        "short_name": name,
        "description": scene.say(site.description or site.tagline or site.name).text,
        "start_url": way_up + scene.urls.home(scene.lang),
        "scope": way_up or "./",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": way_up + assets.address(icon), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
            for icon, side, purpose in ICONS
        ],
    }


def worker(scenes: Mapping[str, Scene], assets: Assets, outputs: Iterable[Output]) -> Output:
    """The service worker. Its version changes with any of `outputs` and with itself, and with nothing else."""
    script = assets.files[SCRIPT].data
    offline = {
        scene.urls.home(lang).removesuffix("index.html"): scene.urls.offline(lang) for lang, scene in scenes.items()
    }
    files = [*offline.values(), *(assets.address(name) for name in NEEDED), *assets.preload]
    told = {"version": _version(script, outputs), "files": files, "offline": offline}
    return Output(WORKER, f"const KEPT={json.dumps(told, separators=(',', ':'))};\n".encode() + script)


def _version(script: bytes, outputs: Iterable[Output]) -> str:
    digest = hashlib.blake2b(script, digest_size=6)
    for output in outputs:
        digest.update(output.path.encode())
        digest.update(output.data if isinstance(output.data, bytes) else output.data.name.encode())
    return digest.hexdigest()
