"""`madang city`: brings the database up to the code, loads the city's data, posts a notice."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from madang.config import CannotRun, Config

KEPT_COPIES = 5


def load(config: Config) -> None:
    """Migrate the database (SQLite: after a copy, when something will change) and load the city's data."""
    from madang.web.manage import migrate, set_up

    on_sqlite = config.database_url is None and (config.data / "madang.sqlite3").is_file()
    set_up(config)
    if on_sqlite and _migrations_wait() and (copy := copy_database(config.data)):
        print(f"The database will be changed; it is copied to {copy} first.", flush=True)
    migrate(config)
    from madang.kernel.sandbox import load_city

    load_city(config)


def _migrations_wait() -> bool:
    """Whether the code has migrations that the database has not had yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def copy_database(data: Path) -> Path | None:
    """A consistent copy of DIR/madang.sqlite3 in DIR/backups (five are kept); None when there is none."""
    database = data / "madang.sqlite3"
    if not database.is_file():
        return None
    folder = data / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"madang-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.sqlite3"
    with sqlite3.connect(database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    for old in sorted(folder.glob("madang-*.sqlite3"))[:-KEPT_COPIES]:
        old.unlink()
    return copy


def notice(config: Config, ko: str, en: str) -> None:
    """Show a notice to everybody in the city's places.

    Raises:
        CannotRun: a text is empty or too long.
    """
    from madang.web.manage import set_up

    set_up(config)
    from madang.kernel.notices import NoticeRefused, post_notice

    try:
        post_notice(config.city, {"ko": ko, "en": en})
    except NoticeRefused as refusal:
        raise CannotRun(str(refusal)) from refusal
