"""Automobile tax (자동차세) on a private passenger car, from 지방세법 제10장제1절."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from madang.services.tax.rules.due_dates import due_date
from madang.services.tax.rules.errors import InputError
from madang.services.tax.rules.model import Bill, Note, NoteKind, Step, bill, sum_of
from madang.services.tax.rules.money import CUT_ARTICLE, cut
from madang.services.tax.rules.parameters import Value, law_of, load, percent

TAX = "automobile"
MAXIMUM_CC = 20_000
FIRST_YEAR = 1950
PAY_AT_ONCE_MONTHS = ("01", "03", "06", "09")


@dataclass(frozen=True, slots=True)
class CarInput:
    """A private passenger car owned through `year`, or from its first registration within it.

    `cc` is the engine's displacement, unused if `electric`; `pay_at_once` the month of paying at once.
    """

    year: int
    cc: int
    first_registered: date
    electric: bool = False
    pay_at_once: str | None = None


@dataclass(frozen=True, slots=True)
class AutomobileTax:
    """The year's taxes in won as the bills say them; `discount` is what paying at once saves of both."""

    year: int
    main: int
    education: int
    total: int
    discount: int
    bills: tuple[Bill, ...]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Law:
    """The year's law, ready to be applied. Rates are fractions of one, amounts won."""

    won_per_cc: tuple[tuple[int | None, int], ...]
    flat_won: int
    age_each_year: Decimal
    age_first: int
    age_last: int
    education_rate: Decimal
    at_once_rate: Decimal
    at_once_due: dict[str, str]
    due_june: str
    due_december: str
    not_collected_below: int
    small_annual_tax: int
    articles: dict[str, str]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Half:
    """The main tax of a half-year as a fraction of won: numerator ÷ denominator, exact."""

    numerator: Decimal
    denominator: int

    def cut(self) -> int:
        """The half's tax without what is below 10 won."""
        return cut(self.numerator // self.denominator)

    def whole(self) -> int:
        """The half's tax in whole won."""
        return int(self.numerator // self.denominator)


def automobile_tax(given: CarInput) -> AutomobileTax:
    """The automobile tax of the year on the car `given`. Raises InputError and YearNotVerified."""
    law = _law(given.year)
    _require(given, law)
    steps: list[Step] = []
    annual = _annual(given, law, steps)
    halves = (_half(given, law, annual, 1, steps), _half(given, law, annual, 2, steps))
    usual = _half_year_bills(given, law, halves)
    bills = usual if given.pay_at_once is None else _at_once_bills(given, law, annual, halves, steps)
    main, education = sum_of(bills, "tax.main"), sum_of(bills, "tax.education")
    steps.append(Step("step.education", education, law.education_rate, law.articles["education_rate"]))
    steps.append(Step("step.total", main + education, None, CUT_ARTICLE))
    return AutomobileTax(
        year=given.year,
        main=main,
        education=education,
        total=main + education,
        discount=sum(one.total for one in usual) - (main + education),
        bills=bills,
        steps=tuple(steps),
        notes=_notes(given, law, halves),
    )


def _require(given: CarInput, law: _Law) -> None:
    if not given.electric:
        if isinstance(given.cc, bool) or not isinstance(given.cc, int):
            raise InputError("cc", "not_a_number")
        if given.cc <= 0:
            raise InputError("cc", "zero")
        if given.cc > MAXIMUM_CC:
            raise InputError("cc", "too_large", {"maximum": MAXIMUM_CC})
    if given.first_registered.year > given.year:
        raise InputError("first_registered", "after_year", {"year": given.year})
    if given.first_registered.year < FIRST_YEAR:
        raise InputError("first_registered", "too_old", {"minimum": FIRST_YEAR})
    if given.pay_at_once is None:
        return
    if given.pay_at_once not in law.at_once_due:
        raise InputError("pay_at_once", "unknown", {"months": ", ".join(law.at_once_due)})
    if given.first_registered > _day(given.year, law.at_once_due[given.pay_at_once]):
        raise InputError("pay_at_once", "before_registration")


def require_not_future(first_registered: date, today: date) -> date:
    """`first_registered` unless it is after `today`: InputError then. The rules themselves know no clock."""
    if first_registered > today:
        raise InputError("first_registered", "in_future", {"today": today.isoformat()})
    return first_registered


def _annual(given: CarInput, law: _Law, steps: list[Step]) -> int:
    """The year's tax of a new car in won (A of the law's formula)."""
    if given.electric:
        steps.append(Step("step.automobile.flat", law.flat_won, None, law.articles["flat_won"]))
        return law.flat_won
    won = next(won for up_to, won in law.won_per_cc if up_to is None or given.cc <= up_to)
    annual = given.cc * won
    steps.append(Step("step.automobile.won_per_cc", won, None, law.articles["won_per_cc"]))
    steps.append(Step("step.automobile.annual", annual, None, law.articles["won_per_cc"]))
    return annual


def _half(given: CarInput, law: _Law, annual: int, half: int, steps: list[Step]) -> _Half:
    """The main tax of the first or second half: by age, or by days where the car was registered in it."""
    first, last = _day(given.year, "01-01"), _day(given.year, "06-30")
    if half == 2:
        first, last = _day(given.year, "07-01"), _day(given.year, "12-31")
    if given.first_registered > last:
        return _Half(Decimal(0), 1)
    if given.first_registered > first:
        days = (last - given.first_registered).days + 1
        found = _Half(Decimal(annual * days), 366 if isleap(given.year) else 365)
        if found.whole() < law.not_collected_below:
            found = _Half(Decimal(0), 1)
        steps.append(Step(f"step.automobile.days_{half}", found.whole(), None, law.articles["pro_rata"]))
        return found
    reduction = Decimal(0) if given.electric else _age_reduction(_age(given, half), law)
    found = _Half(annual * (1 - reduction), 2)
    label = "step.automobile.aged" if reduction else "step.automobile.half"
    article = law.articles["age_reduction"] if reduction else law.articles["due_june"]
    steps.append(Step(f"{label}_{half}", found.whole(), reduction or None, article))
    return found


def _age(given: CarInput, half: int) -> int:
    """The car's age in this half: one of July to December grows older in the second (시행령 제122조제2항)."""
    years = given.year - given.first_registered.year
    return years if half == 1 and given.first_registered.month > 6 else years + 1


def _age_reduction(age: int, law: _Law) -> Decimal:
    """5 % for each year from the third, at most for the twelfth: n − 2 of the law's formula."""
    return law.age_each_year * max(0, min(age, law.age_last) - law.age_first + 1)


def _half_year_bills(given: CarInput, law: _Law, halves: tuple[_Half, _Half]) -> tuple[Bill, ...]:
    june = _bill("bill.automobile.june", _due(given, law.due_june), halves[0].cut(), law)
    december = _bill("bill.automobile.december", _due(given, law.due_december), halves[1].cut(), law)
    return tuple(one for one in (june, december) if one.total)


def _at_once_bills(
    given: CarInput, law: _Law, annual: int, halves: tuple[_Half, _Half], steps: list[Step]
) -> tuple[Bill, ...]:
    """The bills of a year paid at once: the share of the days still to come, times the rate, is taken off."""
    month = given.pay_at_once or ""
    discount = _discount(given, law, annual, halves)
    steps.append(Step("step.automobile.at_once", discount, law.at_once_rate, law.articles["at_once_rate"]))
    due = due_date(given.year, law.at_once_due[month])
    if month == "09":
        june = _bill("bill.automobile.june", _due(given, law.due_june), halves[0].cut(), law)
        rest = _bill("bill.automobile.at_once", due, cut(halves[1].whole() - discount), law)
        return tuple(one for one in (june, rest) if one.total)
    return (_bill("bill.automobile.at_once", due, cut(_year_of(halves) - discount), law),)


def _year_of(halves: tuple[_Half, _Half]) -> int:
    """Both halves together, exact before it is cut to whole won."""
    first, second = halves
    exact = first.numerator * second.denominator + second.numerator * first.denominator
    return int(exact // (first.denominator * second.denominator))


def _discount(given: CarInput, law: _Law, annual: int, halves: tuple[_Half, _Half]) -> int:
    """What paying at once takes off the main tax, cut below 10 won (지방세법 제128조제3항)."""
    month = given.pay_at_once or ""
    second = halves[1]
    if month == "06":
        return cut(second.numerator * law.at_once_rate // second.denominator)
    last_day = _day(given.year, law.at_once_due[month])
    days = (_day(given.year, "12-31") - last_day).days
    if month == "09":
        return cut(second.numerator * days * law.at_once_rate // (second.denominator * 184))
    this_year = given.first_registered > _day(given.year, "01-01")
    whole = Decimal(annual) if this_year else (halves[0].numerator + halves[1].numerator) / 2
    return cut(whole * days * law.at_once_rate // (366 if isleap(given.year) else 365))


def _bill(label_key: str, due: date | None, main: int, law: _Law) -> Bill:
    return bill(label_key, due, ("tax.main", main), ("tax.education", cut(main * law.education_rate)))


def _due(given: CarInput, month_day: str) -> date | None:
    """The due date of a half's bill; None for a car registered after the first of the due month."""
    settled = _day(given.year, month_day).replace(day=1)
    return None if given.first_registered > settled else due_date(given.year, month_day)


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


def _notes(given: CarInput, law: _Law, halves: tuple[_Half, _Half]) -> tuple[Note, ...]:
    found: list[Note] = []
    if given.first_registered > _day(given.year, "01-01"):
        found.append(Note(NoteKind.CHOICE, "note.automobile.by_days", law.articles["pro_rata"]))
    elif given.pay_at_once is None and _year_of(halves) <= law.small_annual_tax:
        found.append(Note(NoteKind.CHOICE, "note.automobile.small", law.articles["small_annual_tax"]))
    if given.pay_at_once is not None:
        found.append(Note(NoteKind.CHOICE, "note.automobile.at_once", law.articles["at_once_rate"]))
    return (*found, *law.notes)


@cache
def _law(year: int) -> _Law:
    values: dict[str, Value] = dict(law_of(TAX, year))
    age = values["age_reduction"].raw
    return _Law(
        won_per_cc=tuple((line.get("up_to_cc"), line["won"]) for line in values["won_per_cc"].raw),
        flat_won=values["flat_won"].raw,
        age_each_year=percent(age["each_year"]),
        age_first=age["first_age"],
        age_last=age["last_age"],
        education_rate=values["education_rate"].rate(),
        at_once_rate=values["at_once_rate"].rate(),
        at_once_due=values["at_once_due"].raw,
        due_june=values["due_june"].raw,
        due_december=values["due_december"].raw,
        not_collected_below=values["not_collected_below"].raw,
        small_annual_tax=values["small_annual_tax"].raw,
        articles={name: value.article for name, value in values.items()},
        notes=load(TAX).not_included["not_included"],
    )
