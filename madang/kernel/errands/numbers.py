"""Numbers of errands and receipts: they can be read out, not guessed, and a slip of the pen is noticed.

Eleven letters of Crockford's alphabet at random (55 bits) and one that checks them. The check is a sum in the
field of 32 elements with a different weight for each place, so that one wrong letter, or any two letters that
have changed places, never give another valid number.
"""

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHARS = 12
_GROUP = 4
# x^5 + x^2 + 1, primitive over the field of two elements: the powers of x run through all 31 others.
_POLYNOMIAL = 0b100101
_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_number() -> str:
    """A number such as `7K3M-9QXD-W2VT`."""
    letters = [secrets.randbelow(len(LETTERS)) for _ in range(CHARS - 1)]
    return _written([*letters, _check(letters)])


def is_number(text: str) -> bool:
    """Whether `text` is a number exactly as it is written on receipts."""
    return _values(text) is not None and text == _written(_values(text) or [])


def read_number(text: str) -> str | None:
    """The number that somebody typed, in whatever case and with or without lines; None where it is wrong."""
    plain = "".join(letter for letter in text.upper().translate(_TAKEN_FOR) if letter.isalnum())
    values = _values(plain)
    return None if values is None else _written(values)


def _values(text: str) -> list[int] | None:
    letters = text.replace("-", "")
    if len(letters) != CHARS or any(letter not in LETTERS for letter in letters):
        return None
    values = [LETTERS.index(letter) for letter in letters]
    return values if values[-1] == _check(values[:-1]) else None


def _check(values: list[int]) -> int:
    """The sum of value * x^place; places count from 1, the check itself stands at place 0."""
    total = 0
    weight = 1
    for value in values:
        weight = _doubled(weight)
        total ^= _product(value, weight)
    return total


def _product(one: int, other: int) -> int:
    result = 0
    while other:
        if other & 1:
            result ^= one
        one = _doubled(one)
        other >>= 1
    return result


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ _POLYNOMIAL if value & 0b100000 else value


def _written(values: list[int]) -> str:
    letters = "".join(LETTERS[value] for value in values)
    return "-".join(letters[at : at + _GROUP] for at in range(0, CHARS, _GROUP))
