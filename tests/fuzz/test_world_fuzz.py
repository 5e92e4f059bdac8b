"""A world under fire: random and mutated frames and messages must end nothing but the connection they came
on.
"""

import asyncio
import contextlib
import json
import time
from pathlib import Path
from random import Random

import pytest

from madang.protocol import tickets
from madang.world.tests.small_city import YARD, SmallCity, running_city
from madang.world.tests.visitor import Visitor, enter
from tests.fuzz.garbage import TEXT, bearable, frame, hostile, hostile_head

SEED = 20261121
ATTACKERS = 24
FRAMES_EACH = 30
UPGRADE = (
    b"GET /world HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    b"Sec-WebSocket-Protocol: madang.world.v1\r\n\r\n"
)
PATIENCE_S = 15.0


class Attack:
    """Attackers that come in with a pass, send what they should not, and come again."""

    def __init__(self, city: SmallCity, frames: int) -> None:
        self.city = city
        self.frames = frames
        self.sent = 0
        self.connections = 0

    async def run(self) -> None:
        """Send all frames."""
        await asyncio.gather(*(self._attacker(number) for number in range(ATTACKERS)))

    async def _attacker(self, number: int) -> None:
        chance = Random(SEED + number)
        claims = self.city.claims(YARD, sid=f"attacker-{number}")
        token = tickets.issue(tickets.pass_of(claims), self.city.key)
        while self.sent < self.frames:
            await self._one_connection(chance, token)

    async def _one_connection(self, chance: Random, token: str) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.city.port)
        self.connections += 1
        try:
            async with asyncio.timeout(PATIENCE_S):
                if chance.random() < 0.03:
                    writer.write(hostile_head(chance))
                    self.sent += 1
                else:
                    await self._come_in(reader, writer, chance, token)
                with contextlib.suppress(OSError):
                    await writer.drain()
                    writer.write_eof()
                while await reader.read(65536):
                    pass
        except ConnectionError:
            pass
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _come_in(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, chance: Random, token: str
    ) -> None:
        """Enter (mostly), then send bearable frames, and hostile ones at the end."""
        writer.write(UPGRADE)
        await reader.readuntil(b"\r\n\r\n")
        if chance.random() < 0.9:
            enter_message = {"type": "enter", "ticket": token, "at": {"x": 3000, "z": 3000}}
            writer.write(frame(TEXT, json.dumps(enter_message).encode(), chance))
            await reader.readuntil(b'"welcome"')
        hostile_frames = chance.randrange(0, 4)
        burst = [bearable(chance) for _ in range(FRAMES_EACH - hostile_frames)]
        burst += [hostile(chance) for _ in range(hostile_frames)]
        self.sent += len(burst)
        writer.write(b"".join(burst))


async def walk_about(walker: Visitor, stop: asyncio.Event) -> list[float]:
    """An honest person walks to and fro; answers how long each step took to come back."""
    waits: list[float] = []
    x = walker.spot[0]
    way = 10
    while not stop.is_set():
        x += way
        if abs(x - 3000) > 200:
            way = -way
        begun = time.monotonic()
        walker.move(x, 3000, 64)
        while walker.newest(walker.id).get("x") != x:
            await walker.news()
        waits.append(time.monotonic() - begun)
        walker.forget()
        await asyncio.sleep(0.1)
    return waits


async def attack(city: SmallCity, frames: int) -> None:
    """Warm up, measure, attack, measure again; an honest walker and the log must not feel it."""
    walker = await enter(city.url, city.ticket(YARD), {"x": 3000, "z": 3000})
    stop = asyncio.Event()
    walking = asyncio.create_task(walk_about(walker, stop))
    await Attack(city, frames // 5).run()
    warm = city.metric("process_resident_memory_bytes")
    under_fire = Attack(city, frames)
    await under_fire.run()
    end = city.metric("process_resident_memory_bytes")
    stop.set()
    waits = await walking
    assert walker.closed is None
    assert len(waits) > 5
    assert sorted(waits)[len(waits) // 2] < 1.0
    assert under_fire.sent >= frames
    assert city.process is not None
    assert city.process.poll() is None
    assert "Traceback" not in city.log_text()
    assert city.metric("madang_world_faults_total") == 0
    handled = sum(
        float(line.rpartition(" ")[2])
        for line in city.get("/metrics")[1].splitlines()
        if line.startswith("madang_world_messages_total{")
    )
    assert handled > 0.5 * frames
    assert end <= 1.05 * warm, f"RSS grew from {warm / 1e6:.1f} to {end / 1e6:.1f} MB"
    walker.leave()
    await walker.ended()


GENEROUS = {"messages_per_s": "100000", "messages_burst": "100000", "say_per_s": "1000", "who_per_s": "1000"}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("limits", [GENEROUS, {}], ids=["without rate limits", "with the usual limits"])
def test_world_under_fire_of_ten_thousand_frames_stands(tmp_path: Path, limits: dict[str, str]) -> None:
    with running_city(tmp_path, limits=limits) as city:
        asyncio.run(attack(city, 10_000))


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("limits", [GENEROUS, {}], ids=["without rate limits", "with the usual limits"])
def test_world_under_fire_of_a_hundred_thousand_frames_stands(tmp_path: Path, limits: dict[str, str]) -> None:
    with running_city(tmp_path, limits=limits) as city:
        asyncio.run(attack(city, 100_000))
