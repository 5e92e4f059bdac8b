"""Where a request comes from, and how many of a kind one address may make."""

import ipaddress
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
ADDRESSES_HELD = 20_000
IPV6_PREFIX = 64


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
    """The address that asks: the last one in X-Forwarded-For that is no trusted proxy; IPv6 by its /64."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    hops.append(request.META.get("REMOTE_ADDR", ""))
    for hop in reversed(hops):
        if not _trusted(hop):
            return _household(hop)
    return _household(hops[0])


def _trusted(hop: str) -> bool:
    try:
        address = ipaddress.ip_address(hop)
    except ValueError:
        return False
    return address.is_loopback or any(address in network for network in _trusted_networks())


@cache
def _trusted_networks() -> tuple[Network, ...]:
    """MADANG_TRUSTED_PROXIES: networks of the city's own balancers, separated by commas."""
    given = os.environ.get("MADANG_TRUSTED_PROXIES", "")
    return tuple(
        ipaddress.ip_network(part.strip(), strict=False) for part in given.split(",") if part.strip()
    )


def _household(hop: str) -> str:
    try:
        address = ipaddress.ip_address(hop)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)
