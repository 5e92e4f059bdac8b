"""Notices stand in both languages, hold for their time, and are told to the world."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madang.kernel.models import OutboxEvent
from madang.kernel.notices import NoticeRefused, notices_now, post_notice
from madang.protocol.events import NoticePosted, from_json

TEXT = {"ko": "오늘 저녁 7시에 음악회가 있습니다.", "en": "A concert at 7 this evening."}

pytestmark = pytest.mark.django_db


def test_post_notice_is_shown_and_told():
    notice = post_notice("seoul", TEXT)
    assert [shown.id for shown in notices_now("seoul")] == [notice.id]
    told = from_json(OutboxEvent.objects.get().payload)
    assert isinstance(told, NoticePosted)
    assert told.text == TEXT
    assert told.until == ""


def test_notice_of_another_city_is_not_shown():
    post_notice("gyeongbuk", TEXT)
    assert notices_now("seoul") == []


def test_notice_is_shown_only_in_its_time():
    now = timezone.now()
    post_notice("seoul", TEXT, starts_at=now + timedelta(hours=1))
    post_notice("seoul", TEXT, starts_at=now - timedelta(hours=2), expires_at=now - timedelta(hours=1))
    assert notices_now("seoul") == []


@pytest.mark.parametrize("text", [{"ko": "한국어만"}, {"ko": "", "en": "x"}, {"ko": "가" * 301, "en": "x"}])
def test_notice_without_both_texts_is_refused(text):
    with pytest.raises(NoticeRefused, match="Give 1 to 300"):
        post_notice("seoul", text)
    assert not OutboxEvent.objects.exists()


def test_notice_that_ends_before_it_starts_is_refused():
    with pytest.raises(NoticeRefused, match="before it starts"):
        post_notice("seoul", TEXT, expires_at=timezone.now() - timedelta(minutes=1))
