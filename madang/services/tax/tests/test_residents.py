"""A resident's own bills and disputes, the officers' desk, and that nobody ever sees another's."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from madang.kernel.audit.models import Entry
from madang.kernel.errands.models import Errand, Notification, State
from madang.kernel.registers import adapters
from madang.kernel.registers.adapters import ledger
from madang.kernel.registers.interfaces import RegisterUnavailable
from madang.services.tax import duty
from madang.services.tax.actions import bookings
from madang.services.tax.holdings import holdings_of
from madang.services.tax.models import Booking, Dispute, DutyException, DutyHours
from madang.services.tax.tests.conftest import subject_of
from madang.services.tax.views import mine

pytestmark = pytest.mark.django_db


@pytest.fixture
def unpaid():
    """Park Seojun's unpaid automobile tax bill."""
    return next(bill for bill in ledger().bills("park-seojun") if bill.outstanding_krw)


@pytest.fixture
def disputed(signed_in, unpaid):
    """Park has said that it is wrong."""
    signed_in("park-seojun").post(f"/ko/tax/mine/bills/{unpaid.number}/wrong/", {"words": "차를 팔았습니다"})
    return Dispute.objects.get()


class Away:
    """A ledger that does not answer."""

    def bills(self, _resident):
        raise RegisterUnavailable("tax_ledger", "timeout", 30)

    homes = cars = payments = bills


def test_own_page_shows_what_is_unpaid_first(signed_in, unpaid, django_assert_max_num_queries):
    client = signed_in("park-seojun")
    with django_assert_max_num_queries(12):
        page = client.get("/ko/tax/mine/").text
    assert f"{unpaid.outstanding_krw:,}원" in page
    assert page.index(reverse("tax:bill", args=[unpaid.number])) < page.index("tax-have-title")
    assert page.count("주택 재산세") == 0
    assert page.count("2026년 재산세, 계산해 본 값") == 2


def test_everything_paid_is_said(signed_in):
    page = signed_in("kim-haneul").get("/ko/tax/mine/").text
    assert "모두 냈습니다" in page
    assert "자동차세, 계산해 본 값" in page


def test_estimates_agree_with_the_bills_of_the_sandbox(signed_in):
    found = holdings_of(ledger(), "kim-haneul", adapters.today())
    for holding in (*found.homes, *found.cars):
        assert holding.found is not None
        year = holding.found.year
        bills = [
            bill for bill in ledger().bills("kim-haneul")
            if bill.object_id == holding.thing.id and bill.year == year and bill.tax != "acquisition"
        ]  # fmt: skip
        if len(bills) == len(holding.found.bills):
            assert sum(bill.total_krw for bill in bills) == holding.found.total


def test_dispute_is_sent_answered_and_told(signed_in, disputed, unpaid):
    assert disputed.bill_number == unpaid.number
    officer = signed_in("officer-tax")
    assert disputed.number in officer.get("/ko/tax/desk/disputes/").text
    page = officer.get(f"/ko/tax/desk/disputes/{disputed.number}/").text
    assert "차를 팔았습니다" in page
    assert "박*준" in page
    assert "박서준" not in page
    assert Entry.objects.filter(reference=disputed.number, action="viewed").count() == 1
    officer.post(
        f"/ko/tax/desk/disputes/{disputed.number}/", {"outcome": "corrected", "answer": "고쳐 보내 드립니다"}
    )
    answered = signed_in("park-seojun").get(f"/ko/tax/mine/disputes/{disputed.number}/").text
    assert "고쳐 보내 드립니다" in answered
    assert "고지서를 고치겠습니다" in answered
    assert Notification.objects.filter(subject=disputed.subject, kind="tax_dispute_answered").exists()
    assert Entry.objects.filter(reference=disputed.number, action="decided").exists()


@pytest.mark.parametrize("sent", [{}, {"outcome": "right"}, {"outcome": "x", "answer": "y"}])
def test_answer_that_is_not_whole_is_refused(signed_in, disputed, sent):
    page = signed_in("officer-tax").post(f"/ko/tax/desk/disputes/{disputed.number}/", sent)
    assert "tax-problem" in page.text
    disputed.refresh_from_db()
    assert disputed.state == "open"


def test_empty_words_are_refused_and_kept_open(signed_in, unpaid):
    page = signed_in("park-seojun").post(f"/ko/tax/mine/bills/{unpaid.number}/wrong/", {"words": " "})
    assert 'id="tax-words-problem"' in page.text
    assert not Dispute.objects.exists()


def test_words_are_kept_to_go_on_later(signed_in, unpaid):
    client = signed_in("park-seojun")
    address = f"/ko/tax/mine/bills/{unpaid.number}/wrong/"
    client.post(address, {"words": "나중에 쓸게요", "later": "1"})
    assert "나중에 쓸게요" in client.get(address).text
    client.post(address, {"words": "차를 팔았습니다"})
    assert Errand.objects.get(kind="dispute").state == State.FINISHED


def test_ledger_away_keeps_what_was_written(signed_in, unpaid, monkeypatch):
    client = signed_in("park-seojun")
    address = f"/ko/tax/mine/bills/{unpaid.number}/wrong/"
    monkeypatch.setattr(mine, "ledger", Away)
    for page in (client.get("/ko/tax/mine/"), client.get(f"/ko/tax/mine/bills/{unpaid.number}/")):
        assert "세금 장부가 답하지 않습니다" in page.text
    assert "쓰신 글은 남아 있습니다" in client.post(address, {"words": "차를 팔았습니다"}).text
    assert Errand.objects.get().state == State.WAITING
    monkeypatch.undo()
    assert "차를 팔았습니다" in client.get(address).text


def test_nobody_sees_what_is_anothers(signed_in, disputed, unpaid):
    """Every address of a person's own things, tried by strangers, other residents and other staff."""
    now = timezone.now()
    free = duty.free_times(now)
    wish = bookings.Wish(free[min(free)][0], "property", "비밀 질문", "박서준")
    booked = bookings.book(subject_of("park-seojun"), wish, now)
    own = [
        reverse("tax:bill", args=[unpaid.number]),
        reverse("tax:wrong", args=[unpaid.number]),
        reverse("tax:dispute", args=[disputed.number]),
        reverse("tax:booked", args=[booked.number]),
        reverse("tax:move", args=[booked.number]),
        reverse("tax:booked_calendar", args=[booked.number]),
    ]
    desk = [
        reverse("tax:desk"),
        reverse("tax:desk_disputes"),
        reverse("tax:desk_dispute", args=[disputed.number]),
        reverse("tax:desk_consultation", args=[booked.number]),
        reverse("tax:desk_roster"),
    ]
    clerks = [signed_in(slug) for slug in ("agent-120", "clerk", "moderator", "mentor-seoullearn")]
    others = [Client(), signed_in("kim-haneul"), signed_in("lee-junho"), *clerks]
    for client in others:
        for address in own + desk:
            answer = client.get(address)
            assert answer.status_code in (403, 404), address
            assert "비밀 질문" not in answer.text
        assert client.post(reverse("tax:cancel", args=[booked.number])).status_code in (403, 404)
        assert client.post(reverse("tax:move", args=[booked.number]), {}).status_code in (403, 404)
        refused = client.post(reverse("tax:wrong", args=[unpaid.number]), {"words": "x"})
        assert refused.status_code in (403, 404)
        assert "비밀 질문" not in client.get("/ko/tax/booking/").text
    booked.refresh_from_db()
    assert booked.state == "booked"
    assert signed_in("park-seojun").get(own[0]).status_code == 200


def test_desk_shows_the_day_masked_and_writes_it_down(signed_in):
    now = timezone.now()
    free = duty.free_times(now)
    at = free[min(free)][0]
    booked = bookings.book(subject_of("kim-haneul"), bookings.Wish(at, "property", "", "김하늘"), now)
    officer = signed_in("officer-tax")
    page = officer.get(f"/ko/tax/desk/?day={duty.day_of(at).isoformat()}").text
    assert "김*늘" in page
    assert "김하늘" not in page
    assert officer.get(f"/ko/tax/desk/consultations/{booked.number}/").status_code == 200
    assert Entry.objects.filter(reference=booked.number, action="viewed").count() == 2


def test_officer_writes_the_own_roster(signed_in):
    officer = signed_in("officer-tax")
    assert officer.get("/ko/tax/desk/roster/").status_code == 200
    officer.post("/ko/tax/desk/roster/", {"what": "week", "opens-1-0": "09:00", "closes-1-0": "11:00"})
    assert [(row.weekday, row.opens.hour) for row in DutyHours.objects.all()] == [(1, 9)]
    page = officer.post("/ko/tax/desk/roster/", {"what": "week", "opens-1-0": "11:00", "closes-1-0": "09:00"})
    assert "tax-problem" in page.text
    officer.post("/ko/tax/desk/roster/", {"what": "exception", "day": "2999-01-01"})
    assert DutyException.objects.get().opens is None
    officer.post("/ko/tax/desk/roster/", {"what": "remove", "day": "2999-01-01"})
    assert not DutyException.objects.exists()


def test_export_has_the_own_words_and_forgetting_takes_them(signed_in, disputed):
    from madang.kernel.personal.records import export, forget

    rows = [row for one in export(disputed.subject) for row in one.rows]
    assert any(row.get("words") == "차를 팔았습니다" for row in rows)
    forget(disputed.subject)
    assert not Dispute.objects.exists()
    assert not Booking.objects.exists()


def test_reminders_of_due_dates_are_for_who_is_signed_in(signed_in, client):
    address = "/ko/tax/local-income/remind/?base=60000000"
    assert client.post(address).status_code == 403
    page = signed_in("kim-haneul").post(address, follow=True).text
    assert "알려 드리겠습니다" in page
