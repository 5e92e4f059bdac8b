"""Hangul as keys of the two-set keyboard: one alphabet for syllables, split jamo and typing slips.

시, ㅅㅣ and ㅅ + ㅣ are all "tl"; 와 and 오ㅏ are both "dhk"; and who forgets to switch the keyboard types
exactly these letters. So the list compares keys, never syllables.
"""

LEAD_KEYS = list("rRseEfaqQtTdwWczxvg")
VOWEL_KEYS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()  # noqa: SIM905
TAIL_KEYS = " r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(" ")  # noqa: SIM905
LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"

FIRST_SYLLABLE = ord("가")
LAST_SYLLABLE = ord("힣")
JAMO_KEYS = {
    **dict(zip(TAILS, TAIL_KEYS[1:], strict=True)),
    **dict(zip(LEADS, LEAD_KEYS, strict=True)),
    **dict(zip(VOWELS, VOWEL_KEYS, strict=True)),
}
SPLIT_TAILS = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip


def is_syllable(character: str) -> bool:
    """Whether `character` is a whole Hangul syllable (가 to 힣)."""
    return "가" <= character <= "힣"


def is_consonant(character: str) -> bool:
    """Whether `character` is a consonant standing alone (ㄱ to ㅎ)."""
    return "ㄱ" <= character <= "ㅎ"


def is_vowel(character: str) -> bool:
    """Whether `character` is a vowel standing alone (ㅏ to ㅣ)."""
    return "ㅏ" <= character <= "ㅣ"


def lead(syllable: str) -> str:
    """The first consonant of a whole syllable: ㅅ for 시."""
    return LEADS[(ord(syllable) - FIRST_SYLLABLE) // 588]


def keys(character: str) -> str:
    """The keys that type one syllable or jamo ("tl" for 시); empty for anything that is not Hangul."""
    code = ord(character) - FIRST_SYLLABLE
    if 0 <= code <= LAST_SYLLABLE - FIRST_SYLLABLE:
        return LEAD_KEYS[code // 588] + VOWEL_KEYS[code % 588 // 28] + TAIL_KEYS[code % 28]
    return JAMO_KEYS.get(character, "")


class KeyTable(dict[int, str]):
    """The table for `str.translate` from text to keys, filled as it is used; what is not Hangul vanishes."""

    def __missing__(self, code: int) -> str:
        typed = keys(chr(code))
        if typed or code < 0x3000:
            self[code] = typed
        return typed
