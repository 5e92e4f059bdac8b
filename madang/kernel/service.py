"""The plug of a service: what it is, what it needs, how its kiosk looks; and all that are installed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import IntEnum
from importlib.metadata import entry_points
from typing import ClassVar

from django.apps import AppConfig, apps
from django.urls import reverse
from django.utils.functional import Promise

from madang import paths

ENTRY_POINT_GROUP = "madang.services"


class Assurance(IntEnum):
    """How well a person is known (docs/architecture.md, Identity and assurance)."""

    GUEST = 0
    MEMBER = 1
    VERIFIED = 2


@dataclass(frozen=True)
class Kiosk:
    """How a service's kiosk looks: `icon` names web/icons/<icon>.svg; `colour` is #rrggbb."""

    icon: str
    colour: str


@dataclass(frozen=True)
class Counter:
    """Where a service's staff sit: what the sign says, and who may sit there (one of these roles)."""

    sign: str | Promise
    roles: tuple[str, ...]


@dataclass(frozen=True)
class DutyHours:
    """When staff are on duty, in the city's own time. `days`: 0 is Monday. Public holidays are not in it."""

    opens: time
    closes: time
    days: tuple[int, ...] = (0, 1, 2, 3, 4)

    def is_open(self, at: datetime) -> bool:
        """Whether `at`, a moment in the city's own time, lies within the hours."""
        return at.weekday() in self.days and self.opens <= at.time() < self.closes


@dataclass(frozen=True)
class ErrandKind:
    """One thing a person can get done with a service: its name in code, and what they read."""

    slug: str
    title: str | Promise
    assurance: Assurance = Assurance.GUEST


class ServiceConfig(AppConfig):
    """Subclass this in `services/<name>/apps.py` and name it in the entry-point group `madang.services`.

    Its `urls` has `app_name = slug` and a route `index`; its `api`, where it has one, a ninja `router`.
    docs/add-a-service.md builds one. What it may say beside its name:

    easy_title, easy_summary: the same in few, plain words, for easy mode; empty: title and summary serve.
    assurance: how well a person must be known to begin. errands: what can be got done.
    counter, duty: where staff sit and when; None where a service has none.
    steps: what the steps of its errands are called on the officials' page, by their names in code.
    roles: who of the staff may open its desk. retention_days: how long its receipts are kept.
    """

    slug: ClassVar[str]
    title: ClassVar[str | Promise]
    summary: ClassVar[str | Promise]
    kiosk: ClassVar[Kiosk]
    # Easy mode says it in few, plain words; without them title and summary serve.
    easy_title: ClassVar[str | Promise] = ""
    easy_summary: ClassVar[str | Promise] = ""
    assurance: ClassVar[Assurance] = Assurance.GUEST
    order: ClassVar[int] = 100
    has_api: ClassVar[bool] = False
    errands: ClassVar[tuple[ErrandKind, ...]] = ()
    steps: ClassVar[Mapping[str, str | Promise]] = {}
    counter: ClassVar[Counter | None] = None
    duty: ClassVar[DutyHours | None] = None
    roles: ClassVar[tuple[str, ...]] = ()
    retention_days: ClassVar[int] = 365

    @property
    def urls_module(self) -> str:
        """The module of the pages, mounted at /<language>/<slug>/."""
        return f"{self.name}.urls"

    @property
    def api_module(self) -> str:
        """The module of the API, mounted at /api/<slug>/ when `has_api`."""
        return f"{self.name}.api"

    def place_urls(self, place: str) -> dict[str, str]:
        """Addresses that the service adds to those a place's page hands to its client, by name."""
        return {}

    def tend(self, now: datetime) -> int:
        """What the service does by the clock, such as reminders; the worker calls it every 20 s. How many."""
        return 0

    def counter_sign(self, now: datetime) -> str:
        """Whether staff are at the counter, or when, in the active language; empty: there is no counter."""
        return ""

    def url(self) -> str:
        """The address of the service's first page in the active language."""
        return reverse(f"{self.slug}:index")


def discover_services() -> list[str]:
    """The installed services as INSTALLED_APPS names them, sorted: of every package, and of this checkout."""
    found = {_dotted(entry.value) for entry in entry_points(group=ENTRY_POINT_GROUP)}
    found.update(_dotted(value) for value in _declared_in_checkout().values())
    return sorted(found)


def installed_services() -> tuple[ServiceConfig, ...]:
    """Every installed service, in the order in which people are shown them."""
    found = [config for config in apps.get_app_configs() if isinstance(config, ServiceConfig)]
    return tuple(sorted(found, key=lambda service: (service.order, service.slug)))


def find_service(slug: str) -> ServiceConfig | None:
    """The installed service `slug`, or None."""
    return next((service for service in installed_services() if service.slug == slug), None)


def _declared_in_checkout() -> Mapping[str, str]:
    """Entry points of pyproject.toml: a checkout may run without metadata of its own distribution."""
    root = paths.checkout_dir()
    if root is None:
        return {}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared: Mapping[str, str] = project.get("entry-points", {}).get(ENTRY_POINT_GROUP, {})
    return declared


def _dotted(value: str) -> str:
    return value.replace(":", ".")
