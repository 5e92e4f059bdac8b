"""The link that holds the answers to an estimate and no person: short, the same for the same answers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from madang.services.tax.kinds import Field, FieldKind, Kind, Values
from madang.services.tax.rules import newest_year

QUERY_LETTERS = 1_500


def query_of(kind: Kind, values: Values, prefix: str = "") -> str:
    """The query that gives `values` again, without what stands for no answer; the year always."""
    return urlencode(list(pairs_of(kind, values, prefix)))


def pairs_of(kind: Kind, values: Values, prefix: str = "") -> list[tuple[str, str]]:
    """Name and written value of every answer that is not the default."""
    return [
        (prefix + field.name, written(field, values[field.name]))
        for field in kind.fields
        if field.kind is FieldKind.YEAR or values[field.name] != field.default
    ]


def written(field: Field, value: Any) -> str:
    """`value` as the form and the link write it; empty for no answer."""
    if value is None:
        return ""
    if field.kind is FieldKind.YES:
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def first_answers(kind: Kind) -> dict[str, str]:
    """What stands in an empty form: the newest verified year and the defaults."""
    return {
        field.name: str(newest_year(kind.tax))
        if field.kind is FieldKind.YEAR
        else written(field, field.default)
        for field in kind.fields
    }


def answers_in(kind: Kind, given: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """The answers that the query `given` holds for `kind`; names of other things are left alone."""
    return {field.name: given[prefix + field.name] for field in kind.fields if prefix + field.name in given}
