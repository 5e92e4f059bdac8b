"""The list as people write it: TOML files of words, read and spelled out into forms for the matcher."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from madang.words import hangul

DATA = Path(__file__).resolve().parent / "data"

Category = Literal["insult", "sexual", "hate", "threat", "despair", "staff"]
Severity = Literal["note", "mask", "refuse"]
Where = Literal["anywhere", "start", "word", "whole", "disguised"]
Script = Literal["keys", "initials", "latin"]

SEVERITY_ORDER: Mapping[Severity, int] = {"note": 0, "mask": 1, "refuse": 2}
_KEYBOARD_LETTERS = 6
_KEYS = hangul.KeyTable()
_CHOICES = re.compile(r"(?:\[([^\]]+)\]|\(([^)]*)\)|([^\[(]))(\?)?")
_SYLLABLES = re.compile("[가-힣 ]+")
_WRITABLE = re.compile("[ㄱ-ㅣ가-힣 🖕凸]+|[a-z ]+")
_WORD_FIELDS = frozenset(
    {"stem", "category", "forms", "where", "severity", "initials", "keyboard", "names_only", "pass"}
)


class ListError(ValueError):
    """A file of the word list cannot be read as one; the message names the file, the word and the remedy."""


@dataclass(frozen=True, slots=True)
class Word:
    """One entry of the list: what it is called, how grave it is, where it counts and what excuses it.

    `passes` are regular expressions over folded text: a hit inside one of their matches is honest speech.
    """

    stem: str
    category: Category
    severity: Severity
    where: Where
    forms: tuple[str, ...]
    passes: tuple[str, ...] = ()
    initials: bool = False
    keyboard: bool = False
    names_only: bool = False


class Form(NamedTuple):
    """One spelling of a word as the matcher compares it.

    `letters` are keys, characters with lone consonants, or Latin letters, as `script` says. `breaks` are the
    offsets at which a space is natural. Latin letters are kept once a row, l as i, which it imitates; `runs`
    tells how often they must stand at least, and `exact` which of the two stood where.
    """

    word: Word
    script: Script
    letters: str
    where: Where
    breaks: frozenset[int] = frozenset()
    runs: tuple[int, ...] = ()
    exact: tuple[str, ...] = ()


def read_words(path: Path) -> list[Word]:
    """The words of one TOML file; raises ListError with the file, the word and what to change."""
    with path.open("rb") as file:
        try:
            table = tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise ListError(f"{path.name} cannot be read: {error}. Correct the TOML at that line.") from error
    parts: Mapping[str, str] = table.get("parts", {})
    return [_word(path.name, table, row, parts) for row in table.get("word", [])]


def list_files() -> list[Path]:
    """The files of this package's list, in their order."""
    return sorted(path for path in DATA.glob("*.toml") if path.name != "spelling.toml")


def check_exceptions(words: Iterable[Word]) -> None:
    """Raise ListError for the first exception that is no pattern. Words from elsewhere need this."""
    for word in words:
        for written in word.passes:
            try:
                re.compile(written)
            except re.error as error:
                raise ListError(f"Exception {written!r} of {word.stem!r} is no pattern: {error}.") from error


def _word(file: str, table: Mapping[str, Any], row: Mapping[str, Any], parts: Mapping[str, str]) -> Word:
    stem = row.get("stem", "")
    unknown = set(row) - _WORD_FIELDS
    if not stem or unknown:
        named = ", ".join(sorted(unknown)) or "no stem"
        raise ListError(f"{file}: word {stem!r} has {named}. Fields are {', '.join(sorted(_WORD_FIELDS))}.")
    return Word(
        stem=stem,
        category=_one_of(
            file, stem, "category", row.get("category", table.get("category")), get_args(Category)
        ),
        severity=_one_of(
            file, stem, "severity", row.get("severity", table.get("severity")), get_args(Severity)
        ),
        where=_one_of(file, stem, "where", row.get("where", table.get("where")), get_args(Where)),
        forms=tuple(row.get("forms", [stem])),
        passes=tuple(_with_parts(file, stem, written, parts) for written in row.get("pass", [])),
        initials=bool(row.get("initials", False)),
        keyboard=bool(row.get("keyboard", False)),
        names_only=bool(row.get("names_only", table.get("names_only", False))),
    )


def _one_of(file: str, stem: str, field: str, value: object, allowed: Sequence[str]) -> Any:
    if value not in allowed:
        raise ListError(f"{file}: word {stem!r} has {field} {value!r}. Use one of {', '.join(allowed)}.")
    return value


def _with_parts(file: str, stem: str, written: str, parts: Mapping[str, str]) -> str:
    """An exception with `<name>` replaced by the alternatives that [parts] of the file has under it."""

    def alternatives(found: re.Match[str]) -> str:
        if found.group(1) not in parts:
            raise ListError(f"{file}: exception of {stem!r} names <{found.group(1)}>, which [parts] lacks.")
        return f"(?:{parts[found.group(1)]})"

    return re.sub(r"(?<!\?)(?<!\?P)<([^<>=!]+)>", alternatives, written)


def spellings(written: str) -> Iterator[str]:
    """A form spelled out: `[ab]` is either character, `(아|어)` either string; `?` drops it."""
    pieces: list[Sequence[str]] = []
    for found in _CHOICES.finditer(written):
        one, either, alone, optional = found.groups()
        choices = tuple(one) if one else (alone,) if either is None else either.split("|")
        pieces.append((*choices, "") if optional and choices != (" ",) else choices)
    for choice in product(*pieces):
        yield "".join(choice)


def spell_out(words: Sequence[Word]) -> list[Form]:
    """Every spelling of every word, each once; the graver word wins a spelling that two words have."""
    found: dict[tuple[object, ...], Form] = {}
    for word in words:
        for form in _forms(word):
            key = form[1:]
            held = found.get(key)
            if held is None or SEVERITY_ORDER[held.word.severity] < SEVERITY_ORDER[word.severity]:
                found[key] = form
    return list(found.values())


def _forms(word: Word) -> Iterator[Form]:
    for written in word.forms:
        for spelling in spellings(written):
            if not _WRITABLE.fullmatch(spelling):
                raise ListError(
                    f"Form {spelling!r} of {word.stem!r} is refused: a form is Hangul or small Latin letters."
                )
            form = form_of(word, spelling)
            yield form
            if form.script != "keys":
                continue
            if word.initials:
                yield from _with_initials(word, spelling)
            if word.keyboard and len(form.letters) >= _KEYBOARD_LETTERS:
                yield _typed_in_english(word, form)


def form_of(word: Word, spelling: str) -> Form:
    """One spelling as the matcher compares it, in the script its characters call for."""
    if spelling.isascii():
        return _latin_form(word, spelling)
    typed = _SYLLABLES.fullmatch(spelling) is not None
    if " " not in spelling:
        letters = spelling.translate(_KEYS) if typed else spelling
        return Form(word, "keys" if typed else "initials", letters, word.where)
    pieces = [piece.translate(_KEYS) if typed else piece for piece in spelling.split(" ")]
    breaks = frozenset(len("".join(pieces[:count])) for count in range(1, len(pieces)))
    return Form(word, "keys" if typed else "initials", "".join(pieces), word.where, breaks)


def _with_initials(word: Word, spelling: str) -> Iterator[Form]:
    """The spellings that hide one syllable behind its first consonant: ㅅ발, 시ㅂ."""
    for at, syllable in enumerate(spelling):
        if hangul.is_syllable(syllable):
            yield form_of(word, spelling[:at] + hangul.lead(syllable) + spelling[at + 1 :])


def _typed_in_english(word: Word, form: Form) -> Form:
    """The spelling of who forgot to switch the keyboard: tlqkf."""
    return _latin_form(word, form.letters.lower())._replace(where="start")


def _latin_form(word: Word, spelling: str) -> Form:
    exact: list[str] = []
    runs: list[int] = []
    breaks: set[int] = set()
    previous = ""
    for character in spelling:
        letter = "i" if character == "l" else character
        if letter == " ":
            breaks.add(len(exact))
        elif letter == previous:
            runs[-1] += 1
            exact[-1] += "" if exact[-1].endswith(character) else character
        else:
            exact.append(character)
            runs.append(1)
        previous = letter
    letters = "".join("i" if run[0] == "l" else run[0] for run in exact)
    return Form(word, "latin", letters, word.where, frozenset(breaks), tuple(runs), tuple(exact))
