"""Consultations: free times by the roster, book, move, cancel, reminders, calendar."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from madang.kernel.errands.models import Notification, Receipt
from madang.services.tax import duty
from madang.services.tax.actions import bookings, rosters
from madang.services.tax.actions.reminders import send_due_reminders
from madang.services.tax.models import Booking, BookingState, DutyException, DutyHours, Reminder
from madang.services.tax.roster import Hours, Roster, next_duty, on_duty_until, slots_on
from madang.services.tax.tests.conftest import subject_of

pytestmark = pytest.mark.django_db
SEOUL = ZoneInfo("Asia/Seoul")
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=SEOUL)
ROSTER = Roster({0: (Hours(time(10), time(11, 10)),)}, {date(2026, 11, 30): ()})


def a_wish(at: datetime, words: str = "") -> bookings.Wish:
    return bookings.Wish(at, "property", words, "김하늘")


@pytest.fixture
def first_free():
    """The first time that can be booked at MONDAY."""
    free = duty.free_times(MONDAY)
    return free[min(free)][0]


def test_slots_fit_into_the_hours():
    assert [slot.strftime("%H:%M") for slot in slots_on(ROSTER, date(2026, 11, 23), SEOUL)] == [
        "10:00",
        "10:20",
        "10:40",
    ]
    assert not list(slots_on(ROSTER, date(2026, 11, 24), SEOUL))
    assert not list(slots_on(ROSTER, date(2026, 11, 30), SEOUL))


def test_sign_says_until_when_or_when_next():
    assert on_duty_until([ROSTER], MONDAY.replace(hour=10)) == MONDAY.replace(hour=11, minute=10)
    assert on_duty_until([ROSTER], MONDAY.replace(hour=12)) is None
    assert next_duty([ROSTER], MONDAY, 21) == MONDAY.replace(hour=10)
    after = next_duty([ROSTER], MONDAY.replace(hour=12), 21)
    assert after is not None
    assert after.date() == date(2026, 12, 7)
    assert next_duty([], MONDAY, 21) is None


def test_trial_city_has_an_officer_with_hours():
    assert set(DutyHours.objects.values_list("officer", flat=True)) == {subject_of("officer-tax")}
    assert duty.on_duty(MONDAY.replace(hour=11)).until == MONDAY.replace(hour=12)


def test_booking_ends_in_a_receipt_and_reminders(first_free):
    made = bookings.book("p-1", a_wish(first_free), MONDAY)
    assert Receipt.objects.get(number=made.number).due[0]["day"] == first_free.date().isoformat()
    assert first_free not in duty.free_times(MONDAY)[first_free.date()]
    assert [row.at for row in Reminder.objects.filter(subject="p-1")] == [first_free - timedelta(minutes=15)]


def test_a_time_is_given_once(first_free):
    bookings.book("p-1", a_wish(first_free), MONDAY)
    with pytest.raises(bookings.BookingRefused) as refused:
        bookings.book("p-2", a_wish(first_free), MONDAY)
    assert refused.value.code == "time"
    assert not Booking.objects.filter(subject="p-2").exists()


def test_the_database_itself_refuses_two_at_one_time(first_free):
    made = bookings.book("p-1", a_wish(first_free), MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(
            number="x", subject="p-2", name="", officer=made.officer, starts_at=first_free,
            topic="other", created_at=MONDAY, changed_at=MONDAY,
        )  # fmt: skip


@pytest.mark.parametrize(
    "at", [MONDAY - timedelta(days=1), MONDAY + timedelta(minutes=7), MONDAY + timedelta(days=400)]
)
def test_a_time_that_nobody_offers_is_refused(at):
    with pytest.raises(bookings.BookingRefused) as refused:
        bookings.book("p-1", a_wish(at), MONDAY)
    assert refused.value.code == "time"


def test_moving_frees_the_old_time_and_tells(first_free):
    made = bookings.book("p-1", a_wish(first_free), MONDAY)
    later = duty.free_times(MONDAY)[first_free.date()][3]
    moved = bookings.move(made, later, MONDAY)
    assert moved.starts_at == later
    assert first_free in duty.free_times(MONDAY)[first_free.date()]
    assert Notification.objects.filter(subject="p-1", kind="tax_booking_moved").count() == 1
    assert {row.at for row in Reminder.objects.filter(subject="p-1")} == {later - timedelta(minutes=15)}


def test_cancelling_frees_the_time_once(first_free):
    made = bookings.book("p-1", a_wish(first_free), MONDAY)
    bookings.cancel(made, MONDAY)
    bookings.cancel(made, MONDAY)
    assert Booking.objects.get().state == BookingState.CANCELLED
    assert not Reminder.objects.exists()
    assert Notification.objects.filter(kind="tax_booking_cancelled").count() == 1
    assert bookings.book("p-2", a_wish(first_free), MONDAY).starts_at == first_free


def test_what_has_begun_is_not_changed(first_free):
    made = bookings.book("p-1", a_wish(first_free), MONDAY)
    with pytest.raises(bookings.BookingRefused):
        bookings.cancel(made, first_free)


def test_nobody_books_more_than_three():
    free = [at for times in duty.free_times(MONDAY).values() for at in times]
    for at in free[:3]:
        bookings.book("p-1", a_wish(at), MONDAY)
    with pytest.raises(bookings.BookingRefused) as refused:
        bookings.book("p-1", a_wish(free[3]), MONDAY)
    assert refused.value.code == "too_many"


def test_reminders_are_told_once_when_due(first_free):
    bookings.book("p-1", a_wish(first_free), MONDAY)
    assert send_due_reminders(first_free - timedelta(minutes=16)) == 0
    assert send_due_reminders(first_free - timedelta(minutes=15)) == 1
    assert send_due_reminders(first_free) == 0
    assert Notification.objects.filter(subject="p-1", kind="tax_reminder").count() == 1


def test_exception_takes_the_day_away():
    officer = subject_of("officer-tax")
    day = min(duty.free_times(MONDAY))
    rosters.write_exception(officer, day, None, day)
    assert day not in duty.free_times(MONDAY)
    rosters.write_exception(officer, day, Hours(time(20), time(20, 40)), day)
    assert [at.strftime("%H:%M") for at in duty.free_times(MONDAY)[day]] == ["20:00", "20:20"]
    rosters.purge_exceptions(MONDAY + timedelta(days=1))
    assert not DutyException.objects.exists()


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ([Hours(time(12), time(10))], "order"),
        ([Hours(time(10), time(12)), Hours(time(11), time(13))], "overlap"),
        ([Hours(time(hour), time(hour + 1)) for hour in (8, 10, 12)], "many"),
    ],
)
def test_roster_that_cannot_be_is_refused(hours, code):
    with pytest.raises(rosters.RosterRefused) as refused:
        rosters.write_week("o", {0: hours})
    assert refused.value.code == code


def test_pages_book_move_and_cancel(signed_in, django_assert_max_num_queries):
    client = signed_in("kim-haneul")
    with django_assert_max_num_queries(12):
        assert client.get("/ko/tax/booking/").status_code == 200
    times = [at for some in duty.free_times(timezone.now()).values() for at in some]
    sent = {"at": times[0].isoformat(), "topic": "automobile", "words": "연납이 궁금합니다"}
    page = client.post("/ko/tax/booking/", sent, follow=True)
    made = Booking.objects.get(subject=subject_of("kim-haneul"))
    assert made.number in page.text
    assert made.words == "연납이 궁금합니다"
    entry = Calendar.from_ical(client.get(f"/ko/tax/booking/{made.number}/consultation.ics").content)
    assert entry.walk("VEVENT")[0].decoded("dtstart") == times[0]
    client.post(f"/ko/tax/booking/{made.number}/move/", {"at": times[5].isoformat()})
    made.refresh_from_db()
    assert made.starts_at == times[5]
    assert "취소" in client.post(f"/ko/tax/booking/{made.number}/cancel/", follow=True).text
    assert client.get(f"/ko/errands/{made.number}/").status_code == 200


@pytest.mark.parametrize("at", ["", "yesterday", "2026-11-23T10:00", "2026-13-45T99:00+09:00"])
def test_page_says_what_is_missing(signed_in, at):
    page = signed_in("kim-haneul").post("/ko/tax/booking/", {"at": at, "topic": "property"})
    assert "시간을 골라 주세요" in page.text


def test_words_are_not_readable_in_the_database(first_free):
    from django.db import connection

    bookings.book("p-1", a_wish(first_free, words="비밀"), MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT words, name FROM tax_booking")
        assert not any("비밀" in str(value) or "하늘" in str(value) for value in cursor.fetchone())
