"""Won: cutting tax amounts, and reading what people write when they mean an amount of money."""

import re
import unicodedata
from decimal import Decimal

from madang.services.tax.rules.errors import InputError

CUT_ARTICLE = "국고금 관리법 제47조제1항"
MAXIMUM_WON = 10**15 - 1
MAXIMUM_LETTERS = 40

_UNITS = {"조": 10**12, "억": 10**8, "만": 10**4, "": 1}
_SMALL_UNITS = {"천": 1000, "백": 100, "십": 10, "": 1}
_SEGMENT = re.compile(r"(?P<number>[0-9.천백십]+)(?P<unit>[조억만]?)")
_SMALL = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>[천백십]?)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_SPELLED = re.compile(r"[일이삼사오육륙칠팔구영공]")
_CURRENCY = re.compile(r"^(?:₩|KRW)|(?:원|KRW|WON)(?:정)?$", re.IGNORECASE)


def cut(amount: Decimal | int, unit_won: int = 10) -> int:
    """`amount` of won without what is below `unit_won`: 437,128.8 → 437,120 (국고금 관리법 제47조제1항)."""
    return int(amount // unit_won) * unit_won


def require_won(value: object, field: str) -> int:
    """`value` as won between 1 and 10^15 − 1; InputError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(field, "not_a_number")
    if value < 0:
        raise InputError(field, "negative")
    if value == 0:
        raise InputError(field, "zero")
    if value > MAXIMUM_WON:
        raise InputError(field, "too_large", {"maximum": MAXIMUM_WON})
    return value


def parse_won(text: str, field: str) -> int:
    """The won that a person wrote: "500,000,000", "5억", "5억 2천만원", "1.5억". Raises InputError."""
    written = unicodedata.normalize("NFKC", text).strip()
    if not written:
        raise InputError(field, "required")
    if len(written) > MAXIMUM_LETTERS:
        raise InputError(field, "not_a_number")
    bare = _CURRENCY.sub("", written.replace(" ", "")).strip()
    if bare.startswith(("-", "−", "△", "▲")):
        raise InputError(field, "negative")
    if _SPELLED.search(bare):
        raise InputError(field, "spelled_out")
    return require_won(_won_of(_without_commas(bare, field), field), field)


def _without_commas(bare: str, field: str) -> str:
    """`bare` without its thousands separators; a comma anywhere else is refused, it may be a typing error."""
    plain = _GROUPED.sub(lambda found: found.group().replace(",", ""), bare)
    if "," in plain:
        raise InputError(field, "not_a_number")
    return plain.removeprefix("+")


def _won_of(plain: str, field: str) -> int:
    """The sum of the segments of `plain`, each smaller in unit than the one before: 5억 | 2천만 | 300."""
    total = Decimal(0)
    place, last_unit = 0, 10**16
    while place < len(plain):
        segment = _SEGMENT.match(plain, place)
        unit = _UNITS[segment["unit"]] if segment else 0
        if segment is None or unit >= last_unit:
            raise InputError(field, "not_a_number")
        total += _small_number(segment["number"], field) * unit
        place, last_unit = segment.end(), unit
    if place == 0 or total != int(total):
        raise InputError(field, "not_a_number")
    return int(total)


def _small_number(text: str, field: str) -> Decimal:
    """The number before a unit: "3천5백" → 3,500; "1.5" → 1.5; "천" alone → 1,000."""
    total = Decimal(0)
    place, last_unit = 0, 10_000
    while place < len(text):
        found = _SMALL.match(text, place)
        number = Decimal(found["number"]) if found else Decimal(1)
        letter = found["unit"] if found else text[place]
        unit = _SMALL_UNITS.get(letter, 0)
        if not 0 < unit < last_unit:
            raise InputError(field, "not_a_number")
        total += number * unit
        place, last_unit = (found.end() if found else place + 1), unit
    return total
