from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from madang.services.today.rules import Draft, is_shown, problems_of, reminder_due_at, shortened

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
GOOD = Draft(
    kind="event",
    title={"ko": "음악회", "en": "Concert"},
    text={"ko": "오세요 🎵", "en": "Come 🎵"},
    starts_at=NOW + HOUR,
    ends_at=NOW + 2 * HOUR,
    owner="문화본부",
)


def test_whole_draft_has_no_problem():
    assert problems_of(GOOD, NOW) == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"title": {"ko": "음악회"}}, "title_en", "empty"),
        ({"title": {"ko": "   ", "en": "Concert"}}, "title_ko", "empty"),
        ({"text": {"ko": "가" * 1001, "en": "x"}}, "text_ko", "long"),
        ({"starts_at": None}, "starts_at", "time"),
        ({"ends_at": None}, "ends_at", "time"),
        ({"ends_at": NOW + HOUR}, "ends_at", "order"),
        ({"starts_at": NOW - 3 * HOUR, "ends_at": NOW - HOUR}, "ends_at", "past"),
        ({"ends_at": NOW + timedelta(days=62)}, "ends_at", "longest"),
        (
            {"starts_at": NOW + timedelta(days=401), "ends_at": NOW + timedelta(days=402)},
            "starts_at",
            "farthest",
        ),
        ({"owner": " "}, "owner", "owner"),
        ({"link": "javascript:alert(1)"}, "link", "link"),
        ({"link": "//elsewhere.example/"}, "link", "link"),
        ({"kind": "poster"}, "kind", "kind"),
        ({"picture": "new", "picture_alt": {"ko": "그림"}}, "alt_en", "empty"),
    ],
)
def test_each_fault_is_named_at_its_field(change, field, code):
    assert (field, code) in {(one.field, one.code) for one in problems_of(replace(GOOD, **change), NOW)}


def test_nothing_is_shown_after_its_end_and_no_notice_before_its_beginning():
    def shown(kind, now, state="published"):
        return is_shown(state=state, starts_at=NOW, ends_at=NOW + HOUR, kind=kind, now=now)

    assert shown("event", NOW - HOUR)
    assert not shown("notice", NOW - HOUR)
    assert shown("notice", NOW)
    assert not shown("event", NOW + HOUR)
    assert not shown("event", NOW, state="withdrawn")


def test_reminder_comes_a_quarter_of_an_hour_before_or_at_once_and_never_after_the_beginning():
    assert reminder_due_at(NOW + HOUR, NOW) == NOW + timedelta(minutes=45)
    assert reminder_due_at(NOW + timedelta(minutes=5), NOW) == NOW
    assert reminder_due_at(NOW, NOW) is None


def test_long_text_is_cut_with_a_sign():
    assert shortened("짧은 글") == "짧은 글"
    assert len(shortened("가" * 500)) == 300
    assert shortened("가" * 500).endswith("…")
