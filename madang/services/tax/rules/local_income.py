"""Local income tax on an individual's global income (종합소득분 개인지방소득세), from 지방세법 제92조."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from madang.services.tax.rules.due_dates import due_date
from madang.services.tax.rules.model import Bill, Note, Step, bill
from madang.services.tax.rules.money import CUT_ARTICLE, cut, require_won
from madang.services.tax.rules.parameters import Bracket, bracket_of, brackets, law_of, load

TAX = "local_income"


@dataclass(frozen=True, slots=True)
class LocalIncomeInput:
    """The tax base (종합소득 과세표준) of the income year `year` in won."""

    year: int
    base: int


@dataclass(frozen=True, slots=True)
class LocalIncomeTax:
    """The tax in won before credits and what was withheld."""

    year: int
    base: int
    total: int
    bills: tuple[Bill, ...]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Law:
    rates: tuple[Bracket, ...]
    article: str
    due: date
    notes: tuple[Note, ...]


def local_income_tax(given: LocalIncomeInput) -> LocalIncomeTax:
    """The local income tax on the base `given`. Raises InputError and YearNotVerified."""
    law = _law(given.year)
    require_won(given.base, "base")
    line = bracket_of(law.rates, given.base)
    exact = line.add + (given.base - line.over) * line.rate
    total = cut(exact)
    steps = (
        Step("step.local_income.base", given.base, None, "지방세법 제91조제1항"),
        Step("step.local_income.bracket", line.add, None, law.article),
        Step("step.local_income.rates", int(exact), line.rate, law.article),
        Step("step.total", total, None, CUT_ARTICLE),
    )
    bills = (bill("bill.local_income", law.due, ("tax.main", total)),)
    return LocalIncomeTax(given.year, given.base, total, bills, steps, law.notes)


@cache
def _law(year: int) -> _Law:
    values = law_of(TAX, year)
    due = due_date(year + 1, values["due_may"].raw)
    notes = load(TAX).not_included["not_included"]
    return _Law(brackets(values["rates"]), values["rates"].article, due, notes)
