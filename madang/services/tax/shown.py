"""What the pages show of questions, answers and estimates: words and values, no markup."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from madang.services.tax.amounts import won_text
from madang.services.tax.chart import Piece, pieces
from madang.services.tax.estimates import Estimate
from madang.services.tax.inputs import Refusal
from madang.services.tax.kinds import Field, FieldKind, Kind, Values
from madang.services.tax.links import query_of
from madang.services.tax.rules import Note, NoteKind, Part, verified_years
from madang.services.tax.rules.automobile import PAY_AT_ONCE_MONTHS
from madang.services.tax.rules.texts import text
from madang.services.tax.verified import Verified, verified

MONTHS: Mapping[str, Promise] = {
    "01": gettext_lazy("In January"),
    "03": gettext_lazy("In March"),
    "06": gettext_lazy("In June"),
    "09": gettext_lazy("In September"),
}
NOTE_TITLES: Mapping[NoteKind, Promise] = {
    NoteKind.NOT_KNOWN: gettext_lazy("Could not be known"),
    NoteKind.CHOICE: gettext_lazy("How it was reckoned"),
    NoteKind.NOT_INCLUDED: gettext_lazy("Not included"),
}


@dataclass(frozen=True)
class Choice:
    """One of the answers to choose from."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """A field as the form shows it. `id` is unique on the page, `name` is what is sent."""

    field: Field
    id: str
    name: str
    value: str
    problem: str
    choices: tuple[Choice, ...]

    @property
    def as_radios(self) -> bool:
        """Whether the answers stand side by side instead of in a list."""
        return self.field.kind is FieldKind.YES

    @property
    def described_by(self) -> str:
        """The ids of what explains the field."""
        hint = [f"{self.id}-hint"] if self.field.hint else []
        read = [f"{self.id}-read"] if self.field.kind is FieldKind.WON else []
        wrong = [f"{self.id}-problem"] if self.problem else []
        return " ".join([*hint, *wrong, *read])


def questions(
    kind: Kind,
    answers: Mapping[str, str],
    refusals: tuple[Refusal, ...],
    language: str,
    prefix: str = "",
) -> tuple[Question, ...]:
    """The form's questions with what was answered and what is wrong with it."""
    wrong = {one.field: one.text(language) for one in reversed(refusals)}
    return tuple(
        Question(
            field=field,
            id=f"tax-{prefix.rstrip('.') + '-' if prefix else ''}{field.name}",
            name=prefix + field.name,
            value=answers.get(field.name, "")[:200],
            problem=wrong.get(field.name, ""),
            choices=_choices(kind, field, answers.get(field.name, "")),
        )
        for field in kind.fields
    )


def _choices(kind: Kind, field: Field, answer: str) -> tuple[Choice, ...]:
    if field.kind is FieldKind.YES:
        default = "yes" if field.default else "no"
        now = answer if answer in ("yes", "no") else default
        return (
            Choice("yes", str(field.yes), now == "yes"),
            Choice("no", str(field.no), now == "no"),
        )
    if field.kind is FieldKind.YEAR:
        years = [str(year) for year in reversed(verified_years(kind.tax))]
        return tuple(Choice(year, year, year == answer) for year in years)
    if field.kind is FieldKind.MONTH:
        never = Choice("", gettext("No, by halves"), answer == "")
        return (never, *(Choice(one, str(MONTHS[one]), one == answer) for one in PAY_AT_ONCE_MONTHS))
    return ()


def answer_text(field: Field, value: Any, language: str) -> str:
    """An answer in words: "500,000,000원", "네", "2024-03-15"."""
    if value is None:
        return gettext("By halves") if field.kind is FieldKind.MONTH else gettext("Not known")
    words: Mapping[FieldKind, Callable[[], str]] = {
        FieldKind.WON: lambda: won_text(value, language),
        FieldKind.YES: lambda: str(field.yes if value else field.no),
        FieldKind.MONTH: lambda: str(MONTHS[value]),
        FieldKind.AREA: lambda: f"{value.normalize():f} ㎡",
        FieldKind.CC: lambda: f"{value:,} cc" if value else gettext("None"),
    }
    return words.get(field.kind, lambda: str(value))()


def given_answers(kind: Kind, values: Values, language: str) -> list[tuple[Field, str]]:
    """The answers that the estimate rests on: the first questions, and the others that were answered."""
    return [
        (field, answer_text(field, values[field.name], language))
        for field in kind.fields
        if not field.more or values[field.name] != field.default
    ]


def part_words(kind: Kind, part: Part, language: str) -> str:
    """What a part of the sum is called: the tax by its own name, the surtaxes by theirs."""
    return str(kind.main) if part.label_key == "tax.main" else text(part.label_key, language)


@dataclass(frozen=True)
class Result:
    """All that a page shows of one estimate."""

    found: Estimate
    query: str
    answers: list[tuple[Field, str]]
    parts: list[tuple[Piece, str]]
    bills: list[tuple[Any, list[tuple[str, int]]]]
    notes: list[tuple[str, list[Note]]]
    verified: Verified


def result_of(found: Estimate, language: str) -> Result:
    """`found` with its words in `language`."""
    kind = found.kind
    parts = [(piece, part_words(kind, piece.part, language)) for piece in pieces(found.parts)]
    bills = [
        (bill, [(part_words(kind, part, language), part.amount) for part in bill.parts])
        for bill in found.bills
    ]
    notes = [
        (str(title), [note for note in found.notes if note.kind is which])
        for which, title in NOTE_TITLES.items()
    ]
    return Result(
        found=found,
        query=query_of(kind, found.values),
        answers=given_answers(kind, found.values, language),
        parts=parts,
        bills=bills,
        notes=[(title, some) for title, some in notes if some],
        verified=verified(kind.tax, found.year),
    )
