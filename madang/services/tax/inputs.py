"""Reads what a person, a link or a program answers to an estimate's questions; refuses with what to do."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from madang.services.tax.kinds import Field, FieldKind, Kind, Values
from madang.services.tax.rules import (
    InputError,
    YearNotVerified,
    newest_year,
    parse_won,
    require_not_future,
)
from madang.services.tax.rules.automobile import PAY_AT_ONCE_MONTHS
from madang.services.tax.rules.money import require_won
from madang.services.tax.rules.parameters import require_year
from madang.services.tax.rules.texts import catalogue, text

ANSWER_LETTERS = 60
_YES = {"yes": True, "no": False}
_DAY = re.compile(r"(\d{4})[-./년 ]{0,2}(\d{1,2})[-./월 ]{0,2}(\d{1,2})[.일]?")


@dataclass(frozen=True)
class Refusal:
    """An answer that cannot be used: which field, a code for machines, and the words' key with its values."""

    field: str
    code: str
    text_key: str
    values: Mapping[str, str | int]
    years: tuple[int, ...] = ()

    def text(self, language: str) -> str:
        """What to enter instead, in `language`."""
        known = catalogue(language)
        key = self.text_key if self.text_key in known else f"input.any.{self.code}"
        return text(key, language, self.values)


class Refused(ValueError):
    """One or more answers cannot be used."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(", ".join(f"{one.field}: {one.code}" for one in refusals))
        self.refusals = refusals


def read_answers(kind: Kind, answers: Mapping[str, Any], today: date, *, typed: bool = False) -> Values:
    """The values for the rule of `kind`. `typed`: JSON, where yes is `true`. Raises Refused, naming all."""
    values: dict[str, Any] = {}
    refusals: list[Refusal] = []
    for field in kind.fields:
        try:
            values[field.name] = _read(kind, field, answers.get(field.name), typed=typed)
        except (InputError, YearNotVerified) as error:
            refusals.append(refusal_of(error))
    refusals += _refuse_together(kind, values, today)
    if refusals:
        raise Refused(*refusals)
    return values


def refusal_of(error: InputError | YearNotVerified) -> Refusal:
    """What the rules refuse, as what a person is told."""
    if isinstance(error, YearNotVerified):
        return Refusal("year", error.code, error.text_key, error.values, error.verified)
    return Refusal(error.field, error.code, error.text_key, error.values)


def _read(kind: Kind, field: Field, given: Any, *, typed: bool) -> Any:
    if isinstance(given, str):
        given = given if typed else given.strip()
        if len(given) > ANSWER_LETTERS:
            raise InputError(field.name, "too_long", {"maximum": ANSWER_LETTERS})
    if given is None or (given == "" and not typed):
        if field.required:
            raise InputError(field.name, "required")
        return newest_year(kind.tax) if field.kind is FieldKind.YEAR else field.default
    if typed and isinstance(given, str):
        _refuse_text(field, given)
    if field.kind is FieldKind.YEAR:
        return _year(kind.tax, given)
    return _READERS[field.kind](field.name, given)


def _refuse_text(field: Field, given: str) -> None:
    """JSON has numbers and yes for what is no text; a day there is written in one way only."""
    if field.kind is FieldKind.YES:
        raise InputError(field.name, "not_yes_or_no")
    if field.kind in (FieldKind.YEAR, FieldKind.COUNT, FieldKind.CC, FieldKind.AREA):
        raise InputError(field.name, "not_a_number")
    if field.kind is FieldKind.DAY and not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise InputError(field.name, "not_a_day")


def _year(tax: str, given: Any) -> int:
    year = int(given) if isinstance(given, str) and re.fullmatch(r"[0-9]{4}", given) else given
    require_year(tax, year)
    return int(year)


def _won(name: str, given: Any) -> int:
    return parse_won(given, name) if isinstance(given, str) else require_won(given, name)


def _yes(name: str, given: Any) -> bool:
    answer = given if isinstance(given, bool) else _YES.get(given) if isinstance(given, str) else None
    if answer is None:
        raise InputError(name, "not_yes_or_no")
    return answer


def _whole(name: str, given: Any) -> int:
    """A whole number: 1999, "1,999", "1999cc"."""
    if isinstance(given, str):
        bare = re.sub(r"[,\s]|cc$|시시$|채$", "", given, flags=re.IGNORECASE)
        given = int(bare) if re.fullmatch(r"-?[0-9]{1,9}", bare) else None
    if isinstance(given, bool) or not isinstance(given, int):
        raise InputError(name, "not_a_number")
    return given


def _area(name: str, given: Any) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise InputError(name, "not_a_number")
    bare = re.sub(r"[,\s]|㎡$|m2$|제곱미터$", "", str(given), flags=re.IGNORECASE)
    try:
        area = Decimal(bare)
    except InvalidOperation as error:
        raise InputError(name, "not_a_number") from error
    if not area.is_finite():
        raise InputError(name, "not_a_number")
    return area


def _day(name: str, given: Any) -> date:
    found = _DAY.fullmatch(given) if isinstance(given, str) else None
    try:
        return date(*map(int, found.groups())) if found else _no_day(name)
    except ValueError as error:
        raise InputError(name, "not_a_day") from error


def _no_day(name: str) -> date:
    raise InputError(name, "not_a_day")


def _month(name: str, given: Any) -> str:
    if given not in PAY_AT_ONCE_MONTHS:
        raise InputError(name, "unknown", {"months": ", ".join(PAY_AT_ONCE_MONTHS)})
    return str(given)


_READERS: Mapping[FieldKind, Callable[[str, Any], Any]] = {
    FieldKind.WON: _won,
    FieldKind.YES: _yes,
    FieldKind.COUNT: _whole,
    FieldKind.CC: _whole,
    FieldKind.AREA: _area,
    FieldKind.DAY: _day,
    FieldKind.MONTH: _month,
}


def _refuse_together(kind: Kind, values: dict[str, Any], today: date) -> list[Refusal]:
    """What only the answers together, or the day, can refuse: a missing engine, a car from the future."""
    refused: list[Refusal] = []
    if "cc" in values and values["cc"] is None:
        if values.get("electric"):
            values["cc"] = 0
        else:
            refused.append(refusal_of(InputError("cc", "required")))
    if "first_registered" in values:
        try:
            require_not_future(values["first_registered"], today)
        except InputError as error:
            refused.append(refusal_of(error))
    if refused or len(values) != len(kind.fields):
        return refused
    try:
        kind.rule(values)
    except (InputError, YearNotVerified) as error:
        refused.append(refusal_of(error))
    return refused
