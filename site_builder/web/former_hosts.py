"""Rules for hosts at which the site was when codes were printed: each code is led on to the present address.

For every former address a folder lies in the site, to be copied to where the site lay: rules for the servers that have
some, and for all others (IIS, GitHub Pages, any web space) a page in the place of every printed code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from ..files import OutputFile
from ..views.context import LocalText
from ..views.urls import SHORT_LINK_FOLDER, short_link_address
from .server_rules import REFERRER_POLICY, SNIPPETS_FOLDER, content_security_policy
from .templates import Templates

FORMER_HOSTS_FOLDER = f"{SNIPPETS_FOLDER}/dia-chi-cu"
CODE_FOLDERS = (SHORT_LINK_FOLDER, SHORT_LINK_FOLDER.lower())
"""The folder of codes as printed, and as people type it."""


def leads_elsewhere(former: str, present: str) -> bool:
    """Whether a code under the root `former` has to be led on; not where only http has become https, or back."""
    return former.partition("://")[2] != present.partition("://")[2]


def former_host_folder(former: str) -> str:
    """The folder of the site that holds what leads on from the root `former`."""
    name = re.sub(r"[^a-z0-9.-]+", "_", unquote(former.partition("://")[2]).lower()).strip("_")
    return f"{FORMER_HOSTS_FOLDER}/{name}"


def former_host_files(
    former: Mapping[str, Collection[str]], present: str, templates: Templates
) -> Iterator[OutputFile]:
    """The files for each former root, which are given with the codes that are printed under it."""
    for root, codes in former.items():
        if not leads_elsewhere(root, present):
            continue
        folder, path = former_host_folder(root), urlsplit(root).path
        rules = {
            "_redirects": _redirects(path, present),
            ".htaccess": _apache(unquote(path), present),
            "nginx.conf": _nginx(unquote(path), present),
            "Caddyfile": _caddy(unquote(path), present),
        }
        yield from (OutputFile(f"{folder}/{name}", text.encode()) for name, text in rules.items())
        for code in codes:
            html = _page(f"{present}{SHORT_LINK_FOLDER}/{code}/", templates)
            yield OutputFile(f"{folder}/{short_link_address(code)}", html.encode())


def _redirects(path: str, present: str) -> str:
    """`_redirects` (Netlify, Cloudflare Pages)."""
    return "".join(f"{path}{folder}/*  {present}{folder}/:splat  301\n" for folder in CODE_FOLDERS)


def _codes_pattern(path: str) -> str:
    return f"^{re.escape(path)}((?:{'|'.join(CODE_FOLDERS)})/.*)$"


def _apache(path: str, present: str) -> str:
    return f'<IfModule mod_alias.c>\n  RedirectMatch 301 "{_codes_pattern(path)}" "{present}$1"\n</IfModule>\n'


def _nginx(path: str, present: str) -> str:
    """To include in the `server` of the former host."""
    return f'rewrite "{_codes_pattern(path)}" "{present}$1" permanent;\n'


def _caddy(path: str, present: str) -> str:
    """To import in the block of the former host."""
    return f'@printed path_regexp printed "{_codes_pattern(path)}"\nredir @printed "{present}{{re.printed.1}}" 301\n'


def _page(address: str, templates: Templates) -> str:
    sentences = {lang: words("landing.moved") for lang, words in templates.words.items()}
    lang = next(iter(sentences))
    html = templates.render(
        "pages/moved.html",
        lang,
        "",
        address=address,
        canonical=address,
        label=LocalText(address),
        title=sentences[lang],
        sentences=sentences,
        policy=content_security_policy(),
        referrer_policy=REFERRER_POLICY,
    )
    return str(html)
