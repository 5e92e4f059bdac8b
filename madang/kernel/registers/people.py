"""What the residents' register says about a person: frozen values, limits on every length, no behaviour."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

Text = Annotated[str, Field(max_length=300)]
Key = Annotated[str, Field(min_length=1, max_length=64)]
Relation = Literal[
    "head", "spouse", "child", "parent", "grandparent", "grandchild", "sibling", "child_in_law", "cohabitant"
]


@dataclass(frozen=True, slots=True)
class Address:
    """A place to live, as the register writes it in Korean; `line` is what an envelope carries."""

    province: Text
    district: Text
    road: Text
    detail: Text
    postcode: Annotated[str, Field(pattern=r"^\d{5}$")]

    @property
    def line(self) -> str:
        """The whole address on one line."""
        return " ".join(part for part in (self.province, self.district, self.road) if part) + (
            f", {self.detail}" if self.detail else ""
        )


@dataclass(frozen=True, slots=True)
class AddressPeriod:
    """Where a person was registered from `moved_in`; `moved_out` is None while they live there."""

    address: Address
    moved_in: date
    reported_on: date
    moved_out: date | None
    reason: Literal["birth", "move", "foreigner_registration", "correction"]
    head_name: Text
    relation: Relation


@dataclass(frozen=True, slots=True)
class Resident:
    """A person in the register.

    `id` is the register's key of the person (opaque, never a resident number); `resident_number` is
    13 digits "YYMMDD-NNNNNNN" and never leaves the server unmasked except on a certificate that asks
    for it. `name_roman` is empty where the register has none. `foreigner`: registered as a foreigner.
    """

    id: Key
    name: Text
    name_roman: Text
    birth: date
    sex: Literal["F", "M"]
    resident_number: Annotated[str, Field(pattern=r"^\d{6}-\d{7}$")]
    nationality: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    foreigner: bool
    household: Key
    address: Address
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    sandbox: bool

    def age_on(self, day: date) -> int:
        """Full years lived on `day`."""
        return day.year - self.birth.year - ((day.month, day.day) < (self.birth.month, self.birth.day))

    def is_minor_on(self, day: date) -> bool:
        """Whether the person is under 19 on `day` (민법 제4조: of age at 19)."""
        return self.age_on(day) < 19


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a household and what they are to its head."""

    resident: Key
    name: Text
    birth: date
    relation: Relation
    joined_on: date
    reason: Literal["birth", "move", "formed", "marriage"]


@dataclass(frozen=True, slots=True)
class Household:
    """People registered together; the head is the first member."""

    id: Key
    address: Address
    formed_on: date
    reason: Literal["move", "formed", "split", "foreigner_registration"]
    members: Annotated[tuple[Member, ...], Field(min_length=1, max_length=50)]

    @property
    def head(self) -> Member:
        """The householder (세대주)."""
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Guardianship:
    """That `guardian` may act for the minor `ward`."""

    ward: Key
    guardian: Key
    basis: Literal["parent", "court"]
    since: date


@dataclass(frozen=True, slots=True)
class PersonalChange:
    """A change of a person's data in the register (인적사항 변경)."""

    what: Literal["name", "birth", "resident_number", "sex", "nationality"]
    before: Text
    after: Text
    changed_on: date
    reason: Text
