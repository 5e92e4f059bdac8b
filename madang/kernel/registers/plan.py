"""What city.toml says under [adapters]: who keeps each register, and who proves identity. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, TypeAdapter, ValidationError

from madang.config import CannotRun
from madang.kernel.registers.catalogue import PARTS

ClaimName = Annotated[str, Field(min_length=1, max_length=100)]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Address = Annotated[str, Field(min_length=8, max_length=500)]


@dataclass(frozen=True, slots=True)
class SandboxAdapter:
    """Invented people; only a sandbox city may name it."""

    kind: Literal["sandbox"] = "sandbox"


@dataclass(frozen=True, slots=True)
class HttpAdapter:
    """A register that speaks our HTTP contract (docs/registers.md).

    `token_file`, `client_certificate`, `client_key` and `authority` are names of files in DIR/keys;
    `timeout_s` bounds one try, connecting included; `tries` counts all tries of one lookup.
    After `break_after` failures in a row it is not asked for `break_s` seconds.
    """

    kind: Literal["http"]
    url: Address
    timeout_s: Annotated[float, Field(gt=0, le=30)] = 2.0
    tries: Annotated[int, Field(ge=1, le=5)] = 2
    break_after: Annotated[int, Field(ge=1, le=100)] = 5
    break_s: Annotated[float, Field(gt=0, le=600)] = 15.0
    maximum_bytes: Annotated[int, Field(ge=1024, le=16_777_216)] = 1_048_576
    token_file: FileName | None = None
    client_certificate: FileName | None = None
    client_key: FileName | None = None
    authority: FileName | None = None


@dataclass(frozen=True, slots=True)
class OidcAdapter:
    """An OpenID provider that proves residents. `claim_…` names the claim that holds each of our fields;
    without `claim_resident` the register finds the person by name, birth and the provider's subject.

    `secret_file` and `authority` are names of files in DIR/keys; without a secret the client is public
    (PKCE is always used). `clock_leeway_s` is how far the provider's clock may be off.
    """

    kind: Literal["oidc"]
    issuer: Address
    client_id: Annotated[str, Field(min_length=1, max_length=200)]
    secret_file: FileName | None = None
    authority: FileName | None = None
    scopes: Annotated[tuple[str, ...], Field(min_length=1, max_length=20)] = ("openid", "profile")
    timeout_s: Annotated[float, Field(gt=0, le=30)] = 3.0
    clock_leeway_s: Annotated[int, Field(ge=0, le=300)] = 30
    claim_resident: ClaimName | None = None
    claim_name: ClaimName = "name"
    claim_birth: ClaimName = "birthdate"


RegisterAdapter = Annotated[SandboxAdapter | HttpAdapter, Field(discriminator="kind")]
ProofAdapter = Annotated[SandboxAdapter | OidcAdapter, Field(discriminator="kind")]
SANDBOX = SandboxAdapter()


@dataclass(frozen=True, slots=True)
class Adapters:
    """One adapter for each register and one for identity."""

    identity: SandboxAdapter | OidcAdapter = SANDBOX
    resident_registry: SandboxAdapter | HttpAdapter = SANDBOX
    tax_ledger: SandboxAdapter | HttpAdapter = SANDBOX
    agencies: SandboxAdapter | HttpAdapter = SANDBOX


def plan_of(value: Mapping[str, Any], sandbox: bool, where: str) -> Adapters:
    """The adapters that the table [adapters] of the file `where` names; those not named are the sandbox's.

    Each is "sandbox" or a table with `kind`.

    Raises:
        CannotRun: a name or value is wrong, or a real city would use invented people.
    """
    known = ("identity", *PARTS)
    if unknown := sorted(set(value) - set(known)):
        raise CannotRun(f"{where} [adapters] '{unknown[0]}' refused: use {', '.join(known)}.")
    plan = {name: _adapter(name, value.get(name, "sandbox"), where) for name in known}
    for name, adapter in plan.items():
        if isinstance(adapter, SandboxAdapter) and not sandbox:
            raise CannotRun(
                f"{where} [adapters] {name} = 'sandbox' refused: its people are invented, the city is real. "
                f"Name a real adapter (docs/registers.md), or set sandbox = true."
            )
    return Adapters(**plan)


def _adapter(name: str, value: Any, where: str) -> Any:
    given = {"kind": value} if isinstance(value, str) else value
    kinds: TypeAdapter[Any] = _PROOFS if name == "identity" else _REGISTERS
    try:
        adapter = kinds.validate_python(given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field_name = ".".join(str(part) for part in first["loc"][1:]) or "kind"
        shown = "" if first["type"] == "missing" else f" = {first.get('input')!r}"
        raise CannotRun(
            f"{where} [adapters.{name}] {field_name}{shown} refused: {first['msg']}. See docs/registers.md."
        ) from error
    known = [one.name for one in fields(adapter)]
    if unknown := sorted(set(given) - set(known)):
        raise CannotRun(f"{where} [adapters.{name}] '{unknown[0]}' refused: use {', '.join(known)}.")
    _check_address(name, adapter, where)
    return adapter


def _check_address(name: str, adapter: Any, where: str) -> None:
    """Personal data goes to https only; http is for this machine."""
    address = getattr(adapter, "url", None) or getattr(adapter, "issuer", None)
    if address is None:
        return
    parts = urlsplit(address)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.query or parts.fragment or parts.username or not parts.hostname:
        raise CannotRun(f"{where} [adapters.{name}] '{address}' refused: use https://host/path and no more.")
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise CannotRun(
            f"{where} [adapters.{name}] '{address}' refused: personal data travels by https only "
            f"(http is for this machine)."
        )
    if getattr(adapter, "client_certificate", None) and not getattr(adapter, "client_key", None):
        raise CannotRun(f"{where} [adapters.{name}] refused: client_certificate needs client_key beside it.")


_REGISTERS: TypeAdapter[Any] = TypeAdapter(RegisterAdapter)
_PROOFS: TypeAdapter[Any] = TypeAdapter(ProofAdapter)
