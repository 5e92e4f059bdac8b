"""The square on other sites' pages, and the picture of an invitation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madang.kernel.city import load_city
from madang.services.today.models import Item

pytestmark = pytest.mark.django_db


def planned(**changes):
    now = timezone.now()
    values = {
        "city": "seoul",
        "kind": "event",
        "title": {"ko": "가을 음악회", "en": "Autumn concert"},
        "text": {"ko": "잔디에서", "en": "On the lawn"},
        "owner": "서울시",
        "starts_at": now + timedelta(hours=2),
        "ends_at": now + timedelta(hours=3),
        "state": "published",
        "author": "e",
        "created_at": now,
        "updated_at": now,
    }
    return Item.objects.create(**{**values, **changes})


def test_embedded_page_shows_number_next_event_and_the_way_in(client, open_world):
    planned()
    planned(title={"ko": "지난 일", "en": "Past"}, ends_at=timezone.now() - timedelta(minutes=1))
    planned(title={"ko": "초안", "en": "Draft"}, state="draft")
    text = client.get("/ko/embed/").text
    assert "지금 3명이 있습니다" in text
    assert "가을 음악회" in text
    assert "지난 일" not in text
    assert "초안" not in text
    assert 'href="/ko/place/plaza" target="_blank"' in text
    assert "Autumn concert" in client.get("/en/embed/").text


def test_embedded_page_says_what_it_does_not_know(client):
    text = client.get("/en/embed/").text
    assert "We cannot count right now" in text
    assert "Open day and night" in text


def test_other_sites_may_frame_it_unless_the_city_says_who(client, monkeypatch):
    from dataclasses import replace

    from madang.web.views import embed

    city = replace(load_city("seoul"), embed_ancestors=("https://www.seoul.go.kr",))
    monkeypatch.setattr(embed, "load_city", lambda _slug: city)
    policy = client.get("/ko/embed/")["Content-Security-Policy"]
    assert "frame-ancestors https://www.seoul.go.kr" in policy
    assert "frame-ancestors *" not in policy


def test_invitation_is_a_picture_of_this_city_alone(client):
    answer = client.get(
        "/ko/place/plaza/invitation.svg?spot=16000,12000,64&when=20261122T0410Z&with=abcdef123456"
    )
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
    wide = client.get("/ko/place/plaza/invitation.svg?spot=https://evil.example&with=<x>").text
    assert wide == client.get("/ko/place/plaza/invitation.svg").text
    assert client.get("/ko/place/nowhere/invitation.svg").status_code == 404
