"""What other agencies' registers say about a person; each kind is one frozen dataclass with a slug.

A further register is one dataclass and one line in AGENCY_RECORDS: both adapters then answer it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from madang.kernel.registers.people import Key, Text
from madang.kernel.registers.taxes import Won, Year


@dataclass(frozen=True, slots=True)
class InsuranceCoverage:
    """A period of health insurance (건강보험 자격): `lost_on` is None while it lasts.

    `insured` is the name of the person through whom a dependant is covered, empty for the insured.
    """

    kind: Literal["workplace", "local", "dependant", "medical_aid"]
    workplace: Text
    insured: Text
    acquired_on: date
    lost_on: date | None


@dataclass(frozen=True, slots=True)
class InsurancePremium:
    """One month's premium of health insurance and of long-term care insurance, in won, as paid."""

    year: Year
    month: Annotated[int, Field(ge=1, le=12)]
    kind: Literal["workplace", "local"]
    health_krw: Won
    care_krw: Won
    paid_on: date | None


@dataclass(frozen=True, slots=True)
class Vaccination:
    """One dose that was given, by the names of the disease and of the kind of vaccine."""

    disease: Text
    vaccine: Text
    dose: Annotated[int, Field(ge=1, le=30)]
    given_on: date
    place: Text


@dataclass(frozen=True, slots=True)
class BorderCrossing:
    """An exit from or an entry into the country (출입국사실)."""

    direction: Literal["exit", "entry"]
    crossed_on: date


@dataclass(frozen=True, slots=True)
class MilitaryService:
    """A person's military record (병적): dates are None where there was no service."""

    status: Literal["completed", "serving", "exempt", "second_reserve", "to_be_examined"]
    branch: Text
    rank: Text
    number: Text
    enlisted_on: date | None
    discharged_on: date | None


@dataclass(frozen=True, slots=True)
class WelfareEntitlement:
    """What a person is entitled to; `until` is None while it lasts.

    `grade` is of a disability ("severe", "mild"), `benefits` of the basic livelihood programme,
    `members` the names of those who are in the entitlement beside the person.
    """

    kind: Literal["basic_livelihood", "near_poor", "disability", "single_parent"]
    since: date
    until: date | None
    grade: Literal["", "severe", "mild"]
    benefits: Annotated[
        tuple[Literal["livelihood", "medical", "housing", "education"], ...], Field(max_length=4)
    ]
    members: Annotated[tuple[Text, ...], Field(max_length=20)]


@dataclass(frozen=True, slots=True)
class VehicleRegistration:
    """A vehicle in the vehicle register (자동차등록원부)."""

    plate: Text
    owner: Key
    model: Text
    cc: Annotated[int, Field(ge=0, le=20_000)]
    electric: bool
    first_registered: date
    registered_on: date


AGENCY_RECORDS: Mapping[str, type] = MappingProxyType(
    {
        "insurance-coverage": InsuranceCoverage,
        "insurance-premiums": InsurancePremium,
        "vaccinations": Vaccination,
        "border-crossings": BorderCrossing,
        "military-service": MilitaryService,
        "welfare": WelfareEntitlement,
        "vehicles": VehicleRegistration,
    }
)
