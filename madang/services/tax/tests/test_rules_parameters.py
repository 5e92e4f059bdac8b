"""The law as data: every value has an article, its days and a source; every word has two languages."""

import re
import string
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

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
from madang.services.tax.rules import texts as words
from madang.services.tax.rules.due_dates import due_date, holidays
from madang.services.tax.rules.money import CUT_ARTICLE, cut
from madang.services.tax.rules.parameters import brackets, law_of, load, percent, read_file, value_on

TAXES = ("property", "acquisition", "automobile", "resident", "local_income")
RULES = Path(words.__file__).parent
SOURCES = read_file("sources.yaml")
TABLES = [
    ("property", "rates"),
    ("property", "rates_one_home"),
    ("property", "fire_rates"),
    ("local_income", "rates"),
]


@pytest.mark.parametrize("tax", TAXES)
def test_parameters_every_value_has_its_days_and_a_known_source(tax):
    for parameter in load(tax).parameters.values():
        assert parameter.article
        for dated in parameter.values:
            assert dated.first <= dated.last, parameter.name
            assert dated.sources, parameter.name
            assert set(dated.sources) <= set(SOURCES), parameter.name


@pytest.mark.parametrize("tax", TAXES)
def test_parameters_days_follow_each_other_without_gap_or_overlap(tax):
    for parameter in load(tax).parameters.values():
        pairs = pairwise(parameter.values)
        assert all(later.first == earlier.last + timedelta(1) for earlier, later in pairs), parameter.name


@pytest.mark.parametrize("tax", TAXES)
def test_parameters_hold_on_every_day_of_every_verified_year(tax):
    law = load(tax)
    for year, verified in law.verified_years.items():
        assert verified["by"]
        assert isinstance(verified["checked"], date)
        for parameter in law.parameters.values():
            assert value_on(parameter, date(year, *law.reference_day)).article == parameter.article


def test_parameters_a_day_without_a_value_is_refused():
    with pytest.raises(LookupError, match="rates has no value on 2031-06-01"):
        value_on(load("property").parameters["rates"], date(2031, 6, 1))


def test_parameters_every_source_says_what_it_is():
    for name, source in SOURCES.items():
        assert source["title"], name
        assert source["promulgated"], name
        assert source["grade"] in {"statute", "quoted", "press", "judgment"}, name
        if source["grade"] == "statute":
            assert re.fullmatch("[0-9a-f]{40}", source["commit"]), name


@pytest.mark.parametrize(("tax", "name"), TABLES)
@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_parameters_rate_tables_rise_and_are_continuous_as_the_law_writes_them(tax, name, year):
    table = brackets(law_of(tax, year)[name])
    for line, following in pairwise(table):
        assert line.up_to is not None
        assert following.over == line.up_to
        assert following.rate > line.rate
        assert line.add + (line.up_to - line.over) * line.rate == following.add


def test_percent_reads_what_an_officer_writes():
    assert [str(percent(written)) for written in ("0.14%", "60%", "105%", "4.0%")] == [
        "0.0014",
        "0.60",
        "1.05",
        "0.040",
    ]


def test_rounding_is_the_one_of_its_file():
    rounding = read_file("rounding.yaml")
    assert rounding["article"] == CUT_ARTICLE
    assert cut(437_129) == 437_129 // rounding["unit_won"] * rounding["unit_won"]


@pytest.mark.parametrize(
    ("year", "month_day", "due"),
    [
        (2026, "07-31", date(2026, 7, 31)),
        (2026, "01-31", date(2026, 2, 2)),
        (2023, "09-30", date(2023, 10, 4)),
        (2023, "12-31", date(2024, 1, 2)),
        (2024, "06-30", date(2024, 7, 1)),
        (2025, "05-31", date(2025, 6, 2)),
    ],
)
def test_due_date_moves_on_from_weekends_and_holidays(year, month_day, due):
    assert due_date(year, month_day) == due


def test_holidays_cover_the_days_after_every_verified_year():
    assert {day.year for day in holidays()} == {2023, 2024, 2025, 2026, 2027}


def estimates():
    """Estimates that together use every step, bill and note that can be shown."""
    yield property_tax(PropertyInput(2026, 7 * 10**8, last_price=5 * 10**8, last_main=1, last_urban=1))
    yield property_tax(PropertyInput(2026, 5 * 10**8, one_home=True, urban=False, building_value=10**8))
    yield property_tax(PropertyInput(2026, 10**8))
    yield property_tax(PropertyInput(2026, 10**6, taxed_before_2024=False))
    for price in (10**8, 7 * 10**8, 10**9):
        yield acquisition_tax(HomePurchase(2026, price, area_m2=84))
    yield acquisition_tax(HomePurchase(2026, 10**9, 2, regulated_area=True, temporary_two_homes=True))
    yield acquisition_tax(HomePurchase(2024, 10**9, 2, regulated_area=True, temporary_two_homes=True))
    yield acquisition_tax(HomePurchase(2026, 10**9, 3, temporary_two_homes=True, area_m2=100))
    yield acquisition_tax(HomePurchase(2026, 10**9, 4, company=True))
    yield acquisition_tax(HomePurchase(2026, 10**9, 4))
    yield acquisition_tax(HomePurchase(2026, 1000))
    yield car_acquisition_tax(CarPurchase(2026, 1000))
    yield car_acquisition_tax(CarPurchase(2026, 10**7, light=True))
    for month in (None, "01", "09"):
        yield automobile_tax(CarInput(2026, 2000, date(2020, 1, 1), pay_at_once=month))
    yield automobile_tax(CarInput(2026, 500, date(2025, 1, 1)))
    yield automobile_tax(CarInput(2026, 0, date(2026, 3, 1), electric=True))
    yield automobile_tax(CarInput(2026, 2000, date(2026, 8, 1)))
    yield resident_tax(2026)
    yield local_income_tax(LocalIncomeInput(2026, 10**8))


def shown_keys() -> set[str]:
    """The catalogue keys of everything that `estimates` show."""
    keys: set[str] = set()
    for found in estimates():
        keys |= {step.label_key for step in found.steps} | {note.text_key for note in found.notes}
        for one in getattr(found, "bills", ()):
            keys |= {one.label_key} | {part.label_key for part in one.parts}
    return keys


def test_texts_everything_shown_has_words_and_no_words_are_idle():
    written = {key for key in words.catalogue("ko") if key.split(".")[0] in {"step", "bill", "note"}}
    assert {key for key in shown_keys() if not key.startswith("tax.")} == written


def test_texts_both_languages_have_the_same_keys_and_placeholders():
    korean, english = words.catalogue("ko"), words.catalogue("en")
    assert set(korean) == {key for key in english if not key.startswith("law.")}
    for key, written in korean.items():
        names = [
            {name for _, name, _, _ in string.Formatter().parse(one) if name}
            for one in (written, english[key])
        ]
        assert names[0] == names[1], key


def test_texts_every_field_that_can_be_refused_has_every_message():
    codes = {"required", "not_a_number", "spelled_out", "negative", "zero", "too_large"}
    for field in ("price", "last_price", "last_main", "last_urban", "building_value", "base"):
        assert codes <= {
            key.split(".")[2] for key in words.catalogue("ko") if key.startswith(f"input.{field}.")
        }


def test_texts_every_article_can_be_said_in_english():
    articles = {step.article for found in estimates() for step in found.steps}
    articles |= {note.article for found in estimates() for note in found.notes}
    articles |= {parameter.article for tax in TAXES for parameter in load(tax).parameters.values()}
    for article in articles:
        said = words.article_text(article, "en")
        assert not re.search("[가-힣]", said), said
        assert words.article_text(article, "ko") == article


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("지방세법 제111조의2제1항", "Local Tax Act, Article 111-2 (1)"),
        ("지방세법 제11조제1항제8호나목", "Local Tax Act, Article 11 (1) 8 (b)"),
        ("서울특별시 시세 조례 제8조", "Seoul Metropolitan Government Ordinance on City Taxes, Article 8"),
    ],
)
def test_article_text_is_an_english_citation(article, said):
    assert words.article_text(article, "en") == said


def test_rules_have_no_clock_no_network_and_no_django():
    forbidden = re.compile(
        r"^\s*(?:from|import) (?:django|socket|urllib|http|time|random)\b|\btoday\(|\bnow\(", re.MULTILINE
    )
    found = [
        path.name
        for path in RULES.glob("*.py")
        if path.name != "bench.py" and forbidden.search(path.read_text())
    ]
    assert not found
