"""What a service may ask of the registers, whoever keeps them: the adapters' protocols, values and errors.

A service takes `registry()`, `ledger()`, `agencies()` or `identity_provider()` from
`madang.kernel.registers.adapters` and knows no adapter by name. Every lookup is one short read without
a transaction around it; it may raise RegisterUnavailable, which an errand answers by keeping what was
entered and offering to go on later.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from madang.kernel.registers.agencies import (
    AGENCY_RECORDS,
    BorderCrossing,
    InsuranceCoverage,
    InsurancePremium,
    MilitaryService,
    Vaccination,
    VehicleRegistration,
    WelfareEntitlement,
)
from madang.kernel.registers.people import (
    Address,
    AddressPeriod,
    Guardianship,
    Household,
    Member,
    PersonalChange,
    Relation,
    Resident,
)
from madang.kernel.registers.taxes import Bill, BillPart, Car, Home, Payment, PublishedPrice, TaxName

Record = TypeVar("Record")


class RegisterUnavailable(Exception):
    """A register or provider is down, slow or answers what it must not; nothing was decided.

    `register` is its name in city.toml, `why` a word for the log and the readiness page (never a
    person's data), `retry_after_s` when it is worth asking again.
    """

    def __init__(self, register: str, why: str, retry_after_s: int) -> None:
        super().__init__(f"Register '{register}' is unavailable: {why}. Ask again in {retry_after_s} s.")
        self.register = register
        self.why = why
        self.retry_after_s = retry_after_s


class NotFound(LookupError):
    """The register answers, and knows nobody under that key."""

    def __init__(self, register: str) -> None:
        super().__init__(f"Register '{register}' knows nobody under that key.")
        self.register = register


class ProofRefused(Exception):
    """The identity provider did not prove anybody: `code` is "denied", "expired", "invalid" or "underage"."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"The proof of identity was refused ({code}): {why}.")
        self.code = code


@dataclass(frozen=True, slots=True)
class ProvedIdentity:
    """Whom a provider proved: `resident` is the register's key where it says so, else None.

    `method` is "sandbox" or "oidc"; `provider_subject` is the provider's own lasting key of the person.
    """

    resident: str | None
    name: str
    birth: date
    method: str
    provider_subject: str = ""


@dataclass(frozen=True, slots=True)
class ProofStarted:
    """Where the browser goes to prove who somebody is, and what the session keeps until it comes back."""

    address: str
    keep: Mapping[str, str] = field(default_factory=dict)


class IdentityProvider(Protocol):
    """Proves that the person at the browser is a certain resident.

    A page calls `start` with the absolute address that the person returns to and a random `state`,
    puts `keep` into the session and redirects to `address`. On return it checks that `state` came back,
    and calls `finish` with the returned parameters and what it kept.
    """

    @property
    def method(self) -> str:
        """`sandbox` or `oidc`."""

    def start(self, return_to: str, state: str) -> ProofStarted:
        """Where to send the browser. Raises RegisterUnavailable."""

    def finish(self, params: Mapping[str, str], keep: Mapping[str, str]) -> ProvedIdentity:
        """Who was proved. Raises ProofRefused and RegisterUnavailable."""


class ResidentRegistry(Protocol):
    """The residents' register. Every method raises NotFound for an unknown key, and RegisterUnavailable."""

    @property
    def sandbox(self) -> bool:
        """Whether its people are invented."""

    def resident(self, resident: str) -> Resident:
        """The person under the key `resident`."""

    def find(self, proved: ProvedIdentity) -> Resident:
        """The person whom a provider proved; name and birth must agree with the register's."""

    def household(self, resident: str) -> Household:
        """The household in which the person is registered."""

    def children(self, resident: str) -> tuple[Resident, ...]:
        """The minors for whom the person may act, oldest first."""

    def guardians(self, resident: str) -> tuple[Guardianship, ...]:
        """Who may act for the person; empty for an adult."""

    def addresses(self, resident: str) -> tuple[AddressPeriod, ...]:
        """Where the person was registered, newest first."""

    def changes(self, resident: str) -> tuple[PersonalChange, ...]:
        """Changes of the person's data, newest first."""


class TaxLedger(Protocol):
    """The city's ledger of local taxes. A person without entries gets empty answers, not NotFound."""

    def homes(self, resident: str) -> tuple[Home, ...]:
        """The dwellings that the person owns."""

    def cars(self, resident: str) -> tuple[Car, ...]:
        """The cars that the person owns."""

    def bills(self, resident: str) -> tuple[Bill, ...]:
        """The person's bills issued so far, the newest due first."""

    def payments(self, resident: str) -> tuple[Payment, ...]:
        """The person's payments, newest first."""


class AgencyRegister(Protocol):
    """Registers of other agencies through one adapter: ask for a kind of record, get those of a person."""

    def records(self, kind: type[Record], resident: str) -> tuple[Record, ...]:
        """The person's records of `kind` (one of AGENCY_RECORDS), in the agency's order; may be empty."""


__all__ = [
    "AGENCY_RECORDS",
    "Address",
    "AddressPeriod",
    "AgencyRegister",
    "Bill",
    "BillPart",
    "BorderCrossing",
    "Car",
    "Guardianship",
    "Home",
    "Household",
    "IdentityProvider",
    "InsuranceCoverage",
    "InsurancePremium",
    "Member",
    "MilitaryService",
    "NotFound",
    "Payment",
    "PersonalChange",
    "ProofRefused",
    "ProofStarted",
    "ProvedIdentity",
    "PublishedPrice",
    "RegisterUnavailable",
    "Relation",
    "Resident",
    "ResidentRegistry",
    "TaxLedger",
    "TaxName",
    "Vaccination",
    "VehicleRegistration",
    "WelfareEntitlement",
]
