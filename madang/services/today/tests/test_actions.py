from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from madang.kernel.errands.models import Notification
from madang.kernel.models import Notice, OutboxEvent
from madang.kernel.notices import notices_now
from madang.services.today import actions
from madang.services.today.models import Item, Reminder

pytestmark = pytest.mark.django_db


def begun(draft, kind="notice"):
    now = timezone.now()
    return replace(draft, kind=kind, starts_at=now - timedelta(minutes=1), ends_at=now + timedelta(hours=1))


def test_notice_that_holds_is_told_the_moment_it_is_published_and_once(draft):
    made = actions.create("seoul", begun(draft), "editor")
    assert not Notice.objects.exists()
    actions.publish(made, "editor", made.version)
    assert [notice.text["ko"] for notice in notices_now("seoul")] == [draft.text["ko"]]
    assert OutboxEvent.objects.filter(kind="notice_posted").count() == 1
    actions.tell_what_is_due(timezone.now())
    assert Notice.objects.count() == 1


def test_event_is_told_when_it_begins_not_before(event):
    assert actions.tell_what_is_due(timezone.now()) == 0
    assert actions.tell_what_is_due(event.starts_at) == 1
    assert Notice.objects.get().title["ko"] == "지금 시작: 광장 음악회"
    assert actions.tell_what_is_due(event.starts_at) == 0


def test_worker_that_was_away_over_the_whole_event_tells_nothing_stale(event):
    assert actions.tell_what_is_due(event.ends_at) == 0


def test_withdrawn_is_shown_no_longer_nor_what_was_told_of_it(draft):
    made = actions.create("seoul", begun(draft), "editor")
    shown = actions.publish(made, "editor", made.version)
    actions.withdraw(shown, "editor", shown.version)
    assert not actions.shown("seoul", timezone.now()).exists()
    assert notices_now("seoul") == []


def test_correction_of_a_notice_replaces_what_was_told(draft):
    made = actions.create("seoul", begun(draft), "editor")
    shown = actions.publish(made, "editor", made.version)
    new = replace(begun(draft), text={"ko": "고친 글", "en": "Corrected"})
    actions.change(shown, new, "editor", shown.version)
    assert [notice.text["ko"] for notice in notices_now("seoul")] == ["고친 글"]


def test_two_editors_at_once_the_second_is_told_and_nothing_is_lost(event, draft):
    actions.change(event, replace(draft, owner="첫째"), "editor", event.version)
    with pytest.raises(actions.Changed):
        actions.change(event, replace(draft, owner="둘째"), "other", event.version)
    assert Item.objects.get().owner == "첫째"
    assert [one.version for one in event.versions.order_by("version")] == [1, 2, 3]


def test_faulty_draft_is_refused_and_nothing_kept(draft):
    with pytest.raises(actions.ItemRefused) as refused:
        actions.create("seoul", replace(draft, owner=""), "editor")
    assert [one.field for one in refused.value.problems] == ["owner"]
    assert not Item.objects.exists()


def test_reminder_is_kept_once_and_told_once(event):
    assert actions.remind("guest-1", event)
    assert actions.remind("guest-1", event)
    assert Reminder.objects.count() == 1
    soon = event.starts_at - timedelta(minutes=10)
    assert actions.tell_what_is_due(soon) == 1
    assert actions.tell_what_is_due(soon) == 0
    assert Notification.objects.get(subject="guest-1").title["ko"] == "곧 시작: 광장 음악회"


def test_moved_event_moves_its_reminders(event, draft):
    actions.remind("guest-1", event)
    later = replace(
        draft, starts_at=draft.starts_at + timedelta(days=1), ends_at=draft.ends_at + timedelta(days=1)
    )
    actions.change(event, later, "editor", event.version)
    assert Reminder.objects.get().due_at == later.starts_at - timedelta(minutes=15)


def test_nobody_is_reminded_of_what_was_withdrawn(event):
    actions.remind("guest-1", event)
    actions.withdraw(event, "editor", event.version)
    assert actions.tell_what_is_due(event.starts_at - timedelta(minutes=5)) == 0
