"""The heads of the chain outside the database: DIR/audit/seals.log, one JSON line a seal, only ever appended.

Whoever can rewrite the whole database could make a new chain; they would also have to rewrite this file, and
what the city copied of it elsewhere (docs/operate.md).
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from madang.kernel.audit.models import Seal

CAUGHT_UP_AT_ONCE = 1000


class SealLogDamaged(ValueError):
    """The file is not what it should be; the text names the line."""


@dataclass(frozen=True)
class Head:
    """One line: the number of the seal, its digest, how many entries, when (UTC, ISO 8601)."""

    n: int
    digest: str
    count: int
    at: str


def seal_log(data: Path) -> Path:
    """Where the file of the data directory `data` lies."""
    return data / "audit" / "seals.log"


def read_heads(data: Path) -> list[Head]:
    """Every line of the file; a last line that a crash cut short does not count. Raises SealLogDamaged."""
    path = seal_log(data)
    if not path.exists():
        return []
    return _heads(path.read_text(encoding="utf-8"))


def append_heads(data: Path) -> int:
    """Append the seals that the file lacks; answers how many.

    Raises:
        SealLogDamaged: the last line is not the seal that the database has under its number.
    """
    with _opened(seal_log(data)) as file:
        text = file.read()
        heads = _heads(text)
        last = heads[-1] if heads else None
        if last and not Seal.objects.filter(n=last.n, digest=last.digest).exists():
            raise SealLogDamaged(
                f"Seal {last.n} of {seal_log(data)} is not in the database. Run `madang audit verify`."
            )
        cut = text.rfind("\n") + 1
        file.truncate(len(text[:cut].encode()))
        file.seek(0, os.SEEK_END)
        new = list(Seal.objects.filter(n__gt=last.n if last else 0).order_by("n")[:CAUGHT_UP_AT_ONCE])
        for seal in new:
            head = Head(seal.n, seal.digest, seal.count, seal.at.isoformat())
            file.write(json.dumps(asdict(head)) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return len(new)


def _heads(text: str) -> list[Head]:
    heads: list[Head] = []
    for number, line in enumerate(text.split("\n")[:-1], 1):
        try:
            heads.append(Head(**json.loads(line)))
        except (ValueError, TypeError) as error:
            raise SealLogDamaged(f"Line {number} of seals.log cannot be read. It was altered.") from error
    return heads


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
