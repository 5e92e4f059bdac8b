"""Waiting for a city to be ready: every part that runs here is asked until it answers."""

import asyncio
import json
import ssl
import urllib.error
import urllib.request
from time import monotonic

from madang.serve.plan import ANY_ADDRESS, Plan, bracketed, listen_addresses, world_http

ASK_EVERY_S = 0.2
ANSWER_WITHIN_S = 5.0
# Parts that other agencies run: the city starts without them.
OTHERS_PREFIX = "registers."


async def wait(plan: Plan, within_s: float) -> list[str]:
    """Ask until all parts are ready; answers the names of those that are not when `within_s` is over."""
    deadline = monotonic() + within_s
    while True:
        missing = await asyncio.to_thread(missing_parts, plan)
        if not missing or monotonic() > deadline:
            return missing
        await asyncio.sleep(ASK_EVERY_S)


def missing_parts(plan: Plan) -> list[str]:
    """The parts that are not ready: each asked by itself, and the web once more through the door."""
    missing = []
    if not _ask(f"{world_http(plan.host, plan.world_port)}/readyz")[0]:
        missing.append("world")
    if not _ask(f"http://127.0.0.1:{plan.worker_port}/readyz")[0]:
        missing.append("worker")
    answered, body = _ask(f"http://127.0.0.1:{plan.web_port}/readyz")
    if not answered:
        missing.append("web")
    missing += [name for name in _parts_not_ready(body) if name not in missing]
    if plan.door and "web" not in missing and not _ask(f"{door_address(plan)}/readyz")[0]:
        missing.append("door")
    return missing


def door_address(plan: Plan) -> str:
    """The door as this machine reaches it, whatever its public address is."""
    address = listen_addresses(plan.host)[0]
    reachable = "127.0.0.1" if address in ANY_ADDRESS else address
    name = "localhost" if plan.tls and reachable == "127.0.0.1" else bracketed(reachable)
    return f"{'https' if plan.tls else 'http'}://{name}:{plan.port}"


def _ask(url: str) -> tuple[bool, bytes]:
    """Whether `url` answers 2xx, and with what. The certificate is our own, so it is not checked here."""
    handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
    if url.startswith("https:"):
        unchecked = ssl.create_default_context()
        unchecked.check_hostname = False
        unchecked.verify_mode = ssl.CERT_NONE
        handlers.append(urllib.request.HTTPSHandler(context=unchecked))
    try:
        with urllib.request.build_opener(*handlers).open(url, timeout=ANSWER_WITHIN_S) as answer:
            return True, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return False, error.read()
    except (OSError, ValueError):
        return False, b""


def _parts_not_ready(body: bytes) -> list[str]:
    try:
        parts = json.loads(body).get("parts", {})
        ours = {name: state for name, state in parts.items() if not name.startswith(OTHERS_PREFIX)}
        return [name for name, state in ours.items() if state not in {"ok", True}]
    except (ValueError, AttributeError):
        return []
