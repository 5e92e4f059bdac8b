"""The tricks of spelling that the list undoes: signs for jamo, read-aloud letters, digits for letters."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from madang.words.listing import DATA

Piece = tuple[str, int, int]

_ROOF = re.compile(r"\^{1,2}(?=[ㅏ-ㅣl1i|])")


@dataclass(frozen=True, slots=True)
class Spelling:
    """spelling.toml, compiled. `before`, `after`, `after_apart` and `after_word` look beside a hit."""

    sentence_signs: frozenset[str]
    head: re.Pattern[str]
    closing: re.Pattern[str]
    particle: re.Pattern[str]
    leet: dict[int, str]
    leet_word: re.Pattern[str]
    disguise: re.Pattern[str]
    digits: tuple[tuple[re.Pattern[str], str], ...]
    romanised: re.Pattern[str]
    syllables: dict[str, str]
    jamo_signs: dict[str, str]


@cache
def spelling() -> Spelling:
    """The rules of spelling.toml, read and compiled once."""
    with (DATA / "spelling.toml").open("rb") as file:
        table = tomllib.load(file)
    jamo_signs = {sign: jamo for jamo, signs in table["look_alikes"].items() for sign in signs}
    syllables = {latin: syllable for syllable, latins in table["romanised"].items() for latin in latins}
    digits = tuple((re.compile(row["pattern"]), row["says"]) for row in table["digits"])
    leet = {ord(sign): letter for letter, signs in table["leet"].items() for sign in signs}
    signs = _any_character(jamo_signs)
    drawn = "".join(sign for sign in jamo_signs if ord(sign) > 0x7F)
    latins = _any_of(list(syllables))
    romanised = f"(?<![a-z])(?:{latins})+(?=[0-9]?[가-힣8])|(?<=[가-힣])(?:{latins})+(?![a-z])"
    read_aloud = "|".join([romanised, *(pattern.pattern for pattern, _ in digits)])
    leet_signs = _any_character("".join(map(chr, leet)))
    return Spelling(
        sentence_signs=frozenset(table["sentence_signs"]),
        head=re.compile(f"(?:^|[^가-힣])(?:{_any_of(table['heads'])})$"),
        closing=re.compile(f"{_any_of(table['followers'])}|(?:{_any_of(table['closers'])})(?![가-힣])"),
        particle=re.compile(f"(?:{_any_of(table['particles'])})(?![가-힣])"),
        leet=leet,
        leet_word=re.compile(f"[a-z]{leet_signs}|{leet_signs}[a-z]"),
        disguise=re.compile(
            f"[ㄱ-ㅣ]{signs}|{signs}[ㄱ-ㅣ]|[{re.escape(drawn)}]|{_ROOF.pattern}|{read_aloud}"
        ),
        digits=digits,
        romanised=re.compile(romanised),
        syllables=syllables,
        jamo_signs=jamo_signs,
    )


def undisguised(text: str) -> list[Piece]:
    """Folded text with signs, read-aloud letters and digits put back to Hangul, piece by piece."""
    rules = spelling()
    pieces: list[Piece] = [(character, at, at + 1) for at, character in enumerate(text)]
    for pattern, says in rules.digits:
        pieces = _replaced(pieces, pattern, says)
    pieces = _replaced(pieces, rules.romanised, _read_aloud)
    return _signs_as_jamo(_replaced(pieces, _ROOF, "ㅆ"))


def _read_aloud(found: re.Match[str]) -> str:
    rules = spelling()
    longest_first = sorted(rules.syllables, key=len, reverse=True)
    return re.sub(_any_of(longest_first), lambda latin: rules.syllables[latin.group()], found.group())


def _signs_as_jamo(pieces: list[Piece]) -> list[Piece]:
    """Signs drawn like a jamo become it: always when they are no ASCII, else beside a jamo."""
    drawn: list[Piece] = []
    for at, (character, start, end) in enumerate(pieces):
        jamo = spelling().jamo_signs.get(character)
        imitates = jamo is not None and (
            character > "\x7f" or _beside_jamo(drawn[-1:], pieces[at + 1 : at + 2])
        )
        drawn.append((jamo if jamo and imitates else character, start, end))
    return drawn


def _beside_jamo(before: list[Piece], after: list[Piece]) -> bool:
    return any(_is_jamo_or_drawn(piece[0]) for piece in (*before, *after))


def _is_jamo_or_drawn(character: str) -> bool:
    return "ㄱ" <= character <= "ㅣ" or (character > "\x7f" and character in spelling().jamo_signs)


def _replaced(
    pieces: list[Piece], pattern: re.Pattern[str], says: str | Callable[[re.Match[str]], str]
) -> list[Piece]:
    text = "".join(character for character, _, _ in pieces)
    result: list[Piece] = []
    at = 0
    for found in pattern.finditer(text):
        result.extend(pieces[at : found.start()])
        start, end = pieces[found.start()][1], pieces[found.end() - 1][2]
        said = says if isinstance(says, str) else says(found)
        result.extend((character, start, end) for character in said)
        at = found.end()
    result.extend(pieces[at:])
    return result


def _any_of(strings: list[str]) -> str:
    return "|".join(re.escape(string) for string in sorted(strings, key=len, reverse=True))


def _any_character(characters: dict[str, str] | str) -> str:
    return "[" + "".join(re.escape(character) for character in characters) + "]"
