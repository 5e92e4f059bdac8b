"""One bounded HTTP exchange with a register or provider: time and size are limited, nothing is logged."""

import ssl
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import httpcore
import httpx

from madang.config import CannotRun

MAXIMUM_CONNECTIONS = 16
KEEP_ALIVE_S = 20.0
_deadline: ContextVar[float] = ContextVar("deadline_of_exchange")


class ExchangeFailed(Exception):
    """No whole answer came: `why` is a word without personal data, `again` whether a second try can help."""

    def __init__(self, why: str, again: bool) -> None:
        super().__init__(why)
        self.why = why
        self.again = again


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the body, and the seconds that a Retry-After asks for (None: none)."""

    status: int
    body: bytes
    retry_after_s: int | None


def make_client(context: ssl.SSLContext | None) -> httpx.Client:
    """A client that follows no redirect, keeps no cookie and takes no proxy from the environment."""
    return httpx.Client(
        transport=_DeadlineTransport(context or ssl.create_default_context()),
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": "madang", "Accept": "application/json", "Accept-Encoding": "identity"},
    )


def tls_context(
    keys: Path, authority: str | None, certificate: str | None, key: str | None
) -> ssl.SSLContext:
    """TLS that trusts `authority` (None: the system's) and shows our certificate; all are files in `keys`.

    Raises:
        CannotRun: a file is missing or is not what it must be.
    """
    try:
        context = ssl.create_default_context(cafile=str(keys / authority) if authority else None)
        if certificate:
            context.load_cert_chain(str(keys / certificate), str(keys / key) if key else None)
    except (OSError, ssl.SSLError) as error:
        names = ", ".join(name for name in (authority, certificate, key) if name)
        raise CannotRun(
            f"TLS files '{names}' in '{keys}' cannot be used: {error}. "
            f"Put PEM files there, or change city.toml."
        ) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def exchange(client: httpx.Client, request: httpx.Request, timeout_s: float, maximum_bytes: int) -> Answer:
    """Send `request` and read the whole answer within `timeout_s` from now, connecting included.

    Raises:
        ExchangeFailed: it did not come, came too late, was cut off, or is larger than `maximum_bytes`.
    """
    ends_s = monotonic() + timeout_s
    token = _deadline.set(ends_s)
    try:
        response = client.send(request, stream=True)
        try:
            body = _read(response.iter_raw(), maximum_bytes)
            return Answer(response.status_code, body, _retry_after_s(response.headers))
        finally:
            response.close()
    except (httpx.TimeoutException, TimeoutError) as error:
        raise ExchangeFailed("no answer in time", again=False) from error
    except httpx.HTTPError as error:
        again = isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError)
        raise ExchangeFailed(type(error).__name__, again) from error
    except (OSError, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise ExchangeFailed(type(error).__name__, again=True) from error
    finally:
        _deadline.reset(token)


def _read(chunks: Iterable[bytes], maximum_bytes: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > maximum_bytes:
            raise ExchangeFailed(f"an answer of more than {maximum_bytes} bytes", again=False)
        parts.append(chunk)
    return b"".join(parts)


def _retry_after_s(headers: Mapping[str, str]) -> int | None:
    text = headers.get("retry-after", "")
    return int(text) if text.isdecimal() and len(text) <= 6 else None


class _DeadlineTransport(httpx.HTTPTransport):
    """httpx bounds each read; this bounds all of an exchange, so that nobody drips an answer for hours."""

    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=MAXIMUM_CONNECTIONS,
            max_keepalive_connections=MAXIMUM_CONNECTIONS,
            keepalive_expiry=KEEP_ALIVE_S,
            network_backend=_DeadlineBackend(),
        )


class _DeadlineBackend(httpcore.SyncBackend):
    """Connects within what is left of the exchange's time."""

    def connect_tcp(self, *args: Any, **more: Any) -> httpcore.NetworkStream:
        more["timeout"] = _left_s(httpcore.ConnectTimeout)
        return _DeadlineStream(super().connect_tcp(*args, **more))


class _DeadlineStream(httpcore.NetworkStream):
    """Reads and writes within what is left of the exchange's time."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left_s(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left_s(httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left_s = _left_s(httpcore.ConnectTimeout)
        return _DeadlineStream(self._inner.start_tls(ssl_context, server_hostname, left_s))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left_s(late: type[Exception]) -> float:
    left_s = _deadline.get() - monotonic()
    if left_s <= 0:
        raise late("the time for the whole exchange is over")
    return left_s
