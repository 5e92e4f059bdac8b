"""What the processes say: each line on the console under the process's name, and kept in DIR/log."""

import sys
from pathlib import Path
from typing import BinaryIO

MAX_FILE_BYTES = 5 * 1024**2
KEPT_FILES = 3
NAME_WIDTH = 6
ROUTINE = (b"[INF]", b"[WRN]", b" INFO madang.", b'"level": "info"', b'"level":"info"')
"""What marks a line that is kept, but not worth the console."""


class ProcessLog:
    """The log of one process: DIR/log/<name>.log, turned over at 5 MB, three older files kept."""

    def __init__(self, folder: Path, name: str, console: BinaryIO | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._name = name
        self._path = folder / f"{name}.log"
        self._console = console if console is not None else sys.stderr.buffer
        self._file = self._open()

    def write(self, line: bytes) -> None:
        """Keep one line (without its line end); show it on the console unless it is routine."""
        if self._file.tell() + len(line) > MAX_FILE_BYTES:
            self._turn_over()
        self._file.write(line + b"\n")
        self._file.flush()
        if any(mark in line for mark in ROUTINE):
            return
        try:
            self._console.write(self._name.ljust(NAME_WIDTH).encode() + b" | " + line + b"\n")
            self._console.flush()
        except (OSError, ValueError):
            pass  # the terminal is gone; the file goes on

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _open(self) -> BinaryIO:
        return self._path.open("ab")

    def _turn_over(self) -> None:
        self._file.close()
        for number in range(KEPT_FILES, 0, -1):
            older = self._path.with_name(f"{self._path.name}.{number}")
            newer = self._path.with_name(f"{self._path.name}.{number - 1}") if number > 1 else self._path
            if newer.exists():
                newer.replace(older)
        self._file = self._open()
