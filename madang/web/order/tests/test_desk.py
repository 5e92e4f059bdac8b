"""The moderators' desk: whom it lets in, what it shows first, and that deeds leave their trail."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madang.kernel.audit.log import audit_id
from madang.kernel.audit.models import Entry
from madang.kernel.order import removals
from madang.kernel.order.models import Handling, Removal, Report
from madang.kernel.order.reports import close, file_report
from madang.kernel.order.tests.conftest import reported
from madang.kernel.personas import PERSONAS, find_persona
from madang.web.api.addresses import AddressLimit
from madang.web.order import public

pytestmark = pytest.mark.django_db
PAGES = ("", "appeals/", "removals/")


@pytest.fixture(autouse=True)
def _fresh_limit(monkeypatch):
    monkeypatch.setattr(public, "look_limit", AddressLimit(60, 1.0))


@pytest.fixture
def desk(client):
    """A client at the desk."""
    return become(client, "moderator")


def visitor_named(slug):
    persona = find_persona(slug)
    assert persona is not None
    return persona.visitor()


def become(client, slug):
    visitor = visitor_named(slug)
    session = client.session
    session.update(
        {
            "madang_subject": visitor.subject,
            "madang_level": int(visitor.level),
            "madang_roles": list(visitor.roles),
            "madang_name": slug,
        }
    )
    session.save()
    return client


def filed(at=None, **changes):
    message = reported(at, **changes)
    file_report(message)
    return Report.objects.get(pk=message.number)


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.slug)
def test_desk_is_open_to_moderator_and_admin_and_to_nobody_else(client, persona):
    report = filed()
    removal = removals.remove(report, "x", reason="insult", term="day", words="")
    become(client, persona.slug)
    pages = [*PAGES, f"reports/{report.number}/", f"removals/{removal.number}/"]
    expected = 200 if persona.slug in ("moderator", "admin") else 403
    assert {client.get(f"/ko/order/{page}").status_code for page in pages} == {expected}
    assert ("/ko/order/" in client.get("/ko/").text) is (expected == 200)


def test_stranger_changes_nothing(client):
    report = filed()
    assert client.post(f"/ko/order/reports/{report.number}/", {"do": "take"}).status_code == 403
    report.refresh_from_db()
    assert report.state == "open"
    assert not Handling.objects.exists()


def test_list_shows_what_waits_with_the_most_urgent_first(desk):
    now = timezone.now()
    late, new = filed(at=now - timedelta(hours=25)), filed()
    done = filed()
    close(done, "x", "no_action", "")
    text = desk.get("/ko/order/").text
    assert text.index(late.number) < text.index(new.number)
    assert done.number not in text
    assert "기한이 지난 신고가 1건" in text
    assert "1 report is overdue." in desk.get("/en/order/").text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"open", "taken"}),
        ("state=open", {"open"}),
        ("state=taken", {"taken"}),
        ("state=closed", {"closed"}),
        ("state=all", {"open", "taken", "closed"}),
        ("state=nonsense&page=x", {"open", "taken"}),
        ("mine=1", {"taken"}),
        ("late=1", {"taken"}),
        ("reason=hate", {"open"}),
        ("reason=nonsense", {"open", "taken"}),
    ],
)
def test_list_is_filtered(desk, query, shown):
    by = visitor_named("moderator").subject
    rows = {
        "open": filed(reason="hate"),
        "taken": filed(at=timezone.now() - timedelta(hours=30)),
        "closed": filed(),
    }
    Report.objects.filter(pk=rows["taken"].pk).update(state="taken", taken_by=by)
    close(rows["closed"], "x", "no_action", "")
    text = desk.get(f"/en/order/?{query}").text
    assert {name for name, row in rows.items() if row.number in text} == shown


def test_long_list_has_pages_that_keep_the_filter(desk):
    for _ in range(31):
        filed()
    text = desk.get("/ko/order/?state=open").text
    assert "?state=open&amp;page=2" in text
    assert text.count("desk-row-link") == 30
    assert desk.get("/ko/order/?state=open&page=2").text.count("desk-row-link") == 1


def test_report_shows_its_evidence_and_notes_who_looked(desk):
    report = filed(words="<b>따라와요</b>")
    text = desk.get(f"/ko/order/reports/{report.number}/").text
    assert "저리 가" in text
    assert "&lt;b&gt;따라와요" in text
    assert "운영자 — 살펴봄" in text
    assert report.trail.get().did == "viewed"


def test_moderator_takes_removes_and_lifts(desk):
    report = filed()
    address = f"/ko/order/reports/{report.number}/"
    assert desk.post(address, {"do": "take"}).status_code == 302
    assert desk.post(address, {"do": "give_back"}).status_code == 302
    assert (
        desk.post(address, {"do": "remove", "reason": "hate", "term": "week", "words": "그만"}).status_code
        == 302
    )
    removal = Removal.objects.get()
    assert (removal.reason, removal.term, removal.words, removal.report) == ("hate", "week", "그만", report)
    page = f"/ko/order/removals/{removal.number}/"
    assert "그만" in desk.get(page).text
    assert desk.post(page, {"do": "lift"}).status_code == 302
    assert desk.post(page, {"do": "lift"}).status_code == 409
    assert {"took", "gave_back", "closed", "removed", "lifted"} <= set(
        Handling.objects.values_list("did", flat=True)
    )


def test_report_is_closed_without_action(desk):
    report = filed()
    desk.post(f"/ko/order/reports/{report.number}/", {"do": "close", "outcome": "no_action", "words": "오해"})
    report.refresh_from_db()
    assert (report.state, report.outcome, report.note) == ("closed", "no_action", "오해")


@pytest.mark.parametrize(
    "fields",
    [{}, {"do": "burn"}, {"do": "close"}, {"do": "remove", "reason": "hate", "term": "for ever"}],
)
def test_deed_that_cannot_be_done_says_so(desk, fields):
    report = filed()
    answer = desk.post(f"/ko/order/reports/{report.number}/", fields)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    report.refresh_from_db()
    assert report.state == "open"


def test_earlier_reports_of_the_person_are_shown(desk):
    earlier, other, now = filed(), filed(of_sub="p9"), filed()
    text = desk.get(f"/ko/order/reports/{now.number}/").text
    assert earlier.number in text
    assert other.number not in text


def test_emptied_report_offers_no_removal(desk):
    report = filed()
    close(report, "x", "no_action", "")
    Report.objects.update(of_sid="", of_name="", of_sub="", said=[], emptied_at=timezone.now())
    text = desk.get(f"/ko/order/reports/{report.number}/").text
    assert 'value="remove"' not in text
    assert "지워짐" in text


@pytest.mark.parametrize("number", ["AAAA-AAAA-AAAA", "aaaa-aaaa-aaaa", "1", "OOOO-IIII-LLLL"])
def test_unknown_number_is_404(desk, number):
    for page in ("reports", "removals", "receipt", "appeal"):
        assert desk.get(f"/ko/order/{page}/{number}/").status_code == 404


def test_receipt_tells_the_state_and_nothing_about_people(client):
    report = filed()
    text = client.get(f"/en/order/receipt/{report.number}/").text
    assert report.number in text
    assert "Open" in text
    assert not any(secret in text for secret in ("바람", "하늘", "저리 가", "따라와요", "v2", "p2"))
    close(report, "x", "action", "")
    assert "Action taken" in client.get(f"/en/order/receipt/{report.number}/").text


def test_removed_person_reads_why_appeals_and_reads_the_answer(client, desk):
    removal = removals.remove(filed(), "x", reason="insult", term="day", words="그만하세요")
    address = f"/ko/order/appeal/{removal.number}/"
    text = client.get(address).text
    assert "욕설이나 모욕: 그만하세요" in text
    assert client.post(address, {"text": " "}).status_code == 422
    assert client.post(address, {"text": "제가 아닙니다"}).status_code == 302
    assert client.post(address, {"text": "또"}).status_code == 422
    assert removal.number in desk.get("/ko/order/appeals/").text
    page = f"/ko/order/removals/{removal.number}/"
    assert "제가 아닙니다" in desk.get(page).text
    assert desk.post(page, {"do": "answer", "outcome": "lifted"}).status_code == 409
    assert desk.post(page, {"do": "answer", "outcome": "lifted", "answer": "미안합니다"}).status_code == 302
    answered = client.get(address).text
    assert "미안합니다" in answered
    assert "다시 들어올 수 있습니다" in answered
    assert removal.number not in desk.get("/ko/order/appeals/").text
    assert removal.number in desk.get("/ko/order/appeals/?all=1").text


def test_removals_that_hold_are_listed_and_past_ones_on_demand(desk):
    holding = removals.remove(filed(), "x", reason="insult", term="day", words="")
    past = removals.remove(filed(), "x", reason="insult", term="day", words="")
    removals.lift(past, "x")
    text = desk.get("/ko/order/removals/").text
    assert holding.number in text
    assert past.number not in text
    assert past.number in desk.get("/ko/order/removals/?all=1").text


def test_numbers_cannot_be_tried_for_long(client, monkeypatch):
    monkeypatch.setattr(public, "look_limit", AddressLimit(2, 0.1))
    tries = [client.get("/ko/order/receipt/AAAA-AAAA-AAAA/").status_code for _ in range(3)]
    assert tries == [404, 404, 429]


def test_every_look_and_decision_stands_in_the_sealed_log(desk):
    report = filed()
    desk.get("/ko/order/")
    desk.get(f"/ko/order/reports/{report.number}/")
    looks = Entry.objects.filter(action="viewed")
    assert looks.filter(whose="").exists()
    assert set(looks.filter(reference=report.number).values_list("whose", flat=True)) == {
        audit_id("p1"),
        audit_id("p2"),
    }
    desk.post(
        f"/ko/order/reports/{report.number}/", {"do": "remove", "reason": "hate", "term": "day", "words": ""}
    )
    removal = Removal.objects.get()
    assert Entry.objects.get(action="decided").reference == removal.number
    assert Entry.objects.get(action="decided").whose == audit_id("p2")


def test_person_is_removed_from_within_the_square_by_staff_alone(client):
    report = filed()
    asked = {"report": report.number, "reason": "threat", "term": "hour", "words": "그만"}
    send = {"content_type": "application/json"}
    assert client.post("/api/order/removals", asked, **send).status_code == 403
    become(client, "editor")
    assert client.post("/api/order/removals", asked, **send).status_code == 403
    assert not Removal.objects.exists()
    become(client, "moderator")
    unknown = {**asked, "report": "7K3M-9QXD-W2VT"}
    assert client.post("/api/order/removals", unknown, **send).status_code == 404
    assert client.post("/api/order/removals", {**asked, "term": "ever"}, **send).status_code == 409
    answer = client.post("/api/order/removals", asked, **send)
    assert answer.status_code == 201
    assert answer.json()["number"] == Removal.objects.get().number
    report.refresh_from_db()
    assert (report.state, report.outcome) == ("closed", "action")
