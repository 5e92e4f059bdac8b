"""Bills and payments of an invented household, reckoned by the law library of Tax Square."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from madang.build.invented.books import Books
from madang.build.invented.plans import CarPlan, HomePlan, HouseholdPlan, PersonPlan
from madang.kernel.registers.taxes import Bill, BillPart, Payment
from madang.services.tax.rules import Bill as ReckonedBill
from madang.services.tax.rules import (
    CarInput,
    PropertyInput,
    automobile_tax,
    newest_year,
    property_tax,
    resident_tax,
    verified_years,
)

TAXES = ("property", "automobile", "resident")
_PERIODS = {
    "bill.property.whole": "07",
    "bill.property.july": "07",
    "bill.property.september": "09",
    "bill.automobile.june": "06",
    "bill.automobile.december": "12",
    "bill.automobile.at_once": "01",
    "bill.resident": "08",
}
_ISSUED_ON_DAY = 10
_OF_AGE_YEARS = 19
_NEVER_PAID_SHARE = 0.02


def years() -> tuple[int, ...]:
    """The tax years of the sandbox: those that are verified for all its taxes."""
    return tuple(sorted(set.intersection(*(set(verified_years(tax)) for tax in TAXES))))


def last_day() -> date:
    """The last day that the sandbox knows: the end of its newest tax year."""
    return date(min(newest_year(tax) for tax in TAXES), 12, 31)


def write_bills(books: Books, plan: HouseholdPlan, chance: random.Random, named: bool) -> None:
    """Write the household's bills of all years and their payments. `named` people pay on the first day."""
    for index, home in enumerate(plan.homes):
        _property_bills(books, plan, home, f"{plan.id}-home-{index + 1}")
    for index, car in enumerate(plan.cars):
        _automobile_bills(books, car, f"{plan.id}-car-{index + 1}")
    _resident_bills(books, plan)
    for person in plan.people:
        _pay(books, plan, person, chance, named)


def one_home(plan: HouseholdPlan, year: int) -> bool:
    """Whether the household owned exactly one home on 1 June of `year`."""
    return len([home for home in plan.homes if home.acquired_on <= date(year, 6, 1)]) == 1


def price_in(home: HomePlan, year: int) -> int:
    """The price published in `year`, else the last one before it, in won."""
    return home.prices[max(known for known in home.prices if known <= year)]


def _property_bills(books: Books, plan: HouseholdPlan, home: HomePlan, key: str) -> None:
    last_main = last_urban = None
    for year in years():
        if home.acquired_on > date(year, 6, 1):
            continue
        tax = property_tax(
            PropertyInput(
                year=year,
                price=price_in(home, year),
                one_home=one_home(plan, year),
                urban=home.urban,
                last_price=home.prices.get(year - 1),
                last_main=last_main,
                last_urban=last_urban,
                taxed_before_2024=home.acquired_on < date(2023, 6, 1),
            )
        )
        last_main, last_urban = tax.main, tax.urban
        _write(books, home.owner, "property", year, key, tax.base, tax.bills)


def _automobile_bills(books: Books, car: CarPlan, key: str) -> None:
    for year in years():
        first_taxed = car.first_registered.year if car.acquired_on is None else car.acquired_on.year + 1
        if year < first_taxed:
            continue
        at_once = "01" if car.pays_at_once and year > car.first_registered.year else None
        tax = automobile_tax(CarInput(year, car.cc, car.first_registered, car.electric, at_once))
        _write(books, car.owner, "automobile", year, key, None, tax.bills)


def _resident_bills(books: Books, plan: HouseholdPlan) -> None:
    """Householders of age owe resident tax, basic livelihood recipients do not (지방세법 제77조, 제79조)."""
    head = plan.people[0]
    for year in years():
        on = date(year, 7, 1)
        supported = plan.basic_livelihood is not None and plan.basic_livelihood <= on
        if supported or plan.formed_on.year >= year or head.birth.year + _OF_AGE_YEARS >= year:
            continue
        _write(books, head.id, "resident", year, None, None, resident_tax(year).bills)


def _write(  # noqa: PLR0917
    books: Books,
    payer: str,
    tax: str,
    year: int,
    key: str | None,
    base_krw: int | None,
    reckoned: Iterable[ReckonedBill],
) -> None:
    for one in reckoned:
        if not one.total:
            continue
        period = _PERIODS[one.label_key]
        issued_on = date(year, int(period), _ISSUED_ON_DAY)
        books.bills += 1
        bill = Bill(
            number=f"S{year}{period}-{books.bills:06d}",
            tax=tax,  # type: ignore[arg-type]
            year=year,
            period=period,
            object_id=key,
            issued_on=issued_on,
            due=one.due or issued_on + timedelta(days=20),
            base_krw=base_krw,
            parts=tuple(BillPart(part.label_key.removeprefix("tax."), part.amount) for part in one.parts),  # type: ignore[arg-type]
            total_krw=one.total,
            paid_krw=0,
        )
        books.write("bills", payer, bill)


def _pay(books: Books, plan: HouseholdPlan, person: PersonPlan, chance: random.Random, named: bool) -> None:
    newest = years()[-1]
    open_bills = {
        (one.tax, newest if one.year == "newest" else newest - 1, one.period) for one in plan.unpaid
    }
    for bill in books.of("bills", person.id):
        if (bill.tax, bill.year, bill.period) in open_bills:
            continue
        if not named and bill.year >= newest - 1 and chance.random() < _NEVER_PAID_SHARE:
            continue
        days = 0 if named else chance.randrange((bill.due - bill.issued_on).days + 1)
        method = "automatic" if named else ("account", "card", "counter", "automatic")[chance.randrange(4)]
        paid_on = bill.issued_on + timedelta(days=days)
        books.write("payments", person.id, Payment(bill.number, paid_on, bill.total_krw, method))  # type: ignore[arg-type]
