"""An errand is started once, kept at every step, finished once with a receipt; nothing is half done."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from madang.kernel import funnel
from madang.kernel.audit.log import entries_about
from madang.kernel.audit.models import Entry
from madang.kernel.errands import actions
from madang.kernel.errands.actions import (
    abandon,
    fail,
    finish,
    finish_with,
    go_on,
    save_draft,
    start,
    wait,
)
from madang.kernel.errands.decisions import Decision, ErrandRefused
from madang.kernel.errands.models import Errand, Notification, Receipt
from madang.kernel.errands.numbers import is_number
from madang.kernel.models import FunnelCount, PersonEvent

pytestmark = pytest.mark.django_db
TITLE = {"ko": "분실물 문의", "en": "Lost and found"}
DECIDED = {"ko": "접수했습니다.", "en": "Received."}
NEXT = {"ko": "3일 안에 답합니다.", "en": "You get an answer within 3 days."}


@pytest.fixture(autouse=True)
def _fresh_tally(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


def begun(subject="p1", **changes):
    return start(subject, "lost", "question", TITLE, **changes)


def counted():
    funnel.write_now()
    return {(row.step, row.detail): row.count for row in FunnelCount.objects.all()}


def test_errand_starts_once_for_one_key():
    first, again = begun(key="k1", draft={"what": "우산"}), begun(key="k1")
    assert first.pk == again.pk
    assert is_number(first.number)
    assert again.draft == {"what": "우산"}
    assert begun(key="k2").pk != first.pk
    assert begun("p2", key="k1").pk != first.pk


def test_draft_is_kept_encrypted_and_comes_back():
    errand = begun()
    save_draft(errand, {"what": "빨간 우산"}, "where", link="/ko/lost/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT draft FROM errands_errand")
        assert "우산" not in str(cursor.fetchone())
    kept = Errand.objects.get()
    assert (kept.draft, kept.step, kept.link) == ({"what": "빨간 우산"}, "where", "/ko/lost/")


def test_waiting_keeps_what_was_entered_and_goes_on():
    errand = begun(draft={"what": "우산"})
    wait(errand, "register_away")
    assert (errand.state, errand.reason, errand.draft) == ("waiting", "register_away", {"what": "우산"})
    go_on(errand)
    assert (errand.state, errand.reason) == ("open", "")
    assert [line.what for line in errand.story.order_by("at", "pk")] == ["started", "waiting", "resumed"]


def test_finish_writes_receipt_notice_and_doorbell_and_empties_the_draft():
    errand = begun(draft={"what": "우산"})
    receipt = finish(errand, DECIDED, NEXT, link="/ko/lost/")
    assert (receipt.number, receipt.decided, receipt.next) == (errand.number, DECIDED, NEXT)
    assert (errand.state, errand.draft) == ("finished", {})
    told = Notification.objects.get()
    assert told.n == PersonEvent.objects.get().n == 1
    assert receipt.number in told.link


def test_finish_again_answers_the_first_receipt():
    errand = begun()
    calls = []

    def decide():
        calls.append(1)
        return Decision(DECIDED, NEXT)

    stale = Errand.objects.get()
    first, second = finish_with(errand, decide), finish_with(stale, decide)
    assert first.pk == second.pk
    assert len(calls) == Receipt.objects.count() == Notification.objects.count() == 1


def test_finish_that_fails_leaves_everything_as_it_was():
    errand = begun(draft={"what": "우산"})

    def broken():
        begun("somebody-else")
        raise RuntimeError("the service broke")

    with pytest.raises(RuntimeError):
        finish_with(errand, broken)
    errand.refresh_from_db()
    assert (errand.state, errand.draft) == ("open", {"what": "우산"})
    assert Errand.objects.count() == 1
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("end", [abandon, lambda errand: fail(errand, "refused")])
def test_ended_errand_is_empty_and_cannot_go_on(end):
    errand = begun(draft={"what": "우산"})
    end(errand)
    assert errand.draft == {}
    with pytest.raises(ErrandRefused, match="does not go on"):
        save_draft(errand, {}, "where")
    with pytest.raises(ErrandRefused, match="Start a new one"):
        finish(errand, DECIDED, NEXT)


def test_texts_must_be_in_both_languages():
    with pytest.raises(ErrandRefused, match="lacks 'en'"):
        start("p1", "lost", "question", {"ko": "분실물"})
    with pytest.raises(ErrandRefused, match="decided lacks 'ko'"):
        finish(begun(), {"en": "Done."}, NEXT)


def test_nobody_keeps_more_than_fifty_errands_going(monkeypatch):
    monkeypatch.setattr(actions, "MOST_GOING_ON", 2)
    first = begun()
    begun()
    with pytest.raises(ErrandRefused, match="go on already"):
        begun()
    abandon(first)
    assert begun().state == "open"


def test_funnel_counts_start_finish_and_how_long_it_took(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        errand = begun()
        Errand.objects.update(started_at=timezone.now() - timedelta(seconds=100))
        errand.refresh_from_db()
        finish(errand, DECIDED, NEXT)
        finish(errand, DECIDED, NEXT)
    assert counted() == {("start", ""): 1, ("finish", ""): 1, ("took", "120"): 1}


def test_funnel_counts_where_people_stop(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        errand = begun()
        save_draft(errand, {}, "where")
        abandon(errand)
    assert counted() == {("start", ""): 1, ("abandon", ""): 1, ("left", "where"): 1}


def test_finishing_is_written_down_once_without_a_word_of_what_it_is_about():
    errand = begun(draft={"what": "빨간 우산"})
    for _again in range(2):
        finish(errand, DECIDED, NEXT)
    entry = Entry.objects.get()
    assert (entry.action, entry.reference, entry.actor) == ("finished", errand.number, "p1")
    assert list(entries_about("p1")) == [entry]
    assert "우산" not in f"{entry.what} {entry.why}"


def test_finishing_that_fails_is_not_written_down():
    def break_off():
        raise RuntimeError("the service's own rows cannot be saved")

    with pytest.raises(RuntimeError):
        finish_with(begun(), break_off)
    assert not Entry.objects.exists()
