"""The limits of the machine: which question goes to a person, an emergency number or nowhere.

The phrases are data (`doors.yaml`), read by people who do not program. Swearing, sexual words, threats and
despair that the square's own list knows (`madang.words`) count too, so that both stay of one mind.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from madang.services.consultation.rules.fields import Fields, KnowledgeError, Text, read_yaml
from madang.services.consultation.rules.keyboard import readings
from madang.words.check import Verdict, check_talk
from madang.words.hangul import FIRST_SYLLABLE

DoorKind = Literal["emergency", "handover", "refuse"]

LONGEST_QUESTION = 500
_FILE = Path(__file__).with_name("doors.yaml")
_GAP_KO, _GAP_EN = ".{0,10}?", ".{0,24}?"
_TAKEN_OUT = "\N{MIDDLE DOT}"
_LETTERS_OF_A_QUESTION = 8  # a line with swearing that still says this much beside it is a question


@dataclass(frozen=True, slots=True)
class Door:
    """Where a question goes instead of to an article.

    `kind` emergency: the numbers of `call` at once and large; handover: a person of the desk, `call` beside;
    refuse: no article and no person, only `say`. `name` tells what it was taken for.
    """

    kind: DoorKind
    name: str
    call: tuple[str, ...]
    say: Text


@dataclass(frozen=True, slots=True)
class _Rule:
    door: Door
    phrases: re.Pattern[str] | None
    harmless: re.Pattern[str] | None
    english: re.Pattern[str] | None
    english_harmless: re.Pattern[str] | None

    def fits(self, squeezed: str, spaced: str) -> bool:
        return _found(self.phrases, self.harmless, squeezed) or _found(
            self.english, self.english_harmless, spaced
        )


def door_of(text: str) -> Door | None:
    """The door `text` must go to, or None where articles may answer. Never raises; reads 500 characters.

    Spacing, punctuation, letters that sound alike and a keyboard left in English do not hide anything.
    """
    for reading in readings(text[:LONGEST_QUESTION]):
        squeezed, spaced = _squeezed(reading), _spaced(reading)
        said = _by_words(reading)
        for rule in _rules():
            if rule.door.name == said or rule.fits(squeezed, spaced):
                return rule.door
    return None


def prepare() -> None:
    """Compiles phrases and words now, once when a process starts, instead of with the first question."""
    door_of("")
    check_talk("")


def sounded(text: str) -> str:
    """`text` with letters that sound alike made one: 났, 낫 and 낳 are the same, 애 and 에, 싶 and 십."""
    return "".join(map(_sounded_letter, text))


def _by_words(text: str) -> str:
    """The name of the door that the square's own list of words asks for, or ""."""
    verdict = check_talk(text)
    if verdict.despair:
        return "despair" if not _harmless_despair(text) else ""
    if verdict.category == "sexual":
        return "sexual"
    if verdict.category in ("insult", "threat", "hate"):
        return "insult_threat" if verdict.outcome == "refused" or _says_nothing_else(text, verdict) else ""
    return ""


def _harmless_despair(text: str) -> bool:
    """Whether what the list took for despair is one of the harmless ways of speaking of doors.yaml."""
    rule = next(rule for rule in _rules() if rule.door.name == "despair")
    squeezed = _squeezed(text)
    return bool(rule.harmless and rule.harmless.search(squeezed)) and not rule.fits(squeezed, _spaced(text))


def _says_nothing_else(text: str, verdict: Verdict) -> bool:
    rest = list(text)
    for start, end in verdict.spans:
        rest[start:end] = " " * (end - start)
    return len(_squeezed("".join(rest))) < _LETTERS_OF_A_QUESTION


def _found(phrases: re.Pattern[str] | None, harmless: re.Pattern[str] | None, text: str) -> bool:
    if phrases is None or not phrases.search(text):
        return False
    return harmless is None or bool(phrases.search(harmless.sub(_TAKEN_OUT, text)))


def _squeezed(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return sounded("".join(letter for letter in plain if letter.isalnum()))


def _spaced(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return " ".join(re.findall(r"[a-z0-9']+", plain))


_SAME_TAIL = {
    2: 1,
    24: 1,
    3: 1,
    5: 4,
    6: 4,
    26: 17,
    18: 17,
    15: 8,
    20: 19,
    22: 19,
    23: 19,
    25: 19,
    27: 19,
    7: 19,
}
_SAME_VOWEL = {5: 1, 3: 2, 7: 2, 6: 6, 10: 11, 15: 11}


@cache
def _sounded_letter(letter: str) -> str:
    code = ord(letter) - FIRST_SYLLABLE
    if not 0 <= code < 11172:
        return letter
    lead, vowel, tail = code // 588, code % 588 // 28, code % 28
    vowel, tail = _SAME_VOWEL.get(vowel, vowel), _SAME_TAIL.get(tail, tail)
    return chr(FIRST_SYLLABLE + (lead * 21 + vowel) * 28 + tail)


@cache
def _rules() -> tuple[_Rule, ...]:
    entries = read_yaml(_FILE)
    if not isinstance(entries, list):
        raise KnowledgeError(
            _FILE.name, "the file", "a list of doors was expected. Begin each with `- name:`."
        )
    return tuple(_rule(Fields(_FILE.name, f"door {nth}", one)) for nth, one in enumerate(entries, 1))


def _rule(entry: Fields) -> _Rule:
    name = entry.line("name")
    entry = entry.called(name)
    entry.nothing_else("name", "kind", "call", "say", "phrases", "harmless", "english", "english_harmless")
    kind = entry.line("kind")
    for known in get_args(DoorKind):
        if kind == known:
            door = Door(known, name, entry.lines("call", 0, 3), entry.text("say"))
            break
    else:
        entry.refuse("kind", f"'{kind}' is no kind. Known: {', '.join(get_args(DoorKind))}.")
    return _Rule(
        door,
        _compiled(entry, "phrases", _korean),
        _compiled(entry, "harmless", _korean),
        _compiled(entry, "english", _latin),
        _compiled(entry, "english_harmless", _latin),
    )


def _compiled(entry: Fields, name: str, pattern: Callable[[Iterable[str]], str]) -> re.Pattern[str] | None:
    lines = entry.lines(name, 1, 40) if entry.has(name) else ()
    return re.compile("|".join(pattern(line.split()) for line in lines)) if lines else None


def _korean(parts: Iterable[str]) -> str:
    return "".join(_GAP_KO if part == ".." else _either(map(_squeezed, part.split("|"))) for part in parts)


def _latin(parts: Iterable[str]) -> str:
    """Whole words: "call|need .. police" becomes call or need, a few letters, police."""
    pattern, glue = r"\b", ""
    for part in parts:
        if part == "..":
            pattern, glue = pattern + r"\b" + _GAP_EN + r"\b", ""
        else:
            pattern, glue = pattern + glue + _either(re.escape(one) for one in part.split("|")), " "
    return pattern + r"\b"


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"
