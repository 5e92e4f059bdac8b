"""A register that is down, slow, broken or lies is unavailable, soon, and nobody's data is mixed up."""

import logging
import socket
import time
from collections.abc import Callable

import pytest

from madang.config import CannotRun
from madang.kernel.registers.http import HttpSource, http_source
from madang.kernel.registers.interfaces import NotFound, RegisterUnavailable, Resident
from madang.kernel.registers.lookup import Registry
from madang.kernel.registers.plan import HttpAdapter
from tests.registers.conftest import TIMEOUT_S
from tests.registers.register_server import RegisterServer

FAULTS = (
    "down",
    "error",
    "slow",
    "drip",
    "garbage",
    "not_http",
    "huge",
    "endless",
    "other_person",
    "other_key",
    "other_request",
    "other_404",
    "cut",
    "wrong_types",
    "redirect",
)
# Two tries, the pause between them, and room for a machine that does other things.
WITHIN_S = 2 * TIMEOUT_S + 2.0


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_unavailable_in_bounded_time_and_ends_with_the_fault(server, connect, fault):
    registry = Registry(connect())
    server.misbehave(fault)
    started = time.monotonic()
    with pytest.raises(RegisterUnavailable) as refused:
        registry.resident("kim-haneul")
    assert time.monotonic() - started < WITHIN_S
    assert refused.value.retry_after_s >= 1
    assert refused.value.register == "resident_registry"
    server.misbehave("")
    assert registry.resident("kim-haneul").name == "김하늘"


def test_retry_after_of_the_register_is_passed_on(server, connect):
    server.misbehave("down")
    with pytest.raises(RegisterUnavailable) as refused:
        Registry(connect()).resident("kim-haneul")
    assert refused.value.retry_after_s == 120
    assert len(server.asked) == 1


@pytest.mark.parametrize("fault", ["error", "cut", "not_http"])
def test_one_failure_that_may_pass_is_tried_again(server, connect, fault):
    server.misbehave(fault, times=1)
    assert Registry(connect()).resident("kim-haneul").id == "kim-haneul"
    assert len(server.asked) == 2


@pytest.mark.parametrize("fault", ["slow", "garbage", "huge"])
def test_failure_that_would_not_pass_is_not_tried_again(server, connect, fault):
    server.misbehave(fault)
    with pytest.raises(RegisterUnavailable):
        Registry(connect()).resident("kim-haneul")
    assert len(server.asked) == 1


def test_nobody_listening_is_unavailable(connect):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(RegisterUnavailable, match="ConnectError"):
        Registry(connect(url=f"http://127.0.0.1:{port}")).resident("kim-haneul")


def test_register_that_listens_and_never_answers_is_unavailable_in_time(connect):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        source = connect(url=f"http://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(RegisterUnavailable, match="no answer in time"):
            Registry(source).resident("kim-haneul")
    assert time.monotonic() - started < WITHIN_S


def test_wrong_token_is_unavailable_not_nobody(connect, keys):
    (keys / "register.token").write_text("another", encoding="ascii")
    with pytest.raises(RegisterUnavailable, match="status 401"):
        Registry(connect()).resident("kim-haneul")


def test_after_failures_it_is_left_alone_then_one_tries_and_closes(server, connect):
    clock = [0.0]
    source = connect(break_after=2, break_s=10.0, tries=1)
    source.breaker.clock = lambda: clock[0]
    registry = Registry(source)
    server.misbehave("error")
    for _ in range(2):
        with pytest.raises(RegisterUnavailable, match="status 500"):
            registry.resident("kim-haneul")
    server.misbehave("")
    asked = len(server.asked)
    with pytest.raises(RegisterUnavailable, match="left alone") as refused:
        registry.resident("kim-haneul")
    assert refused.value.retry_after_s == 11
    assert len(server.asked) == asked
    clock[0] = 10.5
    assert registry.resident("kim-haneul").id == "kim-haneul"
    assert source.breaker.closed


def test_nobody_under_a_key_is_no_failure(connect):
    source = connect(break_after=1)
    for _ in range(3):
        with pytest.raises(NotFound):
            Registry(source).resident("nobody")
    assert source.breaker.closed


def test_no_person_stands_in_an_address_or_a_log(server, connect, caplog):
    caplog.set_level(logging.DEBUG)
    registry = Registry(connect())
    registry.resident("kim-haneul")
    for fault in ("wrong_types", "other_person", "garbage"):
        server.misbehave(fault, times=1)
        with pytest.raises(RegisterUnavailable) as refused:
            registry.resident("kim-haneul")
        assert not {"kim-haneul", "김하늘", "880412"} & set(str(refused.value).split())
    assert set(server.paths) == {"/v1/lookup"}
    for told in ("kim-haneul", "김하늘", "880412", "a-token-for-tests"):
        assert told not in caplog.text


def test_answers_is_known_without_waiting(server, connect):
    source = connect()
    server.misbehave("slow")
    started = time.monotonic()
    source.answers()
    assert time.monotonic() - started < TIMEOUT_S / 2
    server.misbehave("")
    source.look_up("residents", Resident, {"resident": "kim-haneul"})
    assert source.answers()
    server.misbehave("garbage")
    with pytest.raises(RegisterUnavailable):
        source.look_up("residents", Resident, {"resident": "kim-haneul"})
    assert not source.answers()


def test_health_is_asked_in_the_background(server: RegisterServer, connect: Callable[..., HttpSource]):
    source = connect()
    server.misbehave("down")
    source.answers()
    ends = time.monotonic() + 5
    while source.answers() and time.monotonic() < ends:
        time.sleep(0.02)
    assert not source.answers()
    assert server.paths == ["/v1/health"]


@pytest.mark.parametrize("text", ["", "two words", "\u3042"])
def test_token_file_that_is_none_is_refused(tmp_path, text):
    (tmp_path / "token").write_text(text, encoding="utf-8")
    adapter = HttpAdapter(kind="http", url="https://registers.example", token_file="token")
    with pytest.raises(CannotRun, match="Token file"):
        http_source("tax_ledger", adapter, tmp_path)


def test_missing_certificate_is_refused(tmp_path):
    adapter = HttpAdapter(kind="http", url="https://registers.example", authority="none.pem")
    with pytest.raises(CannotRun, match=r"none\.pem"):
        http_source("tax_ledger", adapter, tmp_path)
