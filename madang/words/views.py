"""Views: the readings of one folded text in which the list is searched.

A view keeps, for every letter that is compared, which characters of its text the letter came from. The text
of a view is the folded text itself or, where tricks of spelling were undone, a rewritten one with its own way
back.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from madang.words import hangul
from madang.words.spelling import spelling, undisguised

Glyph = tuple[str, int, int]

# Three or more single Latin letters, each followed by a space or a sign.
SCATTERED = re.compile(r"(?<![a-z])[a-z](?:[\W_]{1,2}[a-z](?![a-z])){2,}")
# Signs that the list names beside the letters.
SIGNS = frozenset("🖕凸")
_NOISE_BETWEEN_SYLLABLES = frozenset("ㅡㅋㅎㅗㅠㅜㅇㅣ")
_PLAIN_VOWELS = frozenset("koiOjpuPhynbml")


@dataclass(frozen=True, slots=True)
class View:
    """One reading: letter i came from `text[starts[i]:ends[i]]`, where it stood `runs[i]` times in a row."""

    text: str
    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    runs: tuple[int, ...] = ()
    leet: bool = False
    origin: tuple[tuple[int, int], ...] | None = None

    def opens(self, letter: int) -> bool:
        """Whether a written character begins at this letter."""
        return letter == 0 or self.starts[letter - 1] != self.starts[letter]

    def closes(self, letter: int) -> bool:
        """Whether a written character ends with this letter."""
        return letter + 1 == len(self.starts) or self.starts[letter + 1] != self.starts[letter]

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the folded text behind `text[start:end]`."""
        if self.origin is None:
            return start, end
        return self.origin[start][0], self.origin[end - 1][1]


def typed_view(text: str) -> View:
    """Hangul as keys; everything else is passed over."""
    return _view(text, _glyphs(text))


def stretched_view(text: str) -> View:
    """The same with stretching undone: 시이이발, 씨바ㅏㅏ알, 병ㅇ신, 시ㅋ발."""
    return _view(text, _shortened(text, _glyphs(text)))


def undisguised_view(text: str) -> View:
    """The same with signs drawn like jamo, read-aloud letters and digits put back: ㅅl발, c발, 씨8."""
    pieces = undisguised(text)
    rewritten = "".join(character for character, _, _ in pieces)
    origin = tuple((start, end) for _, start, end in pieces)
    return _view(rewritten, _shortened(rewritten, _glyphs(rewritten)), origin)


def initials_view(text: str) -> View:
    """Hangul as it is written, for words with lone consonants; a repeated consonant counts once: ㅅㅅㅂ."""
    glyphs: list[Glyph] = []
    for at, character in enumerate(text):
        if not ("ㄱ" <= character <= "ㅣ" or hangul.is_syllable(character) or character in SIGNS):
            continue
        if glyphs and glyphs[-1][0] == character and not hangul.is_syllable(character):
            glyphs[-1] = (character, glyphs[-1][1], at + 1)
            continue
        glyphs.extend((piece, at, at + 1) for piece in hangul.SPLIT_TAILS.get(character, character))
    return _view(text, glyphs)


def latin_view(text: str) -> View:
    """Latin letters once a row, l as i."""
    return _latin(text, text)


def leet_view(text: str) -> View:
    """The same with digits and signs as the letters they imitate: sh1t, a$$."""
    return _latin(text, text.translate(spelling().leet), leet=True)


def gathered_view(text: str) -> View:
    """The same with single letters written apart joined to words: f u c k, s.h.i.t."""
    pieces: list[tuple[str, tuple[int, int]]] = []
    at = 0
    for found in SCATTERED.finditer(text):
        pieces.extend((text[place], (place, place + 1)) for place in range(at, found.start()))
        inside = range(found.start(), found.end())
        pieces.extend((text[place], (place, place + 1)) for place in inside if "a" <= text[place] <= "z")
        at = found.end()
    pieces.extend((text[place], (place, place + 1)) for place in range(at, len(text)))
    joined = "".join(character for character, _ in pieces)
    return replace(_latin(joined, joined), origin=tuple(span for _, span in pieces))


def _latin(text: str, read: str, leet: bool = False) -> View:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    runs: list[int] = []
    for at, character in enumerate(read):
        if not "a" <= character <= "z":
            continue
        letter = "i" if character == "l" else character
        if letters and letters[-1] == letter and ends[-1] == at:
            ends[-1] = at + 1
            runs[-1] += 1
            continue
        letters.append(letter)
        starts.append(at)
        ends.append(at + 1)
        runs.append(1)
    return View(text, "".join(letters), tuple(starts), tuple(ends), tuple(runs), leet)


def _glyphs(text: str) -> list[Glyph]:
    found = []
    for at, character in enumerate(text):
        typed = hangul.keys(character)
        if typed:
            found.append((typed, at, at + 1))
    return found


def _view(text: str, glyphs: Iterable[Glyph], origin: tuple[tuple[int, int], ...] | None = None) -> View:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for typed, start, end in glyphs:
        letters.append(typed)
        starts.extend([start] * len(typed))
        ends.extend([end] * len(typed))
    return View(text, "".join(letters), tuple(starts), tuple(ends), origin=origin)


def _shortened(text: str, glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs with repeated vowels and consonants drawn together and lone jamo between syllables dropped."""
    kept: list[Glyph] = []
    for at, glyph in enumerate(glyphs):
        typed, start, end = glyph
        apart = not kept or re.search(r"\s", text[kept[-1][2] : start])
        if apart:
            kept.append(glyph)
            continue
        last, last_start, _ = kept[-1]
        lone = not hangul.is_syllable(text[start])
        if lone and (last.endswith(typed) or _is_noise(text, glyphs, at)):
            kept[-1] = (last, last_start, end)
        elif not lone and _prolongs(last, typed):
            kept[-1] = (last + typed[2:], last_start, end)
        else:
            kept.append(glyph)
    return kept


def _prolongs(last: str, typed: str) -> bool:
    """Whether the syllable `typed` only draws out the vowel that `last` ends with, as 이 does in 시이."""
    one_vowel = typed[0] == "d" and typed[1] in _PLAIN_VOWELS and typed[2:3] not in _PLAIN_VOWELS
    return one_vowel and last[-1] == typed[1]


def _is_noise(text: str, glyphs: list[Glyph], at: int) -> bool:
    """Whether the lone jamo at `at` only fills the room between two whole syllables."""
    if text[glyphs[at][1]] not in _NOISE_BETWEEN_SYLLABLES or not 0 < at < len(glyphs) - 1:
        return False
    before, after = text[glyphs[at - 1][1]], text[glyphs[at + 1][1]]
    fills = _NOISE_BETWEEN_SYLLABLES
    return (hangul.is_syllable(before) or before in fills) and (hangul.is_syllable(after) or after in fills)
