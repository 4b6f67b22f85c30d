"""The address of a site: what it may look like where it is written for good, and the nearest right one.

A browser forgives much, and a printed code nothing: what is wrong here is refused, so that it is never printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from typing import Annotated
from unicodedata import category, name, normalize
from urllib.parse import SplitResult, quote, unquote, urlsplit

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from .values import refuse
from .vietnamese import nfc

RESERVED_TOP_LEVEL_DOMAINS = (
    *("localhost", "example", "invalid", "test", "local", "internal", "onion", "alt", "arpa"),
    *("localdomain", "lan", "home", "corp", "intranet", "private"),
)
"""Top-level domains that nobody can own (RFC 2606, 6762, 7686, 8375, 9476) or that only routers and offices use:

an address there is not the site's real one yet, whoever else scans its codes.
"""
EXAMPLE_DOMAINS = ("example.com", "example.net", "example.org")
SAMPLE_ADDRESS = "https://ocop-binh-gia.example/"
"""What a remedy shows where nothing can be guessed: followed to the letter it gives drafts, never a wrong address."""
DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_HOST = 253

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_TOP_LEVEL_DOMAIN = re.compile(r"[a-z]{2,}|xn--[a-z0-9-]+")
_FILE_NAME = re.compile(r"index|.+\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)
"""The last part of a path that is a page and no folder: index.html, default.aspx."""
_FOLDER = re.compile(r"(?=.*[^\W_])[\w.~+=@ -]+")
"""A folder of a path, without its %: what servers' rules and codes can hold, with a letter or digit in it."""
_PRINTED = re.compile(r"/(q(?:/[a-z0-9-]{2,12})?)/?", re.IGNORECASE)
"""The end of an address that was copied from where a printed code leads."""
_WRONG_BEGINNING = re.compile(r"^(?:[a-z]+[:;]/*|[a-z]*//+)+", re.IGNORECASE)
"""What stands in the place of `https://`, perhaps twice: `https:/`, `htps://`, `https//`."""


def site_address(raw: str) -> str:
    """The address in ASCII, scheme and host in small letters, a slash at its end."""
    text = nfc(raw)
    refusal = _refusal(text)
    if refusal:
        code, found = refusal
        shortened = refuse(code, found=found).context or {}
        raise PydanticCustomError(code, "{code}", {**shortened, "wanted": _nearest_address(text)})
    return _written(urlsplit(text))


SiteAddress = Annotated[str, AfterValidator(site_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})]


def is_public_url(url: str) -> bool:
    """Whether `url` can be opened by others: its host is a public domain or a public IP address."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    with suppress(ValueError):
        return ip_address(host).is_global
    top = host.rpartition(".")[2]
    return (
        "." in host
        and top not in RESERVED_TOP_LEVEL_DOMAINS
        and not any(f".{host}".endswith(f".{sample}") for sample in EXAMPLE_DOMAINS)
    )


def address_doubts(address: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What may be meant and yet rarely lasts as long as what is printed: warnings, each with its parameters."""
    parts = urlsplit(address)
    if not is_public_url(address):
        return
    if parts.scheme == "http":
        yield "address_http", {"found": address, "wanted": f"https{address.removeprefix('http')}"}
    if parts.port is not None:
        yield "address_with_port", {"found": f":{parts.port}", "wanted": address.replace(f":{parts.port}", "", 1)}
    with suppress(ValueError):
        yield "address_number", {"found": str(ip_address(parts.hostname or ""))}


def _refusal(text: str) -> tuple[str, str] | None:
    """The message that refuses `text` and what in it is wrong; None for an address that can be used."""
    if re.search(r"[\s\x00-\x1f]", text):
        return "address_space", text
    scheme = _SCHEME.match(text)
    if not scheme:
        return "address_without_scheme", text
    if scheme[1].lower() not in DEFAULT_PORTS:
        return "address_scheme", f"{scheme[1]}://"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "address_host", text
    place = parts.netloc
    if "@" in place:
        return "address_user", place
    if foreign := _letters_of_two_alphabets(parts.hostname or ""):
        return "address_letters", foreign
    if not _is_host(parts.hostname or ""):
        return "address_host", parts.hostname or text
    if not _has_sound_port(parts):
        return "address_port", place
    query = re.search(r"[?#].*", text, re.DOTALL)
    if query:
        return "address_query", query[0]
    if page := _file_in(parts.path):
        return "address_file", page
    return None if _is_path(parts.path) else ("address_path", parts.path)


def _file_in(path: str) -> str:
    """What of `path` is a page, or where a printed code leads, and no folder; '' for a folder."""
    last = path.rstrip("/").rpartition("/")[2]
    printed = _PRINTED.search(path)
    if printed and printed.end() == len(path):
        return printed[1]
    return last if _FILE_NAME.fullmatch(last) else ""


def _is_path(path: str) -> bool:
    folders = path.strip("/").split("/") if path.strip("/") else []
    return path in ("", f"/{'/'.join(folders)}", f"/{'/'.join([*folders, ''])}") and all(map(_is_folder, folders))


def _is_folder(written: str) -> bool:
    try:
        return bool(_FOLDER.fullmatch(unquote(written, errors="strict")))
    except UnicodeDecodeError:
        return False


def _is_host(host: str) -> bool:
    """Whether a domain or an IP address has this form; whether it exists, nobody can tell without a network."""
    with suppress(ValueError):
        return bool(ip_address(host))
    try:
        labels = host.encode("idna").decode().split(".")
    except UnicodeError:
        return False
    if labels == ["localhost"]:
        return True
    whole = len(labels) > 1 and len(".".join(labels)) <= LONGEST_HOST
    return whole and all(map(_LABEL.fullmatch, labels)) and bool(_TOP_LEVEL_DOMAIN.fullmatch(labels[-1]))


def _letters_of_two_alphabets(host: str) -> str:
    """Letters that stand among Latin ones and only look like them (Cyrillic о), each with its name; '' for none."""
    for label in host.split("."):
        alphabets = {sign: name(sign, "").partition(" ")[0] for sign in label if sign.isalpha()}
        foreign = [sign for sign, alphabet in alphabets.items() if alphabet != "LATIN"]
        if foreign and len(foreign) < len(alphabets):
            return ", ".join(f"{sign} ({name(sign, '?').lower()})" for sign in foreign)
    return ""


def _has_sound_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0 and not parts.netloc.endswith(":")
    except ValueError:
        return False


def _written(parts: SplitResult) -> str:
    host = (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.hostname
    host = f"[{host}]" if host and ":" in host else host
    port = "" if parts.port in (None, DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}{quote(parts.path.rstrip('/'), safe='/%+=@~')}/"


def _nearest_address(text: str) -> str:
    """The right address that was probably meant by a wrong one; the sample where none can be made out."""
    seen = "".join(sign for sign in normalize("NFKC", text) if category(sign) != "Cf")
    bare = re.sub(r"[<>\"'`“”]", "", seen).strip().replace("\\", "/")
    scheme = "http" if bare.lower().startswith("http://") else "https"
    host, _, path = re.split(r"[?#]", _WRONG_BEGINNING.sub("", bare))[0].partition("/")
    host = re.sub(r"[.,]+", ".", "".join(host.rpartition("@")[2].split())).strip(".").removesuffix(":")
    path = re.sub(r"/{2,}", "/", f"/{path}")
    while found := _file_in(path):
        path = path.rstrip("/").removesuffix(found)
    with suppress(PydanticCustomError, ValueError):
        folders = [quote(folder, safe="+=@~") for folder in map(_nearest_folder, path.split("/")) if folder]
        guess = "/".join([f"{scheme}://{host}", *folders])
        return site_address(guess) if _refusal(guess) is None else SAMPLE_ADDRESS
    return SAMPLE_ADDRESS


def _nearest_folder(written: str) -> str:
    """What of a folder's name can stay; '' for none. Raises ValueError for a % that stands for no letter."""
    if re.search(r"%(?![0-9a-f]{2})", written, re.IGNORECASE):
        raise ValueError(written)
    kept = re.sub(r"[^\w.~+=@ -]", "", unquote(written, errors="strict")).strip(" .-")
    return kept if _FOLDER.fullmatch(kept) else ""
