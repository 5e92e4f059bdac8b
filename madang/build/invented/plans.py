"""What is decided about an invented household before its records are written."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from madang.kernel.registers.people import Relation

Work = Literal["employee", "self", "none", "pupil", "retired", "soldier"]


@dataclass(frozen=True)
class Stay:
    """An earlier address of a person, from `moved_in` until the next."""

    province: str
    district: str
    moved_in: date
    reason: Literal["birth", "move", "foreigner_registration"]
    head: str
    relation: Relation


@dataclass(frozen=True)
class PersonPlan:
    """One person; `id` is the register's key."""

    id: str
    name: str
    roman: str
    birth: date
    sex: Literal["F", "M"]
    relation: Relation
    work: Work
    nationality: str = "KR"
    language: str = "ko"
    disability: Literal["", "severe", "mild"] = ""
    disability_since: date | None = None
    history: tuple[Stay, ...] = ()


@dataclass(frozen=True)
class HomePlan:
    """A dwelling with its published price in won by year; `district` is None where its owner lives in it."""

    owner: str
    kind: Literal["apartment", "house", "row_house"]
    area_m2: float
    acquired_on: date
    prices: dict[int, int]
    district: str | None = None
    urban: bool = True


@dataclass(frozen=True)
class CarPlan:
    """A passenger car; `acquired_on` is None where its first owner has it still."""

    owner: str
    model: str
    cc: int
    first_registered: date
    electric: bool = False
    acquired_on: date | None = None
    pays_at_once: bool = False


@dataclass(frozen=True)
class OpenBill:
    """A bill that stays unpaid: `year` is "newest" (the newest verified tax year) or "before"."""

    tax: Literal["property", "automobile", "resident"]
    year: Literal["newest", "before"]
    period: Annotated[str, Field(pattern=r"^\d\d$")]


@dataclass(frozen=True)
class HouseholdPlan:
    """People who are registered together, head first, with what they own and are entitled to."""

    id: str
    district: str
    formed_on: date
    reason: Literal["move", "formed", "split", "foreigner_registration"]
    people: tuple[PersonPlan, ...]
    homes: tuple[HomePlan, ...] = ()
    cars: tuple[CarPlan, ...] = ()
    unpaid: tuple[OpenBill, ...] = ()
    single_parent: date | None = None
    basic_livelihood: date | None = None
