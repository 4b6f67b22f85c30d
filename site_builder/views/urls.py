"""Addresses: every address of the site, every link between two of them, and where printed codes lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from ..catalogue.web_address import is_public_url

LONG_SHORT_LINK = 60
"""Characters: a longer short link makes a larger symbol, whose modules get small on a label."""
SHORT_LINK_FOLDER = "Q"
"""Folder of the short links. A capital: so were the first printed codes, whose addresses stay."""
PLACEHOLDER_URL = "https://ban-nhap.example/"
"""Placeholder address on drafts where none is known; its domain is reserved and can never exist."""


@dataclass(frozen=True, slots=True)
class ShortLinks:
    """The short links of a site.

    `root` is the site's address with a slash at its end. `final` is true if that is a public address, so that it may
    be printed for good; otherwise everything printed is a draft. `downloadable`: the site offers QR codes for download.
    """

    root: str
    final: bool
    downloadable: bool = True

    def of(self, code: str) -> str:
        """The short address of `code`: the folder itself, so that no host has to send the visitor on."""
        return f"{self.root}{SHORT_LINK_FOLDER}/{code}/"

    def typed(self, code: str) -> str:
        """The same as a person types it: `ocop.example/Q/BG-001`."""
        host, _, path = self.of(code).split("://", 1)[1].rstrip("/").partition("/")
        return f"{host.encode().decode('idna')}/{path}"


NO_SHORT_LINKS = ShortLinks(PLACEHOLDER_URL, final=False, downloadable=False)


def short_links(site_url: str, short_url: str | None = None, *, downloadable: bool = True) -> ShortLinks:
    """The short links of the site at `site_url`; under `short_url`, if the settings give one."""
    final = is_public_url(site_url) and (short_url is None or is_public_url(short_url))
    return ShortLinks(
        _normalised_root(short_url or site_url) or PLACEHOLDER_URL, final=final, downloadable=downloadable
    )


def _normalised_root(url: str) -> str:
    """The address in ASCII, the host in small letters and IDNA; '' where it is no address."""
    parts = urlsplit(url)
    if not (parts.scheme and parts.hostname):
        return ""
    host = parts.netloc.lower().encode("idna").decode() if not parts.netloc.isascii() else parts.netloc.lower()
    return f"{parts.scheme}://{host}{quote(parts.path.rstrip('/'), safe='/%')}/"


INDEX_FILE = "index.html"
SERVICE_WORKER_FILE = "sw.js"
"""The service worker. Its scope is the folder that it lies in, so it lies at the root."""


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
        return self._under(lang, INDEX_FILE)

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

    def article(self, stem: str, lang: str) -> str:
        return self._leaf("news", stem, lang)

    def news(self, lang: str) -> str:
        return self._leaf("news", "index", lang)

    def feed(self, lang: str) -> str:
        """The news for programs that look for new articles."""
        return self.news(lang).removesuffix(INDEX_FILE) + "feed.atom"

    def kiosk(self, lang: str) -> str:
        """The exhibition display."""
        return self._under(lang, "kiosk.html")

    def season(self, lang: str) -> str:
        """The calendar of the year."""
        return self._under(lang, f"{self.words[lang]['season']}.html")

    def favourites(self, lang: str) -> str:
        """The list to take home."""
        return self._under(lang, f"{self.words[lang]['favourites']}.html")

    def offline(self, lang: str) -> str:
        """The offline page, shown in place of a page that is not cached."""
        return self._under(lang, f"{self.words[lang]['offline']}.html")

    def manifest(self, lang: str) -> str:
        """The web app manifest."""
        return self._under(lang, "manifest.webmanifest")

    def has_prose(self, stem: str) -> bool:
        """Whether there is a prose page `stem`, in whatever language."""
        return any((stem, lang) in self.prose_slugs for lang in self.languages)

    def prose(self, stem: str, lang: str) -> str:
        """The prose page `stem`; where `lang` has no text of its own, under the slug of the first language that has."""
        slug = next(
            self.prose_slugs[stem, each] for each in (lang, *self.languages) if (stem, each) in self.prose_slugs
        )
        return self._under(lang, f"{slug}.html")

    def prose_if(self, stem: str, lang: str) -> str | None:
        """The prose page `stem`, if there is one."""
        return self.prose(stem, lang) if self.has_prose(stem) else None

    def _leaf(self, kind: str, name: str, lang: str) -> str:
        return self._under(lang, f"{self.words[lang][kind]}/{name}.html")

    def _under(self, lang: str, path: str) -> str:
        return path if lang == self.languages[0] else f"{lang}/{path}"


def asset_address(name: str) -> str:
    """A style, script, font or icon of the theme."""
    return f"assets/{name}"


def photo_address(name: str) -> str:
    """A rendition, by its published name."""
    return f"photos/{name}"


def sheet_address(address: str) -> str:
    """The page at `address` as one sheet of paper."""
    return address.removesuffix(".html") + ".pdf"


def booth_sheet_address(address: str) -> str:
    """The sheet for the booth of the event whose page is at `address`; no key holds two hyphens side by side."""
    return address.removesuffix(".html") + "--qr.pdf"


def social_card_address(name: str) -> str:
    """A social card: the preview picture of a shared link (og:image)."""
    return f"cards/{name}"


def document_address(name: str) -> str:
    """A scan that is published with its product."""
    return f"documents/{name}"


def short_link_address(code: str) -> str:
    """The landing page of a printed code. This address must never change: it is on paper."""
    return f"{SHORT_LINK_FOLDER}/{code}/{INDEX_FILE}"


def code_file_address(code: str, suffix: str) -> str:
    """The drawing (`svg`) or picture (`png`) of a QR code, named as it is to be saved."""
    return f"{SHORT_LINK_FOLDER}/{code}/{code}.{suffix}"


def gtin_address(digits: str) -> str:
    """The page behind a bar code, where GS1 Digital Link looks for it: 14 digits, zeros before."""
    return f"01/{digits.zfill(14)}/{INDEX_FILE}"


def path_to_root(address: str) -> str:
    """The relative path from the page at `address` to the root of the site: '', '../', '../../'."""
    return "../" * address.count("/")


class CleanRoot(str):
    """The address of a site whose host strips `.html`: it serves `x.html` at `x`, and sends on there."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"CleanRoot({super().__repr__()})"


def absolute_url(site_url: str, address: str) -> str:
    """The full URL of an address; an index page is known by its folder's address, a page as its host names it."""
    folder = (
        address.removesuffix(INDEX_FILE) if address == INDEX_FILE or address.endswith("/" + INDEX_FILE) else address
    )
    shown = folder.removesuffix(".html") if isinstance(site_url, CleanRoot) else folder
    return f"{site_url.rstrip('/')}/{shown}"


ABOUT_STEM = "about"
"""The stem of the prose page "about us" (who is behind the site, contacts), which is in the main navigation."""
