"""`madang registers`: shows an invented resident, or takes a sandbox register out of order for a trial."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from madang.config import CannotRun, Config
from madang.kernel.city import load_city
from madang.kernel.registers.agencies import AGENCY_RECORDS
from madang.kernel.registers.interfaces import NotFound, RegisterUnavailable
from madang.kernel.registers.lookup import Agencies, Ledger, Registry
from madang.kernel.registers.outage import switch_of
from madang.kernel.registers.sandbox import SandboxSource, sandbox_file


def show(config: Config, resident: str) -> None:
    """Print all that the sandbox's registers know of `resident`, as JSON.

    Raises:
        CannotRun: the city is real, the people are not built, or nobody has that key.
    """
    source = _sandbox(config)
    try:
        print(json.dumps(dict(_known(source, resident)), ensure_ascii=False, indent=1, default=str))
    except NotFound as error:
        named = ", ".join(key for key in source.people() if "-" in key)
        raise CannotRun(f"Resident '{resident}' is not in the sandbox. Named ones: {named}.") from error
    except RegisterUnavailable as error:
        raise CannotRun(f"The sandbox cannot be read: {error.why}. Run: madang build registers") from error


def outage(config: Config, register: str, mode: str) -> None:
    """Make a register of the sandbox up, slow or down. Raises CannotRun."""
    _sandbox(config)
    switch_of(config.data).set(register, mode)
    print(f"From now on {register} is {mode}.")


def _sandbox(config: Config) -> SandboxSource:
    city = load_city(config.city)
    if not city.sandbox:
        raise CannotRun(f"City '{city.slug}' is real: this command is for a sandbox's invented people.")
    zone = ZoneInfo(city.time_zone)
    return SandboxSource(sandbox_file(city.slug), lambda: datetime.now(zone).date())


def _known(source: SandboxSource, resident: str) -> Iterator[tuple[str, Any]]:
    registry, ledger, agencies = Registry(source), Ledger(source), Agencies(source)
    yield "sandbox", True
    yield "today", source.day()
    yield "resident", asdict(registry.resident(resident))
    yield "household", asdict(registry.household(resident))
    yield "children", [child.id for child in registry.children(resident)]
    yield "guardians", [one.guardian for one in registry.guardians(resident)]
    yield "addresses", [asdict(period) for period in registry.addresses(resident)]
    yield "homes", [asdict(home) for home in ledger.homes(resident)]
    yield "cars", [asdict(car) for car in ledger.cars(resident)]
    yield "bills", [asdict(bill) for bill in ledger.bills(resident)]
    yield "payments", [asdict(payment) for payment in ledger.payments(resident)]
    for slug, kind in AGENCY_RECORDS.items():
        records: tuple[Any, ...] = agencies.records(kind, resident)
        yield slug, [asdict(record) for record in records]
