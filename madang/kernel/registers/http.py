"""Registers over HTTP: the contract of docs/registers.md, asked with strict limits.

Every lookup is a POST, so that no person stands in an address; all are reads, so that a try may be
repeated. Nothing that travels is logged.
"""

import json
import logging
import random
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from madang.config import CannotRun
from madang.kernel.registers.breaker import Breaker
from madang.kernel.registers.catalogue import MAXIMUM_RECORDS, Part, decode
from madang.kernel.registers.exchange import Answer, ExchangeFailed, exchange, make_client, tls_context
from madang.kernel.registers.interfaces import NotFound, RegisterUnavailable
from madang.kernel.registers.plan import HttpAdapter

log = logging.getLogger(__name__)
Record = TypeVar("Record")
PROBE_EVERY_S = 15.0
BACKOFF_S = 0.1
LONGEST_RETRY_S = 3600
_HEALTH_BYTES = 65_536


@dataclass
class HttpSource:
    """Records from a register that speaks our contract. One for each process; any thread may ask."""

    part: Part
    adapter: HttpAdapter
    client: httpx.Client
    token: str | None
    breaker: Breaker
    sleep: Callable[[float], None] = time.sleep
    sandbox: bool = False
    _answers: bool = True
    _probed_at_s: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def look_up(self, slug: str, kind: type[Record], key: Mapping[str, str]) -> tuple[Record, ...]:
        """The records of that person. Raises NotFound and RegisterUnavailable."""
        waiting_s = self.breaker.wait_s()
        if waiting_s > 0:
            raise self._unavailable("it is left alone after failures", int(waiting_s) + 1)
        try:
            found = self._ask(slug, kind, key)
        except NotFound:
            self._told(True)
            raise
        except RegisterUnavailable as failure:
            self._told(False)
            log.warning("Register '%s' (%s) is unavailable: %s.", self.part, slug, failure.why)
            raise
        except BaseException:
            self._told(False)
            raise
        self._told(True)
        return found

    def answers(self, part: str = "") -> bool:
        """Whether it answered last; asks for its health in the background, at most every 15 s."""
        with self._lock:
            due = time.monotonic() - self._probed_at_s > PROBE_EVERY_S
            if due:
                self._probed_at_s = time.monotonic()
        if due:
            threading.Thread(target=self._probe, name=f"probe-{self.part}", daemon=True).start()
        return self._answers and self.breaker.closed

    def _ask(self, slug: str, kind: type[Record], key: Mapping[str, str]) -> tuple[Record, ...]:
        """Ask until an answer came or the tries are used up."""
        number = uuid.uuid4().hex
        body = {"request": number, "register": slug, "key": dict(key)}
        for attempt in range(self.adapter.tries):
            if attempt:
                self.sleep(BACKOFF_S * 2 ** (attempt - 1) * (0.5 + random.random()))  # noqa: S311
            last = attempt == self.adapter.tries - 1
            try:
                answer = self._exchange("POST", "lookup", self.adapter.maximum_bytes, body)
            except ExchangeFailed as failure:
                if failure.again and not last:
                    continue
                raise self._unavailable(failure.why) from failure
            if answer.status in {500, 502, 504} and not last:
                continue
            return self._understood(answer, body, kind)
        raise AssertionError("unreachable: the last try answers or raises")

    def _understood(self, answer: Answer, asked: Mapping[str, Any], kind: type[Record]) -> tuple[Record, ...]:
        if answer.status not in {200, 404}:
            raise self._unavailable(f"status {answer.status}", answer.retry_after_s)
        value = _json_object(answer.body)
        if value is None or value.get("request") != asked["request"]:
            raise self._unavailable("an answer that is not to our request")
        if answer.status == 404:
            if value.get("error") != "not_found":
                raise self._unavailable("status 404 without 'not_found'")
            raise NotFound(self.part)
        if value.get("register") != asked["register"] or value.get("key") != asked["key"]:
            raise self._unavailable("an answer for another person")
        records = value.get("records")
        if not isinstance(records, list) or len(records) > MAXIMUM_RECORDS:
            raise self._unavailable(f"no list of at most {MAXIMUM_RECORDS} records")
        try:
            return decode(kind, json.dumps(records))
        except ValueError:
            # Its message would repeat a person's data.
            raise self._unavailable("records that are not as the contract says") from None

    def _exchange(
        self, method: str, path: str, maximum_bytes: int, body: Mapping[str, Any] | None = None
    ) -> Answer:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        address = f"{self.adapter.url.rstrip('/')}/{path}"
        request = self.client.build_request(method, address, json=body, headers=headers)
        return exchange(self.client, request, self.adapter.timeout_s, maximum_bytes)

    def _probe(self) -> None:
        try:
            answers = self._exchange("GET", "health", _HEALTH_BYTES).status == 200
        except ExchangeFailed:
            answers = False
        self._answers = answers

    def _told(self, well: bool) -> None:
        if well:
            self.breaker.succeeded()
        else:
            self.breaker.failed()
        self._answers = well

    def _unavailable(self, why: str, retry_after_s: int | None = None) -> RegisterUnavailable:
        seconds = retry_after_s if retry_after_s is not None else int(self.adapter.break_s)
        return RegisterUnavailable(self.part, why, max(1, min(seconds, LONGEST_RETRY_S)))


def http_source(part: Part, adapter: HttpAdapter, keys: Path) -> HttpSource:
    """The source that `adapter` describes; its token and certificates are files in `keys`.

    Raises:
        CannotRun: a file is missing or is not what it must be.
    """
    context = tls_context(keys, adapter.authority, adapter.client_certificate, adapter.client_key)
    token = read_token(keys, adapter.token_file) if adapter.token_file else None
    breaker = Breaker(adapter.break_after, adapter.break_s)
    return HttpSource(part, adapter, make_client(context), token, breaker)


def read_token(keys: Path, name: str) -> str:
    """The secret in the file `name` of `keys`. Raises CannotRun where there is none or it is no token."""
    try:
        token = (keys / name).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(
            f"Token file '{keys / name}' cannot be read. Put the token there, readable to this user alone."
        ) from error
    if not token or any(character.isspace() for character in token):
        raise CannotRun(f"Token file '{keys / name}' refused: it must hold one token and nothing else.")
    return token


def _json_object(body: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
