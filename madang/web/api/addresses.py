"""Where a request comes from: this very machine, or elsewhere."""

import ipaddress
from urllib.parse import urlsplit

from django.http import HttpRequest

from madang.kernel.limits import ADDRESSES_HELD, AddressLimit, client_address

__all__ = ["ADDRESSES_HELD", "AddressLimit", "client_address", "is_on_this_machine"]

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def is_on_this_machine(request: HttpRequest) -> bool:
    """Whether a browser on this very machine asks, as the door tells.

    A tunnel (port forwarding, a codespace) also ends on loopback: so the address that was typed and the
    origin that the browser names must be this machine's own names too.
    """
    try:
        near = all(ipaddress.ip_address(hop).is_loopback for hop in _hops(request))
        typed = urlsplit(f"//{request.headers.get('Host', '')}").hostname
        origin = urlsplit(request.headers.get("Origin", "//localhost")).hostname
    except ValueError:
        return False
    return near and typed in LOCAL_NAMES and origin in LOCAL_NAMES


def _hops(request: HttpRequest) -> list[str]:
    """The way a request came, the nearest last; the door writes down who asked it, whatever was sent."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    return [*(hop.strip() for hop in forwarded if hop.strip()), request.META.get("REMOTE_ADDR", "")]
