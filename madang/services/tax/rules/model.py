"""What every estimate is made of: steps that show the reasoning, bills with their dates, and honest notes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the reasoning: `amount` in won, the `rate` that made it or None, its `article`."""

    label_key: str
    amount: int
    rate: Decimal | None
    article: str


@dataclass(frozen=True, slots=True)
class Part:
    """One tax on a bill, in won."""

    label_key: str
    amount: int


@dataclass(frozen=True, slots=True)
class Bill:
    """What is to be paid at once. `due` is the last day, None where the city sets it with an extra notice."""

    label_key: str
    due: date | None
    parts: tuple[Part, ...]
    total: int


class NoteKind(StrEnum):
    """Why a note stands beside an estimate."""

    NOT_INCLUDED = "not_included"
    NOT_KNOWN = "not_known"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Note:
    """Something the estimate leaves out, could not know, or decided; `text_key` gives the reason in words."""

    kind: NoteKind
    text_key: str
    article: str


def bill(label_key: str, due: date | None, *parts: tuple[str, int]) -> Bill:
    """The bill of these (label key, won) parts, without those that are nothing."""
    kept = tuple(Part(key, amount) for key, amount in parts if amount)
    return Bill(label_key, due, kept, sum(part.amount for part in kept))


def sum_of(bills: tuple[Bill, ...], label_key: str) -> int:
    """What `bills` say together of the one tax named `label_key`, in won."""
    return sum(part.amount for one in bills for part in one.parts if part.label_key == label_key)
