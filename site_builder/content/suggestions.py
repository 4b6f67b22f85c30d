"""The nearest right word for a key, a choice or a name that is not there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ..catalogue.choices import CHOICES, Choice
from ..catalogue.values import FALLBACK_LANGUAGE
from ..catalogue.vietnamese import nearest_spellings, slug, spelling_key
from ..yaml_loader import load_yaml
from .flow_style import quoted_in_flow
from .keys import KeyTree


@cache
def _hints() -> Mapping[str, Mapping[str, Any]]:
    text = files(__package__).joinpath("hints.yml").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, Any]] = load_yaml(text)
    return loaded


@cache
def _spellings(kind: str) -> Mapping[str, Collection[str]]:
    """What people write in place of each right word: of `keys`, or of `choices` (those of `choices.yml` among them)."""
    hints = _hints()[kind]
    listed = CHOICES.typed() if kind == "choices" else {}
    return {right: (*listed.get(right, ()), *hints.get(right, ())) for right in (*listed, *hints)}


def _meanings_of(word: str, kind: str) -> list[str]:
    """The right words that people write as `word`."""
    return [right for right, written in _spellings(kind).items() if spelling_key(word) in written]


def exactly_named(word: str, names: Mapping[str, Collection[str]]) -> str:
    """The key of `names` that people call `word`, with or without marks and the kind of unit before it, or ''."""
    called = {_bare_name(name): key for key, written in names.items() for name in (*written, key)}
    return called.get(_bare_name(word), "") or next((key for key in _meanings_of(word, "choices") if key in names), "")


def nearest_named(word: str, names: Mapping[str, Collection[str]]) -> str:
    """The same, or the key of the name that somebody who typed `word` probably meant."""
    exact = exactly_named(word, names)
    called = {_bare_name(name): key for key, written in names.items() for name in (*written, key)}
    near = next(nearest_spellings(_bare_name(word), called), "")
    # A part of one name alone: `Chè` of `Chè và trà`.
    parts = (
        {key for name, key in called.items() if f"-{_bare_name(word)}-" in f"-{name}-"} if _bare_name(word) else set()
    )
    part = parts.pop() if len(parts) == 1 else ""
    return exact or called.get(near, "") or part or nearest_choice(word, tuple(names))


def _bare_name(name: str) -> str:
    """The name without marks, without the kind of unit, without what follows a comma."""
    return re.sub(
        r"^(xa|phuong|thi-tran|huyen)-(?=.)|(?<=.)-(commune|ward|township)$", "", slug(name.partition(",")[0])
    )


def _nearest(word: str, allowed: Sequence[str], kind: str) -> str:
    same = {spelling_key(right): right for right in allowed}.get(spelling_key(word))
    meant = (right for right in _meanings_of(word, kind) if right in allowed)
    return same or next(meant, "") or next(nearest_spellings(word, allowed), "")


def nearest_choice(word: str, allowed: Sequence[str]) -> str:
    """The choice that `word` stands for, begins with (`HTX nông nghiệp`) or begins the name of (`hợp tác`), or ''."""
    word = re.sub("[\"'“”‘’]", "", word)
    begun = (
        right
        for right in allowed
        for written in (right, *_spellings("choices").get(right, ()))
        if len(written) > 2 and spelling_key(word).startswith(f"{written}_")
    )
    named = {right: _choice_names().get(right, ()) for right in allowed}
    starts = {right for right, names in named.items() if any(f"{name}-".startswith(f"{slug(word)}-") for name in names)}
    of_name = starts.pop() if slug(word) and len(starts) == 1 else ""
    number = next((right for right in allowed if right.isdigit() and re.findall(r"\d+", word) == [right]), "")
    return _nearest(word, allowed, "choices") or next(begun, "") or of_name or number


@cache
def _choice_names() -> Mapping[str, Collection[str]]:
    """The names of every choice, as slugs: `hop-tac` begins that of a cooperative alone."""
    lists: tuple[Mapping[str, Choice], ...] = (
        CHOICES.groups,
        CHOICES.producer_kinds,
        CHOICES.schemes,
        CHOICES.channels,
    )
    return {key: [slug(name) for name in one.name.root.values()] for each in lists for key, one in each.items()}


def nearest_key(word: str, siblings: Iterable[str]) -> str:
    """The nearest of the allowed sibling keys, or ''."""
    return _nearest(word, tuple(siblings), "keys")


def path_of_key(word: str, whole: KeyTree) -> str:
    """The dotted path where the key `word` belongs, or ''."""
    names = {spelling_key(word), *_meanings_of(word, "keys")}
    return next((path for path in whole.paths() if path.rpartition(".")[2] in names and "." in path), "")


def choices_explained(key: str, allowed: Sequence[str], lang: str) -> str:
    """The choices of `key`, each with what it means in `lang` where it has a name: `food (Thực phẩm), …`."""
    names = {
        "group": CHOICES.groups,
        "kind": CHOICES.producer_kinds,
        "scheme": CHOICES.schemes,
        "channel": CHOICES.channels,
        "covers": CHOICES.consent_topics,
    }.get(key, {})
    meanings = _hints()["meanings"].get(key, {})
    told = {choice: names[choice].name.root.get(lang, "") for choice in allowed if choice in names}
    told |= {choice: meaning.get(lang, "") for choice, meaning in meanings.items()}
    return ", ".join(f"{choice} ({told[choice]})" if told.get(choice) else choice for choice in allowed)


def example_of_key(path: str) -> str:
    """How a required key is written; `path` without list indexes."""
    return str(_hints()["examples"].get(path, path.rpartition(".")[2] + ": …"))


def as_group(path: str, text: str) -> str:
    """`text` as the group of keys that is wanted at `path` (without list indexes), or '' where that is not plain."""
    form = _hints()["groups"].get(path, "")
    if path == "origin" and re.fullmatch(r"[a-z0-9-]+", text):
        form = "{commune: <>}"
    return form.replace("<>", text if "[<>]" in form else quoted_in_flow(text)) if form else ""


def as_pairs(path: str, group: Mapping[str, object]) -> str:
    """A group by name (`{che: Chè khô}`) as the list that is wanted at `path`; '' where that is not plain."""
    forms = _hints()["pairs"].get(path, {})
    items = []
    for name, value in group.items():
        if isinstance(value, list):
            kind, written = "values", f"[{', '.join(map(quoted_in_flow, value))}]" if _all_texts(value) else ""
        elif isinstance(value, Mapping):
            told = ", ".join(f"{lang}: {quoted_in_flow(str(text))}" for lang, text in value.items())
            kind, written = "text", f"{{{told}}}" if _all_texts(value.values()) and FALLBACK_LANGUAGE in value else ""
        else:
            kind, plain = "text" if "text" in forms else "value", quoted_in_flow(str(value))
            written = f"{{{FALLBACK_LANGUAGE}: {plain}}}" if kind == "text" else plain
        if not written or kind not in forms:
            return ""
        items.append(forms[kind].replace("<value>", written).replace("<>", quoted_in_flow(name)))
    return f"[{', '.join(items)}]"


def _all_texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def as_list(path: str, text: str, *, of_groups: bool) -> str:
    """`text` as the list that is wanted at `path`, its parts between commas the items; '' where that is not plain."""
    if of_groups:
        group = as_group(path, text)
        return f"[{group}]" if group else ""
    parts = _parts(text)
    if path == "producer.consent.covers":
        known = [nearest_choice(part, tuple(CHOICES.consent_topics)) for part in parts]
        parts = known if all(known) else parts
    return f"[{', '.join(map(quoted_in_flow, parts))}]"


def _parts(text: str) -> list[str]:
    """What is listed in `text`: between commas and semicolons, and on both sides of an `and` between like names."""
    parts = [part.strip() for part in re.split(r"[,;，；、\n]", text) if part.strip()]
    pairs = [re.split(r"\s+(?:và|and|&)\s+", part) for part in parts]
    # `xã Hồng Phong và xã Minh Khai` are two, `Chè và trà` is the name of one.
    alike = [len(pair) > 1 and len({each.split()[0].casefold() for each in pair}) == 1 for pair in pairs]
    return [each for pair, part, two in zip(pairs, parts, alike, strict=True) for each in (pair if two else [part])]
