"""What a chosen name must not be: an insult, a look of staff, a person's number, a link, a blank."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from madang.words.fold import Folded, fold
from madang.words.listing import SEVERITY_ORDER, Category
from madang.words.matcher import Hit, WordList

NameCategory = Category | Literal["number", "link", "unreadable"]

# What cannot be seen has no place in a name; a joiner and a variation selector belong to emoji.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\U000e0001]"
)
_HEAPED_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]{3}"
)

# Telephone and resident numbers have nine digits or more; seven, however parted, are no part of a name.
_DIGITS_OF_A_NUMBER = 7
_DIGIT_RUN = re.compile(r"[0-9](?:[\s.\-_/()·~]{0,2}[0-9])*")
_MOBILE = re.compile(r"01[016789](?:[\s.\-_]*[0-9]){7,}")
_SPOKEN_DIGITS = str.maketrans("공영일이삼사오육륙칠팔구", "001234566789")
_LINK = re.compile(
    r"https?:?//|www\.|[a-z0-9가-힣-]+\s?[.。]\s?(?:com|net|org|info|biz|kr|co|io|gg|me|ly|tv|xyz|shop|app|site|link|club"
    r"|top|한국|닷컴)(?![a-z가-힣])|[가-힣a-z0-9](?:닷컴|쩜컴|점컴)|@[a-z0-9_.]{3,}|[a-z0-9_.]{3,}@[a-z0-9]"
    r"|t\.me/|오픈\s?채팅|오픈\s?카톡|(?:카카오톡?|카톡|kakao|텔레그램?|telegram|라인|인스타|디스코드)\s?(?:아이디|id|주소|[:=@])"
)
_HOTLINE = re.compile(
    r"^[^0-9a-z가-힣]*(?:120|112|119|110)(?:[^0-9a-z가-힣]*|번|님|콜)$|(?:다산|콜|상담|센터|안내|민원|서울|시청|광장)[^0-9]{0,6}120(?![0-9])"
    r"|(?<![0-9])120[^0-9]{0,4}(?:다산|콜|상담|센터|안내|민원|서울|번|center|call|desk)"
)

_MAYOR_BY_NAME = re.compile(
    r"^(?:부?시장|구청장|군수|도지사)\s(?!구경|상인|골목|나들이|사람|통닭|떡볶이|국수|김밥|아줌마|아저씨|국밥|순대|반찬|과일|투어|여행|산책)"
    r"[가-힣]{2,3}$"
)


@dataclass(frozen=True, slots=True)
class NameVerdict:
    """Whether a name may be worn: `ok` or `refused`.

    `category` says why: a category of the list, `staff` (it looks like staff, an office or the system),
    `number` (a telephone or resident number), `link` (an address or contact) or `unreadable` (blank, or with
    unseen characters). A name that only speaks of despair is `ok` with the category `despair`. `span` is the
    place in the name.
    """

    outcome: Literal["ok", "refused"]
    category: NameCategory | None = None
    span: tuple[int, int] | None = None


def name_verdict(name: str, lists: Sequence[WordList]) -> NameVerdict:
    """The verdict on `name` by word lists and by the forms of numbers, links and what cannot be read."""
    folded = fold(name)
    if found := _UNSEEN.search(name) or _HEAPED_MARKS.search(name):
        return NameVerdict("refused", "unreadable", found.span())
    if not any(unicodedata.category(c)[0] in "LNS" for c in folded.text):
        return NameVerdict("refused", "unreadable", (0, len(name)))
    hits = [hit for words in lists for hit in words.hits(folded)] or _hits_when_squeezed(folded, lists)
    if hits:
        gravest = max(hits, key=lambda hit: (SEVERITY_ORDER[hit.word.severity], -hit.start))
        span = folded.span(gravest.start, gravest.end)
        outcome: Literal["ok", "refused"] = "ok" if gravest.word.severity == "note" else "refused"
        if outcome == "refused":
            return NameVerdict("refused", gravest.word.category, span)
    return _shape_verdict(folded) or (
        NameVerdict("ok", gravest.word.category, span) if hits else NameVerdict("ok")
    )


def _shape_verdict(folded: Folded) -> NameVerdict | None:
    """The refusal of a name for its shape: a number, a link, a hotline; None when it has none of these."""
    text = folded.text
    for found in _DIGIT_RUN.finditer(text):
        if sum(c.isdigit() for c in found.group()) >= _DIGITS_OF_A_NUMBER:
            return NameVerdict("refused", "number", folded.span(*found.span()))
    shapes: tuple[tuple[NameCategory, re.Pattern[str]], ...] = (
        ("link", _LINK), ("staff", _HOTLINE), ("staff", _MAYOR_BY_NAME),
    )  # fmt: skip
    if spoken := _MOBILE.search(text.translate(_SPOKEN_DIGITS)):
        return NameVerdict("refused", "number", folded.span(*spoken.span()))
    for category, pattern in shapes:
        if matched := pattern.search(text):
            return NameVerdict("refused", category, folded.span(*matched.span()))
    return None


def _hits_when_squeezed(folded: Folded, lists: Sequence[WordList]) -> list[Hit]:
    """Words for staff in the name without its spaces and signs: 관 . 리 . 자 님."""
    kept = [at for at, character in enumerate(folded.text) if character.isalnum()]
    if len(kept) in {0, len(folded.text)}:
        return []
    tight = "".join(folded.text[at] for at in kept)
    hits = [hit for words in lists for hit in words.hits(Folded(tight, None, None))]
    return [
        Hit(hit.word, kept[hit.start], kept[hit.end - 1] + 1) for hit in hits if hit.word.category == "staff"
    ]
