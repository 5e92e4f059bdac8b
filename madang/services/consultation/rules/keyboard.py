"""What was meant by a line typed with the keyboard left in English: `emdqhs` is 등본.

The two-set keyboard (KS X 5002) gives each jamo one key; `madang.words.hangul` has the table. Syllables are
put together as an input method does: a consonant between two vowels begins the second syllable.
"""

import re

from madang.words.hangul import FIRST_SYLLABLE, LEAD_KEYS, TAIL_KEYS, VOWEL_KEYS

_JAMO_OF_KEYS = dict(zip(LEAD_KEYS, "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", strict=True)) | dict(
    zip(VOWEL_KEYS, "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ", strict=True)
)
_SHIFTED = frozenset("QWERTOP")  # the only capitals that type another jamo than the small letter
_LATIN = re.compile("[A-Za-z]+")
_LONGEST_LINE = 500

# English words whose letters also make whole Korean syllables, so that they say nothing about the keyboard.
_ENGLISH_WORDS = (
    "cork corn did die dig dirt dish disk do dock dog dusk end firm fish fit fog for fork form girl "
    "go goal god rid risk rock rod she sick sign sit six so soak soap sock soft sort than the their "
    "them then they tie title to wish with work world worm worth "
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())


def from_qwerty(text: str) -> str:
    """`text` with its Latin letters read as keys of the two-set keyboard; everything else stays as it is.

    Letters that make no whole syllable stay as lone jamo: "rk" is 가, "r" is ㄱ. Never raises.
    """
    return _LATIN.sub(lambda run: _composed(_keys(run[0])), text[:_LONGEST_LINE])


def typed_in_english(text: str) -> str | None:
    """The Korean that was meant, where `text` looks like a keyboard left in English; None where it does not.

    Every run of Latin letters is judged alone: "emdqhs 발급" is 등본 발급. A run counts when its letters
    make whole syllables of everyday Korean (those of KS X 1001) and it is no English word. One run that does
    not count makes a line of nothing but Latin letters English.
    """
    line = text[:_LONGEST_LINE]
    runs = [run[0] for run in _LATIN.finditer(line)]
    counted = {run for run in runs if _is_korean(run)}
    if not counted or (len(counted) < len(set(runs)) and not re.search("[가-힣]", line)):
        return None
    return _LATIN.sub(lambda run: from_qwerty(run[0]) if run[0] in counted else run[0], line)


def readings(text: str) -> tuple[str, ...]:
    """The ways to read a question, the written one first: ("emdqhs", "등본"), or one alone."""
    meant = typed_in_english(text)
    return (text,) if meant is None else (text, meant)


def _is_korean(run: str) -> bool:
    if len(run) < 2 or run.lower() in _ENGLISH:
        return False
    read = from_qwerty(run)
    if not all("가" <= letter <= "힣" for letter in read):
        return False
    try:
        read.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True


def _keys(run: str) -> list[str]:
    """The run as keys: capitals that type nothing of their own are small letters."""
    return [key if key in _SHIFTED else key.lower() for key in run]


def _composed(keys: list[str]) -> str:
    read: list[str] = []
    at = 0
    while at < len(keys):
        syllable, length = _syllable(keys, at)
        read.append(syllable)
        at += length
    return "".join(read)


def _syllable(keys: list[str], at: int) -> tuple[str, int]:
    """The syllable or lone jamo that begins at `at`, and how many keys it takes."""
    vowel, after = _vowel(keys, at + 1) if keys[at] in LEAD_KEYS else ("", at)
    if not vowel:
        alone, end = _vowel(keys, at)
        return (_JAMO_OF_KEYS[alone], end - at) if alone else (_JAMO_OF_KEYS[keys[at]], 1)
    tail, end = _tail(keys, after)
    code = (LEAD_KEYS.index(keys[at]) * 21 + VOWEL_KEYS.index(vowel)) * 28 + TAIL_KEYS.index(tail)
    return chr(FIRST_SYLLABLE + code), end - at


def _vowel(keys: list[str], at: int) -> tuple[str, int]:
    """The longest vowel at `at` (hk is ㅘ) and where it ends; "" where none begins."""
    for length in (2, 1):
        typed = "".join(keys[at : at + length])
        if len(typed) == length and typed in VOWEL_KEYS:
            return typed, at + length
    return "", at


def _tail(keys: list[str], at: int) -> tuple[str, int]:
    """The final consonant at `at`, leaving to the next syllable the consonant that a vowel follows."""
    for length in (2, 1):
        typed = "".join(keys[at : at + length])
        if len(typed) == length and typed in TAIL_KEYS and not _vowel(keys, at + length)[0]:
            return typed, at + length
    return "", at
