"""The sandbox's registers: invented people, read from the file that `madang build registers` makes.

The file holds what happens up to the end of the newest verified tax year; what lies after `today` is not
told yet. After that year's end the sandbox stays on its last day, so that nothing dies on New Year's Day.
"""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from madang import paths
from madang.kernel.registers.catalogue import decode, part_of
from madang.kernel.registers.interfaces import NotFound, RegisterUnavailable
from madang.kernel.registers.outage import OutageSwitch
from madang.kernel.registers.taxes import Bill, Payment

Record = TypeVar("Record")
RETRY_S = 30
# Registers whose records begin on a day: what lies after today is left out.
_BEGINS_ON = {
    "bills": "issued_on",
    "payments": "paid_on",
    "border-crossings": "crossed_on",
    "vaccinations": "given_on",
    "insurance-premiums": "paid_on",
}


@dataclass(frozen=True)
class SandboxSource:
    """Records out of the sandbox's file; every lookup opens it, so any thread may ask (about 0.2 ms)."""

    file: Path
    today: Callable[[], date]
    outage: OutageSwitch | None = None
    sandbox: bool = True

    def look_up(self, slug: str, kind: type[Record], key: Mapping[str, str]) -> tuple[Record, ...]:
        """The records of that person up to today. Raises NotFound and RegisterUnavailable."""
        if self.outage is not None:
            self.outage.hold_up(part_of(slug))
        with closing(self._open(slug)) as rows:
            resident = key.get("resident") or _proved(rows, key)
            if resident is None:
                raise NotFound(part_of(slug))
            body = _body(rows, slug, resident)
            if body is None and _body(rows, "residents", resident) is None:
                raise NotFound(part_of(slug))
            day = min(self.today(), _last_day(rows))
            found = _until(slug, decode(kind, body or b"[]"), day)
            if slug == "bills":
                payments = decode(Payment, _body(rows, "payments", resident) or b"[]")
                return tuple(_with_paid(bill, payments, day) for bill in found)
            return found

    def answers(self, part: str = "") -> bool:
        """Whether the file is there, and the register `part` not switched off for a trial."""
        return self.file.is_file() and (self.outage is None or self.outage.mode(part) == "up")

    def day(self) -> date:
        """The sandbox's today: the real one, at most the last day of the newest verified year."""
        with closing(self._open("residents")) as rows:
            return min(self.today(), _last_day(rows))

    def people(self) -> tuple[str, ...]:
        """The keys of everybody in the sandbox, the named ones first."""
        with closing(self._open("residents")) as rows:
            found = rows.execute("SELECT resident FROM people ORDER BY named DESC, resident").fetchall()
        return tuple(row[0] for row in found)

    def _open(self, slug: str) -> sqlite3.Connection:
        if not self.file.is_file():
            raise RegisterUnavailable(part_of(slug), "the sandbox's people are not built", RETRY_S)
        return sqlite3.connect(f"{self.file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def sandbox_file(city: str) -> Path:
    """Where the invented people of `city` lie once they are built."""
    return paths.built_dir() / "registers" / f"{city}.sqlite"


def _body(rows: sqlite3.Connection, slug: str, resident: str) -> bytes | None:
    found = rows.execute(
        "SELECT body FROM records WHERE register = ? AND resident = ?", (slug, resident)
    ).fetchone()
    return found[0] if found else None


def _proved(rows: sqlite3.Connection, key: Mapping[str, str]) -> str | None:
    """The one person of that name and birth; None where there is none or more than one."""
    found = rows.execute(
        "SELECT resident FROM people WHERE name = ? AND birth = ?", (key.get("name"), key.get("birth"))
    ).fetchall()
    return found[0][0] if len(found) == 1 else None


def _last_day(rows: sqlite3.Connection) -> date:
    (text,) = rows.execute("SELECT value FROM about WHERE name = 'last_day'").fetchone()
    return date.fromisoformat(text)


def _until(slug: str, records: tuple[Record, ...], day: date) -> tuple[Record, ...]:
    field = _BEGINS_ON.get(slug)
    if field is None:
        return records
    return tuple(one for one in records if (begins := getattr(one, field)) is None or begins <= day)


def _with_paid(bill: Any, payments: tuple[Payment, ...], day: date) -> Any:
    paid = sum(one.amount_krw for one in payments if one.bill == bill.number and one.paid_on <= day)
    return replace(bill, paid_krw=paid) if isinstance(bill, Bill) else bill
