"""What a browser calls itself, in words that its owner recognises."""

from django.utils.translation import gettext

_BROWSERS = (
    ("Whale/", "Whale"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str) -> str:
    """`Chrome, Android`; "Unknown device" where nothing is recognised."""
    found = [
        next((name for mark, name in known if mark in user_agent), "") for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or gettext("Unknown device")
