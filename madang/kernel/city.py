"""A city is data: what cities/<city>/city.toml says about it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from madang import paths

if TYPE_CHECKING:
    from madang.kernel.registers.plan import Adapters


@dataclass(frozen=True)
class City:
    """One city. Texts are by language code; `place` is the one that people enter first.

    `adapters` is the table of that name as written; `adapters_of` says what it means. `embed_ancestors`: the
    sites that may show the small page of the square in a frame, as the CSP names them; `*` for any.
    """

    slug: str
    name: Mapping[str, str]
    square: Mapping[str, str]
    welcome: Mapping[str, str]
    time_zone: str
    sandbox: bool
    place: str
    helpline: str
    contact: str
    adapters: Mapping[str, Any]
    embed_ancestors: tuple[str, ...] = ("*",)


class CityUnknown(LookupError):
    """No city of that name is installed."""


@cache
def load_city(slug: str) -> City:
    """The city `slug`. Raises CityUnknown, naming those installed, and CannotRun (see adapters_of)."""
    path = paths.cities_dir() / slug / "city.toml"
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(installed_cities()) or "none"
        raise CityUnknown(
            f"City '{slug}' is not installed: '{path}' is missing. Installed: {known}."
        ) from error
    city = City(
        slug=slug,
        name=value["name"],
        square=value["square"],
        welcome=value["welcome"],
        time_zone=value["time_zone"],
        sandbox=value["sandbox"],
        place=value["place"],
        helpline=value["helpline"],
        contact=value["contact"],
        adapters=value.get("adapters", {}),
        embed_ancestors=tuple(value.get("embed", {}).get("ancestors", ("*",))),
    )
    if city.adapters or not city.sandbox:
        adapters_of(city)
    return city


def adapters_of(city: City) -> "Adapters":
    """Who keeps the registers of `city`. Raises CannotRun where its city.toml says what cannot be.

    Loaded at its first use: a process that asks no register of a sandbox city does without pydantic.
    """
    from madang.kernel.registers.plan import plan_of

    return plan_of(city.adapters, city.sandbox, f"{city.slug}/city.toml")


def installed_cities() -> list[str]:
    """The slugs of the cities that this installation carries, sorted."""
    root = paths.cities_dir()
    return sorted(path.parent.name for path in root.glob("*/city.toml"))
