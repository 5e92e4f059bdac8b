"""The few plain HTTP answers on the world's port: alive, ready, how many are here, metrics."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from picows import WSUpgradeResponse

from madang.world.world import World

JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
METRICS = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Caller:
    """Who asks: the peer's address, and whether it is this machine without a proxy between."""

    address: str
    local: bool


class Pages:
    """The HTTP answers of a world; `parts` says what it needs and whether that is there."""

    def __init__(self, world: World, parts: Callable[[], Mapping[str, Any]]) -> None:
        self._world = world
        self._parts = parts

    def answer(self, path: str, caller: Caller) -> Any:
        """The response to GET `path`; 404 for what is not here."""
        match path.partition("?")[0]:
            case "/healthz":
                return _text(HTTPStatus.OK, "alive\n")
            case "/readyz":
                parts = dict(self._parts())
                ready = bool(parts["ready"])
                return _json(HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE, parts)
            case "/here":
                return _json(HTTPStatus.OK, self._world.here())
            case "/metrics" if caller.local:
                gauges = (*self._world.gauges(), ("madang_world_bus_up", {}, self._parts()["bus"] == "up"))
                return _respond(HTTPStatus.OK, self._world.metrics.text(gauges).encode(), METRICS)
            case _:
                return _text(HTTPStatus.NOT_FOUND, "Not here. The world's socket is /world.\n")


def refusal(status: int, text: str) -> Any:
    """An HTTP answer instead of a socket."""
    return _text(HTTPStatus(status), text + "\n")


def _json(status: HTTPStatus, value: object) -> Any:
    return _respond(status, json.dumps(value).encode(), JSON)


def _text(status: HTTPStatus, text: str) -> Any:
    return _respond(status, text.encode(), TEXT)


def _respond(status: HTTPStatus, body: bytes, kind: str) -> Any:
    headers = {"Content-Type": kind, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    if status < HTTPStatus.BAD_REQUEST:
        return WSUpgradeResponse.create_ok_response(body, headers)
    return WSUpgradeResponse.create_error_response(status, body, headers)
