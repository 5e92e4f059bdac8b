"""The three registers in terms of one lookup: adapters differ only in where records come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from madang.kernel.registers.agencies import AGENCY_RECORDS
from madang.kernel.registers.catalogue import slug_of
from madang.kernel.registers.interfaces import (
    AddressPeriod,
    Bill,
    Car,
    Guardianship,
    Home,
    Household,
    NotFound,
    Payment,
    PersonalChange,
    ProvedIdentity,
    RegisterUnavailable,
    Resident,
)

Record = TypeVar("Record")
BROKEN_RETRY_S = 60


class Source(Protocol):
    """Where records come from. `slug` names the register, `key` the person (by "resident" or as proved)."""

    @property
    def sandbox(self) -> bool:
        """Whether its people are invented."""

    def look_up(self, slug: str, kind: type[Record], key: Mapping[str, str]) -> tuple[Record, ...]:
        """The records of that person. Raises NotFound and RegisterUnavailable."""

    def answers(self, part: str = "") -> bool:
        """Whether the register `part` answered when it was last asked; never waits."""


@dataclass(frozen=True)
class Registry:
    """The residents' register over a source."""

    source: Source

    @property
    def sandbox(self) -> bool:
        """Whether its people are invented."""
        return self.source.sandbox

    def resident(self, resident: str) -> Resident:
        """The person under the key `resident`; an answer about anybody else is refused."""
        found = _one(self.source.look_up("residents", Resident, {"resident": resident}))
        if found.id != resident:
            raise _wrong_person()
        return found

    def find(self, proved: ProvedIdentity) -> Resident:
        """The person whom a provider proved; name and birth must agree with the register's."""
        if proved.resident is not None:
            found = self.resident(proved.resident)
        else:
            key = {
                "name": proved.name,
                "birth": proved.birth.isoformat(),
                "provider_subject": proved.provider_subject,
            }
            found = _one(self.source.look_up("residents", Resident, key))
        if (found.name, found.birth) != (proved.name, proved.birth):
            raise NotFound("resident_registry")
        return found

    def household(self, resident: str) -> Household:
        """The household in which the person is registered."""
        found = _one(self.source.look_up("households", Household, {"resident": resident}))
        if all(member.resident != resident for member in found.members):
            raise _wrong_person()
        return found

    def children(self, resident: str) -> tuple[Resident, ...]:
        """The minors for whom the person may act, oldest first."""
        found = self.source.look_up("children", Resident, {"resident": resident})
        return tuple(sorted(found, key=lambda child: (child.birth, child.id)))

    def guardians(self, resident: str) -> tuple[Guardianship, ...]:
        """Who may act for the person; empty for an adult."""
        found = self.source.look_up("guardians", Guardianship, {"resident": resident})
        if any(one.ward != resident for one in found):
            raise _wrong_person()
        return found

    def addresses(self, resident: str) -> tuple[AddressPeriod, ...]:
        """Where the person was registered, newest first."""
        found = self.source.look_up("addresses", AddressPeriod, {"resident": resident})
        return tuple(sorted(found, key=lambda period: period.moved_in, reverse=True))

    def changes(self, resident: str) -> tuple[PersonalChange, ...]:
        """Changes of the person's data, newest first."""
        found = self.source.look_up("changes", PersonalChange, {"resident": resident})
        return tuple(sorted(found, key=lambda change: change.changed_on, reverse=True))


@dataclass(frozen=True)
class Ledger:
    """The city's tax ledger over a source."""

    source: Source

    def homes(self, resident: str) -> tuple[Home, ...]:
        """The dwellings that the person owns."""
        return self.source.look_up("homes", Home, {"resident": resident})

    def cars(self, resident: str) -> tuple[Car, ...]:
        """The cars that the person owns."""
        return self.source.look_up("cars", Car, {"resident": resident})

    def bills(self, resident: str) -> tuple[Bill, ...]:
        """The person's bills issued so far, the newest due first."""
        found = self.source.look_up("bills", Bill, {"resident": resident})
        return tuple(sorted(found, key=lambda bill: (bill.due, bill.number), reverse=True))

    def payments(self, resident: str) -> tuple[Payment, ...]:
        """The person's payments, newest first."""
        found = self.source.look_up("payments", Payment, {"resident": resident})
        return tuple(sorted(found, key=lambda payment: (payment.paid_on, payment.bill), reverse=True))


@dataclass(frozen=True)
class Agencies:
    """Other agencies' registers over a source."""

    source: Source

    def records(self, kind: type[Record], resident: str) -> tuple[Record, ...]:
        """The person's records of `kind` (one of AGENCY_RECORDS), in the agency's order; may be empty."""
        return self.source.look_up(slug_of(kind), kind, {"resident": resident})


def every_register() -> tuple[str, ...]:
    """The slugs of the agencies' registers."""
    return tuple(AGENCY_RECORDS)


def _one(found: tuple[Record, ...]) -> Record:
    if not found:
        raise NotFound("resident_registry")
    if len(found) > 1:
        raise RegisterUnavailable("resident_registry", "it answered several for one", BROKEN_RETRY_S)
    return found[0]


def _wrong_person() -> RegisterUnavailable:
    return RegisterUnavailable("resident_registry", "it answered for another person", BROKEN_RETRY_S)
