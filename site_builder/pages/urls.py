"""Every address of the site and every link between two of them.

An address is site-relative, without a leading slash, with `/`: `san-pham/che-duoi-tan-hoi.html`. The first
language has no prefix, the others lie under `<lang>/`. A link is the way up from the page that holds it
(`base`) followed by the address, so one artefact works on a host, under a sub-path and opened from a folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..prints.address import FOLDER

INDEX = "index.html"
WORKER = "sw.js"
"""The service worker: what it may look after is the folder that it lies in."""


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses in every language.

    `words` holds for each language the path words (`product: san-pham`, see `path` in the words of the theme),
    `prose_slugs` the slug of each prose page by stem and language.
    """

    languages: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]
    prose_slugs: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def home(self, lang: str) -> str:
        return self._under(lang, INDEX)

    def catalogue(self, lang: str, number: int = 1) -> str:
        """The page `number` (from 1) of the list of all products."""
        return self._leaf("product", f"{self.words[lang]['page']}-{number}" if number > 1 else "index", lang)

    def product(self, slug: str, lang: str) -> str:
        return self._leaf("product", slug, lang)

    def category(self, key: str, lang: str) -> str:
        return self._leaf("category", key, lang)

    def group(self, key: str, lang: str) -> str:
        """The page of an official group; its slug is a path word, because its key is English."""
        return self._leaf("group", self.words[lang][f"group_{key}"], lang)

    def groups(self, lang: str) -> str:
        return self._leaf("group", "index", lang)

    def commune(self, key: str, lang: str) -> str:
        return self._leaf("commune", key, lang)

    def communes(self, lang: str) -> str:
        return self._leaf("commune", "index", lang)

    def producer(self, key: str, lang: str) -> str:
        return self._leaf("producer", key, lang)

    def vcard(self, key: str, lang: str) -> str:
        """A producer's contact as a file."""
        return self.producer(key, lang).removesuffix(".html") + ".vcf"

    def producers(self, lang: str) -> str:
        return self._leaf("producer", "index", lang)

    def event(self, key: str, lang: str) -> str:
        return self._leaf("event", key, lang)

    def events(self, lang: str) -> str:
        return self._leaf("event", "index", lang)

    def kiosk(self, lang: str) -> str:
        """The exhibition display."""
        return self._under(lang, "kiosk.html")

    def season(self, lang: str) -> str:
        """The calendar of the year."""
        return self._under(lang, f"{self.words[lang]['season']}.html")

    def offline(self, lang: str) -> str:
        """What stands in for a page while there is no network."""
        return self._under(lang, f"{self.words[lang]['offline']}.html")

    def manifest(self, lang: str) -> str:
        """What the site is called as an app."""
        return self._under(lang, "manifest.webmanifest")

    def has_prose(self, stem: str) -> bool:
        """Whether there is a prose page `stem`."""
        return (stem, self.languages[0]) in self.prose_slugs

    def prose(self, stem: str, lang: str) -> str:
        """The prose page `stem`; where `lang` has no text of its own, under the slug of the first language."""
        slug = self.prose_slugs.get((stem, lang)) or self.prose_slugs[stem, self.languages[0]]
        return self._under(lang, f"{slug}.html")

    def _leaf(self, kind: str, name: str, lang: str) -> str:
        return self._under(lang, f"{self.words[lang][kind]}/{name}.html")

    def _under(self, lang: str, path: str) -> str:
        return path if lang == self.languages[0] else f"{lang}/{path}"


def asset(name: str) -> str:
    """A style, script, font or icon of the theme."""
    return f"assets/{name}"


def photo(name: str) -> str:
    """A rendition, by its published name."""
    return f"photos/{name}"


def sheet(address: str) -> str:
    """The page at `address` as one sheet of paper."""
    return address.removesuffix(".html") + ".pdf"


def social_card(name: str) -> str:
    """The picture that a link to a page brings along."""
    return f"cards/{name}"


def document(name: str) -> str:
    """A scan that is published with its product."""
    return f"documents/{name}"


def short(code: str) -> str:
    """The page behind a printed code: never another one, whatever becomes of the rest of the site."""
    return f"{FOLDER}/{code}/{INDEX}"


def code_file(code: str, suffix: str) -> str:
    """The drawing (`svg`) or picture (`png`) of a QR code, named as it is to be saved."""
    return f"{FOLDER}/{code}/{code}.{suffix}"


def gtin(digits: str) -> str:
    """The page behind a bar code, where GS1 Digital Link looks for it: 14 digits, zeros before."""
    return f"01/{digits.zfill(14)}/{INDEX}"


def base(address: str) -> str:
    """The way from the page at `address` up to the root: '', '../', '../../'."""
    return "../" * address.count("/")


def absolute(site_url: str, address: str) -> str:
    """The address as the world knows it: index pages under their folder's name."""
    folder = address.removesuffix(INDEX) if address == INDEX or address.endswith("/" + INDEX) else address
    return f"{site_url.rstrip('/')}/{folder}"


def clashes(addresses: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of addresses that are one file where letter case does not count (Windows, macOS, USB sticks)."""
    seen: dict[str, str] = {}
    found: list[tuple[str, str]] = []
    for address in addresses:
        folded = address.casefold()
        if folded in seen:
            found.append((seen[folded], address))
        seen.setdefault(folded, address)
    return tuple(found)
