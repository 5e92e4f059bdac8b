"""What counts as stale: changed content, missing results, nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from madang.build.stale import PARTS, Part, is_stale, parts_named, source_digest, source_files
from madang.config import CannotRun

PART = Part("texts", "texts", ("src", "po/**/*.po"), ("out/done",), "madang.build.locale:build_locale")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("src/a.ts", "src/tests/a.test.ts", "src/node_modules/x.js", "po/ko/deep/x.po", "po/x.mo"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    builder = tmp_path / "madang" / "build" / "locale.py"
    builder.parent.mkdir(parents=True)
    builder.write_text("# builds", encoding="utf-8")
    return tmp_path


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "built" / "out").mkdir(parents=True)
    (tmp_path / "built" / "out" / "done").touch()
    return tmp_path / "built"


def test_sources_leave_out_tests_and_installed_packages(root: Path) -> None:
    names = [file.relative_to(root).as_posix() for file in source_files(root, PART.sources)]
    assert names == ["po/ko/deep/x.po", "src/a.ts"]


def test_result_of_the_same_sources_is_fresh_whatever_their_dates(root: Path, built: Path) -> None:
    (built / ".texts.sources").write_text(source_digest(root, PART), encoding="utf-8")
    os.utime(root / "src" / "a.ts", (0, 0))
    assert not is_stale(PART, source_digest(root, PART), built)


@pytest.mark.parametrize("change", ["src/a.ts", "po/ko/deep/x.po", "madang/build/locale.py"])
def test_changed_source_or_builder_makes_stale(root: Path, built: Path, change: str) -> None:
    (built / ".texts.sources").write_text(source_digest(root, PART), encoding="utf-8")
    (root / change).write_text("changed", encoding="utf-8")
    assert is_stale(PART, source_digest(root, PART), built)


def test_renamed_source_makes_stale(root: Path, built: Path) -> None:
    (built / ".texts.sources").write_text(source_digest(root, PART), encoding="utf-8")
    (root / "src" / "a.ts").rename(root / "src" / "b.ts")
    assert is_stale(PART, source_digest(root, PART), built)


def test_missing_result_makes_stale(root: Path, built: Path) -> None:
    (built / ".texts.sources").write_text(source_digest(root, PART), encoding="utf-8")
    (built / "out" / "done").unlink()
    assert is_stale(PART, source_digest(root, PART), built)


def test_unknown_part_is_refused() -> None:
    with pytest.raises(CannotRun, match="Part 'cleint' is unknown"):
        parts_named(["cleint"])
    assert parts_named([]) == list(PARTS)


BUILDER = """
from time import sleep

def build(root, built):
    (root / "staged").mkdir()
    sleep(0.5)
    (built / "done").touch()
    (root / "staged").rmdir()
"""
START = """
import sys
from pathlib import Path
from madang import paths
from madang.build import stale

root = Path(sys.argv[1])
paths.checkout_dir, paths.built_dir = lambda: root, lambda: root / "built"
stale.PARTS = (stale.Part("texts", "texts", ("src",), ("done",), "slow_builder:build"),)
stale.build()
"""


def test_two_builds_at_once_build_once(root: Path) -> None:
    (root / "slow_builder.py").write_text(BUILDER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])}
    command = [sys.executable, "-c", START, str(root)]
    both = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=30)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert [("Built texts" in words) for words in sorted(said)] == [False, True]
