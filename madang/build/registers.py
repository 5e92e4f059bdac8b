"""Builds the invented registers of every sandbox city that names its people in cities/<city>/registers."""

import random
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from madang.build.invented.bills import last_day, write_bills
from madang.build.invented.books import Books, store
from madang.build.invented.plans import HouseholdPlan
from madang.build.invented.registers import write_household

SEED = "madang-sandbox-2026"
_PLANS = TypeAdapter(tuple[HouseholdPlan, ...])


def build_registers(root: Path, built: Path) -> None:
    """Write BUILT/registers/<city>.sqlite for each city with registers/named.yaml."""
    for named in sorted(root.glob("cities/*/registers/named.yaml")):
        city = named.parent.parent.name
        plans = read_plans(named)
        people = frozenset(person.id for plan in plans for person in plan.people)
        store(invent(plans), built / "registers" / f"{city}.sqlite", last_day(), people)


def read_plans(file: Path) -> tuple[HouseholdPlan, ...]:
    """The named households. Raises ValueError where one is not what it must be."""
    return _PLANS.validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))


def invent(named: tuple[HouseholdPlan, ...]) -> Books:
    """The books of the whole city; the same for the same seed and law."""
    books = Books()
    for plan in named:
        chance = random.Random(f"{SEED}:{plan.id}")  # noqa: S311
        write_household(books, plan, "서울특별시", chance)
        write_bills(books, plan, chance, named=True)
    return books
