"""What the world says to people: complete in both languages, and as the manual lists it."""

import re
from pathlib import Path

import pytest

from madang.world import refusals

MANUAL = (Path(__file__).parents[3] / "docs" / "protocol.md").read_text("utf-8")


def test_both_languages_say_the_same_things():
    korean, english = (refusals.catalogue(lang) for lang in ("ko", "en"))
    assert korean.keys() == english.keys()
    assert all(re.search("[가-힣]", text) for text in korean.values())
    for code in korean:
        assert ("{limit}" in korean[code]) == ("{limit}" in english[code])


@pytest.mark.parametrize("code", refusals.catalogue("ko"))
def test_every_code_is_in_the_manual(code):
    assert f"`{code}`" in MANUAL


def test_unknown_language_is_answered_in_english():
    assert refusals.say("empty", "fr-FR") == refusals.catalogue("en")["empty"]
    assert "200자" in refusals.say("too_long", "ko-KR", 200)
    assert refusals.pick({"ko": "가"}, "en") == "가"
    assert refusals.pick({"ko": "가", "en": "a"}, "ko") == "가"


def test_reason_is_cut_between_characters():
    reason = refusals.as_reason("가" * 100)
    assert len(reason) <= 123
    assert reason.decode() == "가" * 41
