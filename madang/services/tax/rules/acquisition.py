"""Acquisition tax (취득세) on a dwelling bought for a price and on a private car, from 지방세법 제2장."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from madang.services.tax.rules.errors import InputError
from madang.services.tax.rules.model import Note, NoteKind, Step
from madang.services.tax.rules.money import CUT_ARTICLE, cut, require_won
from madang.services.tax.rules.parameters import Value, law_of, load, percent

TAX = "acquisition"
MAXIMUM_AREA_M2 = 100_000
MAXIMUM_HOMES = 1000
_PRICE_ARTICLE = "지방세법 제10조의3제1항"
_RATE_UNIT = 10_000


@dataclass(frozen=True, slots=True)
class HomePurchase:
    """A dwelling bought in `year` for `price` won; `homes_after` counts the household's homes with this one.

    `area_m2` is the floor area for private use (전용면적), None if unknown; `company`: a company buys.
    """

    year: int
    price: int
    homes_after: int = 1
    regulated_area: bool = False
    temporary_two_homes: bool = False
    area_m2: Decimal | float | None = None
    company: bool = False


@dataclass(frozen=True, slots=True)
class CarPurchase:
    """A private passenger car bought in `year` for `price` won without value added tax; `light`: 경자동차."""

    year: int
    price: int
    light: bool = False


@dataclass(frozen=True, slots=True)
class AcquisitionTax:
    """The taxes on a purchase in won; `rural` is None where it is not charged or the area is not known."""

    year: int
    rate: Decimal
    main: int
    education: int
    rural: int | None
    total: int
    due_days: int
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Law:
    """The year's law, ready to be applied. Rates are fractions of one, limits won."""

    low_up_to: int
    low_rate: Decimal
    middle_up_to: int
    middle_won_per_unit: Decimal
    middle_less: int
    high_rate: Decimal
    standard_rate: Decimal
    surcharge_unit: Decimal
    second_regulated: int
    second_elsewhere: int
    second_times: int
    third_regulated: int
    third_elsewhere: int
    third_times: int
    company_times: int
    education_half: Decimal
    education_rate: Decimal
    education_heavy: Decimal
    rural_standard_rate: Decimal
    rural_rate: Decimal
    rural_free_area_m2: int
    not_charged_up_to: int
    due_days: int
    car_rate: Decimal
    light_car_rate: Decimal
    temporary_note: str
    articles: dict[str, str]
    home_notes: tuple[Note, ...]
    car_notes: tuple[Note, ...]


def acquisition_tax(given: HomePurchase) -> AcquisitionTax:
    """The acquisition tax on the dwelling bought. Raises InputError and YearNotVerified."""
    law = _law(given.year)
    _require(given)
    steps = [Step("step.acquisition.price", given.price, None, _PRICE_ARTICLE)]
    times, name = _surcharge(given, law)
    rate = law.standard_rate + law.surcharge_unit * times if times else _ordinary_rate(given.price, law)
    charged = given.price > law.not_charged_up_to
    main = cut(given.price * rate) if charged else 0
    steps.append(Step(f"step.acquisition.{name}", main, rate, law.articles[name]))
    education = _education(given.price, rate, times, law, steps) if charged else 0
    rural = _rural(given, times, law, steps) if charged else None
    if not charged:
        steps.append(Step("step.acquisition.not_charged", 0, None, law.articles["not_charged_up_to"]))
    total = main + education + (rural or 0)
    steps.append(Step("step.total", total, None, CUT_ARTICLE))
    notes = _notes(given, law)
    return AcquisitionTax(given.year, rate, main, education, rural, total, law.due_days, tuple(steps), notes)


def car_acquisition_tax(given: CarPurchase) -> AcquisitionTax:
    """The acquisition tax on the car bought, which has neither education nor rural special tax."""
    law = _law(given.year)
    require_won(given.price, "price")
    rate = law.light_car_rate if given.light else law.car_rate
    charged = given.price > law.not_charged_up_to
    main = cut(given.price * rate) if charged else 0
    name = "light_car" if given.light else "car"
    steps = [
        Step("step.acquisition.car_price", given.price, None, "지방세법 제10조의5제1항제2호"),
        Step(f"step.acquisition.{name}", main, rate, law.articles["car_rate"]),
        Step("step.acquisition.car_no_education", 0, None, "지방세법 제150조제1호"),
        Step("step.acquisition.car_no_rural", 0, None, "농어촌특별세법 제4조"),
    ]
    if not charged:
        steps.append(Step("step.acquisition.not_charged", 0, None, law.articles["not_charged_up_to"]))
    steps.append(Step("step.total", main, None, CUT_ARTICLE))
    return AcquisitionTax(given.year, rate, main, 0, None, main, law.due_days, tuple(steps), law.car_notes)


def _require(given: HomePurchase) -> None:
    require_won(given.price, "price")
    homes = given.homes_after
    if isinstance(homes, bool) or not isinstance(homes, int) or not 1 <= homes <= MAXIMUM_HOMES:
        raise InputError("homes_after", "out_of_range", {"maximum": MAXIMUM_HOMES})
    if given.area_m2 is not None and not 0 < given.area_m2 <= MAXIMUM_AREA_M2:
        raise InputError("area_m2", "out_of_range", {"maximum": MAXIMUM_AREA_M2})


def _surcharge(given: HomePurchase, law: _Law) -> tuple[int, str]:
    """How many surcharge units are added (0: the ordinary rates), and the parameter that says so."""
    if given.company:
        return law.company_times, "heavy_company"
    if given.temporary_two_homes and given.homes_after == law.second_regulated:
        return 0, _ordinary_name(given.price, law)
    second = law.second_regulated if given.regulated_area else law.second_elsewhere
    third = law.third_regulated if given.regulated_area else law.third_elsewhere
    if given.homes_after >= third:
        return law.third_times, "heavy_third"
    if given.homes_after >= second:
        return law.second_times, "heavy_second"
    return 0, _ordinary_name(given.price, law)


def _ordinary_name(price: int, law: _Law) -> str:
    if price <= law.low_up_to:
        return "low"
    return "middle" if price <= law.middle_up_to else "high"


def _ordinary_rate(price: int, law: _Law) -> Decimal:
    """1 %, (price × 2 ÷ 300 M − 3) % rounded half up to 0.01 %, or 3 % (지방세법 제11조제1항제8호)."""
    if price <= law.low_up_to:
        return law.low_rate
    if price > law.middle_up_to:
        return law.high_rate
    unit = law.middle_won_per_unit
    ten_thousandths = (price + unit / 2) // unit - law.middle_less * (_RATE_UNIT // 100)
    return (ten_thousandths / _RATE_UNIT).normalize()


def _education(price: int, rate: Decimal, times: int, law: _Law, steps: list[Step]) -> int:
    if times:
        share = (law.standard_rate - law.surcharge_unit) * law.education_heavy
        article = law.articles["education_heavy"]
    else:
        share = rate * law.education_half * law.education_rate
        article = law.articles["education_share"]
    education = cut(price * share)
    steps.append(Step("step.education", education, share.normalize(), article))
    return education


def _rural(given: HomePurchase, times: int, law: _Law, steps: list[Step]) -> int | None:
    """The rural special tax above 85 ㎡: a tenth of the tax that a standard rate of 2 % would give."""
    if given.area_m2 is None:
        return None
    if given.area_m2 <= law.rural_free_area_m2:
        steps.append(Step("step.acquisition.rural_free", 0, None, law.articles["rural_free_area_m2"]))
        return None
    share = (law.rural_standard_rate + law.surcharge_unit * times) * law.rural_rate
    rural = cut(given.price * share)
    steps.append(Step("step.acquisition.rural", rural, share.normalize(), law.articles["rural"]))
    return rural


def _notes(given: HomePurchase, law: _Law) -> tuple[Note, ...]:
    found: list[Note] = []
    if given.temporary_two_homes:
        applied = given.homes_after == law.second_regulated and not given.company
        key = law.temporary_note if applied else "note.acquisition.temporary_not_applied"
        found.append(Note(NoteKind.CHOICE, key, law.articles["temporary_two_homes"]))
    if given.area_m2 is None:
        found.append(Note(NoteKind.NOT_KNOWN, "note.acquisition.area", law.articles["rural_free_area_m2"]))
    return (*found, *law.home_notes)


def _temporary_note(year: int) -> str:
    """The note on selling the former home in time, with the shorter time where the year has one."""
    dated = load(TAX).parameters["temporary_two_homes"].values
    periods = [one.value for one in dated if one.first.year <= year <= one.last.year]
    shorter = any(one["years_both_regulated"] < one["years"] for one in periods)
    return "note.acquisition.temporary_shorter" if shorter else "note.acquisition.temporary"


def _heavy(values: dict[str, Value]) -> dict[str, int]:
    second, third = values["heavy_second"].raw, values["heavy_third"].raw
    return {
        "second_regulated": second["regulated"],
        "second_elsewhere": second["elsewhere"],
        "second_times": second["times"],
        "third_regulated": third["regulated"],
        "third_elsewhere": third["elsewhere"],
        "third_times": third["times"],
        "company_times": values["heavy_company"].raw["times"],
    }


@cache
def _law(year: int) -> _Law:
    values = dict(law_of(TAX, year))
    low, middle, share = values["low"].raw, values["middle"].raw, values["education_share"].raw
    rural, car = values["rural"].raw, values["car_rate"].raw
    notes = load(TAX).not_included
    return _Law(
        low_up_to=low["up_to"],
        low_rate=percent(low["rate"]),
        middle_up_to=middle["up_to"],
        middle_won_per_unit=Decimal(middle["divided_by"]) * 100 / (middle["times"] * _RATE_UNIT),
        middle_less=middle["less"],
        high_rate=values["high"].rate(),
        standard_rate=values["standard_rate"].rate(),
        surcharge_unit=values["surcharge_unit"].rate(),
        **_heavy(values),
        education_half=percent(share["half"]),
        education_rate=percent(share["rate"]),
        education_heavy=values["education_heavy"].rate(),
        rural_standard_rate=percent(rural["standard_rate"]),
        rural_rate=percent(rural["rate"]),
        rural_free_area_m2=values["rural_free_area_m2"].raw,
        not_charged_up_to=values["not_charged_up_to"].raw,
        due_days=values["due_days"].raw,
        car_rate=percent(car["ordinary"]),
        light_car_rate=percent(car["light"]),
        temporary_note=_temporary_note(year),
        articles={name: value.article for name, value in values.items()},
        home_notes=notes["not_included"],
        car_notes=notes["not_included_car"],
    )
