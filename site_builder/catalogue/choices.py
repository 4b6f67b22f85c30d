"""The choices that the files of products may hold, as `choices.yml` lists them: keys, names, what follows from each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ..yaml_loader import load_yaml
from .values import FrozenModel, Text, YesNo
from .vietnamese import fold


class Choice(FrozenModel):
    """One choice: its name in every language, and what people type in place of its key (folded)."""

    name: Text
    typed: tuple[str, ...] = ()


class GroupChoice(Choice):
    """An OCOP group; `official` is its name in the decision that defines it."""

    official: Text


class ProducerChoice(Choice):
    """A legal form: whether a consent is needed to show such a producer, whether it is an organisation.

    `begins` is how the names of such producers begin.
    """

    needs_consent: YesNo = False
    organisation: YesNo = True
    begins: tuple[str, ...] = ()


class TopicChoice(Choice):
    """A topic of a consent; `contacts` are the keys of `Contact` that it covers."""

    contacts: tuple[str, ...] = ()


class ChannelChoice(Choice):
    """A sales channel; `consent` is the topic that has to cover it, None where it needs none."""

    consent: str | None = None


class Choices(FrozenModel):
    """`choices.yml`."""

    groups: Mapping[str, GroupChoice]
    producer_kinds: Mapping[str, ProducerChoice]
    consent_topics: Mapping[str, TopicChoice]
    schemes: Mapping[str, Choice]
    channels: Mapping[str, ChannelChoice]

    def words(self, lang: str) -> Iterator[tuple[str, str]]:
        """The names that are written in `lang` as words of the interface, by their dotted keys (`channel.shop`)."""
        sections: Mapping[str, Mapping[str, Choice]] = {
            "group": self.groups,
            "kind": self.producer_kinds,
            "scheme": self.schemes,
            "channel": self.channels,
        }
        for section, choices in sections.items():
            named = ((key, choice.name.root.get(lang)) for key, choice in choices.items())
            yield from ((f"{section}.{key}", name) for key, name in named if name)
        official = ((key, group.official.root.get(lang)) for key, group in self.groups.items())
        yield from ((f"group_official.{key}", name) for key, name in official if name)

    def typed(self) -> Mapping[str, tuple[str, ...]]:
        """What people type in place of each key, whatever the list it stands in."""
        typed: dict[str, tuple[str, ...]] = {}
        for choices in (self.groups, self.producer_kinds, self.consent_topics, self.schemes, self.channels):
            for key, choice in choices.items():  # `other` stands in more than one list
                typed[key] = (*typed.get(key, ()), *choice.typed)
        return typed


CHOICES = Choices.model_validate(load_yaml((Path(__file__).parent / "choices.yml").read_text("utf-8")))


def describe_choices(choices: Mapping[str, Choice], lang: str) -> str:
    """All keys with their names, where these say more: 'shopee, shop (Cửa hàng)'."""
    described = []
    for key, choice in choices.items():
        name = choice.name[lang]
        says_the_same = key in (name.casefold().replace(" ", ""), name.casefold().replace(" ", "_"))
        described.append(key if says_the_same else f"{key} ({name})")
    return ", ".join(described)


def kind_by_name(name: str) -> str:
    """The key of the legal form that a producer's name begins with (`HTX …`), '' where it begins with none."""
    beginnings = [(fold(begin), kind) for kind, choice in CHOICES.producer_kinds.items() for begin in choice.begins]
    # The longest first: `hộ kinh doanh` is another form than `hộ`.
    ordered = sorted(beginnings, key=lambda pair: -len(pair[0]))
    return next((kind for begin, kind in ordered if f"{fold(name).strip()} ".startswith(f"{begin} ")), "")
