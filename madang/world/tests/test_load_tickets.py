"""Tickets for load tests: as many as asked for, each for somebody else, and good at the gate."""

import dataclasses
import time

import pytest

from madang.config import CannotRun, Config
from madang.protocol.tickets import verify
from madang.world.keys import KeyRing
from madang.world.load_tickets import load_tickets, print_tickets
from madang.world.tests.small_city import YARD, SmallCity
from madang.world.tests.visitor import enter


def config_of(city: SmallCity) -> Config:
    return dataclasses.replace(Config.from_env(), data=city.data, node="1")


def test_tickets_are_printed_one_a_line_and_are_good(city: SmallCity, capsys: pytest.CaptureFixture[str]):
    print_tickets(config_of(city), YARD, 25)
    lines = capsys.readouterr().out.splitlines()
    ring = KeyRing(city.data / "keys")
    ring.read(0.0)
    claims = [verify(line, ring.keys(), places=[YARD], node="1", now=time.time()) for line in lines]
    assert len({one.sid for one in claims}) == len({one.jti for one in claims}) == 25
    assert all(one.load and one.exp - one.iat == 24 * 3600 for one in claims)


async def test_load_ticket_opens_the_gate(city: SmallCity):
    (ticket,) = load_tickets(config_of(city), YARD, 1)
    assert (await enter(city.url, ticket)).id


@pytest.mark.parametrize("count", [0, -1, 100_001])
def test_count_out_of_range_is_refused(city: SmallCity, count: int):
    with pytest.raises(CannotRun, match="--count"):
        load_tickets(config_of(city), YARD, count)


def test_without_the_private_key_it_says_what_to_do(city: SmallCity, tmp_path):
    with pytest.raises(CannotRun, match="cannot be read"):
        load_tickets(dataclasses.replace(config_of(city), data=tmp_path), YARD, 1)
