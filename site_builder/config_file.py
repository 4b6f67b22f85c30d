"""`mkdocs.yml`: our keys of it, judged like content, with places and remedies.

The file is MkDocs' own too, so its keys pass; what is near to one of ours, or ours in another place, is a mistake of
typing that would go unnoticed until something is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from .catalogue.values import refuse
from .catalogue.vietnamese import nearest_spellings, spelling_key
from .catalogue.web_address import address_doubts, site_address
from .content import yaml_reader
from .media.recipe import RENDITION_SUFFIXES, ImageEncoding
from .messages import CatalogueError, Problem, Severity
from .theme_folder import PACKAGED_FOLDER
from .views.urls import short_links
from .views.words import page_folders

PLUGIN_NAME = "site-builder"
MAX_PHOTO_WIDTH = 8000
MAX_JOBS = 64
MKDOCS_KEYS = frozenset(
    (
        *("INHERIT", "copyright", "dev_addr", "draft_docs", "edit_uri", "edit_uri_template"),
        *("exclude_docs", "extra", "extra_css", "extra_javascript", "extra_templates", "hooks"),
        *("markdown_extensions", "mdx_configs", "nav", "not_in_nav", "pages", "plugins"),
        *("remote_branch", "remote_name", "repo_name", "repo_url", "site_author", "site_description"),
        *("site_name", "strict", "theme", "validation", "watch"),
    )
)
"""Keys of the file that are MkDocs' alone."""


@dataclass(frozen=True, slots=True)
class Config:
    """The file as read: what it sets of ours, by key (those of the plugin among them), and everything wrong with it."""

    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_config(file: Path, typed: Set[str] = frozenset()) -> Config:
    """Read `file`; folders that were `typed` in the command are not looked for. Raises CatalogueError for no YAML."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CatalogueError([Problem(file.as_posix(), "file_unreadable")]) from error
    document = yaml_reader.read_yaml(content, file.as_posix())
    if document.data is None or document.problems:
        raise CatalogueError(document.problems)
    judged = _Judged(file, document)
    place, ours = _plugin_options(document.data)
    theme = document.data.get("theme")
    judged.take("", document.data, CONFIG_CONVERTERS)
    judged.take(place, ours, OPTION_CONVERTERS)
    if isinstance(theme, Mapping):
        judged.take("theme.", theme, THEME_CONVERTERS)
    judged.problems += _key_problems(judged, document.data, place, ours)
    judged.problems += _folder_problems(judged, typed, place)
    address = judged.values.get("site_url", "")
    for code, params in (*address_doubts(address), *_page_doubts(address)):
        judged.problems.append(judged.problem(code, "site_url", params, Severity.WARNING))
    return Config(judged.values, tuple(judged.problems))


class _Judged:
    """The values of one file so far, and the problems with their places."""

    def __init__(self, file: Path, document: yaml_reader.YamlDocument) -> None:
        self.file, self.document = file, document
        self.values: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def problem(
        self, code: str, path: str, params: Mapping[str, str], severity: Severity = Severity.ERROR, *, key: bool = False
    ) -> Problem:
        line, column = self.document.positions.of(path, key=key)
        return Problem(self.file.as_posix(), code, line, column, path=path, params=params, severity=severity)

    def take(self, place: str, written: Mapping[str, Any], converters: Mapping[str, Callable[[Any], Any]]) -> None:
        """The values of the keys that `converters` know, among those that stand at the dotted `place`."""
        for key in converters.keys() & written.keys():
            try:
                self.values[key] = converters[key](written[key])
            except PydanticCustomError as refusal:
                params = {name: value for name, value in (refusal.context or {}).items() if name != "code"}
                if refusal.type == "address_file":  # the page lay in a folder, and that may be one of the site too
                    params["wanted"] = _above_pages(params["wanted"])[0]
                self.problems.append(self.problem(refusal.type, place + key, params))


def _above_pages(address: str) -> tuple[str, tuple[str, ...]]:
    """The address without those of its last folders that every site has inside, and these."""
    inside: tuple[str, ...] = ()
    while (last := urlsplit(address).path.rstrip("/").rpartition("/")[2]) and last in page_folders():
        inside, address = (last, *inside), address.removesuffix(f"{last}/")
    return address, inside


def _page_doubts(address: str) -> Iterator[tuple[str, dict[str, str]]]:
    """An address that was probably copied from the browser on a page that is not the home page."""
    wanted, inside = _above_pages(address)
    if inside:
        code = short_links(address).of("…")
        yield "address_of_a_page", {"found": "/".join((*inside, "")), "wanted": wanted, "code": code}


def _plugin_options(data: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Our options in the file and the dotted path to them; MkDocs lets plugins be a list or a mapping."""
    plugins = data.get("plugins") or {}
    rows = [plugins] if isinstance(plugins, Mapping) else plugins
    for at, row in enumerate(rows):
        ours = row.get(PLUGIN_NAME) if isinstance(row, Mapping) else None
        if isinstance(ours, Mapping):
            return f"plugins.{PLUGIN_NAME}." if rows == [plugins] else f"plugins.{at}.{PLUGIN_NAME}.", ours
    return "", {}  # not there, or its mere name in the list


def _key_problems(judged: _Judged, data: Mapping[str, Any], place: str, ours: Mapping[str, Any]) -> Iterator[Problem]:
    """Unknown keys: in our options every one, elsewhere those that were probably meant to be one of ours."""
    for key in data.keys() - MKDOCS_KEYS - CONFIG_CONVERTERS.keys():
        yield _misplaced_key(judged, key) or judged.problem(
            "config_key", key, {"found": key}, Severity.WARNING, key=True
        )
    yield from _options_beside_the_name(judged, data.get("plugins"))
    for key in ours.keys() - OPTION_CONVERTERS.keys():
        near = next(nearest_spellings(key, OPTION_CONVERTERS), None)
        params = {"found": key, **({"near": near} if near else {"allowed": ", ".join(OPTION_CONVERTERS)})}
        yield judged.problem("unknown_key_near" if near else "unknown_key", place + key, params, key=True)
    theme = data.get("theme")
    for key in theme.keys() - {"custom_dir", "name"} if isinstance(theme, Mapping) else ():
        if next(nearest_spellings(key, THEME_CONVERTERS), None):
            params = {"found": key, "near": "custom_dir"}
            yield judged.problem("unknown_key_near", f"theme.{key}", params, key=True)
    for path, name in _plugin_names(data.get("plugins")):
        if name != PLUGIN_NAME and next(nearest_spellings(name, [PLUGIN_NAME]), None):
            yield judged.problem("unknown_key_near", path, {"found": name, "near": PLUGIN_NAME}, key=True)


def _misplaced_key(judged: _Judged, key: str) -> Problem | None:
    """The problem of a key of the file that is one of ours misspelt or in the wrong place."""
    elsewhere = {spelling_key(name): name for name in OPTION_CONVERTERS}
    if spelling_key(key) in {spelling_key(name) for name in THEME_CONVERTERS}:
        return judged.problem("config_key_of_theme", key, {"found": key}, key=True)
    if spelling_key(key) in elsewhere:
        params = {"found": key, "wanted": elsewhere[spelling_key(key)], "parent": f"plugins: {PLUGIN_NAME}"}
        return judged.problem("config_key_of_plugin", key, params, key=True)
    near = next(nearest_spellings(key, [*CONFIG_CONVERTERS, *MKDOCS_KEYS]), None)
    if key == "short_url":
        return judged.problem("config_short_url", key, {"found": key}, key=True)
    return judged.problem("unknown_key_near", key, {"found": key, "near": near}, key=True) if near else None


def _options_beside_the_name(judged: _Judged, plugins: Any) -> Iterator[Problem]:
    """Options that are written below the name of the plug-in, and not inside it: it is a key without a value then."""
    for at, row in enumerate(plugins if isinstance(plugins, list) else ()):
        if isinstance(row, Mapping) and judged.document.positions.has_key(f"plugins.{at}.{PLUGIN_NAME}"):
            for key in row.keys() & OPTION_CONVERTERS.keys():
                yield judged.problem("config_option_indent", f"plugins.{at}.{key}", {"found": key}, key=True)


def _plugin_names(plugins: Any) -> Iterator[tuple[str, str]]:
    """The names of all plugins with their dotted paths."""
    rows = plugins if isinstance(plugins, list) else [plugins]
    for at, row in enumerate(rows):
        above = f"plugins.{at}" if rows is plugins else "plugins"
        if isinstance(row, Mapping):
            yield from ((f"{above}.{name}", name) for name in row)
        elif isinstance(row, str):
            yield above, row


def _folder_problems(judged: _Judged, typed: Set[str], place: str) -> Iterator[Problem]:
    """Folders that are not there, and what would be written where the content or the site lies.

    `place` is the dotted path to our options.
    """
    folder, values = judged.file.parent, judged.values
    for key, path, option in (("docs_dir", "docs_dir", "products"), ("custom_dir", "theme.custom_dir", "theme")):
        # The look that comes with the program is named so in every `mkdocs.yml`, and need not lie beside it.
        wanted = key in values and option not in typed and values[key] != PACKAGED_FOLDER.name
        if wanted and not (folder / values[key]).is_dir():
            yield judged.problem("config_folder", path, {"found": values[key]})
    site, content = (folder / values.get(key, usual) for key, usual in USUAL_FOLDERS.items())
    if (lies_in(site, content) or lies_in(content, site)) and typed.isdisjoint(("site_dir", "products")):
        yield judged.problem("config_folders", "site_dir", {"site": str(values.get("site_dir", "site"))})
    cache = str(values.get("cache_dir", ""))
    around = next((each for each in (content, site) if cache and lies_in(folder / cache, each)), None)
    if around and typed.isdisjoint(("site_dir", "products", "cache_dir")):
        del values["cache_dir"]  # nothing is written there, not even while it is told
        yield judged.problem("config_cache", f"{place}cache_dir", {"found": cache, "folder": around.name})


def lies_in(folder: Path, other: Path) -> bool:
    """Whether `folder` is `other` or lies in it, links resolved."""
    return folder.resolve().is_relative_to(other.resolve())


USUAL_FOLDERS: Mapping[str, str] = {"site_dir": "site", "docs_dir": "products"}


def _address_option(raw: Any) -> str:
    if not isinstance(raw, str):
        raise refuse("option_address")
    return site_address(raw)


def _folder_option(raw: Any) -> str:
    if not isinstance(raw, str):
        raise refuse("option_text")
    return raw


def _file_addresses_option(raw: Any) -> bool:
    if _yes_no_option(raw):
        raise refuse("option_directory_urls")
    return False


def _integer_option(least: int, most: int) -> Callable[[Any], int]:
    def convert(raw: Any) -> int:
        if not isinstance(raw, str) or not raw.isdecimal() or not least <= int(raw) <= most:
            raise refuse("option_number", found=raw, least=least, most=most)
        return int(raw)

    return convert


def _widths_option(raw: Any) -> tuple[int, ...]:
    if not isinstance(raw, Iterable) or isinstance(raw, (str, Mapping)):
        raise refuse("option_widths", found=raw)
    return tuple(sorted({_integer_option(1, MAX_PHOTO_WIDTH)(width) for width in raw}))


def _formats_option(raw: Any) -> tuple[ImageEncoding, ...]:
    names = [name for name in RENDITION_SUFFIXES if name != "jpeg"]  # which every photo has beside these
    if not isinstance(raw, Mapping) or not set(raw) <= set(names):
        raise refuse("option_formats", found=raw, known=", ".join(names))
    return tuple(ImageEncoding(name, _integer_option(1, 100)(quality)) for name, quality in raw.items())


def _yes_no_option(raw: Any) -> bool:
    if raw not in ("true", "false"):
        raise refuse("option_yes_no", found=raw)
    return bool(raw == "true")


CONFIG_CONVERTERS: Mapping[str, Callable[[Any], Any]] = {
    "site_url": _address_option,
    "docs_dir": _folder_option,
    "site_dir": _folder_option,
    "use_directory_urls": _file_addresses_option,
}
"""Our keys of the file itself."""
THEME_CONVERTERS: Mapping[str, Callable[[Any], Any]] = {"custom_dir": _folder_option}
"""Our key under `theme:`."""
OPTION_CONVERTERS: Mapping[str, Callable[[Any], Any]] = {
    "cache_dir": _folder_option,
    "jobs": _integer_option(1, MAX_JOBS),
    "social_cards": _yes_no_option,
    "product_sheets": _yes_no_option,
    "photo_widths": _widths_option,
    "photo_formats": _formats_option,
    "photo_width": _integer_option(1, MAX_PHOTO_WIDTH),
    "photo_quality": _integer_option(1, 100),
    "qr_files": _yes_no_option,
    "display_photos": _yes_no_option,
    "clean_urls": _yes_no_option,
}
"""The keys under `plugins: site-builder:`; `photo_width` and `photo_quality` are of the one JPEG beside the formats."""
