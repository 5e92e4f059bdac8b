"""Reads the dated law from the YAML beside this package; each file is parsed once.

A tax officer can read the files: amounts are won, rates have a %, `from` and `to` are the first and the
last day on which a value holds. A value that nobody verified has no place in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from madang.services.tax.rules.errors import InputError, YearNotVerified
from madang.services.tax.rules.model import Note, NoteKind

_FOLDER = files("madang.services.tax") / "parameters"


@dataclass(frozen=True, slots=True)
class Dated:
    """A value of the law with its first and last day and the sources it was read in."""

    first: date
    last: date
    value: Any
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value of the law and the article that sets it."""

    name: str
    article: str
    values: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class TaxLaw:
    """One tax's file: its parameters, the years verified, the day on which a year's law is looked up."""

    tax: str
    reference_day: tuple[int, int]
    verified_years: Mapping[int, Mapping[str, Any]]
    parameters: Mapping[str, Parameter]
    not_included: Mapping[str, tuple[Note, ...]]


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter as it holds in one year: the raw value and its article."""

    raw: Any
    article: str

    def rate(self) -> Decimal:
        """The value as a fraction of one: "0.14%" → 0.0014."""
        return percent(self.raw)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A line of a rate table: above `over` won, up to `up_to` (None: no end), `add` + `rate` × the rest."""

    over: int
    up_to: int | None
    add: int
    rate: Decimal


def percent(text: str) -> Decimal:
    """The fraction of one that a percentage in the files means: "0.14%" → 0.0014."""
    return Decimal(text.removesuffix("%")).scaleb(-2)


def brackets(value: Value) -> tuple[Bracket, ...]:
    """The rate table of `value`, lines in rising order."""
    lines: list[Bracket] = []
    over = 0
    for line in value.raw:
        lines.append(Bracket(over, line.get("up_to"), line.get("add", 0), percent(line["rate"])))
        over = line.get("up_to", over)
    return tuple(lines)


def bracket_of(table: tuple[Bracket, ...], amount: int | Decimal) -> Bracket:
    """The line of `table` that `amount` falls into; an edge belongs to the lower line, as the law has it."""
    for line in table:
        if line.up_to is None or amount <= line.up_to:
            return line
    raise ValueError(f"No line of the table for {amount}. The last line must have no `up_to`.")


def read_file(name: str) -> Any:
    """The parsed YAML file `name` of the parameters' folder."""
    return yaml.safe_load((_FOLDER / name).read_text(encoding="utf-8"))


@cache
def load(tax: str) -> TaxLaw:
    """The file of `tax` ("property", "acquisition", "automobile", "resident", "local_income")."""
    content = read_file(f"{tax}.yaml")
    month, day = map(int, str(content["reference_day"]).split("-"))
    groups = {key: _notes(lines) for key, lines in content.items() if key.startswith("not_included")}
    parameters = {name: _parameter(name, entry) for name, entry in content["parameters"].items()}
    return TaxLaw(tax, (month, day), content["verified_years"], parameters, groups)


def verified_years(tax: str) -> tuple[int, ...]:
    """The years of `tax` that were verified from a source, rising."""
    return tuple(sorted(load(tax).verified_years))


def newest_year(tax: str) -> int:
    """The newest verified year of `tax`: what is estimated when nobody says a year."""
    return verified_years(tax)[-1]


def law_of(tax: str, year: int) -> Mapping[str, Value]:
    """Every parameter of `tax` as it holds on the reference day of `year`. Raises YearNotVerified."""
    law = require_year(tax, year)
    on = date(year, *law.reference_day)
    return {name: value_on(parameter, on) for name, parameter in law.parameters.items()}


def require_year(tax: str, year: object) -> TaxLaw:
    """The law of `tax` if `year` is verified. Raises InputError for what is no year, YearNotVerified."""
    if isinstance(year, bool) or not isinstance(year, int):
        raise InputError("year", "not_a_number")
    law = load(tax)
    if year not in law.verified_years:
        raise YearNotVerified(tax, year, verified_years(tax))
    return law


def value_on(parameter: Parameter, on: date) -> Value:
    """The value of `parameter` that holds on the day `on`; LookupError where the file has none."""
    for dated in parameter.values:
        if dated.first <= on <= dated.last:
            return Value(dated.value, parameter.article)
    raise LookupError(f"{parameter.name} has no value on {on}. Add one with its source or drop the year.")


def _parameter(name: str, entry: Mapping[str, Any]) -> Parameter:
    lines = entry["values"]
    values = tuple(Dated(one["from"], one["to"], one["value"], tuple(one["source"])) for one in lines)
    return Parameter(name, entry["article"], values)


def _notes(lines: list[Mapping[str, str]]) -> tuple[Note, ...]:
    return tuple(Note(NoteKind.NOT_INCLUDED, line["key"], line["article"]) for line in lines)
