"""The sandbox by hand: showing a resident, taking a register away, and how quick and small a lookup is."""

import json
import time
import tracemalloc
from dataclasses import replace

import pytest

from madang.config import CannotRun, Config
from madang.kernel.registers import adapters
from madang.kernel.registers.command import outage, show
from madang.kernel.registers.interfaces import RegisterUnavailable
from madang.kernel.registers.lookup import Ledger, Registry
from madang.kernel.registers.outage import OutageSwitch, switch_of
from madang.kernel.registers.sandbox import SandboxSource


@pytest.fixture
def config(tmp_path) -> Config:
    return replace(Config.from_env(), data=tmp_path)


@pytest.mark.usefixtures("sandbox")
def test_show_prints_a_resident_and_refuses_a_stranger(config, capsys):
    show(config, "park-seojun")
    told = json.loads(capsys.readouterr().out)
    assert told["sandbox"] is True
    assert told["resident"]["name"] == "박서준"
    assert len(told["homes"]) == 2
    with pytest.raises(CannotRun, match=r"'nobody' is not in the sandbox\. Named ones: .*kim-haneul"):
        show(config, "nobody")


def test_register_that_is_switched_off_is_unavailable_until_it_is_called_up(config, sandbox):
    source = replace(sandbox, outage=switch_of(config.data))
    outage(config, "tax_ledger", "down")
    with pytest.raises(RegisterUnavailable, match="switched off"):
        Ledger(source).bills("kim-haneul")
    assert Registry(source).resident("kim-haneul").id == "kim-haneul"
    assert not source.answers("tax_ledger")
    assert source.answers("agencies")
    outage(config, "tax_ledger", "up")
    assert Ledger(source).bills("kim-haneul")


def test_slow_register_is_unavailable_after_a_while(config, sandbox):
    slept: list[float] = []
    switch = OutageSwitch(switch_of(config.data).file, slept.append)
    switch.set("all", "slow")
    with pytest.raises(RegisterUnavailable, match="no answer in time"):
        Registry(replace(sandbox, outage=switch)).resident("kim-haneul")
    assert slept == [2.0]


@pytest.mark.parametrize(("register", "mode"), [("ledger", "down"), ("tax_ledger", "gone")])
def test_outage_of_what_there_is_not_is_refused(config, register, mode):
    with pytest.raises(CannotRun, match=f"'{register} {mode}' refused"):
        outage(config, register, mode)


def test_broken_switch_file_is_up(config, sandbox):
    switch = switch_of(config.data)
    switch.file.write_text("[", encoding="utf-8")
    assert Registry(replace(sandbox, outage=switch)).resident("kim-haneul").id == "kim-haneul"


@pytest.mark.usefixtures("sandbox")
def test_city_asks_the_adapters_that_it_names():
    assert adapters.registry().resident("kim-haneul").name == "김하늘"
    assert adapters.ledger().homes("kim-haneul")
    assert adapters.identity_provider().method == "sandbox"
    assert set(adapters.parts_answer()) == {"resident_registry", "tax_ledger", "agencies", "identity"}
    assert adapters.today().year >= 2026


def test_lookup_takes_at_most_five_milliseconds_and_little_memory(sandbox: SandboxSource):
    ledger = Ledger(sandbox)
    ledger.bills("kim-haneul")
    took = []
    for _ in range(30):
        started = time.perf_counter()
        ledger.bills("kim-haneul")
        took.append(time.perf_counter() - started)
    assert min(took) < 0.005
    tracemalloc.start()
    ledger.bills("kim-haneul")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
