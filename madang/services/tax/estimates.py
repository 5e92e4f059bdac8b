"""One estimate in one form for every tax: the sum, its parts, bills, steps and notes, ready to be shown."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from madang.services.tax.kinds import Kind, Values
from madang.services.tax.rules import Bill, Note, Part, Step

_PARTS = ("main", "urban", "education", "fire", "rural")


@dataclass(frozen=True)
class Estimate:
    """What `kind` answers to `values`. `due_days`: from buying; `discount`: what paying at once saves."""

    kind: Kind
    values: Values
    year: int
    total: int
    parts: tuple[Part, ...]
    bills: tuple[Bill, ...]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]
    discount: int
    due_days: int | None
    result: Any


def estimate(kind: Kind, values: Values) -> Estimate:
    """The estimate of `kind` for values read by inputs.read_answers. Raises InputError, YearNotVerified."""
    result = kind.rule(values)
    amounts = [(name, getattr(result, name, None)) for name in _PARTS]
    parts = tuple(Part(f"tax.{name}", amount) for name, amount in amounts if amount)
    if not hasattr(result, "main"):
        parts = (Part("tax.main", result.total),)
    return Estimate(
        kind=kind,
        values=values,
        year=result.year,
        total=result.total,
        parts=parts,
        bills=getattr(result, "bills", ()),
        steps=result.steps,
        notes=result.notes,
        discount=getattr(result, "discount", 0),
        due_days=getattr(result, "due_days", None),
        result=result,
    )


def rate_text(rate: Decimal) -> str:
    """A rate as people read it: 0.0025 → "0.25 %"."""
    return f"{(rate * 100).normalize():f} %"
