"""What tests of every folder may ask for: a running city, and whether they run at full length."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running_city import RunningCity, running_city


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last: while their browser is open, no other test can run an event loop of its own."""
    journeys = Path(__file__).parent / "tests" / "browser"
    items.sort(key=lambda item: item.path.is_relative_to(journeys))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCity]:
    """A running sandbox Seoul that all tests share. A test that ends processes starts a city of its own."""
    with running_city(tmp_path_factory.mktemp("city") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def full_length() -> bool:
    """Whether soaks and fuzzing run at full length (`./test --long`) instead of for at most 3 minutes."""
    return os.environ.get("MADANG_TEST_LONG") == "1"
