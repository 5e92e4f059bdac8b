"""The drawing of what makes up a sum: one bar, parts side by side, each with its share. Numbers only."""

from dataclasses import dataclass

from madang.services.tax.rules import Part

WIDTH = 600
GAP = 2


@dataclass(frozen=True)
class Piece:
    """One part of the bar: where it begins and its width, of 600; `percent` of the sum; its colour."""

    part: Part
    x: int
    width: int
    percent: str
    colour: int


def pieces(parts: tuple[Part, ...]) -> tuple[Piece, ...]:
    """The parts as pieces of a bar of 600, in order; together they fill it."""
    total = sum(part.amount for part in parts)
    drawn: list[Piece] = []
    before = 0
    for number, part in enumerate(parts):
        x = round(WIDTH * before / total)
        before += part.amount
        end = round(WIDTH * before / total)
        width = max(1, end - x - (GAP if before < total else 0))
        drawn.append(Piece(part, x, width, f"{100 * part.amount / total:.0f}", number + 1))
    return tuple(drawn)
