"""How long a process waits before it is started again, and what is kept of what it says."""

import io
from pathlib import Path

import pytest

from madang.serve.child import LONGEST_DELAY_S, next_delay
from madang.serve.logs import KEPT_FILES, ProcessLog


def test_delay_grows_from_half_a_second_to_thirty() -> None:
    delays = [0.0]
    for _ in range(9):
        delays.append(next_delay(delays[-1], lived_s=1.0))
    assert delays[1:] == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_delay_starts_anew_after_a_stable_minute() -> None:
    assert next_delay(LONGEST_DELAY_S, lived_s=61.0) == 0.5


@pytest.fixture
def console() -> io.BytesIO:
    return io.BytesIO()


def test_line_is_kept_and_shown_under_its_process_s_name(tmp_path: Path, console: io.BytesIO) -> None:
    log = ProcessLog(tmp_path, "web", console)
    log.write("무엇이 잘못됨".encode())
    log.close()
    assert (tmp_path / "web.log").read_text(encoding="utf-8") == "무엇이 잘못됨\n"
    assert console.getvalue().decode() == "web    | 무엇이 잘못됨\n"


@pytest.mark.parametrize("line", [b"[7] [INF] Server is ready", b'{"level": "info", "message": "ok"}'])
def test_routine_line_is_kept_but_not_shown(tmp_path: Path, console: io.BytesIO, line: bytes) -> None:
    log = ProcessLog(tmp_path, "nats", console)
    log.write(line)
    log.close()
    assert (tmp_path / "nats.log").read_bytes() == line + b"\n"
    assert console.getvalue() == b""


def test_log_is_turned_over_at_its_limit(
    tmp_path: Path, console: io.BytesIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("madang.serve.logs.MAX_FILE_BYTES", 100)
    log = ProcessLog(tmp_path, "web", console)
    for number in range(40):
        log.write(f"{number:029}".encode())
    log.close()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["web.log", *(f"web.log.{n}" for n in range(1, KEPT_FILES + 1))]
    assert all(file.stat().st_size <= 100 for file in files)
    assert files[0].read_text().splitlines()[-1] == f"{39:029}"
