"""The pages at former addresses, which lead on to the page under its new name, and what the next build has to know.

A renamed folder or key is another address. Links to the old one are in search engines, chats and bookmarks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path, PurePosixPath

from ..catalogue.showcase import NamedKind
from ..files import OutputFile
from ..views.context import Context
from ..views.named_pages import NamedPage, named_pages
from ..views.urls import absolute_url, path_to_root
from .server_rules import SNIPPETS_FOLDER
from .shell import PageChrome
from .templates import Templates

SUFFIXES_BESIDE = (".pdf", ".ics")
"""What may lie beside a named page under its name."""
NAMED_PAGES_FILE = f"{SNIPPETS_FOLDER}/ten-trang.txt"
"""The list of the site's pages by name, by which the next build sees what was renamed. Servers do not show it."""


def former_pages(
    contexts: Mapping[str, Context], frames: Mapping[str, PageChrome], templates: Templates, addresses: Collection[str]
) -> Iterator[OutputFile]:
    """The page at each former address, in every language, where the page that it leads to is among `addresses`."""
    for lang, context in contexts.items():
        for page in named_pages(context.catalogue, context.urls):
            present = page.address_of(page.key, lang)
            for former in page.formerly if present in addresses else ():
                yield OutputFile(page.address_of(former, lang), _html(page, context, frames[lang], templates).encode())


def moved_addresses(
    contexts: Mapping[str, Context], addresses: Collection[str], files: Iterable[OutputFile]
) -> dict[str, str]:
    """Where each former address leads: of the pages among `addresses`, and of what lies beside one in `files`."""
    moved: dict[str, str] = {}
    paths = {file.path for file in files}
    for lang, context in contexts.items():
        for page in named_pages(context.catalogue, context.urls):
            present = PurePosixPath(page.address_of(page.key, lang))
            for former in page.formerly if str(present) in addresses else ():
                old = PurePosixPath(page.address_of(former, lang))
                beside = (suffix for suffix in SUFFIXES_BESIDE if str(present.with_suffix(suffix)) in paths)
                for suffix in (present.suffix, *beside):
                    moved[str(old.with_suffix(suffix))] = str(present.with_suffix(suffix))
    return moved


def _html(page: NamedPage, context: Context, frame: PageChrome, templates: Templates) -> str:
    present, name = page.address_of(page.key, context.lang), context.say(page.name)
    base = path_to_root(present)  # pages of one kind lie in one folder
    html = templates.render(
        "pages/moved.html",
        context.lang,
        base,
        address=base + present,
        canonical=absolute_url(frame.site_url, present) if frame.site_url else "",
        label=name,
        title=name.text,
        sentences={context.lang: context.words("landing.moved")},
        policy=frame.policy,
        referrer_policy=frame.referrer_policy,
    )
    return str(html)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """A row of the list: what gives the page its name, and the page's name and address in the site's first language."""

    kind: NamedKind
    key: str
    code: str
    name: str
    address: str


def named_pages_file(context: Context, addresses: Collection[str]) -> OutputFile:
    """The list of those among `addresses`; `context` is that of the site's first language."""
    rows = [
        KnownPage(
            kind=page.kind,
            key=page.key,
            code=page.code,
            name=context.say(page.name).text,
            address=page.address_of(page.key, context.lang),
        )
        for page in named_pages(context.catalogue, context.urls)
    ]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(field.name for field in fields(KnownPage))
    table.writerows(astuple(row) for row in rows if row.address in addresses)
    return OutputFile(NAMED_PAGES_FILE, out.getvalue().encode())


def read_named_pages(site: Path) -> Iterator[KnownPage]:
    """The list in the folder `site`; nothing where there is none or it cannot be read, since it only saves work."""
    try:
        text = (site / NAMED_PAGES_FILE).read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return
    columns = [field.name for field in fields(KnownPage)]
    for cells in csv.reader(text.splitlines()):
        row = dict(zip(columns, cells, strict=False))
        if len(cells) == len(columns) and row["kind"] in set(NamedKind):
            yield KnownPage(
                kind=NamedKind(row["kind"]),
                key=row["key"],
                code=row["code"],
                name=row["name"],
                address=row["address"],
            )
