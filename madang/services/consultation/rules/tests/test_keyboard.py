"""A keyboard left in English is understood, and English is left alone."""

import pytest

from madang.services.consultation.rules import from_qwerty, readings, typed_in_english
from madang.words.hangul import keys


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("emdqhs", "등본"),
        ("wotkstp", "재산세"),
        ("dlwp rksek", "이제 간다"),
        ("ekfrdmf", "닭을"),
        ("djqtek", "없다"),
        ("Tkek", "싸다"),
        ("djqtdjdy", "없어요"),
        ("dhkdl", "와이"),
        ("dnpdl", "웨이"),
        ("dmltk", "의사"),
        ("rkqtdl", "값이"),
        ("rkqt", "값"),
        ("r", "ㄱ"),
        ("hk", "ㅘ"),
        ("등본 qkfrmq", "등본 발급"),
        ("120!", "120!"),
        ("", ""),
    ],
)
def test_from_qwerty(typed, meant):
    assert from_qwerty(typed) == meant


def test_from_qwerty_undoes_the_keys_of_every_syllable():
    for code in range(ord("가"), ord("힣") + 1):
        assert from_qwerty(keys(chr(code))) == chr(code)


def test_capitals_without_a_jamo_of_their_own_are_small_letters():
    assert from_qwerty("Dkssud") == "안녕"


@pytest.mark.parametrize(
    "text",
    [
        "tax",
        "the",
        "how do I pay property tax",
        "wallet",
        "PDF",
        "120",
        "등본",
        "",
        "KB 은행",
        "done",
        "world",
    ],
)
def test_english_and_korean_have_one_reading(text):
    assert typed_in_english(text) is None
    assert readings(text) == (text,)


def test_mixed_line_turns_only_what_was_mistyped():
    assert typed_in_english("emdqhs 발급 PDF") == "등본 발급 PDF"
    assert readings("emdqhs") == ("emdqhs", "등본")


def test_very_long_lines_are_cut():
    assert len(from_qwerty("rk" * 10_000)) <= 500
