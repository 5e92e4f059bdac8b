"""`madang serve`: starts the five processes of a city, keeps them running, and ends them in order."""

import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from datetime import UTC, datetime
from time import monotonic
from typing import Any, TypeVar

from madang import paths
from madang.config import CannotRun
from madang.kernel.city import load_city
from madang.kernel.keys import ensure_keys, load_nats_users, load_staff_code
from madang.serve import ready
from madang.serve.child import Child, ChildSpec, copy_lines, die_with_parent
from madang.serve.claim import claim, write_ports
from madang.serve.door import what_the_browser_shows
from madang.serve.logs import ProcessLog
from madang.serve.nats import write_conf
from madang.serve.plan import Plan, child_environment, make_plan

Answer = TypeVar("Answer")

READY_WITHIN_S = 90.0
STOP_ORDER = ("door", "world", "web", "worker", "nats")


def serve(host: str, port: int, world_port: int | None, tls: bool) -> int:
    """Run the whole city until Ctrl-C or SIGTERM; answers the exit code.

    Raises:
        CannotRun: something is in the way, said in one sentence.
    """
    data = paths.data_dir()
    _refuse_unbuilt(os.environ.get("MADANG_CITY", "seoul"))
    with claim(data):
        plan = make_plan(host, port, world_port, tls)
        ensure_keys(plan.data)
        return asyncio.run(_City(plan).run())


def _refuse_unbuilt(city: str) -> None:
    cities = paths.cities_dir()
    if not (cities / city / "city.toml").is_file():
        known = ", ".join(sorted(found.parent.name for found in cities.glob("*/city.toml"))) or "none"
        raise CannotRun(f"City '{city}' is not here. Known: {known}. Choose one with --city.")
    built = paths.built_dir()
    if not (built / "client" / "manifest.json").is_file():
        raise CannotRun(f"Nothing is built in '{built}' yet. Use ./run, or run: madang build")


class _City:
    """The running processes of one city node."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._environment = child_environment(plan, load_nats_users(plan.data))
        self._children: dict[str, Child] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._end = asyncio.Event()
        self._ending_signals = 0
        self._logs: list[ProcessLog] = []
        self._own_log = self._open_log("serve")

    async def run(self) -> int:
        self._handle_signals()
        try:
            return await self._run()
        finally:
            await self._stop()
            for log in self._logs:
                log.close()

    async def _run(self) -> int:
        if self._plan.nats_url is None:
            write_conf(self._plan.data, self._plan.nats_port)
            self._start("nats")
        self._start("world")
        loaded = await self._until_end(self._load_city())
        if loaded is None:
            return 0
        if not loaded:
            self._say("The city could not be loaded; the lines of 'city' above say why.")
            return 1
        for name in ("web", "worker"):
            self._start(name)
        if self._plan.door:
            self._start("door")
        waiting_since = monotonic()
        missing = await self._until_end(ready.wait(self._plan, READY_WITHIN_S))
        if missing is None:
            return 0
        self._announce(missing, monotonic() - waiting_since)
        await self._end.wait()
        return 0

    async def _load_city(self) -> bool:
        """Migrate the database and load the city's data, in a process that ends when it is done."""
        log = self._open_log("city")
        process = await asyncio.create_subprocess_exec(
            *_madang("city", "load"),
            env=self._environment["web"],
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            process_group=0,
            preexec_fn=die_with_parent,
        )
        try:
            await copy_lines(process.stdout, log)
            return await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    async def _until_end(self, work: Coroutine[Any, Any, Answer]) -> Answer | None:
        """The answer of `work`, or None when the city is asked to end first."""
        working = asyncio.ensure_future(work)
        ending = asyncio.create_task(self._end.wait())
        await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        if working.done():
            return working.result()
        working.cancel()
        await asyncio.wait({working})
        return None

    def _start(self, name: str) -> None:
        spec = ChildSpec(name, _madang(name), self._environment[name])
        child = Child(spec, self._open_log(name), self._say, self._write_ports)
        self._children[name] = child
        self._tasks.append(asyncio.create_task(child.keep_running()))

    async def _stop(self) -> None:
        if self._children:
            self._say("Ending: no new visitors, then the square, the pages and the rest.")
        for name in STOP_ORDER:
            if child := self._children.get(name):
                await child.stop()
        await asyncio.gather(*self._tasks)
        (self._plan.run_dir / "ports.json").unlink(missing_ok=True)

    def _handle_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._on_signal)

    def _on_signal(self) -> None:
        self._ending_signals += 1
        self._end.set()
        if self._ending_signals > 1:
            for child in self._children.values():
                child.kill()

    def _open_log(self, name: str) -> ProcessLog:
        log = ProcessLog(self._plan.log_dir, name)
        self._logs.append(log)
        return log

    def _say(self, text: str) -> None:
        self._own_log.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {text}".encode())

    def _write_ports(self) -> None:
        plan = self._plan
        pids = {name: child.pid for name, child in self._children.items() if child.pid}
        facts = {
            "public_url": plan.public_url,
            "port": plan.port,
            "world_port": plan.world_port,
            "web_port": plan.web_port,
            "nats_port": None if plan.nats_url else plan.nats_port,
            "worker_port": plan.worker_port,
            "pids": {"serve": os.getpid(), **pids},
        }
        write_ports(plan.run_dir, facts)

    def _announce(self, missing: list[str], waited_s: float) -> None:
        if missing:
            self._say(f"Not ready after {waited_s:.0f} s: {', '.join(missing)}. Logs: {self._plan.log_dir}")
        print(_welcome(self._plan), flush=True)


def _welcome(plan: Plan) -> str:
    lines = [
        "",
        f"    {plan.public_url}",
        "",
        "    브라우저에서 위 주소를 여세요. 끝내려면 Ctrl-C를 누르세요.",
        "    Open this address in a browser. Ctrl-C ends the city.",
        f"    자료 · Data: {plan.data}    기록 · Logs: {plan.log_dir}",
    ]
    if load_city(plan.city).sandbox:
        code = load_staff_code(plan.data)
        lines.append(f"    직원 코드(다른 기기에서 로그인할 때) · Staff code, from another machine: {code}")
        if not os.environ.get("MADANG_SMTP_URL"):
            lines.append(f"    보내지 않은 메일 · Mail is not sent but kept here: {plan.data / 'mail'}")
    if certificate := what_the_browser_shows(plan):
        lines.append(f"    {certificate}")
    return "\n".join([*lines, ""])


def _madang(*words: str) -> list[str]:
    return [sys.executable, "-P", "-m", "madang.cli", *words]
