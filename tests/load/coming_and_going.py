"""People who come to a running city, walk, talk and go: `python -m tests.load.coming_and_going --help`.

Each visit is a whole one: a ticket of the city's key, the world's socket, a few seconds of walking and a
word, and the end, one in ten without a goodbye. One line of JSON says how many came. Only this machine is
loaded.
"""

import argparse
import asyncio
import ipaddress
import itertools
import json
import random
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from madang.config import Config
from madang.protocol.frames import KIND_MOVE, MOVE, WALK
from madang.world.load_tickets import load_tickets

MOVE_S = 0.2
STEP_CM = 28
WORD_CHANCE = 0.2
RUDE_CHANCE = 0.1
TICKETS_AT_ONCE = 2_000
TICKET_LIFE_S = 180
"""The world remembers each ticket that has served until it would have ended; a city's live a minute."""
OPEN_S = 20.0


@dataclass
class Counts:
    """How many visits began, were welcomed, and ended otherwise than meant."""

    came: int = 0
    welcomed: int = 0
    failed: int = 0
    heard: int = 0


class Guest(WSListener):
    """One visit's connection."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.spawn: dict[str, int] | None = None
        self.welcome = asyncio.Event()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, _transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            message: dict[str, Any] = json.loads(frame.get_payload_as_utf8_text())
            if message["type"] == "welcome":
                self.spawn = message["spawn"]
                self.counts.welcomed += 1
                self.welcome.set()
            elif message["type"] == "said":
                self.counts.heard += 1

    def pause_writing(self) -> None:
        """Nothing: what waits will be sent."""

    resume_writing = pause_writing


async def visit(url: str, ticket: str, stay_s: float, chance: random.Random, counts: Counts) -> None:
    """Come, walk to and fro and say a word, and go."""
    guest = Guest(counts)
    counts.came += 1
    try:
        headers = {"Sec-WebSocket-Protocol": "madang.world.v1"}
        async with asyncio.timeout(OPEN_S):
            await ws_connect(lambda: guest, url, extra_headers=headers)
            guest.transport.send(WSMsgType.TEXT, json.dumps({"type": "enter", "ticket": ticket}))
            await guest.welcome.wait()
    except (OSError, TimeoutError):
        counts.failed += 1
        return
    await walk(guest, stay_s, chance)
    guest.transport.disconnect(graceful=chance.random() > RUDE_CHANCE)


async def walk(guest: Guest, stay_s: float, chance: random.Random) -> None:
    """Walk to and fro for a while."""
    spot = guest.spawn or {"x": 0, "z": 0}
    x, way = spot["x"], STEP_CM
    until = time.monotonic() + stay_s
    for seq in itertools.count(1):
        if time.monotonic() > until:
            return
        x += way
        way = -way if seq % 5 == 0 else way
        move = MOVE.pack(KIND_MOVE, 0, seq & 0xFFFF, x, 0, spot["z"], 64 if way > 0 else 192, WALK, 0)
        guest.transport.send(WSMsgType.BINARY, move)
        if seq == 5 and chance.random() < WORD_CHANCE:
            guest.transport.send(WSMsgType.TEXT, json.dumps({"type": "say", "text": "안녕하세요 🙂"}))
        await asyncio.sleep(MOVE_S)


async def come_and_go(config: Config, url: str, per_s: float, seconds: float, stay_s: float) -> Counts:
    """`per_s` visits begin each second, for `seconds`; each stays about `stay_s`."""
    counts, chance = Counts(), random.Random(7)
    visits: set[asyncio.Task[None]] = set()
    tickets: list[str] = []
    begun = time.monotonic()
    for number in itertools.count():
        due = begun + number / per_s
        if due - begun > seconds:
            break
        if not tickets:
            tickets = await asyncio.to_thread(load_tickets, config, "plaza", TICKETS_AT_ONCE, TICKET_LIFE_S)
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        stay = stay_s * chance.uniform(0.5, 1.5)
        task = asyncio.create_task(visit(url, tickets.pop(), stay, chance, counts))
        visits.add(task)
        task.add_done_callback(visits.discard)
    await asyncio.gather(*visits)
    return counts


def main() -> None:
    """Run as the command line says and print the counts."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.coming_and_going", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the running city's data directory")
    parser.add_argument("--city-url", required=True, help="the city's public address, as its tickets name it")
    parser.add_argument("--url", required=True, help="the world's socket, e.g. ws://127.0.0.1:8001/world")
    parser.add_argument("--per-second", type=float, default=50.0, help="visits that begin each second")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long (default 60, most 3600)")
    parser.add_argument("--stay", type=float, default=4.0, help="how long one visit lasts, in seconds")
    given = parser.parse_args()
    if not (0 < given.per_second <= 200 and 0 < given.seconds <= 3600 and 0 < given.stay <= 60):
        parser.error("--per-second up to 200, --seconds up to 3600, --stay up to 60.")
    host = urlsplit(given.url).hostname or ""
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        parser.error(f"--url {given.url} refused: only this machine (127.0.0.1, localhost) may be loaded.")
    config = replace(Config.from_env(), data=given.data, public_url=given.city_url)
    counts = uvloop.run(come_and_go(config, given.url, given.per_second, given.seconds, given.stay))
    sys.stdout.write(json.dumps(asdict(counts)) + "\n")


if __name__ == "__main__":
    main()
