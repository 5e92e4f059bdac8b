"""The environment: what it refuses, and how a long step tells what it does."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from madang import paths
from madang.build.client import compress
from madang.build.environment import prepare, refuse_network
from madang.build.progress import Outcome, run_step
from madang.config import CannotRun

ROOT = paths.PACKAGE.parent


def made_checkout(folder: Path) -> Path:
    (folder / "requirements").mkdir(parents=True)
    (folder / "requirements" / "run.lock").write_text(
        "nothing==1.0 --hash=sha256:" + "0" * 64, encoding="utf-8"
    )
    return folder


def test_no_network_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(CannotRun) as refused:
        prepare(made_checkout(tmp_path / "checkout"), ["run"])
    said = str(refused.value)
    assert said.startswith("Python packages could not be fetched: no connection to the package registry.")
    assert "\n" not in said


def test_second_time_takes_nothing(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    (root / "requirements").mkdir(parents=True)
    (root / "requirements" / "run.lock").write_text("# nothing\n", encoding="utf-8")
    python = prepare(root, ["run"])
    before = python.lstat().st_mtime_ns
    assert prepare(root, ["run"]) == python
    assert python.lstat().st_mtime_ns == before
    told = subprocess.run(
        [str(python), "-c", "import sys; print(sys.pycache_prefix)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == str(root / ".venv" / "pycache")


@pytest.mark.skipif(os.geteuid() == 0 and sys.platform != "linux", reason="root may write everywhere")
def test_checkout_that_cannot_be_written_is_one_clear_sentence(tmp_path: Path) -> None:
    root = made_checkout(tmp_path / "checkout")
    (root / ".venv").mkdir()
    (root / ".venv" / ".lock").mkdir()
    (root / ".venv" / ".lock").rmdir()
    command = [sys.executable, "-c", _AS_NOBODY.format(root=str(root))]
    tmp_path.chmod(0o755)
    for folder in (tmp_path.parent, tmp_path.parent.parent, root):
        folder.chmod(0o755)
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert "cannot be written: Permission denied. Give this user the right to write in" in done.stdout, (
        done.stderr
    )


_AS_NOBODY = """
import os
from pathlib import Path
from madang.build.environment import prepare
from madang.config import CannotRun
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
else:
    os.chmod("{root}/.venv", 0o500)
try:
    prepare(Path("{root}"), ["run"])
except CannotRun as refused:
    print(refused)
"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("npm error code ENOTFOUND", "no connection to the package registry"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("trying\nERROR: hashes do not match\n", "ERROR: hashes do not match"),
    ],
)
def test_failed_installation_says_why(said: str, expected: str) -> None:
    assert expected in str(refuse_network(Outcome(1, said, 1.0), "Packages", Path("pip.log")))


def test_step_says_what_it_does_and_how_long_it_took(tmp_path: Path) -> None:
    screen = io.StringIO()
    log = tmp_path / "step.log"
    outcome = run_step("Counting", [sys.executable, "-c", "print('one'); print('two')"], log, screen=screen)
    assert (outcome.code, outcome.output) == (0, "one\ntwo")
    assert screen.getvalue() == "  Counting …\n  Counting: done in 0 s\n"
    assert log.read_text(encoding="utf-8") == "one\ntwo\n"


@pytest.mark.parametrize("name", ["run", "test"])
def test_too_old_python_is_one_clear_sentence(tmp_path: Path, name: str) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\ncase "$2" in *print*) echo this is 3.8;; *) exit 1;; esac\n', encoding="utf-8")
    old.chmod(0o755)
    for tool in ("dirname", "sh"):
        (tmp_path / tool).symlink_to(f"/usr/bin/{tool}")
    done = subprocess.run(
        ["/bin/sh", str(ROOT / name)],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Python 3.11 or newer is needed, this is 3.8: install it")
    assert done.stderr.count("\n") == 1


def test_compressed_files_lie_beside_those_that_gain(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("x" * 5000, encoding="utf-8")
    (tmp_path / "b.woff2").write_bytes(b"x" * 5000)
    (tmp_path / "c.css").write_text("x", encoding="utf-8")
    compress(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.js", "a.js.br", "b.woff2", "c.css"]
