"""The lock files: in step with pyproject.toml and with each other, hashes only, no addresses."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from madang import paths

ROOT = paths.PACKAGE.parent
LOCKS = {name: ROOT / "requirements" / f"{name}.lock" for name in ("run", "test")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HOW = "CONTRIBUTING.md says how to lock anew."


def pins(lock: str) -> set[str]:
    """The `name==version` of a lock, with its marker."""
    return {
        line.rstrip(" \\")
        for line in LOCKS[lock].read_text(encoding="utf-8").splitlines()
        if line[:1].isalnum()
    }


def wanted(*extras: str) -> set[str]:
    """The names that pyproject.toml asks for, with these extras."""
    asked = [
        *PROJECT["dependencies"],
        *(name for extra in extras for name in PROJECT["optional-dependencies"][extra]),
    ]
    return {re.split(r"[\[<>=! ]", requirement)[0].lower() for requirement in asked}


@pytest.mark.parametrize(("lock", "extras"), [("run", ("build",)), ("test", ("build", "test"))])
def test_lock_names_every_direct_dependency(lock: str, extras: tuple[str, ...]) -> None:
    locked = {pin.split("==")[0] for pin in pins(lock)}
    assert not wanted(*extras) - locked, HOW


def test_test_lock_holds_all_that_the_run_lock_holds() -> None:
    assert not pins("run") - pins("test"), HOW


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_carries_hashes_and_no_address(lock: str) -> None:
    text = LOCKS[lock].read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    for block in re.split(r"\n(?=[a-z0-9])", text):
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block.splitlines()[0]


def test_npm_lock_carries_no_address_of_a_package() -> None:
    lock = json.loads((ROOT / "client" / "package-lock.json").read_text(encoding="utf-8"))
    assert not [path for path, package in lock["packages"].items() if "resolved" in package]


def test_npm_lock_names_the_optional_packages_of_every_platform() -> None:
    """Else `npm ci` refuses the lock: a registry that lacks other platforms' packages leaves them out."""
    packages = json.loads((ROOT / "client" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    asked = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
    named = {path.rsplit("node_modules/", 1)[-1] for path in packages}
    assert not asked - named, HOW


def test_licence_is_the_one_that_pyproject_names() -> None:
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0" in (ROOT / "LICENSE").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("name", ["run", "test", ".ci/run"])
def test_command_is_executable(name: str) -> None:
    assert Path(ROOT / name).stat().st_mode & 0o111
