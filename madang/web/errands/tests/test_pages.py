"""The pages of errands: whose they are, what they show, and that nobody ever reads another's."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from madang.kernel import funnel
from madang.kernel.errands.actions import finish, save_draft, start, wait
from madang.kernel.errands.decisions import Document, Due
from madang.kernel.errands.models import Channels, Errand, Notification
from madang.kernel.errands.notifications import notify
from madang.kernel.personal import records

pytestmark = pytest.mark.django_db
TITLE = {"ko": "분실물 문의", "en": "Lost and found"}
DECIDED = {"ko": "우산을 찾았습니다.", "en": "Your umbrella was found."}
NEXT = {"ko": "가지러 오세요.", "en": "Come and fetch it."}
SECRETS = ("빨간 우산 9호선", "우산을 찾았습니다", "가지러 오세요", "umbrella")


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


def sit_down(client, subject, level=1):
    session = client.session
    session.update({"madang_subject": subject, "madang_level": level, "madang_name": "사람"})
    session.save()
    return client


def open_errand(subject, **changes):
    errand = start(subject, "information", "question", TITLE, link="/ko/information/", **changes)
    save_draft(errand, {"what": "빨간 우산 9호선"}, "where")
    return errand


def finished_errand(subject):
    errand = start(subject, "information", "question", TITLE)
    finish(
        errand,
        DECIDED,
        NEXT,
        link="/ko/information/",
        documents=[Document({"ko": "안내문", "en": "Leaflet"}, "/ko/information/")],
        due=[Due({"ko": "가지러 가는 날", "en": "Day to fetch it"}, timezone.localdate())],
    )
    return errand


def told(subject):
    with transaction.atomic():
        return notify(subject, "errand_news", DECIDED, NEXT, "/ko/information/")


def test_list_offers_to_go_on_and_shows_receipts(client):
    sit_down(client, "p1")
    going, done = open_errand("p1"), finished_errand("p1")
    text = client.get("/ko/errands/").text
    assert going.number in text
    assert done.number in text
    assert "이어서 하기" in text
    assert "접수증" in text
    assert done.number not in client.get("/ko/errands/?show=going_on").text
    assert going.number not in client.get("/ko/errands/?show=finished").text
    assert "Go on" in client.get("/en/errands/").text


def test_receipt_says_what_was_decided_and_what_is_next(client):
    sit_down(client, "p1")
    errand = finished_errand("p1")
    text = client.get(f"/ko/errands/{errand.number}/").text
    for said in (errand.number, "우산을 찾았습니다.", "가지러 오세요.", "안내문", "가지러 가는 날", "120"):
        assert said in text
    assert "Your umbrella was found." in client.get(f"/en/errands/{errand.number}/").text
    sheet = client.get(f"/en/errands/{errand.number}/calendar.ics")
    assert sheet["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"DTSTART;VALUE=DATE:{timezone.localdate():%Y%m%d}" in sheet.text
    assert "SUMMARY:Day to fetch it" in sheet.text


def test_going_on_leads_back_to_the_service_in_the_readers_language(client):
    sit_down(client, "p1")
    errand = open_errand("p1")
    answer = client.post(f"/en/errands/{errand.number}/", {"do": "go_on"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/information/")


def test_giving_up_deletes_what_was_entered(client):
    sit_down(client, "p1")
    errand = open_errand("p1")
    address = f"/ko/errands/{errand.number}/"
    assert client.post(address, {"do": "abandon"}).status_code == 302
    errand.refresh_from_db()
    assert (errand.state, errand.draft) == ("abandoned", {})
    assert client.post(address, {"do": "abandon"}).status_code == 409
    assert client.post(address, {"do": "burn"}).status_code == 409


def test_errand_on_hold_says_why_and_that_all_is_kept(client):
    sit_down(client, "p1")
    errand = open_errand("p1")
    wait(errand, "register_away")
    for address in ("/ko/errands/", f"/ko/errands/{errand.number}/"):
        text = client.get(address).text
        assert "주민등록 시스템이 지금 응답하지 않습니다." in text
        assert "보관" in text


@pytest.mark.parametrize("level", [0, 1, 2])
def test_nobody_reads_or_changes_what_is_anothers(client, level):
    going, done, news = open_errand("p1"), finished_errand("p1"), told("p1")
    Channels.objects.create(subject="p1", email=True, changed_at=timezone.now())
    sit_down(client, "p2", level)
    addresses = [
        f"/{language}/errands/{page}"
        for language in ("ko", "en")
        for page in (
            "",
            "?show=finished",
            "notifications/",
            "channels/",
            *(f"{one.number}/" for one in (going, done)),
            *(f"{one.number}/calendar.ics" for one in (going, done)),
        )
    ]
    for address in [*addresses, "/api/me/errands", "/api/me/events?after=0"]:
        text = client.get(address).text
        assert going.number not in text or "404" in text
        assert not [secret for secret in SECRETS if secret in text], address
    for number in (going.number, done.number):
        assert client.get(f"/ko/errands/{number}/").status_code == 404
        assert client.post(f"/ko/errands/{number}/", {"do": "abandon"}).status_code == 404
    client.post("/ko/errands/notifications/", {"open": str(news.pk)})
    client.post("/ko/errands/notifications/", {"read": "all"})
    going.refresh_from_db()
    news.refresh_from_db()
    assert going.state == "open"
    assert news.read_at is None


def test_every_model_of_errands_with_a_subject_is_exported_to_its_person_alone():
    open_errand("p1")
    finished_errand("p1")
    told("p1")
    Channels.objects.create(subject="p1", email=True, changed_at=timezone.now())
    kept = {exported.records.model._meta.label: exported.rows for exported in records.export("p1")}
    strange = {exported.records.model._meta.label: exported.rows for exported in records.export("p2")}
    for label in ("errands.Errand", "errands.Receipt", "errands.Notification", "errands.Channels"):
        assert kept[label], label
        assert not strange[label], label
    assert "빨간 우산" in str(kept["errands.Errand"])


def test_guests_errand_moves_to_the_account(client):
    errand = open_errand("guest-1", key="k")
    open_errand("account", key="k")
    Channels.objects.create(subject="guest-1", changed_at=timezone.now())
    finished_errand("guest-1")
    records.adopt("guest-1", "account")
    assert Errand.objects.filter(subject="account").count() == 3
    assert not Errand.objects.filter(subject="guest-1").exists()
    sit_down(client, "account")
    assert errand.number in client.get("/ko/errands/").text


def test_forgetting_a_person_leaves_nothing(client):
    open_errand("p1")
    finished_errand("p1")
    told("p1")
    other = finished_errand("p2")
    records.forget("p1")
    assert list(Errand.objects.values_list("pk", flat=True)) == [other.pk]
    assert not Notification.objects.filter(subject="p1").exists()


def test_notifications_are_read_one_by_one_and_all_at_once(client):
    sit_down(client, "p1")
    first = told("p1")
    told("p1")
    address = "/ko/errands/notifications/"
    text = client.get(address).text
    assert text.count("새 알림") == 2
    answer = client.post(address, {"open": str(first.pk)})
    assert answer["Location"] == "/ko/information/"
    assert client.get(address).text.count("새 알림") == 1
    client.post(address, {"read": "all"})
    assert "새 알림" not in client.get(address).text
    for wrong in ("x", str(uuid.uuid4())):
        assert client.post(address, {"open": wrong}).status_code == 302


def test_link_to_elsewhere_is_never_followed(client):
    sit_down(client, "p1")
    one = told("p1")
    Notification.objects.update(link="https://elsewhere.example/")
    answer = client.post("/ko/errands/notifications/", {"open": str(one.pk)})
    assert answer["Location"] == "/ko/errands/notifications/"


def test_channels_are_kept_and_need_an_address_for_email(client, monkeypatch):
    sit_down(client, "p1")
    address = "/ko/errands/channels/"
    assert client.post(address, {"email": "1"}).status_code == 302
    chosen = Channels.objects.get(pk="p1")
    assert (chosen.square, chosen.email) == (False, False)
    monkeypatch.setattr("madang.web.errands.told.address_of", lambda _subject: "p1@example.org")
    client.post(address, {"email": "1", "square": "1"})
    chosen.refresh_from_db()
    assert (chosen.square, chosen.email, chosen.lang) == (True, True, "ko")
    assert "checked" in client.get(address).text


def test_header_counts_for_the_person_alone(client):
    open_errand("p1")
    told("p1")
    assert "who-count" not in client.get("/ko/").text
    sit_down(client, "p1")
    assert len(re.findall("who-count", client.get("/ko/").text)) == 2


def test_event_tells_title_and_link_in_the_readers_language(client):
    sit_down(client, "p1")
    told("p1")
    ask = {"Accept-Language": "en"}
    event = client.get("/api/me/events?after=0", headers=ask).json()["events"][0]
    assert (event["title"], event["link"]) == ("Your umbrella was found.", "/en/information/")


def test_api_lists_errands_page_by_page(client):
    sit_down(client, "p1")
    for _ in range(21):
        start("p1", "information", "question", TITLE)
    first = client.get("/api/me/errands").json()
    assert (len(first["errands"]), first["next_page"]) == (20, 2)
    second = client.get("/api/me/errands?page=2").json()
    assert (len(second["errands"]), second["next_page"]) == (1, None)
    assert client.get("/api/me/errands?show=finished").json()["errands"] == []
    assert client.get("/api/me/errands?show=nonsense").status_code == 422


def test_errand_whose_time_has_come_is_not_shown(client):
    sit_down(client, "p1")
    errand = finished_errand("p1")
    Errand.objects.update(keep_until=timezone.now() - timedelta(days=1))
    assert client.get(f"/ko/errands/{errand.number}/").status_code == 404


@pytest.mark.parametrize(
    ("page", "most"), [("", 7), ("notifications/", 7), ("channels/", 8), ("{number}/", 9)]
)
def test_pages_ask_the_database_a_fixed_number_of_times(client, page, most):
    sit_down(client, "p1")
    errand = finished_errand("p1")
    for _ in range(12):
        open_errand("p1")
        told("p1")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(f"/ko/errands/{page.format(number=errand.number)}").status_code == 200
    assert len(asked) <= most, [query["sql"][:90] for query in asked]
