"""The life of a world process: what it loads, its clock, and its end."""

import asyncio
import gc
import logging
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

import uvloop

from madang import paths
from madang.config import CannotRun, Config
from madang.places.document import DocumentError
from madang.places.place import Place, load_place
from madang.protocol.reports import PersonReported
from madang.words import check as words
from madang.world.admission import Admission
from madang.world.bus import Bus
from madang.world.http import Pages
from madang.world.interest import HALF_TICKS_HZ
from madang.world.keys import KeyRing
from madang.world.limits import Limits, read_limits
from madang.world.order import NotSent
from madang.world.removals import Removals
from madang.world.transport import listen
from madang.world.world import World

log = logging.getLogger("madang.world")

HALF_TICK_S = 1 / HALF_TICKS_HZ
LATE_S = 0.05
REMOVALS_WAIT_S = 3.0
"""How long nobody is let in while the removals have not been read: a broken NATS must not close the square.
"""
FAREWELL_S = 0.5
OTHER_FILES = 200
GC_THRESHOLDS = (50_000, 20, 50)


def run(config: Config, built: Path | None = None) -> None:
    """Run the world of a city until SIGTERM or SIGINT. `built` is where the built places lie.

    Raises:
        CannotRun: a limit is wrong, the city has no built place, or the port cannot be had.
    """
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    limits = read_limits(os.environ)
    allow_files(limits.connections + OTHER_FILES)
    places = load_places(built or paths.built_dir(), config.city)
    words.prepare()
    uvloop.run(serve(config, limits, places))


def load_places(built: Path, city: str) -> dict[str, Place]:
    """Every built place of a city by its slug. Raises CannotRun."""
    places: dict[str, Place] = {}
    for about in sorted((built / "places" / city).glob("*/place.json")):
        try:
            place = load_place(about.parent)
        except (OSError, ValueError, KeyError, DocumentError) as error:
            raise CannotRun(f"Place '{about.parent}' cannot be used: {error}. Build it again.") from error
        places[place.place] = place
    if not places:
        raise CannotRun(
            f"City '{city}' has no built place in '{built / 'places' / city}'. Run `madang place build`."
        )
    return places


def allow_files(wanted: int) -> None:
    """Raise this process's limit of open files (a socket is one) as far as the system lets it, and say if
    not.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    allowed = wanted if hard == unlimited else min(wanted, hard)
    if soft != unlimited and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    if allowed < wanted:
        log.info("The system allows %d open files: about as many people fit. More: ulimit -n.", allowed)


async def serve(config: Config, limits: Limits, places: dict[str, Place]) -> None:
    """Serve until a signal ends it."""
    loop = asyncio.get_running_loop()
    ending = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    keys = KeyRing(config.data / "keys")
    keys.read(time.monotonic())
    admission = Admission(keys, places, config.node, limits)
    bus: Bus | None = None

    async def send_report(report: PersonReported) -> None:
        if bus is None:
            raise NotSent("This world has no NATS.")
        await bus.send_report(report)

    world = World(places, limits, admission, Removals(limits.removals), send_report)
    if config.nats_url:
        bus = Bus(
            config.nats_url,
            config.city,
            world.removals,
            on_event=world.event,
            on_removals=world.remove_the_removed,
            on_outline=world.take_outline,
        )
    pages = Pages(world, lambda: _parts(world, keys, bus))
    try:
        server = await listen(world, pages, config.public_url, config.world_host, config.world_port)
    except OSError as error:
        raise CannotRun(
            f"Port {config.world_port} on {config.world_host} cannot be opened: {error.strerror}. "
            "End the program that has it, or choose another with MADANG_WORLD_PORT."
        ) from error
    lasting = [asyncio.create_task(_tick(world, keys))]
    passing = []
    if bus is not None:
        lasting.append(asyncio.create_task(bus.run()))
        passing.append(asyncio.create_task(_open_gate(admission, bus)))
    _tame_gc()
    port = server.sockets[0].getsockname()[1]
    log.info("The world of %s is open on port %d: %s.", config.city, port, ", ".join(sorted(places)))
    await asyncio.wait({asyncio.create_task(ending.wait()), *lasting}, return_when=asyncio.FIRST_COMPLETED)
    server.close()
    world.restart()
    tasks = [*lasting, *passing]
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(FAREWELL_S)
    log.info("The world is closed.")
    for result in results:
        if isinstance(result, Exception):
            raise result


async def _tick(world: World, keys: KeyRing) -> None:
    """Twenty half ticks a second; after a delay they go on from now, none is made up for."""
    due = time.monotonic()
    while True:
        due += HALF_TICK_S
        now = time.monotonic()
        if now - due > LATE_S:
            world.metrics.count("late_ticks")
            due = now
        elif due > now:
            await asyncio.sleep(due - now)
        begun = time.monotonic()
        world.half_tick(begun)
        world.metrics.half_tick(time.monotonic() - begun)
        if not keys.keys():
            keys.read(begun)
        await asyncio.sleep(0)


async def _open_gate(admission: Admission, bus: Bus) -> None:
    """Let nobody in before the removals were read, but do not wait for a broken NATS for ever."""
    admission.open = False
    try:
        await asyncio.wait_for(bus.known.wait(), REMOVALS_WAIT_S)
    except TimeoutError:
        log.warning("Removals could not be read within %g s; people are let in.", REMOVALS_WAIT_S)
    admission.open = True


def _parts(world: World, keys: KeyRing, bus: Bus | None) -> dict[str, Any]:
    """What the world needs, for /readyz: it is ready when it can let people in."""
    known = len(keys.keys())
    return {
        "ready": known > 0 and world.admission.open,
        "keys": known,
        "removals": "read" if world.admission.open else "waiting",
        "bus": "none" if bus is None else "up" if bus.up else "away",
        "places": world.here(),
    }


def _tame_gc() -> None:
    """What was loaded stays for ever, and people make few cycles: collect seldom, never in the middle of
    much.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
