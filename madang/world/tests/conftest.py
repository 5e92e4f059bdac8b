"""Runs tests that are coroutines, and lends them a small city whose world runs."""

import asyncio
import inspect
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest

from madang.world.tests.small_city import SmallCity, running_city
from madang.world.tests.visitor import all_leave


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a coroutine test on a loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(_at_rest(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in wanted})))
    return True


async def _at_rest(test: Coroutine[Any, Any, None]) -> None:
    """Run a test and see all its visitors off."""
    try:
        await test
    finally:
        await all_leave()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallCity]:
    """One world process for all tests of a module; it must end well and print no traceback."""
    with running_city(tmp_path_factory.mktemp("city")) as started:
        yield started
