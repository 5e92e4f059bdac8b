"""Resident numbers that nobody can have.

A real number is the birth date, a digit for century and sex, and six more. Up to October 2020 those six were
a place of registration, an order and a check digit; since then they are drawn at random without a check.
Ours carry the true birth date and, for those born before October 2020, the true digit of century and sex, but
- eighth and ninth digit are 97, 98 or 99, which no place of registration was ever given, and
- the last digit fails the check of Koreans' numbers and that of registered foreigners' as well.
Whoever got a number before October 2020 therefore cannot have one of ours. For the children born since,
whose six digits may be any, the digit of century and sex is 9 or 0: "born in the 1800s", nobody alive then.
What remains is somebody of the same birth date whose number was changed or newly given since October 2020:
below one in a million for each of a few hundred such people a birth date at most.
"""

from datetime import date

RANDOM_SINCE = date(2020, 10, 1)
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_PLACES = (97, 98, 99)


def resident_number(birth: date, sex: str, foreigner: bool, order: int) -> str:
    """An invented number "YYMMDD-NNNNNNN"; another `order` (0 to 2,999) gives another number."""
    place = _PLACES[order % len(_PLACES)]
    digits = f"{birth:%y%m%d}{_century_and_sex(birth, sex, foreigner)}{place}{order // len(_PLACES):03d}"
    wrong = {check_digit(digits), foreigner_check_digit(digits)}
    last = next(digit for digit in range(10) if digit not in wrong)
    return f"{digits[:6]}-{digits[6:]}{last}"


def check_digit(first_twelve: str) -> int:
    """The last digit that a Korean's number given before October 2020 has after these twelve."""
    return (11 - _sum(first_twelve) % 11) % 10


def foreigner_check_digit(first_twelve: str) -> int:
    """The same for the number of a registered foreigner."""
    return (13 - _sum(first_twelve) % 11) % 10


def _sum(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))


def _century_and_sex(birth: date, sex: str, foreigner: bool) -> int:
    if birth >= RANDOM_SINCE:
        return 9 if sex == "M" else 0
    first = 1 if birth.year < 2000 else 3
    return first + (0 if sex == "M" else 1) + (4 if foreigner else 0)
