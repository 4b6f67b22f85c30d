"""What a text may tell of a person. To find it is another module, whose patterns take time to compile."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PersonalKind(StrEnum):
    """What of a person a text tells."""

    PHONE = "phone"
    EMAIL = "email"
    IDENTITY = "identity"
    BANK = "bank"
    ADDRESS = "address"
    NAME = "name"
    ETHNICITY = "ethnicity"


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """What was found in a text, in the words of the text; `start` is where."""

    kind: PersonalKind
    words: str
    start: int
