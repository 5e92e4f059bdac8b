"""The adapters of this city, as its city.toml names them: what services and pages ask.

A test that needs another source replaces `source_of` in this module.
"""

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from madang import paths
from madang.kernel.city import load_city
from madang.kernel.registers.catalogue import Part
from madang.kernel.registers.interfaces import AgencyRegister, ResidentRegistry, TaxLedger
from madang.kernel.registers.lookup import Agencies, Ledger, Registry, Source
from madang.kernel.registers.sandbox import SandboxSource


def registry() -> ResidentRegistry:
    """The residents' register of this city."""
    return Registry(source_of("resident_registry"))


def ledger() -> TaxLedger:
    """The tax ledger of this city."""
    return Ledger(source_of("tax_ledger"))


def agencies() -> AgencyRegister:
    """Other agencies' registers as this city reaches them."""
    return Agencies(source_of("agencies"))


def today() -> date:
    """The day that services reckon with: the city's date; in a sandbox never past its newest tax year."""
    source = source_of("tax_ledger")
    return source.day() if isinstance(source, SandboxSource) else timezone.localdate()


@cache
def source_of(part: Part) -> Source:
    """Where the register `part` comes from in this city."""
    return sandbox_source()


@cache
def sandbox_source() -> SandboxSource:
    """The invented people of this city."""
    return SandboxSource(sandbox_file(settings.CONFIG.city), timezone.localdate)


def sandbox_file(city: str) -> Path:
    """Where the invented people of `city` lie once they are built."""
    return paths.built_dir() / "registers" / f"{load_city(city).slug}.sqlite"
