"""Which addresses and ports a city takes, and which it refuses."""

import socket
from collections.abc import Iterator

import pytest

from madang.config import CannotRun, Config
from madang.serve.plan import child_environment, free_port, is_domain, make_plan
from tests.running_city import free_ports


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "PUBLIC_URL",
        "NATS_URL",
        "DOOR",
        "WEB_PORT",
        "NATS_PORT",
        "WORKER_PORT",
        "WORLD_URL",
        "NODE",
    ):
        monkeypatch.delenv(f"MADANG_{name}", raising=False)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_plan_takes_neighbouring_ports_and_the_local_address() -> None:
    port = free_ports()
    plan = make_plan("localhost", port, None, tls=False)
    assert (plan.world_port, plan.web_port, plan.nats_port, plan.worker_port) == (
        port + 1,
        port + 2,
        port + 3,
        port + 4,
    )
    assert plan.public_url == f"http://localhost:{port}"


def test_plan_for_all_addresses_is_published_under_one_that_others_reach() -> None:
    plan = make_plan("0.0.0.0", free_ports(), None, tls=True)
    assert plan.public_url.startswith("https://")
    assert "0.0.0.0" not in plan.public_url


def test_public_url_that_is_set_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADANG_PUBLIC_URL", "https://plaza.example.kr/")
    plan = make_plan("localhost", free_ports(), None, tls=False)
    assert plan.public_url == "https://plaza.example.kr"
    assert child_environment(plan, {"web": "a", "world": "b", "worker": "c"})["web"]["MADANG_WORLD_URL"] == (
        "wss://plaza.example.kr/world"
    )


def test_each_process_gets_its_own_nats_user() -> None:
    plan = make_plan("localhost", free_ports(), None, tls=False)
    told = child_environment(plan, {"web": "p/w", "world": "q", "worker": "r"})
    assert told["web"]["MADANG_NATS_URL"] == f"nats://web:p%2Fw@127.0.0.1:{plan.nats_port}"
    assert told["world"]["MADANG_NATS_URL"].startswith("nats://world:q@")
    assert "MADANG_NATS_URL" not in told["door"]


def test_port_in_use_is_refused_by_the_option_that_sets_it(taken_port: int) -> None:
    with pytest.raises(CannotRun, match=f"Port {taken_port} on 127.0.0.1 is in use .* with --world-port"):
        make_plan("localhost", free_ports(), taken_port, tls=False)


@pytest.mark.parametrize(
    ("host", "port", "world_port", "said"),
    [
        ("localhost", 0, None, "--port 0 refused"),
        ("localhost", 70_000, None, "--port 70000 refused"),
        ("localhost", 8000, 8000, "it is the public port too"),
        ("192.0.2.1", 18_000, None, "not an address of this machine"),
        ("no such host", 18_000, None, "no such address"),
    ],
)
def test_wrong_address_or_port_is_refused(host: str, port: int, world_port: int | None, said: str) -> None:
    with pytest.raises(CannotRun, match=said):
        make_plan(host, port, world_port, tls=False)


def test_free_port_passes_over_those_in_use(taken_port: int) -> None:
    assert free_port(taken_port, set()) != taken_port


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://plaza.example.kr", True),
        ("https://localhost:8000", False),
        ("https://192.168.0.7:8000", False),
        ("https://[::1]:8000", False),
        ("https://machine.local", False),
    ],
)
def test_only_a_public_domain_gets_a_real_certificate(url: str, expected: bool) -> None:
    assert is_domain(url) is expected


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MADANG_WEB_PORT", "eighty", "MADANG_WEB_PORT 'eighty' refused: not a port"),
        ("MADANG_PUBLIC_URL", "plaza.example", "MADANG_PUBLIC_URL 'plaza.example' refused"),
    ],
)
def test_wrong_setting_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CannotRun, match=said):
        Config.from_env()
