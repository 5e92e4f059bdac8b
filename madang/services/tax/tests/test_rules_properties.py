"""What must hold for every input: nothing falls as the price rises, no jump at an edge, parts add up."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.services.tax.rules import (
    MAXIMUM_WON,
    CarInput,
    HomePurchase,
    LocalIncomeInput,
    PropertyInput,
    acquisition_tax,
    automobile_tax,
    local_income_tax,
    property_tax,
)
from madang.services.tax.rules.bench import BOUND_US, medians_us

YEARS = st.sampled_from((2023, 2024, 2025, 2026))
WON = st.one_of(st.integers(1, 5_000_000_000), st.integers(1, MAXIMUM_WON))
MAYBE_WON = st.one_of(st.none(), st.integers(1, 2_000_000_000))
GENTLE = settings(max_examples=200, deadline=None)

dwellings = st.builds(
    PropertyInput,
    year=YEARS,
    price=WON,
    one_home=st.booleans(),
    urban=st.booleans(),
    last_price=MAYBE_WON,
    last_main=MAYBE_WON,
    last_urban=MAYBE_WON,
    taxed_before_2024=st.booleans(),
)
homes = st.builds(
    HomePurchase,
    year=YEARS,
    price=WON,
    homes_after=st.integers(1, 5),
    regulated_area=st.booleans(),
    temporary_two_homes=st.booleans(),
    area_m2=st.one_of(st.none(), st.integers(20, 200)),
    company=st.booleans(),
)
cars = st.builds(
    lambda year, days, **rest: CarInput(
        year=year, first_registered=date(year, 1, 1) - timedelta(days), **rest
    ),
    year=YEARS,
    days=st.integers(0, 7000),
    cc=st.integers(1, 8000),
    electric=st.booleans(),
    pay_at_once=st.sampled_from((None, "01", "03", "06", "09")),
)


def parts_of(found: Any) -> list[tuple[str, int]]:
    return [(part.label_key, part.amount) for one in found.bills for part in one.parts]


@GENTLE
@given(dwellings)
def test_property_parts_add_up_to_the_sum(given_dwelling):
    found = property_tax(given_dwelling)
    assert found.total == found.main + found.urban + found.education + (found.fire or 0)
    assert (
        found.total == sum(one.total for one in found.bills) == sum(amount for _, amount in parts_of(found))
    )
    assert all(amount > 0 and amount % 10 == 0 for _, amount in parts_of(found))
    assert found.steps[-1].amount == found.total


@GENTLE
@given(homes)
def test_acquisition_parts_add_up_to_the_sum(given_home):
    found = acquisition_tax(given_home)
    assert found.total == found.main + found.education + (found.rural or 0)
    assert found.total % 10 == 0
    assert found.steps[-1].amount == found.total


@GENTLE
@given(cars)
def test_automobile_parts_add_up_and_paying_at_once_never_costs_more(given_car):
    found = automobile_tax(given_car)
    assert found.total == found.main + found.education == sum(one.total for one in found.bills)
    assert found.discount >= 0
    assert (found.discount == 0) or given_car.pay_at_once


@GENTLE
@given(YEARS, st.booleans(), st.integers(1, 5_000_000_000), st.integers(0, 50_000_000))
def test_property_rises_with_the_price(year, one_home, price, more):
    lower = property_tax(PropertyInput(year, price, one_home=one_home))
    higher = property_tax(PropertyInput(year, price + more, one_home=one_home))
    assert lower.base <= higher.base
    assert lower.main <= higher.main + 10  # one bill of 200,000 won may become two, each cut below 10 won
    assert lower.urban <= higher.urban + 10
    assert lower.total <= higher.total + 40


@GENTLE
@given(YEARS, st.integers(1, 5), st.booleans(), st.integers(1, 5_000_000_000), st.integers(0, 50_000_000))
def test_acquisition_rises_with_the_price(year, homes_after, regulated, price, more):
    lower = acquisition_tax(HomePurchase(year, price, homes_after, regulated_area=regulated, area_m2=101))
    higher = acquisition_tax(
        HomePurchase(year, price + more, homes_after, regulated_area=regulated, area_m2=101)
    )
    assert lower.rate <= higher.rate
    assert lower.total <= higher.total


@GENTLE
@given(YEARS, WON, st.integers(0, 10_000_000))
def test_local_income_rises_with_the_base(year, base, more):
    lower = local_income_tax(LocalIncomeInput(year, base)).total
    assert lower <= local_income_tax(LocalIncomeInput(year, min(base + more, MAXIMUM_WON))).total


@GENTLE
@given(YEARS, st.integers(1, 8000), st.integers(0, 300), st.integers(0, 20))
def test_automobile_falls_with_age_and_rises_with_the_engine(year, cc, more_cc, age):
    newer = automobile_tax(CarInput(year, cc, date(year - age, 1, 1)))
    older = automobile_tax(CarInput(year, cc, date(year - age - 1, 1, 1)))
    bigger = automobile_tax(CarInput(year, cc + more_cc, date(year - age, 1, 1)))
    assert older.total <= newer.total <= bigger.total


@pytest.mark.parametrize(
    ("one_home", "edge", "ratio"),
    [
        (False, 60_000_000, "0.60"),
        (False, 150_000_000, "0.60"),
        (False, 300_000_000, "0.60"),
        (True, 60_000_000, "0.43"),
        (True, 150_000_000, "0.44"),
        (True, 300_000_000, "0.45"),
    ],
)
def test_property_main_tax_is_continuous_at_every_bracket_edge(one_home, edge, ratio):
    price = int(edge / Decimal(ratio))
    below, above = (property_tax(PropertyInput(2026, price + n, one_home=one_home)) for n in (-100, 100))
    assert below.base < edge < above.base
    assert 0 <= above.main - below.main <= 20


@pytest.mark.parametrize(
    "edge", [14_000_000, 50_000_000, 88_000_000, 150_000_000, 300_000_000, 500_000_000, 10**9]
)
def test_local_income_is_continuous_at_every_bracket_edge(edge):
    around = [local_income_tax(LocalIncomeInput(2026, edge + n)).total for n in (-100, 0, 100)]
    assert around[2] - around[0] <= 20


def test_acquisition_is_continuous_where_the_middle_rate_begins_and_ends():
    for edge in (600_000_000, 900_000_000):
        around = [acquisition_tax(HomePurchase(2026, edge + n)).main for n in (0, 1)]
        assert abs(around[1] - around[0]) <= 10


@given(dwellings)
@settings(max_examples=50, deadline=None)
def test_property_the_same_input_gives_the_same_estimate(given_dwelling):
    assert property_tax(given_dwelling) == property_tax(given_dwelling)


def test_every_estimate_is_fast_enough():
    slow = {name: time_us for name, time_us in medians_us(300).items() if time_us > BOUND_US}
    assert not slow
