""" "What if": the same questions with other answers, side by side, and the difference each makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madang.services.tax.kinds import Field, Kind, Values
from madang.services.tax.links import pairs_of, written

CASES = ("b", "c")


@dataclass(frozen=True)
class Suggestion:
    """A change worth a look: its words and the answers that it changes."""

    label: str | Promise
    changes: Mapping[str, Any]


def suggestions(kind: Kind, values: Values) -> tuple[Suggestion, ...]:
    """What people ask next about an estimate of `kind`."""
    return tuple(_SUGGESTED[kind.slug](values)) if kind.slug in _SUGGESTED else ()


def changed(kind: Kind, values: Values, other: Values) -> list[tuple[Field, Any]]:
    """The fields whose answers differ, with the other answer."""
    return [(field, other[field.name]) for field in kind.fields if other[field.name] != values[field.name]]


def comparison_pairs(kind: Kind, values: Values, cases: Mapping[str, Values]) -> list[tuple[str, str]]:
    """The query of a comparison: the answers, and for each case only what is different."""
    pairs = pairs_of(kind, values)
    for name, other in cases.items():
        differing = changed(kind, values, other) or [(kind.fields[0], other[kind.fields[0].name])]
        pairs += [(f"{name}.{field.name}", written(field, value)) for field, value in differing]
    return pairs


def _more(price: int) -> int:
    """A tenth more, in whole ten thousands where there are any."""
    more = price * 11 // 10
    return more // 10_000 * 10_000 if more >= 100_000 else more + 1


def _property(values: Values) -> list[Suggestion]:
    label = _("If it were not the only home") if values["one_home"] else _("If it were the only home")
    return [
        Suggestion(label, {"one_home": not values["one_home"]}),
        Suggestion(_("If the price were a tenth higher"), {"price": _more(values["price"])}),
    ]


def _home(values: Values) -> list[Suggestion]:
    return [
        Suggestion(_("With one more home"), {"homes_after": values["homes_after"] + 1}),
        Suggestion(_("If the price were a tenth higher"), {"price": _more(values["price"])}),
    ]


def _automobile(values: Values) -> list[Suggestion]:
    if values["pay_at_once"] is None and values["first_registered"].year < values["year"]:
        return [
            Suggestion(_("If you paid at once in January"), {"pay_at_once": "01"}),
            Suggestion(_("If you paid at once in June"), {"pay_at_once": "06"}),
        ]
    return [Suggestion(_("If you paid by halves"), {"pay_at_once": None})] if values["pay_at_once"] else []


_SUGGESTED: Mapping[str, Any] = {
    "property": _property,
    "acquisition": _home,
    "acquisition-car": lambda values: [
        Suggestion(_("If it were another kind of car"), {"light": not values["light"]})
    ],
    "automobile": _automobile,
    "local-income": lambda values: [
        Suggestion(_("If the base were a tenth higher"), {"base": _more(values["base"])})
    ],
}
