"""The copy of the database that is made before a migration."""

import sqlite3
from pathlib import Path

from madang.serve.city import KEPT_COPIES, copy_database


def test_copy_holds_what_was_committed_also_from_the_write_ahead_log(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "madang.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    with connection:
        connection.execute("CREATE TABLE errand (name TEXT)")
        connection.execute("INSERT INTO errand VALUES ('등본')")
    copy = copy_database(tmp_path)
    connection.close()
    assert copy is not None
    copied = sqlite3.connect(copy)
    assert copied.execute("SELECT name FROM errand").fetchall() == [("등본",)]
    copied.close()


def test_only_the_newest_copies_are_kept(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "madang.sqlite3").close()
    (tmp_path / "backups").mkdir()
    for day in range(10, 20):
        (tmp_path / "backups" / f"madang-202601{day}T000000Z.sqlite3").touch()
    copy = copy_database(tmp_path)
    kept = sorted((tmp_path / "backups").iterdir())
    assert len(kept) == KEPT_COPIES
    assert kept[-1] == copy


def test_first_start_has_nothing_to_copy(tmp_path: Path) -> None:
    assert copy_database(tmp_path) is None
