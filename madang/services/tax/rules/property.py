"""Property tax on a dwelling (주택 재산세) and the taxes on its bill, from 지방세법 제9장, 제11장, 제12장."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from madang.services.tax.rules.due_dates import due_date
from madang.services.tax.rules.errors import InputError
from madang.services.tax.rules.model import Bill, Note, NoteKind, Step, bill, sum_of
from madang.services.tax.rules.money import CUT_ARTICLE, cut, require_won
from madang.services.tax.rules.parameters import Bracket, Value, bracket_of, brackets, law_of, load

TAX = "property"
_PRICE_ARTICLE = "지방세법 제4조제1항"


@dataclass(frozen=True, slots=True)
class PropertyInput:
    """A dwelling owned on 1 June of `year`.

    `price` is the year's published price (공시가격), `last_price` that of the year before; `last_main` and
    `last_urban` are last year's tax and urban share as billed, `building_value` the city's value of the
    building without its land (건축물 시가표준액). All in won, None where not known.
    """

    year: int
    price: int
    one_home: bool = False
    urban: bool = True
    last_price: int | None = None
    last_main: int | None = None
    last_urban: int | None = None
    taxed_before_2024: bool = True
    building_value: int | None = None


@dataclass(frozen=True, slots=True)
class PropertyTax:
    """The year's taxes in won, each the sum of what the bills say. `fire` is None where it is not known."""

    year: int
    base: int
    main: int
    urban: int
    education: int
    fire: int | None
    total: int
    bills: tuple[Bill, ...]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Law:
    """The year's law, ready to be applied. Rates are fractions of one, limits won."""

    ratio_ordinary: Decimal
    ratio_one_home: tuple[Bracket, ...]
    base_cap_rate: Decimal | None
    rates: tuple[Bracket, ...]
    rates_one_home: tuple[Bracket, ...]
    one_home_price_limit: int
    urban_rate: Decimal
    education_rate: Decimal
    burden_cap: tuple[Bracket, ...]
    burden_cap_only_old: bool
    fire_rates: tuple[Bracket, ...]
    at_once_up_to: int
    not_collected_below: int
    fire_not_collected_below: int
    due_july: str
    due_september: str
    articles: dict[str, str]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Amounts:
    """The year's taxes before they are divided into bills, to the fraction of a won."""

    base: int
    main: Decimal
    urban: Decimal
    fire: Decimal | None


def property_tax(given: PropertyInput) -> PropertyTax:
    """The property tax on the dwelling `given`. Raises InputError and YearNotVerified."""
    law = _law(given.year)
    _require(given)
    steps: list[Step] = [Step("step.property.price", given.price, None, _PRICE_ARTICLE)]
    ratio, base = _base(given, law, steps)
    main = _capped("main", _main(given, law, base, steps), given, law, steps)
    urban = _capped("urban", _urban(given, law, base, steps), given, law, steps)
    fire = _fire(given, law, ratio, steps)
    bills = _bills(given.year, law, _Amounts(base, main, urban, fire), steps)
    sums = {key: sum_of(bills, f"tax.{key}") for key in ("main", "urban", "education", "fire")}
    total = sum(one.total for one in bills)
    article = law.articles["education_rate"]
    steps.append(Step("step.education", sums["education"], law.education_rate, article))
    steps.append(Step("step.total", total, None, CUT_ARTICLE))
    return PropertyTax(
        year=given.year,
        base=base,
        main=sums["main"],
        urban=sums["urban"],
        education=sums["education"],
        fire=None if fire is None else sums["fire"],
        total=total,
        bills=bills,
        steps=tuple(steps),
        notes=_notes(given, law),
    )


def _require(given: PropertyInput) -> None:
    require_won(given.price, "price")
    for field in ("last_price", "last_main", "last_urban", "building_value"):
        if getattr(given, field) is not None:
            require_won(getattr(given, field), field)
    if given.building_value is not None and given.building_value > given.price:
        raise InputError("building_value", "above_price", {"maximum": given.price})


def _base(given: PropertyInput, law: _Law, steps: list[Step]) -> tuple[Decimal, int]:
    """The ratio and the base in whole won: price × ratio, not above last year's price × ratio + 5 % of it."""
    if given.one_home:
        ratio, article = bracket_of(law.ratio_one_home, given.price).rate, law.articles["ratio_one_home"]
    else:
        ratio, article = law.ratio_ordinary, law.articles["ratio_ordinary"]
    full = given.price * ratio
    steps.append(Step("step.property.base", int(full), ratio, article))
    if law.base_cap_rate is None or given.last_price is None:
        return ratio, int(full)
    most = given.last_price * ratio + full * law.base_cap_rate
    steps.append(Step("step.property.base_cap", int(most), law.base_cap_rate, law.articles["base_cap_rate"]))
    if most < full:
        steps.append(Step("step.property.base_capped", int(most), None, law.articles["base_cap_rate"]))
    return ratio, int(min(full, most))


def _main(given: PropertyInput, law: _Law, base: int, steps: list[Step]) -> Decimal:
    special = given.one_home and given.price <= law.one_home_price_limit
    name = "rates_one_home" if special else "rates"
    table = law.rates_one_home if special else law.rates
    line = bracket_of(table, base)
    amount = line.add + (base - line.over) * line.rate
    steps.append(Step(f"step.property.{name}", int(amount), line.rate, law.articles[name]))
    return amount


def _urban(given: PropertyInput, law: _Law, base: int, steps: list[Step]) -> Decimal:
    if not given.urban:
        return Decimal(0)
    amount = base * law.urban_rate
    steps.append(Step("step.property.urban", int(amount), law.urban_rate, law.articles["urban_rate"]))
    return amount


def _capped(which: str, amount: Decimal, given: PropertyInput, law: _Law, steps: list[Step]) -> Decimal:
    """`amount` of the `which` ("main", "urban") share, kept within the burden cap over last year's."""
    last = given.last_main if which == "main" else given.last_urban
    if last is None or not amount or not _burden_cap_holds(given, law):
        return amount
    rate = bracket_of(law.burden_cap, given.price).rate
    most = last * rate
    steps.append(Step(f"step.property.burden_cap_{which}", int(most), rate, law.articles["burden_cap"]))
    if most < amount:
        steps.append(Step(f"step.property.{which}_capped", int(most), None, law.articles["burden_cap"]))
    return min(amount, most)


def _burden_cap_holds(given: PropertyInput, law: _Law) -> bool:
    return given.taxed_before_2024 or not law.burden_cap_only_old


def _fire(given: PropertyInput, law: _Law, ratio: Decimal, steps: list[Step]) -> Decimal | None:
    """The fire-service share of the building, None where its value is not known (지방세법 제146조제4항)."""
    if given.building_value is None:
        return None
    base = int(given.building_value * ratio)
    line = bracket_of(law.fire_rates, base)
    amount = line.add + (base - line.over) * line.rate
    steps.append(Step("step.property.fire_base", base, ratio, "지방세법 제146조제4항"))
    steps.append(Step("step.property.fire", int(amount), line.rate, law.articles["fire_rates"]))
    return amount


def _bills(year: int, law: _Law, amounts: _Amounts, steps: list[Step]) -> tuple[Bill, ...]:
    at_once = amounts.main <= law.at_once_up_to
    label = "step.property.at_once" if at_once else "step.property.halves"
    steps.append(Step(label, int(amounts.main), None, law.articles["at_once_up_to"]))
    july, september = due_date(year, law.due_july), due_date(year, law.due_september)
    if at_once:
        bills = [_one_bill("bill.property.whole", july, law, amounts, 1)]
    else:
        bills = [
            _one_bill("bill.property.july", july, law, amounts, 2),
            _one_bill("bill.property.september", september, law, amounts, 2),
        ]
    if not sum_of(tuple(bills), "tax.main"):
        steps.append(Step("step.property.not_collected", 0, None, law.articles["not_collected_below"]))
    return tuple(one for one in bills if one.total)


def _one_bill(label_key: str, due: date, law: _Law, amounts: _Amounts, share: int) -> Bill:
    """One of `share` equal bills: each tax cut below 10 won, not collected where the bill is too small."""
    main, urban = cut(amounts.main / share), cut(amounts.urban / share)
    if main + urban < law.not_collected_below:
        main = urban = 0
    fire = cut((amounts.fire or Decimal(0)) / share)
    if fire < law.fire_not_collected_below:
        fire = 0
    education = cut(main * law.education_rate)
    parts = (("tax.main", main), ("tax.urban", urban), ("tax.education", education), ("tax.fire", fire))
    return bill(label_key, due, *parts)


def _notes(given: PropertyInput, law: _Law) -> tuple[Note, ...]:
    """What the estimate left out, with what it could not know about this dwelling first."""
    found: list[Note] = []
    if given.building_value is None:
        found.append(Note(NoteKind.NOT_KNOWN, "note.property.fire", "지방세법 제146조제4항"))
    if law.base_cap_rate is not None and given.last_price is None:
        found.append(Note(NoteKind.NOT_KNOWN, "note.property.last_price", law.articles["base_cap_rate"]))
    if not _burden_cap_holds(given, law):
        article = law.articles["burden_cap_only_if_taxed_before"]
        found.append(Note(NoteKind.CHOICE, "note.property.no_burden_cap", article))
    elif given.last_main is None or (given.urban and given.last_urban is None):
        found.append(Note(NoteKind.NOT_KNOWN, "note.property.last_tax", law.articles["burden_cap"]))
    if not given.urban:
        found.append(Note(NoteKind.CHOICE, "note.property.not_urban", law.articles["urban_rate"]))
    return (*found, *law.notes)


@cache
def _law(year: int) -> _Law:
    values = law_of(TAX, year)
    cap: Value = values["base_cap_rate"]
    return _Law(
        ratio_ordinary=values["ratio_ordinary"].rate(),
        ratio_one_home=brackets(values["ratio_one_home"]),
        base_cap_rate=None if cap.raw is None else cap.rate(),
        rates=brackets(values["rates"]),
        rates_one_home=brackets(values["rates_one_home"]),
        one_home_price_limit=values["one_home_price_limit"].raw,
        urban_rate=values["urban_rate"].rate(),
        education_rate=values["education_rate"].rate(),
        burden_cap=brackets(values["burden_cap"]),
        burden_cap_only_old=values["burden_cap_only_if_taxed_before"].raw is not None,
        fire_rates=brackets(values["fire_rates"]),
        at_once_up_to=values["at_once_up_to"].raw,
        not_collected_below=values["not_collected_below"].raw,
        fire_not_collected_below=values["fire_not_collected_below"].raw,
        due_july=values["due_july"].raw,
        due_september=values["due_september"].raw,
        articles={name: value.article for name, value in values.items()},
        notes=load(TAX).not_included["not_included"],
    )
