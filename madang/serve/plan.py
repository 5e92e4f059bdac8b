"""What one `madang serve` will run: its addresses, its ports, its data, and what each process is told."""

import ipaddress
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import quote, urlsplit

from madang import paths
from madang.config import CannotRun, port_from_env, socket_url

ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104

OWN = "none"
"""The value of MADANG_DOOR that says: the city has a door of its own."""


@dataclass(frozen=True)
class Plan:
    """One running city node, decided before anything starts.

    nats_url is the city's own NATS, or None for the bundled server on `nats_port`.
    """

    data: Path
    city: str
    host: str
    public_url: str
    tls: bool
    door: bool
    port: int
    world_port: int
    web_port: int
    nats_port: int
    worker_port: int
    nats_url: str | None

    @property
    def run_dir(self) -> Path:
        """Where generated configurations, the lock and ports.json lie."""
        return self.data / "run"

    @property
    def log_dir(self) -> Path:
        """Where each process's log is kept."""
        return self.data / "log"


def make_plan(host: str, port: int, world_port: int | None, tls: bool) -> Plan:
    """Decide addresses and ports from the options and the environment.

    Raises:
        CannotRun: a port is wrong or in use, or a host is not an address of this machine.
    """
    door = os.environ.get("MADANG_DOOR", "") != OWN
    world_port = port + 1 if world_port is None else world_port
    for name, number in (("--port", port), ("--world-port", world_port)):
        if not 1 <= number <= 65535:
            raise CannotRun(f"{name} {number} refused: not a port. Use a number from 1 to 65535.")
    if port == world_port:
        raise CannotRun(f"--world-port {world_port} refused: it is the public port too. Choose another.")
    for wanted, option in ((port, "--port"), (world_port, "--world-port")):
        if wanted == world_port or door:
            _refuse_port_in_use(host, wanted, option)
    nats_url = os.environ.get("MADANG_NATS_URL") or None
    taken = {port, world_port}
    web_port = _inner_port("MADANG_WEB_PORT", port + 2, taken)
    nats_port = _inner_port("MADANG_NATS_PORT", port + 3, taken)
    worker_port = _inner_port("MADANG_WORKER_PORT", port + 4, taken)
    return Plan(
        data=paths.data_dir(),
        city=os.environ.get("MADANG_CITY", "seoul"),
        host=host,
        public_url=_public_url(host, port, tls),
        tls=tls,
        door=door,
        port=port,
        world_port=world_port,
        web_port=web_port,
        nats_port=nats_port,
        worker_port=worker_port,
        nats_url=nats_url,
    )


def child_environment(plan: Plan, nats_users: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The environment of each process by its name; `nats_users` are passwords by process name."""
    shared = {
        **os.environ,
        "MADANG_DATA": str(plan.data),
        "MADANG_CITY": plan.city,
        "MADANG_PUBLIC_URL": plan.public_url,
        "MADANG_WEB_PORT": str(plan.web_port),
        "MADANG_WORLD_HOST": plan.host,
        "MADANG_WORLD_PORT": str(plan.world_port),
        "MADANG_WORLD_URL": os.environ.get("MADANG_WORLD_URL") or socket_url(plan.public_url),
        "MADANG_WORLD_HTTP": world_http(plan.host, plan.world_port),
        "MADANG_NODE": os.environ.get("MADANG_NODE", "1"),
        "MADANG_PORT": str(plan.port),
        "MADANG_HOST": plan.host,
        "MADANG_NATS_PORT": str(plan.nats_port),
        "MADANG_WORKER_PORT": str(plan.worker_port),
        "MADANG_TLS": "1" if plan.tls else "",
        "PYTHONUNBUFFERED": "1",
    }
    children = {name: dict(shared) for name in ("nats", "web", "world", "worker", "door")}
    for name in ("web", "world", "worker"):
        children[name]["MADANG_NATS_URL"] = plan.nats_url or (
            f"nats://{name}:{quote(nats_users[name], safe='')}@127.0.0.1:{plan.nats_port}"
        )
    return children


def world_http(host: str, world_port: int) -> str:
    """The address at which this machine's own processes reach the world's plain HTTP."""
    reachable = "127.0.0.1" if host in {"localhost", *ANY_ADDRESS} else host
    return f"http://{bracketed(reachable)}:{world_port}"


def bracketed(host: str) -> str:
    """A host as it stands in a URL: an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def listen_addresses(host: str) -> list[str]:
    """The addresses of this machine that `host` means, IPv4 first: two for localhost where IPv6 is there.

    Raises:
        CannotRun: the name is not known, or not an address of this machine.
    """
    try:
        found = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise CannotRun(
            f"--host '{host}' refused: no such address. Use localhost, 0.0.0.0 or an address."
        ) from error
    addresses = sorted({str(address[0]) for *_, address in found}, key=lambda text: (":" in text, text))
    usable = [address for address in addresses if _can_listen(address, 0)]
    if not usable:
        raise CannotRun(f"--host '{host}' refused: not an address of this machine. Use localhost or 0.0.0.0.")
    return usable


def free_port(first: int, taken: set[int]) -> int:
    """The first port from `first` on that is not in `taken` and nobody on loopback listens on."""
    for port in chain(range(first, min(first + 200, 65536)), range(20000, 30000)):
        if port not in taken and _can_listen("127.0.0.1", port):
            return port
    raise CannotRun(f"No free port found from {first} on. End other programs or choose another --port.")


def _inner_port(variable: str, first: int, taken: set[int]) -> int:
    """The loopback port that `variable` sets, else the first free one from `first` on; added to `taken`."""
    given = os.environ.get(variable)
    port = port_from_env(variable, first) if given else free_port(first, taken)
    taken.add(port)
    return port


def _refuse_port_in_use(host: str, port: int, option: str) -> None:
    for address in listen_addresses(host):
        try:
            _listen(address, port)
        except PermissionError as error:
            raise CannotRun(
                f"Port {port} may not be opened by this user. Choose one above 1023 with {option}, "
                "or allow it with: sysctl net.ipv4.ip_unprivileged_port_start=80"
            ) from error
        except OSError as error:
            raise CannotRun(
                f"Port {port} on {address} is in use by another program. "
                f"End it, or choose another with {option}."
            ) from error


def _can_listen(address: str, port: int) -> bool:
    try:
        _listen(address, port)
    except OSError:
        return False
    return True


def _listen(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        probe.bind((address, port))
        probe.listen(1)


def _public_url(host: str, port: int, tls: bool) -> str:
    if given := os.environ.get("MADANG_PUBLIC_URL"):
        socket_url(given)
        return given.rstrip("/")
    scheme, usual = ("https", 443) if tls else ("http", 80)
    name = bracketed(_outward_address() if host in ANY_ADDRESS else host)
    return f"{scheme}://{name}" if port == usual else f"{scheme}://{name}:{port}"


def _outward_address() -> str:
    """This machine's address as its neighbours see it; nothing is sent. Without a network: localhost."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])


def is_domain(url: str) -> bool:
    """Whether the address names a public domain, for which a real certificate can be had."""
    host = urlsplit(url).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal", ".test"))
    return False
