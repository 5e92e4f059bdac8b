"""Who is told of a report, when, and that nobody else is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madang.kernel.errands.models import Notification
from madang.kernel.models import PersonEvent
from madang.kernel.order import telling
from madang.kernel.order.models import Report
from madang.kernel.order.reports import close
from madang.kernel.order.tests.conftest import reported
from madang.kernel.personas import find_persona

pytestmark = pytest.mark.django_db


def subject_of(slug):
    persona = find_persona(slug)
    assert persona is not None
    return persona.visitor().subject


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("subject", flat=True))


def test_report_rings_once_at_those_who_keep_order_and_at_nobody_else():
    message = reported()
    telling.file_and_tell(message)
    telling.file_and_tell(message)
    assert told("report_came") == {subject_of("moderator"), subject_of("admin")}
    assert PersonEvent.objects.filter(subject=subject_of("moderator")).count() == 1
    bell = Notification.objects.filter(subject=subject_of("moderator")).get()
    assert bell.title["ko"].startswith("신고가 들어왔습니다")
    assert message.number in bell.link
    assert not any(name in str(bell.title) + str(bell.text) for name in ("바람", "하늘", "저리 가"))


def test_keeper_who_reports_is_not_rung_at():
    telling.file_and_tell(reported(by_sub=subject_of("moderator")))
    assert told("report_came") == {subject_of("admin")}


def test_undecided_report_is_recalled_before_its_end_and_once_after(file_one):
    now = timezone.now()
    fresh, soon = file_one(now - timedelta(hours=1)), file_one(now - timedelta(hours=21))
    done = file_one(now - timedelta(hours=23))
    close(done, "x", "no_action", "")
    assert telling.remind(now) == 1
    assert telling.remind(now) == 0
    assert told("report_due") == telling.keepers()
    assert telling.remind(now + timedelta(hours=4)) == 1
    assert telling.remind(now + timedelta(hours=4)) == 0
    assert told("report_late") == telling.keepers()
    assert Report.objects.get(pk=soon.pk).reminded == 2
    assert Report.objects.get(pk=fresh.pk).reminded == 0
