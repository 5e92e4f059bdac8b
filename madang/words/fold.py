"""Folding: one plain spelling for the many ways Unicode has of writing the same letter.

Full-width, mathematical, circled and accented letters, Cyrillic and Greek look-alikes, half-width and
conjoining Hangul become plain lower-case Latin, digits, Hangul syllables and compatibility jamo. What cannot
be seen (zero-width characters, direction marks, Hangul fillers, combining marks) goes. Every folded character
knows which characters of the original it came from, so that a hit can be shown where it was written.
"""

import re
import unicodedata
from dataclasses import dataclass

from madang.words import hangul

_CACHE_ROOM = 8192
_cache: dict[str, str] = {}

# Characters that fold to themselves, apart from ASCII capitals: most lines of talk hold nothing else.
_UNUSUAL = re.compile("[^\\t\\n\\r -~가-힣ㄱ-ㅎㅏ-ㅣ“”‘’·♡♥★☆]")
_CONJOINING_SYLLABLE = re.compile("[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")

_LATIN_LOOK_ALIKES = (
    ("аӓᴀαɑ", "a"), ("вᴃʙβ", "b"), ("сᴄϲ", "c"), ("ԁᴅ", "d"), ("еєᴇεɛ", "e"), ("ꜰƒ", "f"), ("ɢɡ", "g"),
    ("нһʜ", "h"), ("іıɪι", "i"), ("јᴊϳ", "j"), ("кκᴋ", "k"), ("ӏʟ", "l"), ("мᴍ", "m"), ("ɴη", "n"),
    ("оᴏοσø", "o"), ("рᴘρ", "p"), ("ԛ", "q"), ("ʀ", "r"), ("ѕꜱ", "s"), ("тᴛτ", "t"), ("ᴜυ", "u"),
    ("ᴠν", "v"), ("ԝᴡω", "w"), ("хχ", "x"), ("уʏγ", "y"), ("ᴢ", "z"), ("ł", "l"), ("đ", "d"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `starts[i]` and `ends[i]` bound the original characters behind folded character i."""

    text: str
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text behind folded characters start to end (end not included)."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """`text` in its plain spelling. Folding what is folded changes nothing; any string is accepted."""
    if not _UNUSUAL.search(text):
        return Folded(text.lower(), None, None)
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        joined = _CONJOINING_SYLLABLE.match(text, at)
        piece = joined.group() if joined else text[at]
        plain = unicodedata.normalize("NFC", piece) if joined else _plain_letters(piece)
        end = at + len(piece)
        if not plain and ends:
            ends[-1] = end
        letters.append(plain)
        starts.extend([at] * len(plain))
        ends.extend([end] * len(plain))
        at = end
    return Folded("".join(letters), tuple(starts), tuple(ends))


def _plain_letters(character: str) -> str:
    """The plain letters one character stands for; empty when nothing of it can be seen."""
    known = _cache.get(character)
    if known is None:
        known = _fold_once(_fold_once(character))
        if len(_cache) < _CACHE_ROOM:
            _cache[character] = known
    return known


def _fold_once(piece: str) -> str:
    lowered = unicodedata.normalize("NFKC", piece).lower()
    visible = (c for c in unicodedata.normalize("NFKD", lowered) if not _is_invisible(c))
    return unicodedata.normalize("NFC", "".join(visible)).translate(_LOOK_ALIKES)


def _is_invisible(character: str) -> bool:
    if character in "\t\n\r" or not character:
        return False
    return character in _FILLERS or unicodedata.category(character) in {"Mn", "Me", "Cc", "Cf", "Co", "Cs"}


def _look_alikes() -> dict[int, str]:
    table = {ord(c): plain for written, plain in _LATIN_LOOK_ALIKES for c in written}
    table |= dict(enumerate(hangul.TAILS, 0x11A8))
    table |= {ord(unicodedata.normalize("NFKC", jamo)): jamo for jamo in hangul.JAMO_KEYS}
    for first in (0x1F150, 0x1F170, 0x1F1E6):
        for place in range(26):
            table[first + place] = chr(ord("a") + place)
    table[ord("⁄")] = "/"
    return table


_LOOK_ALIKES = _look_alikes()
