"""How a person wants to be shown the pages: one cookie, so that the server renders it without a flash.

The client (client/src/preferences/) writes the same cookie: words joined by `.`, each `name-value`. What is
not in it has its default; unknown words are left out, so that an old cookie never breaks a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.http import HttpRequest, HttpResponse

COOKIE = "madang_view"
YEAR_S = 31_536_000
COOKIE_CHARS = 200

TEXT_SIZES = ("100", "125", "150", "200")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "text": TEXT_SIZES,
    "contrast": ("normal", "high"),
    "motion": ("system", "less", "full"),
    "sound": ("off", "on"),
    "volume": tuple(str(percent) for percent in range(0, 101, 10)),
    "minimap": ("on", "off"),
    "easy": ("off", "on"),
    "pictured": ("off", "on"),
}


@dataclass(frozen=True)
class Preferences:
    """The words of the cookie; text size and volume in percent."""

    text: str = "100"
    contrast: str = "normal"
    motion: str = "system"
    sound: str = "off"
    volume: str = "60"
    minimap: str = "on"
    easy: str = "off"
    pictured: str = "off"

    @property
    def is_easy(self) -> bool:
        """Whether the person has chosen easy mode."""
        return self.easy == "on"

    @property
    def attributes(self) -> tuple[tuple[str, str], ...]:
        """The `data-*` attributes of `<html>` that style sheets read: what departs from the default."""
        shown = ("text", "contrast", "motion", "easy")
        usual = Preferences()
        return tuple((n, getattr(self, n)) for n in shown if getattr(self, n) != getattr(usual, n))


def preferences_of(request: HttpRequest) -> Preferences:
    """What the request's cookie says."""
    words = request.COOKIES.get(COOKIE, "")[:COOKIE_CHARS].split(".")
    return changed(Preferences(), dict(word.split("-", 1) for word in words if "-" in word))


def changed(preferences: Preferences, wanted: Mapping[str, Any]) -> Preferences:
    """`preferences` with what `wanted` names; values that are no choice are left out."""
    known = {name: str(wanted[name]) for name in CHOICES if str(wanted.get(name)) in CHOICES[name]}
    return replace(preferences, **known)


def keep(response: HttpResponse, preferences: Preferences, *, secure: bool) -> None:
    """Write the cookie for a year; the client reads it too."""
    usual = Preferences()
    words = [
        f"{field.name}-{getattr(preferences, field.name)}"
        for field in fields(preferences)
        if getattr(preferences, field.name) != getattr(usual, field.name)
    ]
    response.set_cookie(COOKIE, ".".join(words), max_age=YEAR_S, samesite="Lax", secure=secure)
