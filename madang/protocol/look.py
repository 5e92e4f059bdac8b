"""How a person looks, as a short string: `k0.h01.w00.g0.t13.b02.s1.a0.m0`. Source: docs/protocol.md, "Look".

Reading never fails: unknown tokens are ignored, missing or out-of-range values are 0. What a number means
(which hair, which colour) stands in the built wardrobe.json; receivers take 0 where a list is shorter than
the number.
"""

from dataclasses import dataclass, fields

LOOK_CHARS = 64
AGES = ("adult", "child", "elder")
MOBILITIES = ("walks", "wheelchair", "cane")

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Look:
    """The choices of one person; every number is 0 to 35, `age` indexes AGES and `mobility` MOBILITIES.

    `pictured`: 1 agrees to be in the pictures that others take.
    """

    skin: int = 0
    hair: int = 0
    hair_colour: int = 0
    headwear: int = 0
    headwear_colour: int = 0
    glasses: int = 0
    top: int = 0
    top_colour: int = 0
    bottom: int = 0
    bottom_colour: int = 0
    shoes: int = 0
    age: int = 0
    mobility: int = 0
    pictured: int = 0


_TOKENS: dict[str, tuple[str, ...]] = {
    "k": ("skin",),
    "h": ("hair", "hair_colour"),
    "w": ("headwear", "headwear_colour"),
    "g": ("glasses",),
    "t": ("top", "top_colour"),
    "b": ("bottom", "bottom_colour"),
    "s": ("shoes",),
    "a": ("age",),
    "m": ("mobility",),
    "p": ("pictured",),
}
# Said only by who agrees, so that all other looks stay as they were.
_OPTIONAL = frozenset("p")
_LARGEST = {"age": len(AGES) - 1, "mobility": len(MOBILITIES) - 1, "pictured": 1}


def parse_look(text: str) -> Look:
    """The look a string describes. Only its first 64 characters count; of a repeated token the last one."""
    chosen: dict[str, int] = {}
    for token in text[:LOOK_CHARS].split("."):
        names = _TOKENS.get(token[:1])
        if names is None or any(digit not in _DIGITS for digit in token[1:]):
            continue
        digits = token[1:]
        for place, name in enumerate(names):
            value = _DIGITS.index(digits[place]) if place < len(digits) else 0
            chosen[name] = value if value <= _LARGEST.get(name, 35) else 0
    return Look(**chosen)


def format_look(look: Look) -> str:
    """The canonical string of a look: every token once, in the order of the grammar; `p` only as `p1`."""
    values = {field.name: getattr(look, field.name) for field in fields(look)}
    return ".".join(
        letter + "".join(_DIGITS[values[name]] for name in names)
        for letter, names in _TOKENS.items()
        if letter not in _OPTIONAL or any(values[name] for name in names)
    )


def canonical_look(text: str) -> str:
    """Any string made into a valid look; what the web signs into a ticket."""
    return format_look(parse_look(text))
