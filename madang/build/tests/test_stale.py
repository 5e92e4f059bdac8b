"""What counts as stale: changed content, missing results, nothing else."""

import os
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
