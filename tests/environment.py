"""Gives every test run a data directory of its own, before Django reads its settings; counts second tries."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

_data_dir = tempfile.mkdtemp(prefix="madang-test-")
atexit.register(shutil.rmtree, _data_dir, ignore_errors=True)
os.environ["MADANG_DATA"] = _data_dir

# A slow machine is no fault of a value; the same values each time, but at full length (./test --long).
settings.register_profile("city", deadline=None, derandomize="MADANG_TEST_LONG" not in os.environ)
settings.load_profile("city")

# What looks at clocks, or starts a whole city: nothing may run beside it.
ALONE = (
    *("tests/browser", "tests/load", "tests/serve", "tests/service"),
    *("madang/world/tests/test_faults.py", "madang/world/tests/test_bus.py"),
)
# What a disturbed machine can fail: tried once more, and counted.
TIMED = (*ALONE, "madang/world", "madang/worker")
_tried_again: set[str] = set()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what has to run alone, and what is tried once more."""
    for item in items:
        where = item.path.relative_to(config.rootpath).as_posix()
        if where.startswith(ALONE):
            item.add_marker(pytest.mark.alone)
        if where.startswith(TIMED) and item.get_closest_marker("flaky") is None:
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note who failed and is tried again (`flaky`): `./test` says it on its last line."""
    if str(report.outcome) == "rerun":
        _tried_again.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the count to `./test`."""
    told = os.environ.get("TRIED_AGAIN_FILE")
    if told and _tried_again and not hasattr(session.config, "workerinput"):
        Path(told).write_text(str(len(_tried_again)), encoding="utf-8")
