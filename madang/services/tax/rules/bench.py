"""Prints how long one estimate of each tax takes: `python -m madang.services.tax.rules.bench`."""

import sys
from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter_ns

from madang.services.tax.rules import (
    CarInput,
    CarPurchase,
    HomePurchase,
    LocalIncomeInput,
    PropertyInput,
    acquisition_tax,
    automobile_tax,
    car_acquisition_tax,
    local_income_tax,
    property_tax,
    resident_tax,
)

ROUNDS = 2_000
BOUND_US = 100

_ESTIMATES: dict[str, Callable[[int], object]] = {
    "property": lambda n: property_tax(
        PropertyInput(
            year=2026,
            price=300_000_000 + n,
            last_price=250_000_000 + n,
            last_main=200_000 + n,
            last_urban=150_000 + n,
            building_value=90_000_000 + n,
        )
    ),
    "acquisition": lambda n: acquisition_tax(HomePurchase(2026, 600_000_000 + n * 1000, area_m2=101)),
    "acquisition (car)": lambda n: car_acquisition_tax(CarPurchase(2026, 30_000_000 + n)),
    "automobile": lambda n: automobile_tax(CarInput(2026, 1000 + n, date(2018, 9, 1), pay_at_once="09")),
    "local income": lambda n: local_income_tax(LocalIncomeInput(2026, 60_000_000 + n)),
    "resident": lambda n: resident_tax(2023 + n % 4),
}


def median_us(estimate: Callable[[int], object], rounds: int = ROUNDS) -> float:
    """The median time of `estimate` over `rounds` calls with rising numbers, in microseconds."""
    estimate(0)
    times = []
    for n in range(rounds):
        before = perf_counter_ns()
        estimate(n)
        times.append(perf_counter_ns() - before)
    return median(times) / 1000


def medians_us(rounds: int = ROUNDS) -> dict[str, float]:
    """The median time of every tax's estimate, in microseconds."""
    return {name: median_us(estimate, rounds) for name, estimate in _ESTIMATES.items()}


def main() -> int:
    """Prints a line for each tax; 1 where one is slower than the bound."""
    found = medians_us()
    for name, time_us in found.items():
        sys.stdout.write(f"{name:<20}{time_us:>8.1f} µs   (bound {BOUND_US} µs)\n")
    return int(any(time_us > BOUND_US for time_us in found.values()))


if __name__ == "__main__":
    sys.exit(main())
