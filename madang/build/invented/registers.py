"""Writes one invented household into the books: people, addresses, homes, cars, and who is whose guardian."""

import random
from datetime import date, timedelta
from typing import Literal

from madang.build.invented.bills import last_day, one_home, price_in, years
from madang.build.invented.books import Books
from madang.build.invented.numbers import resident_number
from madang.build.invented.plans import HouseholdPlan, PersonPlan
from madang.kernel.registers.people import (
    Address,
    AddressPeriod,
    Guardianship,
    Household,
    Member,
    Resident,
)
from madang.kernel.registers.taxes import Car, Home, PublishedPrice

# Streets and postcodes that do not exist: no real address starts with 00, and none is called "sandbox".
_STREETS = ("모래놀이로", "모래마당로", "모래성길", "모래터로")
_GUARDED = {"child", "grandchild"}
_ACTING = {"head", "spouse"}


def write_household(books: Books, plan: HouseholdPlan, province: str, chance: random.Random) -> None:
    """Write everything of `plan` that the residents' register and the ledger's lists hold."""
    address = invented_address(province, plan.district, chance)
    members = tuple(_member(plan, person) for person in plan.people)
    household = Household(plan.id, address, plan.formed_on, plan.reason, members)
    for person in plan.people:
        books.write("residents", person.id, _resident(books, plan, person, address))
        books.write("households", person.id, household)
        books.write("addresses", person.id, *_addresses(plan, person, address, chance))
    _write_guardians(books, plan)
    _write_property(books, plan, province, address, chance)


def invented_address(province: str, district: str, chance: random.Random) -> Address:
    """An address in a real district, on a street that does not exist."""
    street = _STREETS[chance.randrange(len(_STREETS))]
    road = f"{street} {chance.randrange(1, 300)}"
    detail = f"{chance.randrange(101, 120)}동 {chance.randrange(1, 25)}{chance.randrange(1, 9):02d}호"
    return Address(province, district, road, detail, f"00{chance.randrange(1000):03d}")


def _resident(books: Books, plan: HouseholdPlan, person: PersonPlan, address: Address) -> Resident:
    foreigner = person.nationality != "KR"
    return Resident(
        id=person.id,
        name=person.name,
        name_roman=person.roman,
        birth=person.birth,
        sex=person.sex,
        resident_number=resident_number(person.birth, person.sex, foreigner, len(books.residents())),
        nationality=person.nationality,
        foreigner=foreigner,
        household=plan.id,
        address=address,
        language=person.language,
        sandbox=True,
    )


def _member(plan: HouseholdPlan, person: PersonPlan) -> Member:
    if person.birth >= plan.formed_on:
        return Member(person.id, person.name, person.birth, person.relation, person.birth, "birth")
    reason = "formed" if person.relation in _ACTING else "move"
    return Member(person.id, person.name, person.birth, person.relation, plan.formed_on, reason)  # type: ignore[arg-type]


def _addresses(
    plan: HouseholdPlan, person: PersonPlan, address: Address, chance: random.Random
) -> list[AddressPeriod]:
    """The present address and those before it, oldest first."""
    head = plan.people[0].name
    moved_in = max(plan.formed_on, person.birth)
    starts = [stay.moved_in for stay in person.history] + [moved_in]
    periods = [
        AddressPeriod(
            invented_address(stay.province, stay.district, chance),
            stay.moved_in,
            stay.moved_in + timedelta(days=3),
            until,
            stay.reason,
            stay.head,
            stay.relation,
        )
        for stay, until in zip(person.history, starts[1:], strict=True)
    ]
    born_here = person.birth >= plan.formed_on
    first = "foreigner_registration" if person.nationality != "KR" and not person.history else "move"
    reason = "birth" if born_here else first
    reported = moved_in + timedelta(days=chance.randrange(1, 14))
    periods.append(AddressPeriod(address, moved_in, reported, None, reason, head, person.relation))  # type: ignore[arg-type]
    return periods


def _write_guardians(books: Books, plan: HouseholdPlan) -> None:
    """Parents act for the minors of their household; the sandbox's minors are minors to its last day."""
    adults = [person for person in plan.people if person.relation in _ACTING]
    for child in plan.people:
        if child.relation not in _GUARDED or _of_age_on(child, last_day()):
            continue
        for adult in adults:
            since = max(child.birth, plan.formed_on)
            basis: Literal["parent", "court"] = "parent" if child.relation == "child" else "court"
            books.write("guardians", child.id, Guardianship(child.id, adult.id, basis, since))
            books.write("children", adult.id, *books.of("residents", child.id))


def _of_age_on(person: PersonPlan, day: date) -> bool:
    return (day.year - person.birth.year, (day.month, day.day)) >= (
        19,
        (person.birth.month, person.birth.day),
    )


def _write_property(
    books: Books, plan: HouseholdPlan, province: str, address: Address, chance: random.Random
) -> None:
    newest = years()[-1]
    for index, home in enumerate(plan.homes):
        elsewhere = home.district is not None or index > 0
        at = invented_address(province, home.district or plan.district, chance) if elsewhere else address
        prices = tuple(PublishedPrice(year, price_in(home, year)) for year in years())
        books.write(
            "homes",
            home.owner,
            Home(
                id=f"{plan.id}-home-{index + 1}",
                address=at,
                kind=home.kind,
                area_m2=home.area_m2,
                urban=home.urban,
                acquired_on=home.acquired_on,
                one_home=one_home(plan, newest),
                prices=prices,
            ),
        )
    for index, car in enumerate(plan.cars):
        # 000 to 009 stand on no plate: they begin at 100 (three digits) or 01 (two).
        books.cars += 1
        plate = f"00{books.cars % 10}{'가나다라마'[books.cars // 10 % 5]} {1000 + books.cars:04d}"
        acquired_on = car.acquired_on or car.first_registered
        books.write(
            "cars",
            car.owner,
            Car(f"{plan.id}-car-{index + 1}", plate, car.cc, car.electric, car.first_registered, acquired_on),
        )
