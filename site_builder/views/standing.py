"""How the state of a certificate reads: the word on its tag, and what is said beside it. The same in every place.

Beside the word stands the latest day where only that is known of the end, and that it is the word of the press.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue.programme import Decision, OcopStatus
from ..catalogue.vietnamese import format_day
from .words import Translations

SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Standing:
    """A state of a product in words: the one of the day of the build (`is_current`), or one that may come later.

    `latest` is 'expired on DAY at the latest, unless reassessed', '' where the day is known or it has not ended;
    `source` is 'according to the source', '' where paper or list were seen.
    """

    status: OcopStatus
    word: str
    latest: str = ""
    source: str = ""
    is_current: bool = True

    @property
    def beside(self) -> str:
        """What stands beside the word, as one line."""
        return SEPARATOR.join(filter(None, (self.latest, self.source)))

    @property
    def whole(self) -> str:
        """Word and what stands beside it, for a place that has one line alone."""
        return SEPARATOR.join(filter(None, (self.word, self.beside)))


def standings(decision: Decision, words: Translations) -> tuple[Standing, ...]:
    """The state on the day of the build, then those that may come: the browser shows the one of the day of reading."""
    return tuple(
        Standing(
            status=status,
            word=words(f"status.{status}"),
            latest=latest_end(decision, words) if status is OcopStatus.EXPIRED else "",
            source=words("certificate.by_source") if decision.by_source else "",
            is_current=status is decision.status,
        )
        for status in decision.statuses
    )


def standing(decision: Decision, words: Translations) -> Standing:
    """The state on the day of the build."""
    return standings(decision, words)[0]


def latest_end(decision: Decision, words: Translations) -> str:
    """That it has ended by a day, where only the latest is known; '' where the day itself is."""
    if not (decision.at_the_latest and decision.expires):
        return ""
    return words("certificate.ended_latest", day=format_day(decision.expires, words.lang))


def as_sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."
