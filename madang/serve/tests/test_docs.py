"""docs/operate.md tells all that can be set and run."""

import re
from pathlib import Path

import pytest

from madang import cli, paths
from madang.world.limits import Limits

ROOT = paths.PACKAGE.parent
MANUAL = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
FOR_TESTS = {"MADANG_CHROMIUM", "MADANG_TEST_LONG"}


def settings_in_code() -> set[str]:
    """Every MADANG_… name in the code that is shipped, but the limits of the world."""
    files = [file for file in (ROOT / "madang").rglob("*.py") if "tests" not in file.parts]
    names = {
        name
        for file in files
        for name in re.findall(r"\bMADANG_[A-Z_]*[A-Z]\b", file.read_text(encoding="utf-8"))
    }
    limits = {f"MADANG_WORLD_{name.upper()}" for name in Limits.__dataclass_fields__}
    return names - limits - FOR_TESTS


def test_manual_names_every_setting() -> None:
    assert not sorted(name for name in settings_in_code() if f"`{name}`" not in MANUAL)


def test_manual_names_no_setting_that_is_not_there() -> None:
    named = set(re.findall(r"`(MADANG_[A-Z_]*[A-Z])`", MANUAL))
    limits = {f"MADANG_WORLD_{name.upper()}" for name in Limits.__dataclass_fields__}
    assert not named - settings_in_code() - limits - {"MADANG_PYTHON"}


def test_manual_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    commands = re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE)
    assert "serve" in commands
    assert not [name for name in commands if f"madang {name}" not in MANUAL and f"`{name}`" not in MANUAL]


@pytest.mark.parametrize(
    "command", ["serve", "web", "world", "worker", "nats", "door", "city load", "wheel", "build"]
)
def test_every_command_takes_a_data_directory(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command.split(), "--help"])
    assert ended.value.code == 0
    assert "--data DIR" in capsys.readouterr().out


def test_refusal_is_one_line_and_an_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MADANG_DATA", str(tmp_path))
    monkeypatch.delenv("MADANG_NATS_URL", raising=False)
    assert cli.main(["worker"]) == 1
    assert capsys.readouterr().err.startswith("madang: MADANG_NATS_URL is not set.")
