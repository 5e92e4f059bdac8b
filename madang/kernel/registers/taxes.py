"""What the city's tax ledger says about a person: homes, cars, bills and payments. Money is whole won."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from madang.kernel.registers.people import Address, Key, Text

Won = Annotated[int, Field(ge=0, le=10**15)]
Year = Annotated[int, Field(ge=1900, le=2200)]
TaxName = Literal["property", "automobile", "resident", "acquisition", "local_income"]


@dataclass(frozen=True, slots=True)
class PublishedPrice:
    """The price that the state published for a dwelling in `year` (공시가격)."""

    year: Year
    price_krw: Won


@dataclass(frozen=True, slots=True)
class Home:
    """A dwelling that a person owns.

    `one_home`: on 1 June of the newest year it was the only home of the household (1세대 1주택).
    `urban`: inside the area of the urban share (도시지역분). `prices` are in order of their years.
    `building_value_krw` is the city's value of the building alone (건축물 시가표준액), None where unknown.
    """

    id: Key
    address: Address
    kind: Literal["apartment", "house", "row_house"]
    area_m2: Annotated[float, Field(gt=0, le=100_000)]
    urban: bool
    acquired_on: date
    one_home: bool
    prices: Annotated[tuple[PublishedPrice, ...], Field(max_length=100)]
    building_value_krw: Won | None = None

    def price_in(self, year: int) -> int | None:
        """The price published in `year` in won, or None where the ledger has none."""
        return next((one.price_krw for one in self.prices if one.year == year), None)


@dataclass(frozen=True, slots=True)
class Car:
    """A passenger car that a person owns; `cc` is 0 for an electric one."""

    id: Key
    plate: Text
    cc: Annotated[int, Field(ge=0, le=20_000)]
    electric: bool
    first_registered: date
    acquired_on: date


@dataclass(frozen=True, slots=True)
class BillPart:
    """One tax on a bill."""

    tax: Literal["main", "urban", "education", "fire", "rural"]
    amount_krw: Won


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill of a local tax.

    `object_id` is the Home or Car it is for, None for a tax on the person; `period` is the month in
    which it falls due ("06", "07", "08", "09", "12"). Surcharges for late payment are not in it.
    """

    number: Key
    tax: TaxName
    year: Year
    period: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])$")]
    object_id: Key | None
    issued_on: date
    due: date
    base_krw: Won | None
    parts: Annotated[tuple[BillPart, ...], Field(max_length=10)]
    total_krw: Won
    paid_krw: Won

    @property
    def outstanding_krw(self) -> int:
        """What is still to be paid, in won."""
        return max(0, self.total_krw - self.paid_krw)

    def is_overdue_on(self, day: date) -> bool:
        """Whether something is still to be paid after the last day for it."""
        return self.outstanding_krw > 0 and day > self.due


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in for the bill `bill`."""

    bill: Key
    paid_on: date
    amount_krw: Won
    method: Literal["account", "card", "counter", "automatic"]
