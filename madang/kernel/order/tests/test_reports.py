"""A report is filed once, decided once, and its talk does not outlive its time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madang.kernel.order import reports, rules
from madang.kernel.order.models import Handling, Removal, Report
from madang.kernel.order.removals import appeal, remove
from madang.kernel.order.reports import OrderRefused
from madang.kernel.order.tests.conftest import reported

pytestmark = pytest.mark.django_db


def test_report_that_comes_twice_is_one():
    message = reported()
    assert reports.file_report(message)
    assert not reports.file_report(message)
    row = Report.objects.get()
    assert (row.state, row.of_name, row.said[0]["text"]) == ("open", "바람", "저리 가")
    assert row.due_at - row.at == timedelta(hours=24)


@pytest.mark.parametrize("moment", ["soon", "2999-01-01T00:00:00Z", "2026-11-22T00:00:00"])
def test_report_with_an_odd_moment_is_of_now(moment):
    message = reported()
    reports.file_report(_at(message, moment))
    assert abs(Report.objects.get().at - timezone.now()) < timedelta(minutes=1)


def _at(message, moment):
    return type(message)(**{**vars(message), "at": moment})


def test_report_is_taken_given_back_and_closed_with_a_trail(file_one):
    report = file_one()
    reports.take(report, "anna")
    assert (report.state, report.taken_by) == ("taken", "anna")
    reports.give_back(report, "anna")
    reports.take(report, "bert")
    reports.close(report, "bert", rules.NO_ACTION, " 오해였음 ")
    assert (report.state, report.outcome, report.note) == ("closed", "no_action", "오해였음")
    assert list(report.trail.order_by("pk").values_list("by", "did")) == [
        ("anna", "took"),
        ("anna", "gave_back"),
        ("bert", "took"),
        ("bert", "closed"),
    ]


def test_closed_report_stays_closed(file_one):
    report = file_one()
    reports.close(report, "anna", rules.NO_ACTION, "")
    with pytest.raises(OrderRefused):
        reports.take(report, "bert")
    with pytest.raises(OrderRefused):
        reports.close(report, "bert", rules.ACTION, "")


def test_two_who_decide_at_once_do_not_both_decide(file_one):
    seen_by_anna, seen_by_bert = (report := file_one()), Report.objects.get(pk=report_number(report))
    reports.take(seen_by_anna, "anna")
    with pytest.raises(OrderRefused) as refused:
        reports.close(seen_by_bert, "bert", rules.NO_ACTION, "")
    assert refused.value.code == "changed"
    assert not Handling.objects.filter(by="bert").exists()


def report_number(report):
    return report.number


def test_close_needs_a_known_outcome(file_one):
    with pytest.raises(OrderRefused):
        reports.close(file_one(), "anna", "maybe", "")


def test_look_is_noted_once_in_half_an_hour_for_each_of_the_staff(file_one):
    report = file_one()
    for by in ("anna", "anna", "bert"):
        reports.note_view(report, by)
    assert sorted(report.trail.values_list("by", flat=True)) == ["anna", "bert"]
    Handling.objects.update(at=timezone.now() - timedelta(minutes=31))
    reports.note_view(report, "anna")
    assert report.trail.filter(by="anna").count() == 2


def close_at(report, closed_at):
    reports.close(report, "anna", rules.ACTION, "")
    Report.objects.filter(pk=report.pk).update(closed_at=closed_at)


def test_names_and_talk_are_deleted_thirty_days_after_the_decision(file_one):
    now = timezone.now()
    old, new, waiting = file_one(), file_one(), file_one()
    close_at(old, now - timedelta(days=31))
    close_at(new, now - timedelta(days=29))
    assert reports.empty_old_reports(now) == 1
    old.refresh_from_db()
    assert old.emptied_at == now
    assert not any((old.said, old.words, old.of_name, old.of_sid, old.of_sub, old.by_name, old.by_sub))
    for kept in (new, waiting):
        kept.refresh_from_db()
        assert kept.said
        assert kept.of_name
    assert reports.empty_old_reports(now) == 0


def test_talk_of_a_report_that_nobody_decided_is_deleted_after_half_a_year(file_one):
    now = timezone.now()
    file_one(at=now - timedelta(days=181))
    assert reports.empty_old_reports(now) == 1


def test_talk_waits_for_the_answer_to_an_appeal(file_one):
    now = timezone.now()
    report = file_one()
    removal = remove(report, "anna", reason="insult", term="quarter", words="")
    appeal(removal, "억울합니다", "ko")
    Report.objects.update(closed_at=now - timedelta(days=31))
    assert reports.empty_old_reports(now) == 0
    Report.objects.update(at=now - timedelta(days=181))
    assert reports.empty_old_reports(now) == 1


def test_everything_is_forgotten_a_year_after_its_end(file_one):
    now = timezone.now()
    report = file_one()
    removal = remove(report, "anna", reason="insult", term="day", words="")
    Removal.objects.filter(pk=removal.pk).update(until=now - timedelta(days=366))
    Report.objects.update(at=now - timedelta(days=367), emptied_at=now - timedelta(days=180))
    file_one()
    assert reports.forget_old_reports(now) > 0
    assert Report.objects.count() == 1
    assert not Removal.objects.exists()
    assert not Handling.objects.exists()
