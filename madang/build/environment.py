"""The environment .venv, made and filled from a hashed lock file. Standard library only: it runs first."""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from madang.build.progress import Outcome, run_step
from madang.config import CannotRun

NETWORK_SIGNS = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "Connection refused",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ENETUNREACH",
    "ETIMEDOUT",
)
PIP_OPTIONS = (
    "--disable-pip-version-check",
    "--no-input",
    "--no-cache-dir",
    "--progress-bar=off",
    "--retries=2",
    "--root-user-action=ignore",
)
INSTALL_OPTIONS = ("--no-deps", "--require-hashes", "--only-binary=:all:", "--no-compile")
MIN_FREE_BYTES = 2 * 1024**3


def prepare(root: Path, locks: Sequence[str]) -> Path:
    """Make the checkout's .venv and install the last of `locks`, which includes the others.

    Answers the environment's Python. Done before, it takes no time: `.venv/madang.json` notes it.

    Raises:
        CannotRun: no right to write, no venv or pip, no network, no room.
    """
    venv = root / ".venv"
    python = venv / "bin" / "python"
    wanted = {name: _digest(root / "requirements" / f"{name}.lock") for name in locks}
    made_of = {"checkout": str(root), "python": "{}.{}".format(*sys.version_info)}
    with _one_at_a_time(root, venv):
        noted = _read_note(venv)
        same = all(noted.get(key) == value for key, value in made_of.items())
        if same and python.exists() and all(noted.get(name) == digest for name, digest in wanted.items()):
            return python
        if not same or not python.exists():
            _make_venv(venv)
            noted = {}
        _install(root, venv, locks[-1])
        _link_checkout(root, venv)
        _write_note(venv, {**noted, **made_of, **wanted})
    return python


def refuse_network(outcome: Outcome, what: str, log: Path) -> CannotRun:
    """The one sentence for a step that fetched packages and failed."""
    if any(sign in outcome.output for sign in NETWORK_SIGNS):
        return CannotRun(
            f"{what} could not be fetched: no connection to the package registry. "
            f"Connect to the network (or set its proxy) and start again. Details: {log}"
        )
    if "No space left on device" in outcome.output:
        return CannotRun(
            f"{what} could not be stored: the disk is full. Make room and start again. Details: {log}"
        )
    return CannotRun(f"{what} could not be installed: {_last_error(outcome.output)} Details: {log}")


def work_dir(root: Path) -> Path:
    """Where builds keep what they need between starts: inside the environment, never in the checkout."""
    return root / ".venv" / "share" / "madang-work"


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@contextmanager
def _one_at_a_time(root: Path, venv: Path) -> Iterator[None]:
    try:
        venv.mkdir(exist_ok=True)
        with (venv / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        if error.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise
        raise CannotRun(
            f"'{error.filename or venv}' cannot be written: {error.strerror}. "
            f"Give this user the right to write in '{root}', or make the copy there as this user."
        ) from error


def _read_note(venv: Path) -> dict[str, str]:
    try:
        noted: dict[str, str] = json.loads((venv / "madang.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted


def _write_note(venv: Path, note: dict[str, str]) -> None:
    part = venv / "madang.json.part"
    part.write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    part.replace(venv / "madang.json")


def _make_venv(venv: Path) -> None:
    """Make it anew, in place; the lock file that this process holds in it stays."""
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        version = "{}.{}".format(*sys.version_info)
        raise CannotRun(
            f"Python's venv is not installed. On Debian and Ubuntu: apt install python{version}-venv"
        )
    free_bytes = shutil.disk_usage(venv).free
    if free_bytes < MIN_FREE_BYTES:
        raise CannotRun(
            f"Only {free_bytes // 1024**2} MB are free under '{venv}'. 2 GB are needed: make room."
        )
    for old in venv.iterdir():
        if old.name not in {".lock", "share"}:
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    log = venv / "log" / "venv.log"
    outcome = run_step(
        "Making the environment .venv",
        [sys.executable, "-m", "venv", str(venv)],
        log,
        environment={"PATH": str(venv / "bin")},
    )
    if outcome.code:
        raise CannotRun(
            f"The environment .venv could not be made: {_last_error(outcome.output)} Details: {log}"
        )


def _install(root: Path, venv: Path, lock: str) -> None:
    """Install exactly what the lock file names: by hash, wheels only, nothing beside it.

    pip finds no other programs: it would ask a rustc for its version, and rustup then writes to HOME.
    """
    log = venv / "log" / "pip.log"
    requirements = root / "requirements" / f"{lock}.lock"
    command = [str(venv / "bin" / "python"), "-m", "pip", "install", *PIP_OPTIONS, *INSTALL_OPTIONS]
    with tempfile.TemporaryDirectory(dir=venv) as scratch:
        outcome = run_step(
            f"Installing the Python packages of requirements/{lock}.lock",
            [*command, "--requirement", str(requirements)],
            log,
            environment={"TMPDIR": scratch, "PYTHONPATH": "", "PATH": str(venv / "bin")},
        )
    if outcome.code:
        raise refuse_network(outcome, "Python packages", log)


def _link_checkout(root: Path, venv: Path) -> None:
    """Let the environment find the checkout, keep bytecode out of it, and have a `madang` command."""
    site_packages = next((venv / "lib").glob("python3.*/site-packages"))
    bytecode = f"import sys; sys.pycache_prefix = {str(venv / 'pycache')!r}"
    (site_packages / "madang-checkout.pth").write_text(f"{bytecode}\n{root}\n", encoding="utf-8")
    command = venv / "bin" / "madang"
    # A first line cannot name a Python whose path has a space or is long; sh can.
    start = f"#!/bin/sh\n'''exec' \"{venv / 'bin' / 'python'}\" \"$0\" \"$@\"\n' '''\n"
    code = "import sys\nfrom madang.cli import main\nsys.exit(main())\n"
    command.write_text(start + code, encoding="utf-8")
    command.chmod(0o755)


def _last_error(output: str) -> str:
    """The line that says what went wrong: the first error of npm, the last of pip, else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    if npm := [line for line in lines if line.startswith("npm error") and "npm error code" not in line]:
        return npm[min(1, len(npm) - 1)]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["no reason was given."])[-1]


def clean_environment() -> dict[str, str]:
    """This process's variables for the environment's Python, without what the bootstrap set for itself."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    }
