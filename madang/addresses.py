"""Who asks, when the city's own proxies stand between: pages and world count people by this address."""

import ipaddress
import os
from functools import cache

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
IPV6_PREFIX = 64


def caller_address(peer: str, forwarded: str | None) -> str:
    """The last hop that is none of the city's own proxies: an IPv4 address, an IPv6 /64, or `unknown`.

    `peer` is the other end of the connection, `forwarded` its X-Forwarded-For header.
    """
    hops = [hop.strip() for hop in (forwarded or "").split(",") if hop.strip()]
    hops.append(peer)
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
    given = os.environ.get("MADANG_TRUSTED_PROXIES", "").replace(",", " ")
    return tuple(ipaddress.ip_network(part, strict=False) for part in given.split())


def _household(hop: str) -> str:
    try:
        address = ipaddress.ip_address(hop)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)
