"""How personal values look on a screen: enough to recognise one's own, not enough to take away. No Django."""

import re

STAR = "*"
_RESIDENT_NUMBER = re.compile(r"(\d{6})-?(\d)\d{6}")
_PHONE = re.compile(r"(\+82[ -]?\d{1,2}|0\d{1,2})[ -]?(\d{3,4})[ -]?(\d{4})")
# What is larger than a building: province, city, district, town, village, road.
_WIDE = re.compile(r".+(?:특별시|광역시|특별자치[시도]|[도시군구읍면동리가로길])")
_NUMBERED = re.compile(r"\d.*[가로길]")
_WIDE_ENGLISH = re.compile(r"[A-Za-z][A-Za-z. -]*(?: ?\d+(?:beon)?-(?:gil|ro|ga|dong))?")


def mask_resident_number(number: str) -> str:
    """`880412-2345678` → `880412-2******`: birth date and first digit stay. Anything else is hidden whole."""
    found = _RESIDENT_NUMBER.fullmatch(number.strip())
    return f"{found[1]}-{found[2]}******" if found else STAR * len(number.strip())


def mask_name(name: str) -> str:
    """`김하늘` → `김*늘`, `이도` → `이*`, `남궁하늘` → `남**늘`; `John Smith` → `J*** S****`."""
    words = name.split()
    if len(words) > 1 or name.isascii():
        return " ".join(word[0] + STAR * (len(word) - 1) for word in words)
    name = name.strip()
    if len(name) <= 2:
        return name[:1] + STAR * (len(name) - 1)
    return name[0] + STAR * (len(name) - 2) + name[-1]


def mask_address(address: str) -> str:
    """`서울특별시 중구 세종대로 110, 101동 202호` → `서울특별시 중구 세종대로 ***`: to the road or the dong.

    English the other way round: `110, Sejong-daero, Jung-gu, Seoul` → `***, Sejong-daero, …`. Where no
    part is known to be wider than a house, all is hidden.
    """
    if address.isascii():
        return _mask_english(address)
    kept: list[str] = []
    for word in address.replace(",", " ").split():
        if not _WIDE.fullmatch(word) or (word[0].isdigit() and not _NUMBERED.fullmatch(word)):
            break
        kept.append(word)
    return " ".join([*kept, STAR * 3])


def _mask_english(address: str) -> str:
    parts = [part.strip() for part in address.split(",")]
    house = [at for at, part in enumerate(parts) if not _WIDE_ENGLISH.fullmatch(part)]
    return ", ".join([STAR * 3, *parts[house[-1] + 1 :]]) if house else STAR * 3


def mask_phone(phone: str) -> str:
    """`010-1234-5678` → `010-****-5678`, `02-123-4567` → `02-***-4567`. Anything else is hidden whole."""
    found = _PHONE.fullmatch(phone.strip())
    return f"{found[1]}-{STAR * len(found[2])}-{found[3]}" if found else STAR * len(phone.strip())


def mask_email(email: str) -> str:
    """`haneul.kim@example.kr` → `ha***@example.kr`; of a short name one letter stays."""
    name, at, domain = email.strip().rpartition("@")
    if not at or not name:
        return STAR * len(email.strip())
    return f"{name[: 2 if len(name) > 3 else 1]}***@{domain}"
