"""What a person may write: names and talk made safe to show beside other people's, without judging the
words.
"""

import unicodedata

NAME_CHARS = 20
TALK_CHARS = 200

_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_ZERO_WIDTH_JOINER = "\u200d"
_MOST_MARKS_IN_A_ROW = 3


def clean_text(text: str) -> str:
    """The text in NFC on one line, without what tricks a reader's eye.

    Dropped: control and format characters (so also bidirectional overrides and zero-width characters,
    except the joiner inside an emoji), letters that show as blanks, private-use and broken code points, and
    combining marks beyond three in a row. Every run of white space becomes one space; none is left at the
    ends.
    """
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if category in ("Zs", "Zl", "Zp") or char in "\t\n\r\v\f":
            kept.append(" ")
            marks = 0
        elif char == _ZERO_WIDTH_JOINER:
            if kept and unicodedata.category(kept[-1]) in ("So", "Sk", "Mn"):
                kept.append(char)
        elif category in ("Cc", "Cf", "Cs", "Co") or char in _BLANK_LETTERS or _is_noncharacter(char):
            continue
        elif category in ("Mn", "Me"):
            marks += 1
            if marks <= _MOST_MARKS_IN_A_ROW:
                kept.append(char)
        else:
            kept.append(char)
            marks = 0
    return " ".join("".join(kept).split()).strip(_ZERO_WIDTH_JOINER)


def _is_noncharacter(char: str) -> bool:
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
