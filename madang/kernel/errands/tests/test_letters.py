"""E-mail about news: without what it is about, once, tried again when the mail server refuses."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from madang.kernel.errands import letters
from madang.kernel.errands.letters import DUE, GIVEN_UP, MOST_TRIES, SENDING, SENT, send_due
from madang.kernel.errands.models import Letter
from madang.kernel.errands.notifications import choose_channels, notify

pytestmark = pytest.mark.django_db
TITLE = {"ko": "등본이 나왔습니다", "en": "Your certificate is ready"}


@pytest.fixture(autouse=True)
def _address(monkeypatch):
    monkeypatch.setattr(letters, "address_of", lambda subject: f"{subject}@example.org")


def news(subject="p1", *, email=True, **changes):
    choose_channels(subject, square=True, email=email, lang="ko")
    with transaction.atomic():
        return notify(subject, "news", TITLE, TITLE, "/ko/errands/", **changes)


def test_letter_says_that_there_is_news_and_nothing_more():
    news()
    assert send_due(timezone.now()).sent == 1
    letter = mail.outbox[0]
    assert letter.to == ["p1@example.org"]
    assert "/ko/errands/notifications/" in letter.body
    assert "등본" not in f"{letter.subject}{letter.body}"


def test_letter_is_sent_once():
    news()
    now = timezone.now()
    assert [send_due(now).sent, send_due(now).sent] == [1, 0]
    assert Letter.objects.get().state == SENT


def test_nobody_gets_mail_without_having_asked_for_it():
    news(email=False)
    news("guest-1")
    news(channels=("square", "page"))
    assert not Letter.objects.exists()


def test_refused_letter_is_tried_later_and_later_and_then_given_up(monkeypatch):
    def refuse(_message):
        raise SMTPException("busy")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    news()
    now = timezone.now()
    waits = []
    for _ in range(MOST_TRIES):
        send_due(now)
        letter = Letter.objects.get()
        waits.append((letter.due_at - now) / timedelta(minutes=1))
        now = max(letter.due_at, now)
    assert waits[: MOST_TRIES - 1] == [1, 4, 16, 64, 256]
    assert Letter.objects.get().state == GIVEN_UP


def test_letter_that_was_cut_off_is_never_sent_twice():
    news()
    now = timezone.now()
    Letter.objects.update(state=SENDING, due_at=now - timedelta(minutes=1))
    assert send_due(now).sent == 0
    assert Letter.objects.get().state == SENDING
    send_due(now + timedelta(hours=1))
    assert (Letter.objects.get().state, mail.outbox) == (GIVEN_UP, [])


def test_letter_without_an_address_is_given_up(monkeypatch):
    news()
    monkeypatch.setattr(letters, "address_of", lambda _subject: None)
    assert send_due(timezone.now()).given_up == 1


def test_letter_that_is_not_due_waits():
    news()
    assert send_due(timezone.now() - timedelta(minutes=5)).sent == 0
    assert Letter.objects.get().state == DUE
