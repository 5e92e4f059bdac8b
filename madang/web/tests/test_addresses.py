"""Limits hold by address, and nobody can make up an address."""

import pytest
from django.test import RequestFactory

from madang.addresses import _trusted_networks
from madang.kernel import limits
from madang.web.api.addresses import AddressLimit, client_address, is_on_this_machine


def test_limit_lets_a_burst_in_then_the_rate():
    now = [0.0]
    limit = AddressLimit(burst=3, per_s=2.0, clock=lambda: now[0])
    assert [limit.wait_s("a") for _ in range(3)] == [0, 0, 0]
    assert limit.wait_s("a") == pytest.approx(0.5)
    assert limit.wait_s("b") == 0
    now[0] = 0.5
    assert limit.wait_s("a") == 0
    assert limit.wait_s("a") > 0


def test_limit_holds_a_bounded_number_of_addresses(monkeypatch):
    monkeypatch.setattr(limits, "ADDRESSES_HELD", 10)
    limit = AddressLimit(burst=1, per_s=1.0, clock=lambda: 0.0)
    for number in range(100):
        limit.wait_s(str(number))
    assert len(limit._buckets) == 10


@pytest.mark.parametrize(
    ("forwarded", "remote", "address"),
    [
        (None, "198.51.100.7", "198.51.100.7"),
        ("198.51.100.7", "127.0.0.1", "198.51.100.7"),
        ("10.9.9.9, 198.51.100.7", "127.0.0.1", "198.51.100.7"),
        ("198.51.100.7, 10.0.0.5", "127.0.0.1", "198.51.100.7"),
        ("2001:db8:1:2:aaaa::1", "127.0.0.1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "127.0.0.1", "2001:db8:1:2::/64"),
        ("nonsense", "127.0.0.1", "unknown"),
        (None, "127.0.0.1", "127.0.0.1"),
    ],
)
def test_client_address_is_the_last_hop_that_is_no_proxy(monkeypatch, forwarded, remote, address):
    monkeypatch.setenv("MADANG_TRUSTED_PROXIES", "10.0.0.0/24")
    _trusted_networks.cache_clear()
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)
    assert client_address(request) == address
    _trusted_networks.cache_clear()


@pytest.mark.parametrize(
    ("forwarded", "remote", "host", "origin", "here"),
    [
        ("127.0.0.1", "127.0.0.1", "localhost:8000", None, True),
        ("::1", "127.0.0.1", "[::1]:8000", "http://[::1]:8000", True),
        (None, "127.0.0.1", "127.0.0.1:8002", "http://localhost:8000", True),
        ("198.51.100.7", "127.0.0.1", "localhost:8000", None, False),
        ("127.0.0.1, 198.51.100.7", "127.0.0.1", "localhost:8000", None, False),
        ("127.0.0.1", "198.51.100.7", "localhost:8000", None, False),
        ("127.0.0.1", "127.0.0.1", "plaza.example", None, False),
        ("127.0.0.1", "127.0.0.1", "localhost:8000", "https://tunnel.example", False),
        ("127.0.0.1", "127.0.0.1", "localhost:8000", "null", False),
        ("nonsense", "127.0.0.1", "localhost:8000", None, False),
        ("127.0.0.1", "", "localhost:8000", None, False),
        ("127.0.0.1", "127.0.0.1", "[::1", None, False),
    ],
)
def test_this_machine_is_told_from_every_other(forwarded, remote, host, origin, here):
    headers = {"Host": host, "X-Forwarded-For": forwarded, "Origin": origin}
    given = {name: value for name, value in headers.items() if value is not None}
    request = RequestFactory().get("/", headers=given, REMOTE_ADDR=remote)
    assert is_on_this_machine(request) is here
