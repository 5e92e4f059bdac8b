"""Charts as drawings for a template: bars with their places worked out, so that a page needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 720, 220
BASE, TOP = 190, 20
LEFT = 44


@dataclass(frozen=True)
class Bar:
    """One bar; `label` stands under it (empty: none), `value` is what it shows."""

    x: float
    y: float
    width: float
    height: float
    value: int
    label: str
    name: str


@dataclass(frozen=True)
class Chart:
    """Bars over days, with lines at `ticks` (their height and what is written beside them)."""

    bars: Sequence[Bar]
    ticks: Sequence[tuple[float, int]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def day_chart(values: Sequence[tuple[date, int]]) -> Chart:
    """A bar for each day; at most eight days are named."""
    most = nice_top(max((value for _day, value in values), default=0))
    step = (WIDTH - LEFT) / max(1, len(values))
    every = -(-len(values) // 8) or 1
    bars = []
    for at, (day, value) in enumerate(values):
        height = (BASE - TOP) * value / most
        label = f"{day.month}/{day.day}" if at % every == 0 else ""
        place = LEFT + at * step + step * 0.15
        bars.append(
            Bar(_r(place), _r(BASE - height), _r(step * 0.7), _r(height), value, label, day.isoformat())
        )
    ticks = [(_r(BASE - (BASE - TOP) * part / 2), most * part // 2) for part in (0, 1, 2)]
    return Chart(bars, ticks)


def nice_top(most: int) -> int:
    """The smallest even round number that is not below `most`: 2, 4, 10, 20, 40, 100…"""
    size = 1
    while True:
        for factor in (2, 4, 10):
            if most <= factor * size:
                return factor * size
        size *= 10


def _r(value: float) -> float:
    return round(value, 1)
