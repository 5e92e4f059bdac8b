"""Builds the invented registers of every sandbox city that names its people in cities/<city>/registers."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from madang.build.invented.agencies import write_agencies
from madang.build.invented.bills import last_day, write_bills
from madang.build.invented.books import Books, store
from madang.build.invented.plans import HouseholdPlan
from madang.build.invented.population import other_households
from madang.build.invented.registers import write_household

SEED = "madang-sandbox-2026"
_PLANS = TypeAdapter(tuple[HouseholdPlan, ...])


def build_registers(root: Path, built: Path) -> None:
    """Write BUILT/registers/<city>.sqlite for each city with registers/named.yaml and population.yaml."""
    for named in sorted(root.glob("cities/*/registers/named.yaml")):
        city = named.parent.parent.name
        plans = read_plans(named)
        people = frozenset(person.id for plan in plans for person in plan.people)
        parts = read_population(named.parent / "population.yaml")
        store(invent(plans, parts), built / "registers" / f"{city}.sqlite", last_day(), people)


def read_plans(file: Path) -> tuple[HouseholdPlan, ...]:
    """The named households. Raises ValueError where one is not what it must be."""
    return _PLANS.validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))


def read_population(file: Path) -> Mapping[str, Any]:
    """What the other people are made of."""
    parts: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return parts


def invent(named: tuple[HouseholdPlan, ...], parts: Mapping[str, Any]) -> Books:
    """The books of the whole city, its named people first; the same for the same seed, parts and law."""
    books = Books()
    for plan in named:
        _write(books, plan, parts["province"], named=True)
    already = sum(len(plan.people) for plan in named)
    for plan in other_households(parts, SEED, already):
        _write(books, plan, parts["province"], named=False)
    return books


def _write(books: Books, plan: HouseholdPlan, province: str, named: bool) -> None:
    chance = random.Random(f"{SEED}:{plan.id}")  # noqa: S311
    write_household(books, plan, province, chance)
    write_bills(books, plan, chance, named)
    write_agencies(books, plan, chance)
