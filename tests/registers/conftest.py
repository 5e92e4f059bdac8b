"""The sandbox's people, built once, and a real HTTP register over them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from madang import paths
from madang.build import stale
from madang.kernel.registers.http import HttpSource, http_source
from madang.kernel.registers.plan import HttpAdapter
from madang.kernel.registers.sandbox import SandboxSource
from tests.registers.register_server import RegisterServer, register_server

NOVEMBER = date(2026, 11, 22)
TIMEOUT_S = 0.6


@pytest.fixture(scope="session")
def sandbox() -> SandboxSource:
    stale.build(["registers"])
    return SandboxSource(paths.built_dir() / "registers" / "seoul.sqlite", lambda: NOVEMBER)


@pytest.fixture
def server(sandbox: SandboxSource) -> Iterator[RegisterServer]:
    with register_server(sandbox) as running:
        yield running


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    (tmp_path / "register.token").write_text("a-token-for-tests\n", encoding="ascii")
    return tmp_path


@pytest.fixture
def connect(server: RegisterServer, keys: Path) -> Callable[..., HttpSource]:
    """Make a source that asks the server, with other settings where given."""

    def make(**settings: object) -> HttpSource:
        values: dict[str, object] = {
            "kind": "http",
            "url": server.url,
            "timeout_s": TIMEOUT_S,
            "token_file": "register.token",
            **settings,
        }
        source = http_source("resident_registry", HttpAdapter(**values), keys)  # type: ignore[arg-type]
        source.sleep = lambda _seconds: None
        return source

    return make
