"""Telling those who keep order: a report has come, one is due soon, one is overdue."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from madang.kernel.accounts.roles import holders_of
from madang.kernel.city import load_city
from madang.kernel.errands.notifications import Channel, notify
from madang.kernel.order import rules
from madang.kernel.order.models import Report
from madang.kernel.order.reports import file_report
from madang.kernel.order.texts import LANGUAGES, REASON_TEXTS
from madang.kernel.personas import staff
from madang.protocol.reports import PersonReported

KEEPERS = ("moderator", "admin")
REMIND_BEFORE = timedelta(hours=4)
"""So long before its end the staff are reminded of a report that nobody has decided."""
AT_ONCE = 50
CHANNELS: tuple[Channel, ...] = ("square", "page")

_TITLES = {
    "report_came": _("A report has come: %(reason)s"),
    "report_due": _("A report is due soon: %(reason)s"),
    "report_late": _("A report is overdue: %(reason)s"),
}
_TEXT = _("Report %(number)s, to be decided by the desk within 24 hours of its filing.")


def keepers() -> frozenset[str]:
    """The subjects of everybody who may decide reports; in a sandbox city its invented staff too."""
    found = set(holders_of(KEEPERS))
    if load_city(settings.CONFIG.city).sandbox:
        found |= {one.visitor().subject or "" for one in staff() if not set(one.roles).isdisjoint(KEEPERS)}
    return frozenset(found - {""})


def file_and_tell(reported: PersonReported) -> None:
    """Write a report down and ring at the keepers of order, once however often it comes."""
    with transaction.atomic():
        if file_report(reported):
            tell_of(Report.objects.get(pk=reported.number), "report_came")


def tell_of(report: Report, kind: str) -> int:
    """Ring at every keeper of order but the reporter; answers at how many. In a transaction.

    `kind` is report_came | report_due | report_late. The bell names the reason and nobody.
    """
    told = keepers() - {report.by_sub}
    values = {"number": report.number, "reason": ""}
    title, text = {}, {}
    for language in LANGUAGES:
        with override(language):
            values["reason"] = str(REASON_TEXTS.get(report.reason, report.reason))
            title[language], text[language] = str(_TITLES[kind]) % values, str(_TEXT) % values
    for subject in sorted(told):
        notify(subject, kind, title, text, f"/ko/order/reports/{report.number}/", channels=CHANNELS)
    return len(told)


def remind(now: datetime) -> int:
    """Ring once for each undecided report that is due within four hours, and once when it is overdue."""
    waiting = Report.objects.exclude(state=rules.CLOSED)
    soon = waiting.filter(reminded=0, due_at__lt=now + REMIND_BEFORE, due_at__gte=now)
    late = waiting.filter(reminded__lt=2, due_at__lt=now)
    rung = 0
    for rows, kind, mark in ((soon, "report_due", 1), (late, "report_late", 2)):
        for report in rows.order_by("due_at")[:AT_ONCE]:
            with transaction.atomic():
                if Report.objects.filter(pk=report.pk, reminded=report.reminded).update(reminded=mark):
                    tell_of(report, kind)
                    rung += 1
    return rung
