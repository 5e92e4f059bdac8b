"""The adapters of this city, as its city.toml names them: what services and pages ask.

A test that needs another source replaces `source_of` in this module.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from madang.kernel.city import adapters_of, load_city
from madang.kernel.keys import keys_dir
from madang.kernel.registers.catalogue import PARTS, Part
from madang.kernel.registers.interfaces import (
    AgencyRegister,
    IdentityProvider,
    ResidentRegistry,
    TaxLedger,
)
from madang.kernel.registers.lookup import Agencies, Ledger, Registry, Source
from madang.kernel.registers.outage import switch_of
from madang.kernel.registers.plan import Adapters, HttpAdapter, OidcAdapter
from madang.kernel.registers.sandbox import SandboxSource, sandbox_file
from madang.kernel.registers.sandbox_identity import SandboxIdentity

if TYPE_CHECKING:
    from madang.kernel.registers.oidc import OidcIdentity

# The web page that offers the invented residents (madang/web); it has no language prefix.
SANDBOX_PROOF_PAGE = "/accounts/sandbox/prove/"


def registry() -> ResidentRegistry:
    """The residents' register of this city."""
    return Registry(source_of("resident_registry"))


def ledger() -> TaxLedger:
    """The tax ledger of this city."""
    return Ledger(source_of("tax_ledger"))


def agencies() -> AgencyRegister:
    """Other agencies' registers as this city reaches them."""
    return Agencies(source_of("agencies"))


def identity_provider() -> IdentityProvider:
    """Who proves in this city that somebody is a certain resident."""
    adapter = _plan().identity
    if isinstance(adapter, OidcAdapter):
        return _oidc(adapter)
    return SandboxIdentity(registry(), SANDBOX_PROOF_PAGE)


def parts_answer() -> Mapping[str, bool]:
    """Whether each register and the identity provider answered last; never waits."""
    plan = _plan()
    answers = {str(part): source_of(part).answers(part) for part in PARTS}
    proves = _oidc(plan.identity).answers() if isinstance(plan.identity, OidcAdapter) else True
    return {**answers, "identity": proves}


@cache
def _oidc(adapter: OidcAdapter) -> "OidcIdentity":
    from madang.kernel.registers.oidc import oidc_identity

    return oidc_identity(adapter, keys_dir(settings.CONFIG.data))


def today() -> date:
    """The day that services reckon with: the city's date; in a sandbox never past its newest tax year."""
    source = source_of("tax_ledger")
    return source.day() if isinstance(source, SandboxSource) else timezone.localdate()


@cache
def source_of(part: Part) -> Source:
    """Where the register `part` comes from in this city. Raises CannotRun where its key files are wrong."""
    adapter = getattr(_plan(), part)
    if isinstance(adapter, HttpAdapter):
        from madang.kernel.registers.http import http_source

        return http_source(part, adapter, keys_dir(settings.CONFIG.data))
    return sandbox_source()


@cache
def _plan() -> Adapters:
    return adapters_of(load_city(settings.CONFIG.city))


@cache
def sandbox_source() -> SandboxSource:
    """The invented people of this city."""
    return SandboxSource(
        sandbox_file(settings.CONFIG.city), timezone.localdate, switch_of(settings.CONFIG.data)
    )
