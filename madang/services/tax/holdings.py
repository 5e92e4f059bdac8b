"""What the city's ledger says a resident owns and owes, with an estimate for each home and car."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from madang.kernel.registers.interfaces import Bill, Car, Home, NotFound, Payment, TaxLedger
from madang.services.tax.estimates import Estimate, estimate
from madang.services.tax.kinds import AUTOMOBILE, PROPERTY, Kind
from madang.services.tax.links import query_of
from madang.services.tax.rules import InputError, YearNotVerified, newest_year


@dataclass(frozen=True)
class Holding:
    """One home or car, with what is reckoned for it; `found` is None where it cannot be."""

    thing: Home | Car
    kind: Kind
    found: Estimate | None
    query: str


@dataclass(frozen=True)
class BillLine:
    """One bill: what is still to be paid, and whether its day is over."""

    bill: Bill
    overdue: bool
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True)
class Holdings:
    """All of it; `unpaid` first by their day, `paid` newest first."""

    homes: tuple[Holding, ...]
    cars: tuple[Holding, ...]
    unpaid: tuple[BillLine, ...]
    paid: tuple[BillLine, ...]

    @property
    def owed(self) -> int:
        """What is still to be paid, in won."""
        return sum(line.bill.outstanding_krw for line in self.unpaid)


def holdings_of(ledger: TaxLedger, resident: str, today: date) -> Holdings:
    """What `resident` owns and owes. Three short reads; raises RegisterUnavailable."""
    try:
        bills = ledger.bills(resident)
    except NotFound:
        return Holdings((), (), (), ())
    lines = [BillLine(bill, bill.is_overdue_on(today)) for bill in bills]
    return Holdings(
        homes=tuple(_home(home, bills) for home in ledger.homes(resident)),
        cars=tuple(_car(car) for car in ledger.cars(resident)),
        unpaid=tuple(
            sorted((one for one in lines if one.bill.outstanding_krw), key=lambda one: one.bill.due)
        ),
        paid=tuple(one for one in lines if not one.bill.outstanding_krw),
    )


def bill_of(ledger: TaxLedger, resident: str, number: str, today: date) -> BillLine | None:
    """The resident's own bill under this number, with its payments. Raises RegisterUnavailable."""
    try:
        bill = next((one for one in ledger.bills(resident) if one.number == number), None)
    except NotFound:
        bill = None
    if bill is None:
        return None
    payments = tuple(one for one in ledger.payments(resident) if one.bill == number)
    return BillLine(bill, bill.is_overdue_on(today), payments)


def _home(home: Home, bills: Sequence[Bill]) -> Holding:
    year = newest_year(PROPERTY.tax)
    price = home.price_in(year)
    last = [
        bill
        for bill in bills
        if bill.object_id == home.id and (bill.tax, bill.year) == ("property", year - 1)
    ]
    values: dict[str, Any] = {
        "year": year,
        "price": price,
        "one_home": home.one_home,
        "urban": home.urban,
        "last_price": home.price_in(year - 1),
        "last_main": _part(last, "main"),
        "last_urban": _part(last, "urban") if home.urban else None,
        "taxed_before_2024": home.acquired_on.year < 2024,
        "building_value": home.building_value_krw,
    }
    return _holding(home, PROPERTY, values, known=price is not None)


def _car(car: Car) -> Holding:
    values: dict[str, Any] = {
        "year": newest_year(AUTOMOBILE.tax),
        "cc": 0 if car.electric else car.cc,
        "first_registered": car.first_registered,
        "electric": car.electric,
        "pay_at_once": None,
    }
    return _holding(car, AUTOMOBILE, values, known=True)


def _holding(thing: Home | Car, kind: Kind, values: Mapping[str, Any], *, known: bool) -> Holding:
    """With its estimate, where the ledger knows enough and the rules take what it says."""
    ordered = {field.name: values[field.name] for field in kind.fields}
    try:
        found = estimate(kind, ordered) if known else None
    except (InputError, YearNotVerified):
        found = None
    return Holding(thing, kind, found, query_of(kind, ordered) if found else "")


def _part(bills: Sequence[Bill], tax: str) -> int | None:
    """What the year's bills say of one tax; None where there is no bill, or nothing of it."""
    return sum(part.amount_krw for bill in bills for part in bill.parts if part.tax == tax) or None
