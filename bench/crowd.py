"""A crowd of bots that walk at 10 Hz and check what they are told: `python -m bench.crowd --url … --tickets
FILE`.

Every bot sends MOVE ten times a second. Some of them, the probes, verify each CROWD: that every position in
it was really sent by its owner, how long ago that was, and that their near neighbours are all named. One
line of JSON says what was measured. Only addresses on this machine are accepted.
"""

import argparse
import asyncio
import gc
import ipaddress
import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from madang.protocol.frames import (
    CROWD_HEAD,
    KIND_CROWD,
    KIND_FAR,
    KIND_MOVE,
    MOVE,
    PERSON,
    PERSON_BYTES,
    WALK,
)

MOVE_HZ = 10
SLOTS = 50
"""The bots send in so many groups, evenly over a tenth of a second."""
REMEMBERED = 32
"""Sent positions that are remembered for each bot."""
NEAR_M = 8.0
NEAR_PEOPLE = 8
SEEN_S = 1.0
OPENING_AT_ONCE = 64
JOIN_S = 60.0
WALK_M_S = 1.4
MOST_LATE_S = 0.1
"""A generator that is later than this goes on from now; it does not send faster to make up."""


@dataclass(frozen=True)
class Options:
    """What to run. radius_m: how far around the spawn the bots are strewn."""

    url: str
    tickets: tuple[str, ...]
    seconds: float
    warmup_s: float
    radius_m: float
    probes: int
    hz: float = MOVE_HZ


@dataclass
class Report:
    """What was measured. Latency is from a bot's MOVE to its arrival at a probe, for each change seen."""

    bots: int = 0
    lost: int = 0
    join_s: float = 0.0
    seconds: float = 0.0
    p50_ms: float = 0.0
    p95_ms: float = 0.0
    p99_ms: float = 0.0
    max_ms: float = 0.0
    updates: int = 0
    wrong_positions: int = 0
    bad_frames: int = 0
    near_seen: float = 0.0
    near_checked: int = 0
    puts: int = 0
    frames_per_s: float = 0.0
    slowest_frames_per_s: float = 0.0
    people_per_frame: float = 0.0
    most_people: int = 0
    bytes_per_s_each: float = 0.0
    sent_hz: float = 0.0
    generator_cpu: float = 0.0
    generator_late_p99_ms: float = 0.0


class Bots:
    """Where all bots are and what they sent, as arrays by bot; `of_id` finds a bot by its id in the place."""

    def __init__(self, count: int, hz: float) -> None:
        chance = np.random.default_rng(7)
        self.chance = chance
        self.step_m = WALK_M_S / hz
        self.x = np.zeros(count)
        self.z = np.zeros(count)
        self.heading = chance.uniform(0, 2 * np.pi, count)
        self.live = np.zeros(count, bool)
        self.seq = np.zeros(count, np.int64)
        self.ids = np.zeros(count, np.int64)
        self.of_id = np.full(65536, -1, np.int64)
        self.sent_x = np.full((65536, REMEMBERED), -1, np.int32)
        self.sent_z = np.full((65536, REMEMBERED), -1, np.int32)
        self.sent_s = np.zeros((65536, REMEMBERED))
        self.side_m = 0.0

    def step(self, bots: np.ndarray) -> list[bytes]:
        """Walk until the next MOVE; answers each bot's MOVE and remembers it."""
        self.heading[bots] += self.chance.uniform(-0.3, 0.3, len(bots))
        for axis, way in ((self.x, np.sin(self.heading[bots])), (self.z, -np.cos(self.heading[bots]))):
            to = axis[bots] + way * self.step_m
            out = (to < 1) | (to > self.side_m - 1)
            self.heading[bots[out]] += np.pi
            axis[bots] = np.where(out, axis[bots], to)
        self.seq[bots] += 1
        x, z = np.round(self.x[bots] * 100).astype(int), np.round(self.z[bots] * 100).astype(int)
        place = self.seq[bots] % REMEMBERED
        ids = self.ids[bots]
        self.sent_x[ids, place], self.sent_z[ids, place] = x, z
        self.sent_s[ids, place] = time.monotonic()
        yaw = np.round(self.heading[bots] / (2 * np.pi) * 256).astype(int) & 255
        rows = zip((self.seq[bots] & 0xFFFF).tolist(), x.tolist(), z.tolist(), yaw.tolist(), strict=True)
        return [MOVE.pack(KIND_MOVE, 0, seq, px, 0, pz, turn, WALK, 0) for seq, px, pz, turn in rows]


class Bot(WSListener):
    """One connection of the crowd."""

    def __init__(self, number: int, crowd: "Crowd", probe: int) -> None:
        self.number = number
        self.crowd = crowd
        self.probe = probe
        self.frames = 0
        self.welcome: dict[str, object] | None = None
        self.came = asyncio.Event()
        self.gone = False

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.BINARY:
            self.crowd.received(self, frame.get_payload_as_bytes())
        elif frame.msg_type == WSMsgType.TEXT:
            self.crowd.told(self, json.loads(frame.get_payload_as_utf8_text()))
        elif frame.msg_type == WSMsgType.CLOSE:
            code, reason = frame.get_close_code(), frame.get_close_reason()
            sys.stderr.write(f"bot {self.number} was closed: {code} {reason}\n")
            transport.disconnect()

    def on_ws_disconnected(self, _transport: WSTransport) -> None:
        self.gone = True
        self.came.set()
        self.crowd.bots.live[self.number] = False

    def pause_writing(self) -> None:
        """Nothing: what waits will be sent."""

    resume_writing = pause_writing


class Crowd:
    """All connections, and the checks."""

    def __init__(self, options: Options) -> None:
        count = len(options.tickets)
        self.options = options
        self.bots = Bots(count, options.hz)
        probes = min(options.probes, count)
        every = max(1, count // probes)
        self.people = [
            Bot(number, self, number // every if number % every == 0 and number // every < probes else -1)
            for number in range(count)
        ]
        self.measuring = False
        self.report = Report(bots=count)
        self.latencies_s: list[np.ndarray] = []
        self.late_s: list[float] = []
        self.newest_s = np.zeros((probes, 65536))
        self.named_s = np.zeros((probes, 65536))
        self.frames = self.bytes = self.named = self.sent = self.near = self.near_seen = 0

    def received(self, bot: Bot, payload: bytes) -> None:
        """Count a frame; a probe looks into it."""
        if payload[0] == KIND_FAR:
            return
        count, rest = divmod(len(payload) - CROWD_HEAD.size, PERSON_BYTES)
        if payload[0] != KIND_CROWD or rest or not 0 < count <= 64:
            self.report.bad_frames += 1
            return
        if self.measuring:
            bot.frames += 1
            self.frames += 1
            self.bytes += len(payload)
            self.named += count
            self.report.most_people = max(self.report.most_people, count)
        if bot.probe >= 0:
            self._check(bot, np.frombuffer(payload, PERSON, count, CROWD_HEAD.size))

    def _check(self, bot: Bot, people: np.ndarray) -> None:
        """Was every position really sent, and how long ago?"""
        now = time.monotonic()
        bots = self.bots
        ids = people["id"].astype(np.int64)
        known = bots.of_id[ids] >= 0
        same = bots.sent_x[ids] == people["x"][:, None]
        same &= bots.sent_z[ids] == people["z"][:, None]
        sent_s = np.where(same, bots.sent_s[ids], 0.0).max(axis=1)
        self.named_s[bot.probe, ids] = now
        if not self.measuring:
            self.newest_s[bot.probe, ids] = np.maximum(self.newest_s[bot.probe, ids], sent_s)
            return
        self.report.wrong_positions += int(((sent_s == 0) & known).sum())
        news = (sent_s > self.newest_s[bot.probe, ids]) & (ids != bots.ids[bot.number])
        self.newest_s[bot.probe, ids[news]] = sent_s[news]
        self.latencies_s.append(now - sent_s[news])

    def told(self, bot: Bot, message: dict[str, object]) -> None:
        """A message: the welcome sets the bot down, a put sets it back."""
        bots, number = self.bots, bot.number
        if message["type"] == "welcome":
            bot.welcome = message
            spawn: Any = message["spawn"]
            identifier = int(str(message["id"]))
            bots.side_m = float(str(message["side_m"]))
            bots.x[number], bots.z[number] = spawn["x"] / 100, spawn["z"] / 100
            bots.ids[number] = identifier
            bots.of_id[identifier] = number
            bots.sent_x[identifier, 0], bots.sent_z[identifier, 0] = spawn["x"], spawn["z"]
            bots.sent_s[identifier, 0] = time.monotonic()
            bots.live[number] = True
            bot.came.set()
        elif message["type"] == "put":
            self.report.puts += self.measuring
            bots.x[number], bots.z[number] = int(str(message["x"])) / 100, int(str(message["z"])) / 100
            bots.heading[number] += np.pi * bots.chance.uniform(0.7, 1.3)

    def check_neighbours(self) -> None:
        """Do the probes know of everybody who is near them?"""
        now = time.monotonic()
        bots = self.bots
        for bot in self.people:
            if bot.probe < 0 or not bots.live[bot.number]:
                continue
            away = np.hypot(bots.x - bots.x[bot.number], bots.z - bots.z[bot.number])
            away[~bots.live] = np.inf
            away[bot.number] = np.inf
            nearest = np.argsort(away)[:NEAR_PEOPLE]
            nearest = nearest[away[nearest] <= NEAR_M]
            self.near += len(nearest)
            self.near_seen += int((now - self.named_s[bot.probe, bots.ids[nearest]] < SEEN_S).sum())


async def run(options: Options) -> Report:
    """Bring the crowd in, let it walk, and report."""
    crowd = Crowd(options)
    begun = time.monotonic()
    await _join(crowd)
    crowd.report.join_s = time.monotonic() - begun
    walking = asyncio.create_task(_walk(crowd))
    await asyncio.sleep(options.warmup_s)
    used = resource.getrusage(resource.RUSAGE_SELF)
    crowd.measuring, crowd.sent, crowd.late_s = True, 0, []
    begun = time.monotonic()
    while (past := time.monotonic() - begun) < options.seconds:
        await asyncio.sleep(min(1.0, options.seconds - past))
        crowd.check_neighbours()
    crowd.measuring = False
    walking.cancel()
    _reckon(crowd, time.monotonic() - begun, resource.getrusage(resource.RUSAGE_SELF), used)
    for bot in crowd.people:
        if not bot.gone:
            bot.transport.disconnect(graceful=False)
    await asyncio.sleep(0.2)
    return crowd.report


async def _join(crowd: Crowd) -> None:
    """Bring the first in to learn the place, then the others, so many at a time, strewn around its spawn."""
    options, bots = crowd.options, crowd.bots
    gate = asyncio.Semaphore(OPENING_AT_ONCE)

    async def join(bot: Bot, at: dict[str, int] | None) -> None:
        async with gate:
            await ws_connect(
                lambda: bot,
                options.url,
                extra_headers={"Sec-WebSocket-Protocol": "madang.world.v1"},
                websocket_handshake_timeout=JOIN_S,
            )
            enter = {"type": "enter", "ticket": options.tickets[bot.number], **({"at": at} if at else {})}
            bot.transport.send(WSMsgType.TEXT, json.dumps(enter))
            await bot.came.wait()

    async with asyncio.timeout(JOIN_S):
        await join(crowd.people[0], None)
        away = options.radius_m * np.sqrt(bots.chance.uniform(0, 1, len(crowd.people)))
        angle = bots.chance.uniform(0, 2 * np.pi, len(crowd.people))
        x = np.clip(bots.x[0] + away * np.sin(angle), 1, bots.side_m - 1) * 100
        z = np.clip(bots.z[0] + away * np.cos(angle), 1, bots.side_m - 1) * 100
        spots = [{"x": int(east), "z": int(south)} for east, south in zip(x, z, strict=True)]
        await asyncio.gather(*(join(bot, spots[bot.number]) for bot in crowd.people[1:]))


async def _walk(crowd: Crowd) -> None:
    """Send every bot's MOVE `hz` times a second, in SLOTS groups."""
    period_s = 1 / crowd.options.hz / SLOTS
    due = time.monotonic()
    slot = 0
    everybody = np.arange(len(crowd.people))
    while True:
        due += period_s
        wait_s = due - time.monotonic()
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        late_s = time.monotonic() - due
        crowd.late_s.append(max(0.0, late_s))
        if late_s > MOST_LATE_S:
            due += late_s
        group = everybody[slot::SLOTS]
        group = group[crowd.bots.live[group]]
        for number, payload in zip(group.tolist(), crowd.bots.step(group), strict=True):
            crowd.people[number].transport.send(WSMsgType.BINARY, payload)
        crowd.sent += len(group)
        slot = (slot + 1) % SLOTS


def _reckon(
    crowd: Crowd, seconds: float, now: resource.struct_rusage, before: resource.struct_rusage
) -> None:
    report, count = crowd.report, len(crowd.people)
    latencies = np.concatenate([np.zeros(0), *crowd.latencies_s]) * 1000
    if len(latencies):
        report.p50_ms, report.p95_ms, report.p99_ms = np.percentile(latencies, [50, 95, 99]).round(1).tolist()
        report.max_ms = round(float(latencies.max()), 1)
    report.lost = sum(bot.gone for bot in crowd.people)
    report.seconds = round(seconds, 2)
    report.join_s = round(report.join_s, 2)
    report.updates = len(latencies)
    report.near_checked = crowd.near
    report.near_seen = round(crowd.near_seen / crowd.near, 4) if crowd.near else 1.0
    report.frames_per_s = round(crowd.frames / seconds / count, 2)
    report.slowest_frames_per_s = round(min(bot.frames for bot in crowd.people) / seconds, 2)
    report.people_per_frame = round(crowd.named / max(1, crowd.frames), 1)
    report.bytes_per_s_each = round(crowd.bytes / seconds / count)
    report.sent_hz = round(crowd.sent / seconds / count, 2)
    used = now.ru_utime + now.ru_stime - before.ru_utime - before.ru_stime
    report.generator_cpu = round(used / seconds, 2)
    report.generator_late_p99_ms = round(float(np.percentile(crowd.late_s, 99)) * 1000, 1)


def read_options(arguments: list[str]) -> Options:
    """The options of the command line; exits with one sentence when they make no sense."""
    parser = argparse.ArgumentParser(prog="python -m bench.crowd", description=__doc__)
    parser.add_argument("--url", required=True, help="the world's socket, e.g. ws://127.0.0.1:8001/world")
    parser.add_argument("--tickets", type=Path, required=True, help="a file from `madang world tickets`")
    parser.add_argument("--count", type=int, default=1000, help="how many bots (default 1000)")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to measure (default 20)")
    parser.add_argument("--warmup", type=float, default=3.0, help="how long to walk before (default 3)")
    parser.add_argument(
        "--radius", type=float, default=100.0, help="how far around the spawn, in m (default 100)"
    )
    parser.add_argument(
        "--probes", type=int, default=200, help="how many bots look into frames (default 200)"
    )
    parser.add_argument(
        "--hz", type=float, default=MOVE_HZ, help="how often each sends (default 10, most 10)"
    )
    given = parser.parse_args(arguments)
    host = urlsplit(given.url).hostname or ""
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        parser.error(f"--url {given.url} refused: only this machine (127.0.0.1, localhost) may be loaded.")
    if not (0 < given.count <= 20_000 and 0 < given.seconds <= 3600 and given.probes > 0):
        parser.error("--count must be 1 to 20000, --seconds up to 3600, --probes above 0.")
    if not 0.5 <= given.hz <= MOVE_HZ:
        parser.error(f"--hz {given.hz} refused: 0.5 to {MOVE_HZ} a second.")
    tickets = given.tickets.read_text("utf-8").split()
    if len(tickets) < given.count:
        parser.error(f"--tickets {given.tickets} refused: {len(tickets)} tickets for {given.count} bots.")
    chosen = tuple(tickets[: given.count])
    return Options(given.url, chosen, given.seconds, given.warmup, given.radius, given.probes, given.hz)


def main() -> None:
    """Run as the command line says and print the report."""
    options = read_options(sys.argv[1:])
    _, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    sys.stdout.write(json.dumps(asdict(uvloop.run(run(options)))) + "\n")


if __name__ == "__main__":
    main()
