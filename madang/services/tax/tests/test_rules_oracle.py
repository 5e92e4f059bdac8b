"""Random cases agree with a second reading of the law, to the won.

The oracle below was written from the articles alone and shares nothing with the rules: fractions instead of
decimals, tables summed slice by slice instead of "add plus rate", days counted one by one, no YAML.
"""

import random
from calendar import isleap
from datetime import date, timedelta
from fractions import Fraction
from math import floor

import pytest

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

CASES = 2_500
YEARS = (2023, 2024, 2025, 2026)
EOK = 100_000_000
ENDLESS = 10**18
Slices = list[tuple[int, Fraction]]


def ten(amount: Fraction) -> int:
    """Won without what is below ten."""
    return floor(amount / 10) * 10


def per_mille(*pairs: tuple[float, str]) -> Slices:
    """Slices of a table: (upper edge in won, rate in thousandths as the law writes it)."""
    return [(int(edge), Fraction(rate) / 1000) for edge, rate in pairs]


DWELLING = per_mille((6e7, "1"), (15e7, "1.5"), (3e8, "2.5"), (ENDLESS, "4"))
DWELLING_ONLY_HOME = per_mille((6e7, "0.5"), (15e7, "1"), (3e8, "2"), (ENDLESS, "3.5"))
FIRE = per_mille((6e6, "0.4"), (13e6, "0.5"), (26e6, "0.6"), (39e6, "0.8"), (64e6, "1"), (ENDLESS, "1.2"))
INCOME = per_mille(
    (14e6, "6"),
    (50e6, "15"),
    (88e6, "24"),
    (15e7, "35"),
    (3e8, "38"),
    (5e8, "40"),
    (1e9, "42"),
    (ENDLESS, "45"),
)


def sliced(amount: int, table: Slices) -> Fraction:
    """The tax of `amount`, each slice of it at its own rate."""
    total, lower = Fraction(0), 0
    for upper, rate in table:
        total += max(0, min(amount, upper) - lower) * rate
        lower = upper
    return total


def oracle_base(given: PropertyInput) -> tuple[int, int]:
    """The ratio in percent and the tax base."""
    percent = 60
    if given.one_home:
        percent = 43 if given.price <= 3 * EOK else 44 if given.price <= 6 * EOK else 45
    base = Fraction(given.price * percent, 100)
    if given.year >= 2024 and given.last_price is not None:
        base = min(base, Fraction(given.last_price * percent, 100) + base / 20)
    return percent, floor(base)


def oracle_property(given: PropertyInput) -> dict[str, int | None]:
    percent, base = oracle_base(given)
    main = sliced(base, DWELLING_ONLY_HOME if given.one_home and given.price <= 9 * EOK else DWELLING)
    urban = Fraction(base * 14, 10_000) if given.urban else Fraction(0)
    if given.year == 2023 or given.taxed_before_2024:
        over = 105 if given.price <= 3 * EOK else 110 if given.price <= 6 * EOK else 130
        if given.last_main is not None:
            main = min(main, Fraction(given.last_main * over, 100))
        if given.last_urban is not None:
            urban = min(urban, Fraction(given.last_urban * over, 100))
    fire = sliced((given.building_value or 0) * percent // 100, FIRE)
    times = 1 if main <= 200_000 else 2
    a, b, c = ten(main / times), ten(urban / times), ten(fire / times)
    if a + b < 2000:
        a = b = 0
    c = 0 if c < 2000 else c
    d = ten(Fraction(a, 5))
    shown: dict[str, int | None] = {
        "base": base,
        "main": a * times,
        "urban": b * times,
        "education": d * times,
    }
    shown |= {"fire": c * times if given.building_value else None, "total": (a + b + c + d) * times}
    shown["bills"] = times if shown["total"] else 0
    return shown


def oracle_home(given: HomePurchase) -> dict[str, object]:
    heavy = 0
    if given.company:
        heavy = 12
    elif not (given.temporary_two_homes and given.homes_after == 2):
        steps = {2: 8, 3: 12} if given.regulated_area else {3: 8, 4: 12}
        heavy = max((rate for homes, rate in steps.items() if given.homes_after >= homes), default=0)
    if given.price <= 500_000:
        return {"main": 0, "education": 0, "rural": None, "total": 0}
    if heavy:
        rate, education_rate = Fraction(heavy, 100), Fraction(4, 1000)
    else:
        rate = Fraction(1, 100) if given.price <= 6 * EOK else Fraction(3, 100)
        if 6 * EOK < given.price <= 9 * EOK:
            exact = (Fraction(given.price * 2, 3 * EOK) - 3) / 100
            rate = Fraction(floor(exact * 10_000 + Fraction(1, 2)), 10_000)
        education_rate = rate / 10
    rural = None
    if given.area_m2 is not None and given.area_m2 > 85:
        rural = ten(given.price * Fraction({0: 2, 8: 6, 12: 10}[heavy], 1000))
    main, education = ten(given.price * rate), ten(given.price * education_rate)
    return {"main": main, "education": education, "rural": rural, "total": main + education + (rural or 0)}


def oracle_car(given: CarInput) -> dict[str, int]:
    days = 366 if isleap(given.year) else 365
    if given.electric:
        year_tax = 100_000
    else:
        year_tax = given.cc * (80 if given.cc <= 1000 else 140 if given.cc <= 1600 else 200)
    halves = [oracle_half(given, year_tax, days, half) for half in (1, 2)]
    usual = sum(with_education(ten(half)) for half in halves)
    mains = [ten(half) for half in halves]
    if given.pay_at_once:
        mains = oracle_at_once(given, year_tax, days, halves)
    total = sum(with_education(main) for main in mains)
    return {"main": sum(mains), "total": total, "discount": usual - total}


def with_education(main: int) -> int:
    return main + ten(Fraction(main * 3, 10))


def oracle_half(given: CarInput, year_tax: int, days: int, half: int) -> Fraction:
    begin = date(given.year, 1 if half == 1 else 7, 1)
    length = (date(given.year, 7, 1) - begin).days if half == 1 else (date(given.year + 1, 1, 1) - begin).days
    taxed = sum(begin + timedelta(n) >= given.first_registered for n in range(length))
    if taxed < length:
        part = Fraction(year_tax * taxed, days)
        return part if part >= 2000 else Fraction(0)
    age = given.year - given.first_registered.year + 1
    if given.first_registered.month >= 7 and half == 1:
        age -= 1
    part = Fraction(year_tax, 2)
    return part if given.electric else part - part * Fraction(5, 100) * (max(2, min(12, age)) - 2)


def oracle_at_once(given: CarInput, year_tax: int, days: int, halves: list[Fraction]) -> list[int]:
    interest = Fraction(7 if given.year == 2023 else 5, 100)
    if given.pay_at_once == "06":
        return [ten(halves[0] + halves[1] - ten(halves[1] * interest))]
    if given.pay_at_once == "09":
        return [ten(halves[0]), ten(halves[1] - ten(halves[1] * Fraction(92, 184) * interest))]
    to_come = days - 31 if given.pay_at_once == "01" else 275
    whole = Fraction(year_tax) if given.first_registered > date(given.year, 1, 1) else halves[0] + halves[1]
    return [ten(halves[0] + halves[1] - ten(whole * Fraction(to_come, days) * interest))]


def random_won(dice: random.Random, most: int) -> int:
    """An amount spread over all sizes: sometimes round, sometimes odd, sometimes beside an edge."""
    edge = dice.choice((14, 50, 60, 88, 150, 300, 500, 600, 900, 1000)) * 1_000_000
    kinds = (
        edge + dice.randint(-20, 20),
        round(10 ** dice.uniform(4, 10)),
        dice.randint(1, 3_000) * 1_000_000,
        dice.randint(1, most),
    )
    return max(1, min(dice.choice(kinds), most))


def random_property(dice: random.Random) -> PropertyInput:
    price = random_won(dice, 50 * EOK)

    def maybe(least: int, low: float, high: float) -> int | None:
        return max(least, min(price, round(price * dice.uniform(low, high)))) if dice.random() < 0.5 else None

    return PropertyInput(
        year=dice.choice(YEARS),
        price=price,
        one_home=dice.random() < 0.5,
        urban=dice.random() < 0.8,
        last_price=maybe(1, 0.6, 1.3),
        last_main=maybe(1, 0, 0.003),
        last_urban=maybe(1, 0, 0.001),
        taxed_before_2024=dice.random() < 0.7,
        building_value=maybe(1, 0.01, 1),
    )


def random_car(dice: random.Random) -> CarInput:
    year = dice.choice(YEARS)
    registered = date(year, 12, 31) - timedelta(days=dice.randint(0, dice.choice((370, 16 * 365))))
    months = [month for month in ("01", "03", "06", "09") if registered <= date(year, int(month), 28)]
    return CarInput(
        year=year,
        cc=dice.choice((dice.randint(1, 6000), 1000, 1001, 1600, 1601, 1999)),
        first_registered=registered,
        electric=dice.random() < 0.2,
        pay_at_once=dice.choice([None, *months]),
    )


def random_home(dice: random.Random) -> HomePurchase:
    return HomePurchase(
        year=dice.choice(YEARS),
        price=random_won(dice, 50 * EOK),
        homes_after=dice.randint(1, 5),
        regulated_area=dice.random() < 0.5,
        temporary_two_homes=dice.random() < 0.3,
        area_m2=dice.choice((None, 59, 84.99, 85, 85.01, 120)),
        company=dice.random() < 0.1,
    )


def test_property_random_cases_agree_with_the_oracle():
    dice = random.Random(11)
    for _ in range(CASES):
        given = random_property(dice)
        found = property_tax(given)
        names = ("base", "main", "urban", "education", "fire", "total")
        shown = {name: getattr(found, name) for name in names} | {"bills": len(found.bills)}
        assert shown == oracle_property(given), given


def test_acquisition_random_homes_agree_with_the_oracle():
    dice = random.Random(12)
    for _ in range(CASES):
        given = random_home(dice)
        found = acquisition_tax(given)
        shown = {name: getattr(found, name) for name in ("main", "education", "rural", "total")}
        assert shown == oracle_home(given), given


def test_acquisition_random_cars_agree_with_the_oracle():
    dice = random.Random(13)
    for _ in range(CASES):
        given = CarPurchase(dice.choice(YEARS), random_won(dice, 10 * EOK), light=dice.random() < 0.5)
        expected = (
            0 if given.price <= 500_000 else ten(Fraction(given.price * (4 if given.light else 7), 100))
        )
        assert car_acquisition_tax(given).total == expected, given


def test_automobile_random_cars_agree_with_the_oracle():
    dice = random.Random(14)
    for _ in range(CASES):
        given = random_car(dice)
        found = automobile_tax(given)
        shown = {name: getattr(found, name) for name in ("main", "total", "discount")}
        assert shown == oracle_car(given), given


def test_local_income_random_bases_agree_with_the_oracle():
    dice = random.Random(15)
    for _ in range(CASES):
        given = LocalIncomeInput(dice.choice(YEARS), random_won(dice, 10**13))
        assert local_income_tax(given).total == ten(sliced(given.base, INCOME)), given


@pytest.mark.parametrize("year", YEARS)
def test_resident_every_year_agrees_with_the_ordinance(year):
    found = resident_tax(year)
    assert (found.main, found.education, found.total) == (4_800, ten(Fraction(4_800 * 25, 100)), 6_000)
