"""How many requests of a kind one address may make."""

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest

from madang.addresses import caller_address

ADDRESSES_HELD = 20_000
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass
class _Bucket:
    """What is left for one address, and since when (monotonic seconds)."""

    left: float
    at: float


class AddressLimit:
    """Lets each address make `burst` requests at once and `per_s` a second on end; holds 20,000 addresses.

    Wide bounds are meant: thousands of phones may share one address of their carrier.
    """

    def __init__(self, burst: int, per_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_s = per_s
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def wait_s(self, address: str) -> float:
        """0 and one taken, when the address may; else the seconds until it may."""
        now = self._clock()
        with self._lock:
            bucket = self._buckets.setdefault(address, _Bucket(self._burst, now))
            self._buckets.move_to_end(address)
            if len(self._buckets) > ADDRESSES_HELD:
                self._buckets.popitem(last=False)
            bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_s)
            bucket.at = now
            if bucket.left >= 1:
                bucket.left -= 1
                return 0.0
            return (1 - bucket.left) / self._per_s


def client_address(request: HttpRequest) -> str:
    """The address that asks, behind the city's own proxies; IPv6 by its /64."""
    return caller_address(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For"))


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
