"""The first font has every glyph that our own texts use, and is small."""

import runpy
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont

from madang import paths

FONTS = paths.PACKAGE.parent / "client" / "fonts"
FIRST_BYTES = 110_000
ALL_BYTES = 1_200_000


@pytest.fixture(scope="module")
def subset():
    """client/fonts/subset.py, which knows where our texts are."""
    return SimpleNamespace(**runpy.run_path(str(FONTS / "subset.py")))


def glyphs(path) -> set[str]:
    return {chr(code) for code in TTFont(path).getBestCmap()}


def test_first_font_has_every_hangul_letter_digit_and_sign_of_our_texts(subset):
    has = glyphs(FONTS / "madang-sans-ui.woff2")
    needed = {char for char in subset.texts_characters() if char.isascii() or "\uac00" <= char <= "\ud7a3"}
    missing = "".join(sorted(needed - has))
    assert not missing, f"The font lacks '{missing}'. Run client/fonts/subset.py and commit what it writes."


def test_all_fonts_together_have_the_everyday_syllables(subset):
    has = set().union(*(glyphs(path) for path in FONTS.glob("madang-sans-*.woff2")))
    assert set(subset.everyday_syllables()) <= has


def test_fonts_are_small_and_carry_our_name():
    files = list(FONTS.glob("madang-sans-*.woff2"))
    assert (FONTS / "madang-sans-ui.woff2").stat().st_size <= FIRST_BYTES
    assert sum(path.stat().st_size for path in files) <= ALL_BYTES
    for path in files:
        names = {record.nameID: str(record) for record in TTFont(path)["name"].names}
        assert names[1] == "Madang Sans"
        assert not any("Pretendard" in names[number] for number in names if number not in (0, 13))
