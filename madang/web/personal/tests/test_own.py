"""One's own page: what is kept, who looked, the download, and a guest's way to be forgotten."""

import json

import pytest
from django.db import transaction
from django.utils import timezone

from madang.kernel.audit import log as auditing
from madang.kernel.audit.models import Entry
from madang.kernel.identity import LEVEL_KEY, SUBJECT_KEY, Post, Visitor
from madang.kernel.models import PersonEvent
from madang.kernel.person_events import notify_person
from madang.kernel.service import Assurance

pytestmark = pytest.mark.django_db
ME = "guest-0123"
CLERK = Visitor("staff-9", Assurance.MEMBER, ("clerk",), None, (Post("clerk", "", "민원과"),))


@pytest.fixture
def guest(client):
    """A guest who has begun an errand, with one event."""
    session = client.session
    session.update({SUBJECT_KEY: ME, LEVEL_KEY: 0})
    session.save()
    with transaction.atomic():
        notify_person(ME, "errand_finished", "/ko/")
    return client


@pytest.fixture
def seen(guest):
    """A clerk has looked at the guest's data."""
    with transaction.atomic():
        auditing.view(CLERK, ME, "Receipts", "전화 문의", reference="1234-5678-9012")
    return guest


def test_page_for_somebody_unknown_says_that_nothing_is_kept(client):
    html = client.get("/ko/account/data/").text
    assert "보관 중인 정보가 없습니다" in html
    assert "/api/me/export" not in html
    assert not Entry.objects.exists()


def test_page_tells_what_is_kept_why_and_how_long(guest):
    html = guest.get("/ko/account/data/").text
    assert "나에게 온 소식" in html
    assert "자리를 비운 사이의 소식도 전해 드리려고" in html
    assert "1년" in html
    assert "/api/me/export" in html
    assert "담당자로서" not in html


def test_page_costs_a_bounded_number_of_queries(guest, django_assert_max_num_queries):
    guest.get("/ko/account/data/")
    with django_assert_max_num_queries(40):
        guest.get("/ko/account/data/")


def test_looks_tell_role_unit_and_purpose_and_nobodys_name(seen):
    html = seen.get("/ko/account/data/looks/").text
    for text in ("증명서 담당자", "민원과", "열람", "전화 문의", "1234-5678-9012"):
        assert text in html
    assert "staff-9" not in html


def test_looks_are_nobody_elses(seen, client):
    session = client.session
    session.update({SUBJECT_KEY: "guest-other", LEVEL_KEY: 0})
    session.save()
    assert "전화 문의" not in client.get("/ko/account/data/looks/").text


def test_download_is_a_file_with_everything_and_is_written_down(seen):
    answer = seen.get("/api/me/export")
    assert answer["Content-Disposition"].startswith('attachment; filename="madang-seoul-')
    assert "no-store" in answer["Cache-Control"]
    body = answer.json()
    by_kind = {kind["kind"]: kind["rows"] for kind in body["records"]}
    assert by_kind["kernel.PersonEvent.subject"][0]["kind"] == "errand_finished"
    looks = by_kind["audit.AuditSubject.subject"][0]["looks"]
    assert [look["action"] for look in looks] == ["viewed", "exported"]
    assert looks[0]["why"] == "전화 문의"
    assert "staff-9" not in json.dumps(body)
    assert "본인이 직접" in seen.get("/ko/account/data/looks/").text


def test_download_for_somebody_unknown_is_empty(client):
    body = client.get("/api/me/export").json()
    assert (body["subject"], body["records"]) == (None, [])


def test_download_many_times_in_a_minute_is_refused(guest):
    for _ in range(5):
        assert guest.get("/api/me/export").status_code == 200
    answer = guest.get("/api/me/export")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"


def test_guest_is_forgotten_only_when_sure(guest):
    refused = guest.post("/ko/account/data/delete/")
    assert refused.status_code == 422
    assert "확실하면 칸에 표시해 주세요." in refused.text
    assert PersonEvent.objects.filter(subject=ME).exists()


def test_forgotten_guest_leaves_nothing_and_has_no_session(seen):
    answer = seen.post("/ko/account/data/delete/", {"sure": "yes"})
    assert answer.status_code == 302
    assert not PersonEvent.objects.filter(subject=ME).exists()
    assert not auditing.entries_about(ME).exists()
    assert seen.get("/api/me/export").json()["subject"] is None
    told = Entry.objects.get(action="deleted")
    assert (told.whose, told.at <= timezone.now()) == ("", True)


def test_member_deletes_the_account_instead(client):
    session = client.session
    session.update({SUBJECT_KEY: "member-1", LEVEL_KEY: 1})
    session.save()
    with transaction.atomic():
        notify_person("member-1", "errand_finished", "/ko/")
    answer = client.post("/ko/account/data/delete/", {"sure": "yes"})
    assert answer["Location"] == "/ko/account/data/"
    assert PersonEvent.objects.filter(subject="member-1").exists()
