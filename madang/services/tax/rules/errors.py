"""What the rules refuse, and the words that tell a person what to do instead."""

from collections.abc import Mapping
from types import MappingProxyType

_NOTHING: Mapping[str, str | int] = MappingProxyType({})


class InputError(ValueError):
    """A value that cannot be taxed. `field` is the API's name of it, `text_key` the message in the catalogue.

    `values` fill the placeholders of the message, for example `{"maximum": 999999999999999}`.
    """

    def __init__(self, field: str, code: str, values: Mapping[str, str | int] = _NOTHING) -> None:
        self.field = field
        self.code = code
        self.text_key = f"input.{field}.{code}"
        self.values = values
        super().__init__(f"{field} refused: {code}. The message is {self.text_key}.")


class YearNotVerified(ValueError):
    """A year whose law nobody has verified from a source. `verified` are the years that can be asked for."""

    code = "year_not_verified"
    text_key = "input.year.not_verified"

    def __init__(self, tax: str, year: int, verified: tuple[int, ...]) -> None:
        self.tax = tax
        self.year = year
        self.verified = verified
        self.values: Mapping[str, str | int] = {"year": year, "years": ", ".join(map(str, verified))}
        super().__init__(f"{tax} of {year} refused: not verified. Verified are {list(verified)}.")
