"""Limits: finite, changeable by the environment, and all of them in the manual."""

from dataclasses import fields
from pathlib import Path

import pytest

from madang.config import CannotRun
from madang.world.limits import PREFIX, Limits, read_limits

MANUAL = Path(__file__).parents[3] / "docs" / "protocol.md"


def test_every_limit_is_finite_and_in_the_manual_with_its_default():
    manual = MANUAL.read_text("utf-8")
    for field in fields(Limits):
        value = getattr(Limits(), field.name)
        assert 0 < value < 10**6
        shown = str(value) if isinstance(value, int) else f"{value:g}"
        assert f"| `{field.name}` | {shown} |" in manual, field.name


@pytest.mark.parametrize("field", fields(Limits), ids=lambda f: f.name)
def test_every_limit_is_changed_by_its_variable(field):
    changed = read_limits({PREFIX + field.name.upper(): "7"})
    assert getattr(changed, field.name) == 7
    assert isinstance(getattr(changed, field.name), field.type)


@pytest.mark.parametrize("text", ["0", "-1", "x", "inf", "nan", "1e99", "9999999999"])
def test_limit_that_is_not_a_finite_number_above_0_is_refused_by_name(text):
    with pytest.raises(CannotRun, match="MADANG_WORLD_EARSHOT_M"):
        read_limits({"MADANG_WORLD_EARSHOT_M": text})


def test_welcome_tells_the_limits_that_the_manual_names():
    manual = MANUAL.read_text("utf-8")
    assert all(f'"{name}": ' in manual for name in Limits().told())
