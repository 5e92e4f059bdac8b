"""How many requests of a kind one address may make."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from madang.addresses import caller_address

ADDRESSES_HELD = 20_000


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
