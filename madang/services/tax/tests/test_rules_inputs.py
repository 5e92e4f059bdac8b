"""What people enter: amounts as they write them, and a message beside the field for what cannot be taxed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.services.tax.rules import (
    MAXIMUM_WON,
    CarInput,
    CarPurchase,
    HomePurchase,
    InputError,
    LocalIncomeInput,
    PropertyInput,
    YearNotVerified,
    acquisition_tax,
    automobile_tax,
    car_acquisition_tax,
    local_income_tax,
    newest_year,
    parse_won,
    property_tax,
    require_not_future,
    resident_tax,
    verified_years,
)
from madang.services.tax.rules.texts import LANGUAGES, text

NEW = date(2025, 3, 15)


@pytest.mark.parametrize(
    ("written", "won"),
    [
        ("5억", 500_000_000),
        ("5억원", 500_000_000),
        ("500,000,000", 500_000_000),
        ("500000000원", 500_000_000),
        ("₩500,000,000", 500_000_000),
        ("5억 2천만원", 520_000_000),
        ("5억2,000만 원", 520_000_000),
        ("1.5억", 150_000_000),
        ("3천5백만", 35_000_000),
        ("천만원", 10_000_000),
        ("12억 3456만 7890", 1_234_567_890),
        ("999조 9999억 9999만 9999", MAXIMUM_WON),
        ("  6천만 ", 60_000_000),
        ("５억", 500_000_000),
        ("+100", 100),
        ("100 KRW", 100),
        ("00700", 700),
    ],
)
def test_parse_won_understands_what_people_write(written, won):
    assert parse_won(written, "price") == won


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "required"),
        ("   ", "required"),
        ("오억", "spelled_out"),
        ("5억 이천만", "spelled_out"),
        ("-5억", "negative"),
        ("−1", "negative"),
        ("△100", "negative"),
        ("0", "zero"),
        ("0억", "zero"),
        ("1000000000000000", "too_large"),
        ("1000조", "too_large"),
        ("5억억", "not_a_number"),
        ("5만억", "not_a_number"),
        ("2천만 5억", "not_a_number"),
        ("abc", "not_a_number"),
        ("5,00", "not_a_number"),
        ("1,000,00", "not_a_number"),
        ("억", "not_a_number"),
        ("원", "not_a_number"),
        ("1.5", "not_a_number"),
        ("1.2.3억", "not_a_number"),
        ("500.000.000", "not_a_number"),
        ("1e9", "not_a_number"),
        ("NaN", "not_a_number"),
        ("9" * 5000, "not_a_number"),
        ("천천만", "not_a_number"),
    ],
)
def test_parse_won_refuses_with_the_reason(written, code):
    with pytest.raises(InputError) as refused:
        parse_won(written, "price")
    assert (refused.value.field, refused.value.code) == ("price", code)


@given(st.integers(1, MAXIMUM_WON))
def test_parse_won_reads_back_every_amount(amount):
    assert parse_won(f"{amount:,}", "price") == parse_won(str(amount), "price") == amount


@given(st.text(max_size=50))
def test_parse_won_any_text_gives_won_or_a_refusal(written):
    try:
        amount = parse_won(written, "price")
    except InputError as refused:
        amount = len(text(refused.text_key, "ko", refused.values))
    assert 1 <= amount <= MAXIMUM_WON


REFUSED = [
    (lambda: property_tax(PropertyInput(2026, 0)), "price", "zero"),
    (lambda: property_tax(PropertyInput(2026, -1)), "price", "negative"),
    (lambda: property_tax(PropertyInput(2026, 10**15)), "price", "too_large"),
    (lambda: property_tax(PropertyInput(2026, True)), "price", "not_a_number"),
    (lambda: property_tax(PropertyInput(2026, 5 * 10**8, last_price=0)), "last_price", "zero"),
    (lambda: property_tax(PropertyInput(2026, 5 * 10**8, last_main=-1)), "last_main", "negative"),
    (lambda: property_tax(PropertyInput(2026, 5 * 10**8, last_main=0)), "last_main", "zero"),
    (lambda: property_tax(PropertyInput(2026, 5 * 10**8, last_urban=10**15)), "last_urban", "too_large"),
    (lambda: property_tax(PropertyInput(2026, 10**8, building_value=10**9)), "building_value", "above_price"),
    (lambda: acquisition_tax(HomePurchase(2026, 0)), "price", "zero"),
    (lambda: acquisition_tax(HomePurchase(2026, 10**8, homes_after=0)), "homes_after", "out_of_range"),
    (lambda: acquisition_tax(HomePurchase(2026, 10**8, homes_after=1001)), "homes_after", "out_of_range"),
    (lambda: acquisition_tax(HomePurchase(2026, 10**8, area_m2=0)), "area_m2", "out_of_range"),
    (lambda: acquisition_tax(HomePurchase(2026, 10**8, area_m2=float("nan"))), "area_m2", "out_of_range"),
    (lambda: car_acquisition_tax(CarPurchase(2026, -5)), "price", "negative"),
    (lambda: automobile_tax(CarInput(2026, 0, NEW)), "cc", "zero"),
    (lambda: automobile_tax(CarInput(2026, -1, NEW)), "cc", "zero"),
    (lambda: automobile_tax(CarInput(2026, 20_001, NEW)), "cc", "too_large"),
    (lambda: automobile_tax(CarInput(2026, 2000, date(2027, 1, 1))), "first_registered", "after_year"),
    (lambda: automobile_tax(CarInput(2026, 2000, date(1949, 1, 1))), "first_registered", "too_old"),
    (lambda: automobile_tax(CarInput(2026, 2000, NEW, pay_at_once="02")), "pay_at_once", "unknown"),
    (
        lambda: automobile_tax(CarInput(2026, 2000, date(2026, 4, 1), pay_at_once="03")),
        "pay_at_once",
        "before_registration",
    ),
    (lambda: require_not_future(date(2026, 7, 2), today=date(2026, 7, 1)), "first_registered", "in_future"),
    (lambda: local_income_tax(LocalIncomeInput(2026, 0)), "base", "zero"),
]


@pytest.mark.parametrize(("estimate", "field", "code"), REFUSED)
def test_refused_input_names_the_field_and_has_words_in_both_languages(estimate, field, code):
    with pytest.raises(InputError) as refused:
        estimate()
    assert (refused.value.field, refused.value.code) == (field, code)
    for language in LANGUAGES:
        words = text(refused.value.text_key, language, refused.value.values)
        assert words
        assert "{" not in words


def test_registration_of_today_is_not_in_the_future():
    assert require_not_future(date(2026, 7, 1), today=date(2026, 7, 1)) == date(2026, 7, 1)


ESTIMATES: dict[str, Callable[..., Any]] = {
    "property": lambda year: property_tax(PropertyInput(year, 10**8)),
    "acquisition": lambda year: acquisition_tax(HomePurchase(year, 10**8)),
    "automobile": lambda year: automobile_tax(CarInput(year, 2000, date(2001, 1, 1))),
    "local_income": lambda year: local_income_tax(LocalIncomeInput(year, 10**8)),
    "resident": resident_tax,
}


@pytest.mark.parametrize("tax", ESTIMATES)
@pytest.mark.parametrize("year", [2022, 2027, 1, -5])
def test_year_not_verified_lists_the_years_that_are(tax, year):
    with pytest.raises(YearNotVerified) as refused:
        ESTIMATES[tax](year)
    assert refused.value.verified == verified_years(tax) == (2023, 2024, 2025, 2026)
    assert refused.value.code == "year_not_verified"
    assert "2023, 2024, 2025, 2026" in text(refused.value.text_key, "ko", refused.value.values)


@pytest.mark.parametrize("tax", ESTIMATES)
@pytest.mark.parametrize("year", [2026.0, "2026", None, True])
def test_year_that_is_no_number_is_refused(tax, year):
    with pytest.raises(InputError) as refused:
        ESTIMATES[tax](year)
    assert refused.value.field == "year"


@pytest.mark.parametrize("tax", ESTIMATES)
def test_every_verified_year_can_be_estimated(tax):
    assert newest_year(tax) == 2026
    for year in verified_years(tax):
        assert ESTIMATES[tax](year).total > 0
