"""Whether a line of talk or a name may stand in the square. The world asks for both, the web for names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from madang.words.fold import fold
from madang.words.listing import SEVERITY_ORDER, Category
from madang.words.matcher import WordList, words_of_names, words_of_talk
from madang.words.names import NameCategory, NameVerdict, name_verdict

__all__ = [
    "NameCategory",
    "NameVerdict",
    "Outcome",
    "Verdict",
    "check_name",
    "check_talk",
    "masked",
    "prepare",
]

Outcome = Literal["ok", "masked", "refused"]
Span = tuple[int, int]

MASK = "●"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a line of talk.

    `ok`: it is said as it is. `masked`: it is said with the characters of `spans` covered (see `masked`).
    `refused`: it is not said. `category` is that of the gravest word found, also when only despair was found
    in a line that is `ok`; `despair` tells so in any case, for a quiet offer of help. Spans are of the
    original text, in order and without overlap, and not empty when there is a category.
    """

    outcome: Outcome
    category: Category | None = None
    spans: tuple[Span, ...] = ()
    despair: bool = False


_OK = Verdict("ok")


def check_talk(text: str, words: WordList | None = None) -> Verdict:
    """The verdict on one line of talk, of any length; never raises. `words` takes another list than ours."""
    folded = fold(text)
    hits = (words_of_talk() if words is None else words).hits(folded)
    if not hits:
        return _OK
    gravest = max(hits, key=lambda hit: (SEVERITY_ORDER[hit.word.severity], -hit.start)).word
    despair = any(hit.word.category == "despair" for hit in hits)
    outcomes: dict[str, Outcome] = {"note": "ok", "mask": "masked", "refuse": "refused"}
    counted = [hit for hit in hits if gravest.severity == "note" or hit.word.severity != "note"]
    spans = _united(folded.span(hit.start, hit.end) for hit in counted)
    return Verdict(outcomes[gravest.severity], gravest.category, spans, despair)


def check_name(name: str, lists: Sequence[WordList] | None = None) -> NameVerdict:
    """The verdict on a name that somebody chose; never raises. A name is taken or refused, never masked."""
    return name_verdict(name, (words_of_talk(), words_of_names()) if lists is None else lists)


def masked(text: str, verdict: Verdict) -> str:
    """`text` with the verdict's spans covered, spaces kept. Only a `masked` verdict covers anything."""
    if verdict.outcome != "masked":
        return text
    covered = list(text)
    for start, end in verdict.spans:
        covered[start:end] = [c if c.isspace() else MASK for c in text[start:end]]
    return "".join(covered)


def prepare() -> None:
    """Compile the lists now, so that the first person does not wait. Call it once when a process starts."""
    check_talk("")
    check_name("")


def _united(spans: Iterable[Span]) -> tuple[Span, ...]:
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)
