"""`madang wheel`: one file to install, with the built client, the places and the cities inside."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from madang import paths
from madang.build import stale
from madang.config import CannotRun

PROJECT_FILES = ("pyproject.toml", "README.md", "LICENSE")
LEFT_OUT = shutil.ignore_patterns("tests", "__pycache__", "*.pyc", ".*", "*.old", "*.part")


def build(out: str | None) -> None:
    """Build what is stale and write `madang-<version>-py3-none-any.whl` to `out`, else to DIR/dist.

    Raises:
        CannotRun: this is not a source checkout, or the packager refused.
    """
    root = paths.checkout_dir()
    if root is None:
        raise CannotRun("A wheel is built from a source checkout; this is an installed wheel.")
    stale.build()
    target = Path(out).expanduser().resolve() if out else paths.data_dir() / "dist"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="madang-wheel-") as scratch:
        staged = Path(scratch)
        _stage(root, staged)
        print(_package(staged, target), flush=True)


def _stage(root: Path, staged: Path) -> None:
    """Lay out what the wheel holds: the package, and beside its code what was built and the cities."""
    for name in PROJECT_FILES:
        shutil.copyfile(root / name, staged / name)
    shutil.copytree(root / "madang", staged / "madang", ignore=LEFT_OUT)
    bundle = staged / "madang" / "_bundle"
    shutil.copytree(paths.built_dir(), bundle / "built", ignore=LEFT_OUT)
    shutil.copytree(paths.cities_dir(), bundle / "cities", ignore=LEFT_OUT)


def _package(staged: Path, target: Path) -> Path:
    """Have hatchling make the wheel; answers where it lies now."""
    out = staged / "out"
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    done = subprocess.run(command, cwd=staged, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotRun(f"The wheel could not be made: {(done.stdout + done.stderr).strip()}")
    (made,) = out.glob("*.whl")
    return Path(shutil.move(made, target / made.name))
