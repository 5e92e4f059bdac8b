"""A name is short, readable, and nobody is taken for staff."""

import pytest

from madang.web.api.names import NameRefused, accept_name


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("하늘", "하늘"),
        ("  하늘  바람 ", "하늘 바람"),
        ("Kim Haneul", "Kim Haneul"),
        ("\u1112\u1161\u1102\u1173\u11af", "하늘"),
        ("José", "José"),
        ("👩‍👧 엄마", "👩‍👧 엄마"),
        ("가" * 20, "가" * 20),
        ("공무도하가", "공무도하가"),
        ("Stan", "Stan"),
        ("시발점", "시발점"),
    ],
)
def test_good_name_is_taken_as_people_see_it(name, seen):
    assert accept_name(name) == seen


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "required"),
        (" \n\t ", "required"),
        ("가" * 21, "too_long"),
        ("a" + "\u0301" * 3 + ("b" + "\u0301" * 3) * 19, "too_long"),
        ("하\u202e늘", "characters"),
        ("하\u200b늘", "characters"),
        ("하\x00늘", "characters"),
        ("하\ud800", "characters"),
        ("\u3164", "characters"),
        ("...", "unreadable"),
        ("운영자", "staff"),
        ("운 영 자", "staff"),
        ("★관리자★", "staff"),
        ("서울시 공식", "staff"),
        ("Admin", "staff"),
        ("4dm1n", "staff"),
        ("ＡＤＭＩＮ", "staff"),
        ("аdmin", "staff"),
        ("s.t.a.f.f", "staff"),
        ("010-1234-5678", "number"),
        ("t.me/abc", "link"),
        ("ㅅㅣㅂㅏㄹ", "words"),
    ],
)
def test_bad_name_is_refused_with_its_reason(name, code):
    with pytest.raises(NameRefused) as refused:
        accept_name(name)
    assert refused.value.code == code
    assert refused.value.text
