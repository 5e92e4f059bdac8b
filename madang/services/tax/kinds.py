"""The estimates of Tax Square, and what each asks: few fields first, the others opened when needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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

Values = Mapping[str, Any]
YES, NO = _("Yes"), _("No")


class FieldKind(StrEnum):
    """How a field is asked for and read."""

    YEAR = "year"
    WON = "won"
    YES = "yes"
    COUNT = "count"
    CC = "cc"
    AREA = "area"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True)
class Field:
    """One question. `name` is the API's; `more`: shown only when opened; `default` stands for no answer."""

    name: str
    kind: FieldKind
    label: str | Promise
    hint: str | Promise = ""
    more: bool = False
    required: bool = False
    default: Any = None
    yes: str | Promise = YES
    no: str | Promise = NO


@dataclass(frozen=True)
class Kind:
    """One estimate: its address, its words, its fields, and the rule that answers.

    `tax` names the file of the law; `main` is what the tax itself is called among the parts of the sum.
    """

    slug: str
    tax: str
    title: str | Promise
    choice: str | Promise
    choice_text: str | Promise
    icon: str
    main: str | Promise
    fields: tuple[Field, ...]
    rule: Callable[[Values], Any]

    def field(self, name: str) -> Field:
        """The field `name`; KeyError when there is none."""
        return _named(self.fields)[name]


def _named(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {field.name: field for field in fields}


_YEAR = Field("year", FieldKind.YEAR, _("Year"), more=True)

_PROPERTY = (
    Field(
        "price",
        FieldKind.WON,
        _("Published price of the home"),
        _("The price that the state publishes each year (공시가격). 5억 or 500,000,000 are both understood."),
        required=True,
    ),
    Field(
        "one_home",
        FieldKind.YES,
        _("Is it your household's only home?"),
        default=False,
        yes=_("Yes, the only one"),
        no=_("No, there are more"),
    ),
    replace(_YEAR, hint=_("Whoever owns the home on 1 June of this year pays.")),
    Field(
        "last_price",
        FieldKind.WON,
        _("Published price last year"),
        _("If you know it. A steep rise is kept within a cap."),
        more=True,
    ),
    Field(
        "last_main",
        FieldKind.WON,
        _("Property tax billed last year"),
        _("Of July and September together, without the other taxes on the bill."),
        more=True,
    ),
    Field(
        "last_urban",
        FieldKind.WON,
        _("Urban area share billed last year"),
        _("Of July and September together (도시지역분)."),
        more=True,
    ),
    Field(
        "building_value",
        FieldKind.WON,
        _("Value of the building without its land"),
        _("For the fire-service share (건축물 시가표준액). Leave it empty when you do not know it."),
        more=True,
    ),
    Field(
        "urban",
        FieldKind.YES,
        _("Is it in the urban area?"),
        _("Nearly all homes in Seoul are."),
        more=True,
        default=True,
    ),
    Field(
        "taxed_before_2024",
        FieldKind.YES,
        _("Was the home taxed before 2024?"),
        _("Homes built since have no burden cap."),
        more=True,
        default=True,
    ),
)

_HOME = (
    Field(
        "price",
        FieldKind.WON,
        _("Price you pay for the home"),
        _("7억 or 700,000,000 are both understood."),
        required=True,
    ),
    Field(
        "homes_after",
        FieldKind.COUNT,
        _("How many homes has your household then?"),
        _("With the one you buy."),
        default=1,
    ),
    Field(
        "area_m2",
        FieldKind.AREA,
        _("Floor area in ㎡"),
        _("For private use (전용면적), such as 84.9. Above 85 ㎡ a rural special tax is added."),
    ),
    replace(_YEAR, hint=_("The year in which you pay the last of the price.")),
    Field(
        "regulated_area",
        FieldKind.YES,
        _("Is the home in a regulated area?"),
        _("조정대상지역, as announced by the ministry. It matters from the second home on."),
        more=True,
        default=False,
    ),
    Field(
        "temporary_two_homes",
        FieldKind.YES,
        _("Will you sell your former home in time?"),
        _("Two homes for a time only (일시적 2주택)."),
        more=True,
        default=False,
    ),
    Field("company", FieldKind.YES, _("Does a company buy it?"), more=True, default=False),
)

_CAR = (
    Field(
        "price",
        FieldKind.WON,
        _("Price of the car without value added tax"),
        _("2천만원 or 20,000,000 are both understood."),
        required=True,
    ),
    Field(
        "light", FieldKind.YES, _("Is it a light car?"), _("경차, up to 1,000 cc and small."), default=False
    ),
    replace(_YEAR, hint=_("The year in which you register the car.")),
)

_AUTOMOBILE = (
    Field(
        "electric",
        FieldKind.YES,
        _("What drives the car?"),
        default=False,
        yes=_("Electricity"),
        no=_("An engine (petrol, diesel, gas, hybrid)"),
    ),
    Field(
        "cc",
        FieldKind.CC,
        _("Engine in cc"),
        _("배기량 on the registration card, such as 1999. Not needed for an electric car."),
    ),
    Field(
        "first_registered",
        FieldKind.DAY,
        _("First registration"),
        _("최초등록일 on the registration card, such as 2024-03-15."),
        required=True,
    ),
    Field(
        "pay_at_once", FieldKind.MONTH, _("Pay the year at once?"), _("Paying early saves some of the tax.")
    ),
    replace(_YEAR, hint=""),
)

_INCOME = (
    Field(
        "base",
        FieldKind.WON,
        _("Tax base of your global income"),
        _("종합소득 과세표준: income less deductions, as in the return of income tax. For example 6천만원."),
        required=True,
    ),
    replace(_YEAR, hint=_("The year in which you earned it.")),
)

PROPERTY = Kind(
    "property",
    "property",
    _("Property tax on a home"),
    _("I own a home"),
    _("Property tax in July and September"),
    "home",
    _("Property tax"),
    _PROPERTY,
    lambda values: property_tax(PropertyInput(**values)),
)
HOME = Kind(
    "acquisition",
    "acquisition",
    _("Acquisition tax on a home"),
    _("I am buying a home"),
    _("Acquisition tax, to be paid within 60 days"),
    "key",
    _("Acquisition tax"),
    _HOME,
    lambda values: acquisition_tax(HomePurchase(**values)),
)
CAR = Kind(
    "acquisition-car",
    "acquisition",
    _("Acquisition tax on a car"),
    _("I am buying a car"),
    _("Acquisition tax, to be paid when registering"),
    "car_new",
    _("Acquisition tax"),
    _CAR,
    lambda values: car_acquisition_tax(CarPurchase(**values)),
)
AUTOMOBILE = Kind(
    "automobile",
    "automobile",
    _("Automobile tax"),
    _("I own a car"),
    _("Automobile tax in June and December"),
    "car",
    _("Automobile tax"),
    _AUTOMOBILE,
    lambda values: automobile_tax(CarInput(**values)),
)
RESIDENT = Kind(
    "resident",
    "resident",
    _("Resident tax"),
    _("I live in Seoul"),
    _("Resident tax in August"),
    "people",
    _("Resident tax"),
    (replace(_YEAR, more=False, hint=_("Householders who live in Seoul on 1 July pay.")),),
    lambda values: resident_tax(values["year"]),
)
INCOME = Kind(
    "local-income",
    "local_income",
    _("Local income tax"),
    _("I have income to declare"),
    _("Local income tax in May"),
    "coins",
    _("Local income tax"),
    _INCOME,
    lambda values: local_income_tax(LocalIncomeInput(**values)),
)

KINDS: tuple[Kind, ...] = (PROPERTY, AUTOMOBILE, HOME, CAR, INCOME, RESIDENT)
_BY_SLUG = {kind.slug: kind for kind in KINDS}


def find_kind(slug: str) -> Kind | None:
    """The estimate at the address `slug`, or None."""
    return _BY_SLUG.get(slug)
