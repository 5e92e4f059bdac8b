"""What is done with a report: filed, looked at, taken, closed; and its names and talk deleted in time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from madang.kernel.order import rules
from madang.kernel.order.models import Handling, Removal, Report
from madang.protocol.reports import PersonReported

TIDY_ROWS = 500
VIEWS_COUNTED = timedelta(minutes=30)


class OrderRefused(ValueError):
    """Something that cannot be done with a report, removal or appeal; `code` is for the page's words."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def file_report(reported: PersonReported) -> bool:
    """Write a report down; False when that has been done before, as a message may come twice."""
    at = _moment(reported.at)
    _, is_new = Report.objects.get_or_create(
        number=reported.number,
        defaults={
            "place": reported.place[:40],
            "reason": reported.reason,
            "words": reported.words,
            "at": at,
            "due_at": at + rules.REPORT_DUE,
            "by_sub": reported.by_sub[:64],
            "by_name": reported.by_name[:64],
            "by_lang": reported.by_lang[:12],
            "of_sub": reported.of_sub[:64],
            "of_sid": reported.of_sid[:64],
            "of_name": reported.of_name[:64],
            "of_look": reported.of_look[:64],
            "said": [{"at": line.at, "text": line.text} for line in reported.said],
        },
    )
    return is_new


def note_view(report: Report, by: str) -> None:
    """Keep who of the staff has seen a report's names and talk; once in half an hour is enough."""
    since = timezone.now() - VIEWS_COUNTED
    if not Handling.objects.filter(report=report, by=by, did="viewed", at__gte=since).exists():
        note(by, "viewed", report=report)


def take(report: Report, by: str) -> None:
    """Somebody of the staff looks after a report, also when another did so before."""
    with transaction.atomic():
        _move(report, rules.TAKEN, taken_by=by)
        note(by, "took", report=report)


def give_back(report: Report, by: str) -> None:
    """A report waits for anybody again."""
    with transaction.atomic():
        _move(report, rules.OPEN, taken_by="")
        note(by, "gave_back", report=report)


def close(report: Report, by: str, outcome: str, words: str) -> None:
    """Decide a report: with action or without, and why."""
    if outcome not in (rules.ACTION, rules.NO_ACTION):
        raise OrderRefused("outcome", f"Report {report.number} not closed: outcome '{outcome}' is unknown.")
    with transaction.atomic():
        _move(
            report,
            rules.CLOSED,
            taken_by=by,
            outcome=outcome,
            note=words.strip()[: rules.WORDS_CHARS],
            closed_at=timezone.now(),
        )
        note(by, "closed", report=report)


def note(by: str, did: str, *, report: Report | None = None, removal: Removal | None = None) -> None:
    """Add a line to the trail."""
    Handling.objects.create(at=timezone.now(), by=by, did=did, report=report, removal=removal)


def empty_old_reports(now: datetime) -> int:
    """Delete names and talk whose time has come (rules.evidence_ends); answers of how many reports."""
    ended = Q(state=rules.CLOSED, closed_at__lt=now - rules.EVIDENCE_KEPT_AFTER_CLOSE)
    ended |= Q(at__lt=now - rules.EVIDENCE_KEPT_AT_MOST)
    appealed = Q(removals__appeal__isnull=False, removals__appeal__answered_at=None)
    young = Q(at__gte=now - rules.EVIDENCE_KEPT_AT_MOST)
    due = Report.objects.filter(ended, emptied_at=None).exclude(appealed & young)
    numbers = list(due.values_list("number", flat=True).distinct()[:TIDY_ROWS])
    return Report.objects.filter(number__in=numbers).update(
        words="", said=[], by_sub="", by_name="", of_sub="", of_sid="", of_name="", of_look="", emptied_at=now
    )


def forget_old_reports(now: datetime) -> int:
    """Delete reports, removals and their trail a year after they came to an end; answers how many rows."""
    before = now - rules.RECORD_KEPT
    removals = Removal.objects.filter(until__lt=before).values_list("number", flat=True)[:TIDY_ROWS]
    gone, _ = Removal.objects.filter(number__in=list(removals)).delete()
    reports = Report.objects.filter(at__lt=before, emptied_at__isnull=False)
    gone_too, _ = Report.objects.filter(
        number__in=list(reports.values_list("number", flat=True)[:TIDY_ROWS])
    ).delete()
    return gone + gone_too


def _move(report: Report, to: str, **values: object) -> None:
    """Change a report's state, unless somebody has changed it since it was read."""
    if rules.may_move(report.state, to):
        unchanged = Report.objects.filter(number=report.number, state=report.state, taken_by=report.taken_by)
        if unchanged.update(state=to, **values):
            report.refresh_from_db()
            return
    raise OrderRefused(
        "changed", f"Report {report.number} is '{report.state}' or was changed meanwhile. Look again."
    )


def _moment(text: str) -> datetime:
    """When the world says it was; now, where that cannot be read or lies ahead."""
    now = timezone.now()
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return now
    return min(at, now) if at.tzinfo else now
