"""Where printed codes lead: the short address of a code, and whether it is one that may be printed at all."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

LONGEST = 60
"""Characters of an address; beyond it the modules of a label get small."""
FOLDER = "Q"
"""Where the codes lie in the site: a capital, so that an address in capitals, which makes a smaller code, is right."""
NOBODYS = ("localhost", "example", "invalid", "test", "local", "internal")
"""Top-level domains that nobody can own (RFC 2606, RFC 6762): an address there is not the site's real one yet."""
SAMPLES = ("example.com", "example.net", "example.org")
STAND_IN = "https://ban-nhap.example/"
"""What a draft shows where no address is known: it can never lead anywhere."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """`root` is the site's address with a slash at its end; `final` whether paper with it will still be right.

    `drawn` is whether the site holds the drawings of its codes.
    """

    root: str
    final: bool
    drawn: bool = True

    def of(self, code: str) -> str:
        """The short address of `code`: the folder itself, so that no host has to send the visitor on."""
        return f"{self.root}{FOLDER}/{code}/"

    def typed(self, code: str) -> str:
        """The same as a person types it: `ocop.example/Q/BG-001`."""
        host, _, path = self.of(code).split("://", 1)[1].rstrip("/").partition("/")
        return f"{host.encode().decode('idna')}/{path}"


NOWHERE = Addresses(STAND_IN, final=False, drawn=False)


def addresses(site_url: str, short_url: str | None = None, drawn: bool = True) -> Addresses:
    """Where the codes of a site at `site_url` lead: `short_url`, if it has one of its own for them."""
    final = is_final(site_url) and (short_url is None or is_final(short_url))
    return Addresses(_root(short_url or site_url) or STAND_IN, final, drawn)


def is_final(url: str) -> bool:
    """Whether `url` is an address that others can open: on a name of a public domain, or a public number."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    with suppress(ValueError):
        return ip_address(host).is_global
    top = host.rpartition(".")[2]
    return "." in host and top not in NOBODYS and not any(f".{host}".endswith(f".{sample}") for sample in SAMPLES)


def _root(url: str) -> str:
    """The address in the letters that a QR code and every host understand; '' where it is none."""
    parts = urlsplit(url)
    if not (parts.scheme and parts.hostname):
        return ""
    host = parts.netloc.lower().encode("idna").decode() if not parts.netloc.isascii() else parts.netloc.lower()
    return f"{parts.scheme}://{host}{quote(parts.path.rstrip('/'), safe='/%')}/"
