"""Retention: what is due goes, in bounded batches, and the report says what went."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madang.kernel.models import FunnelCount, PersonEvent
from madang.kernel.order.models import Report
from madang.kernel.order.reports import file_report
from madang.kernel.order.tests.conftest import reported
from madang.kernel.personal import retention
from madang.kernel.personal.models import PurgeReport

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def event(n, days, subject="p-1"):
    PersonEvent.objects.create(subject=subject, n=n, kind="x", link="", at=NOW - timedelta(days=days))


def report_of(label):
    return PurgeReport.objects.get(label=label)


def test_what_is_older_than_its_time_goes_and_the_rest_stays():
    for n, days in ((1, 800), (2, 366), (3, 364), (4, 1)):
        event(n, days)
    retention.purge(NOW)
    assert list(PersonEvent.objects.order_by("n").values_list("n", flat=True)) == [3, 4]
    report = report_of("kernel.PersonEvent.subject")
    assert (report.deleted, report.complete) == (2, True)
    assert report.oldest_before == NOW - timedelta(days=800)
    assert report.oldest_after == NOW - timedelta(days=364)


def test_newest_event_of_a_person_stays_so_that_the_count_goes_on():
    event(7, 800)
    retention.purge(NOW)
    assert PersonEvent.objects.get().n == 7


def test_second_purge_of_a_day_adds_to_the_report():
    event(1, 800)
    event(2, 1)
    retention.purge(NOW)
    event(3, 801)
    event(4, 0)
    retention.purge(NOW)
    assert report_of("kernel.PersonEvent.subject").deleted == 2


def test_batches_are_bounded_and_an_unfinished_day_is_told(monkeypatch):
    monkeypatch.setattr(retention, "PURGE_ROWS", 2)
    for hour in range(5):
        at = NOW - timedelta(days=4000, hours=hour)
        FunnelCount.objects.create(hour=at, service="x", door="page", step="visit", count=1)
    rule = next(rule for rule in retention.retentions() if rule.model is FunnelCount)
    assert not retention.purge_one(rule, NOW, batches=2).complete
    assert FunnelCount.objects.count() == 1
    assert retention.purge_one(rule, NOW).complete
    assert report_of("kernel.FunnelCount").deleted == 5


def test_reports_are_emptied_by_their_own_rule():
    file_report(reported(at=NOW - timedelta(days=181)))
    retention.purge(NOW)
    assert Report.objects.get().by_name == ""
    assert report_of("order.Report.by_sub").deleted == 1


def test_every_rule_leaves_a_report_also_when_nothing_was_due():
    reports = retention.purge(NOW)
    assert {report.label for report in reports} == {rule.label for rule in retention.retentions()}
    assert all(report.deleted == 0 and report.complete for report in reports)


def test_reports_of_purges_go_in_their_time_too():
    old = NOW - timedelta(days=retention.REPORT_KEEP_DAYS + 1)
    PurgeReport.objects.create(day=old.date(), label="x", at=old)
    retention.purge(NOW)
    assert not PurgeReport.objects.filter(label="x").exists()
