"""Whom the world counts a socket for: nobody can make up an address, and a proxy is not taken for a crowd."""

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest

from madang import addresses
from madang.world.http import Caller
from madang.world.transport import caller_of


@pytest.fixture
def proxy_at_10_0_0_5(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A balancer of the city's own stands at 10.0.0.5."""
    monkeypatch.setenv("MADANG_TRUSTED_PROXIES", "10.0.0.0/24, 2001:db8:9::/48")
    addresses._trusted_networks.cache_clear()
    yield
    addresses._trusted_networks.cache_clear()


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        ("127.0.0.1", None, Caller("127.0.0.1", local=True)),
        ("127.0.0.1", "198.51.100.7", Caller("198.51.100.7", local=False)),
        ("127.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.5", Caller("198.51.100.7", local=False)),
        ("10.0.0.5", "198.51.100.7", Caller("198.51.100.7", local=False)),
        ("198.51.100.7", "203.0.113.9", Caller("198.51.100.7", local=False)),
        ("127.0.0.1", "2001:db8:1:2:aaaa::1", Caller("2001:db8:1:2::/64", local=False)),
        ("127.0.0.1", "x" * 5000, Caller("unknown", local=False)),
    ],
)
@pytest.mark.usefixtures("proxy_at_10_0_0_5")
def test_caller_is_the_last_hop_that_is_no_proxy(peer: str, forwarded: str | None, caller: Caller) -> None:
    wire = SimpleNamespace(get_extra_info=lambda _name: (peer, 5000))
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    assert caller_of(cast(asyncio.Transport, wire), headers) == caller
