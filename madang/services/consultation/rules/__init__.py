"""The 120 Center's knowledge and the limits of the machine, as pure functions without a clock.

`load` reads a city's articles, `current` drops those whose review day has passed, `door_of` tells which
question no article may answer, `readings` understands a keyboard left in English.
"""

from madang.services.consultation.rules.articles import (
    Article,
    ArticleDoor,
    Fact,
    KnowledgeError,
    Source,
    Text,
    current,
    load,
    stale,
)
from madang.services.consultation.rules.doors import Door, DoorKind, door_of, prepare
from madang.services.consultation.rules.keyboard import from_qwerty, readings, typed_in_english

__all__ = [
    "Article",
    "ArticleDoor",
    "Door",
    "DoorKind",
    "Fact",
    "KnowledgeError",
    "Source",
    "Text",
    "current",
    "door_of",
    "from_qwerty",
    "load",
    "prepare",
    "readings",
    "stale",
    "typed_in_english",
]
