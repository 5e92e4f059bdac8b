"""A city is data: what cities/<city>/city.toml says about it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from madang import paths
from madang.kernel.registers.plan import Adapters, plan_of


@dataclass(frozen=True)
class City:
    """One city. Texts are by language code; `place` is the one that people enter first."""

    slug: str
    name: Mapping[str, str]
    square: Mapping[str, str]
    welcome: Mapping[str, str]
    time_zone: str
    sandbox: bool
    place: str
    helpline: str
    contact: str
    adapters: Adapters


class CityUnknown(LookupError):
    """No city of that name is installed."""


@cache
def load_city(slug: str) -> City:
    """The city `slug`. Raises CityUnknown, naming those installed."""
    path = paths.cities_dir() / slug / "city.toml"
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(installed_cities()) or "none"
        raise CityUnknown(
            f"City '{slug}' is not installed: '{path}' is missing. Installed: {known}."
        ) from error
    return City(
        slug=slug,
        name=value["name"],
        square=value["square"],
        welcome=value["welcome"],
        time_zone=value["time_zone"],
        sandbox=value["sandbox"],
        place=value["place"],
        helpline=value["helpline"],
        contact=value["contact"],
        adapters=plan_of(value.get("adapters", {}), value["sandbox"], f"{slug}/city.toml"),
    )


def installed_cities() -> list[str]:
    """The slugs of the cities that this installation carries, sorted."""
    root = paths.cities_dir()
    return sorted(path.parent.name for path in root.glob("*/city.toml"))
