"""The sandbox's registers while they are written, and the file they become."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from madang.kernel.registers.catalogue import encode, kind_of
from madang.kernel.registers.people import Resident


@dataclass
class Books:
    """Records by register and person, in the order in which they were written."""

    records: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    bills: int = 0
    cars: int = 0

    def write(self, slug: str, resident: str, *records: Any) -> None:
        """Add records to the register `slug` under the person's key."""
        self.records.setdefault((slug, resident), []).extend(records)

    def of(self, slug: str, resident: str) -> list[Any]:
        """What is written in the register `slug` about the person."""
        return self.records.get((slug, resident), [])

    def residents(self) -> list[Resident]:
        """Everybody in the residents' register."""
        return [one for (slug, _key), found in self.records.items() if slug == "residents" for one in found]


def store(books: Books, file: Path, last_day: date, named: frozenset[str]) -> None:
    """Write the books to the SQLite file that madang.kernel.registers.sandbox reads, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(part)) as rows, rows:
        rows.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA page_size = 1024;"
            "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
            "CREATE TABLE people (resident TEXT PRIMARY KEY, name TEXT NOT NULL, birth TEXT NOT NULL,"
            " named INTEGER NOT NULL) WITHOUT ROWID;"
            "CREATE INDEX people_by_name ON people (name, birth);"
            "CREATE TABLE records (register TEXT NOT NULL, resident TEXT NOT NULL, body BLOB NOT NULL,"
            " PRIMARY KEY (register, resident));"
        )
        about: Mapping[str, str] = {"last_day": last_day.isoformat()}
        rows.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        rows.executemany(
            "INSERT INTO people VALUES (?, ?, ?, ?)",
            sorted((one.id, one.name, one.birth.isoformat(), one.id in named) for one in books.residents()),
        )
        rows.executemany(
            "INSERT INTO records VALUES (?, ?, ?)",
            sorted((slug, key, encode(kind_of(slug), found)) for (slug, key), found in books.records.items()),
        )
    part.replace(file)
