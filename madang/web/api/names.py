"""Which name a visitor may carry: short, readable, and not one that looks like the city's staff."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext

from madang.protocol.text import NAME_CHARS, clean_text

TICKET_CHARS = 64

# Compared without spaces, signs and letter case, anywhere in the name.
STAFF_WORDS = (
    *(
        "운영자",
        "운영진",
        "관리자",
        "공식",
        "공무원",
        "상담사",
        "상담원",
        "안내원",
        "담당자",
        "주무관",
        "시장님",
    ),
    *("서울시", "서울특별시", "경상북도", "광주광역시", "시청직원", "구청직원", "다산콜", "경찰관", "소방관"),
    *("admin", "moderator", "operator", "staff", "official", "cityhall", "seoulmetropolitan", "police"),
)
# Digits, signs and Cyrillic letters that are read as Latin ones.
LOOKALIKES = str.maketrans(
    {
        "0": "o",
        "1": "i",
        "3": "e",
        "4": "a",
        "5": "s",
        "7": "t",
        "@": "a",
        "$": "s",
        "!": "i",
        "|": "l",
        "а": "a",
        "е": "e",
        "о": "o",
        "р": "p",
        "с": "c",
        "у": "y",
        "х": "x",
        "і": "i",
        "ı": "i",
    }
)


@dataclass(frozen=True)
class NameRefused(Exception):
    """A name that nobody may carry: `code` for machines, `text` in the person's language."""

    code: str
    text: str


def accept_name(name: str) -> str:
    """The name as others will see it (NFC, one line, 1 to 20 visible characters). Raises NameRefused."""
    wanted = " ".join(unicodedata.normalize("NFC", name).split())
    if not wanted:
        raise NameRefused("required", gettext("Please choose a name."))
    cleaned = clean_text(wanted)
    if cleaned != wanted:
        raise NameRefused(
            "characters", gettext("The name has characters that cannot be shown. Use letters and digits.")
        )
    visible = sum(unicodedata.category(char) not in ("Mn", "Me", "Cf") for char in cleaned)
    if visible > NAME_CHARS or len(cleaned) > TICKET_CHARS:
        text = gettext("The name is too long. Use at most %(most)d characters.")
        raise NameRefused("too_long", text % {"most": NAME_CHARS})
    if not any(
        unicodedata.category(char)[0] in "LN" or unicodedata.category(char) == "So" for char in cleaned
    ):
        raise NameRefused("unreadable", gettext("The name needs at least one letter or digit."))
    if looks_like_staff(cleaned):
        raise NameRefused(
            "staff", gettext("This name could be taken for the city's staff. Please choose another.")
        )
    return cleaned


def looks_like_staff(name: str) -> bool:
    """Whether people could take the name's bearer for staff, also when it is spaced out or disguised."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(LOOKALIKES)
    letters = "".join(char for char in folded if char.isalnum())
    return any(word in letters for word in STAFF_WORDS)
