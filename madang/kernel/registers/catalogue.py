"""Every register by its slug: what it holds, and how its records are read and written as JSON."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter

from madang.kernel.registers.agencies import AGENCY_RECORDS
from madang.kernel.registers.people import (
    AddressPeriod,
    Guardianship,
    Household,
    PersonalChange,
    Resident,
)
from madang.kernel.registers.taxes import Bill, Car, Home, Payment

Record = TypeVar("Record")
Part = Literal["resident_registry", "tax_ledger", "agencies"]
PARTS: tuple[Part, ...] = ("resident_registry", "tax_ledger", "agencies")
MAXIMUM_RECORDS = 500

RECORDS: Mapping[Part, Mapping[str, type]] = MappingProxyType(
    {
        "resident_registry": MappingProxyType(
            {
                "residents": Resident,
                "households": Household,
                "children": Resident,
                "guardians": Guardianship,
                "addresses": AddressPeriod,
                "changes": PersonalChange,
            }
        ),
        "tax_ledger": MappingProxyType({"homes": Home, "cars": Car, "bills": Bill, "payments": Payment}),
        "agencies": AGENCY_RECORDS,
    }
)


def part_of(slug: str) -> Part:
    """The adapter that answers the register `slug`. Raises KeyError."""
    for part, records in RECORDS.items():
        if slug in records:
            return part
    raise KeyError(slug)


def kind_of(slug: str) -> type:
    """The dataclass whose records the register `slug` holds. Raises KeyError."""
    return RECORDS[part_of(slug)][slug]


def slug_of(kind: type) -> str:
    """The agency's register that holds records of `kind`. Raises KeyError, naming those there are."""
    for slug, known in AGENCY_RECORDS.items():
        if known is kind:
            return slug
    names = ", ".join(known.__name__ for known in AGENCY_RECORDS.values())
    raise KeyError(f"No agency's register holds '{kind.__name__}'. There are: {names}.")


def decode(kind: type[Record], text: str | bytes) -> tuple[Record, ...]:
    """The records of `kind` in a JSON array. Raises ValueError where one is not what it must be."""
    found: tuple[Record, ...] = _adapter(kind).validate_json(text, strict=True)
    return found


def decode_values(kind: type[Record], values: Any) -> tuple[Record, ...]:
    """The records of `kind` in values that were parsed from JSON or YAML; dates may be texts."""
    found: tuple[Record, ...] = _adapter(kind).validate_python(values)
    return found


def encode(kind: type[Record], records: Iterable[Record]) -> bytes:
    """The records as a JSON array."""
    return _adapter(kind).dump_json(tuple(records))


def contract_schema() -> dict[str, Any]:
    """The JSON Schema of the `records` of every register: what docs/registers.schema.json holds."""
    slugs = [(slug, kind) for records in RECORDS.values() for slug, kind in records.items()]
    wanted = [(slug, "validation", _adapter(kind)) for slug, kind in slugs]
    found, schema = TypeAdapter.json_schemas(wanted)  # type: ignore[arg-type]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Records of the registers' HTTP contract",
        "description": "The array `records` of an answer of register <slug> is #/properties/<slug>.",
        "type": "object",
        "properties": {slug: found[slug, "validation"] for slug, _kind in slugs},
        "$defs": schema["$defs"],
    }


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    """The reader and writer of arrays of `kind`; made at its first use."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]
    return _ADAPTERS[kind]
