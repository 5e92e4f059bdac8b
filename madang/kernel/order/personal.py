"""Which rows of keeping order belong to whom, and what a person gets of them in an export."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from madang.kernel.order import removals, reports, rules
from madang.kernel.order.models import Handling, Removal, Report
from madang.kernel.personal.records import PersonalRecords, register

_STAFF_BASIS = _("Who of the staff saw and decided what must stay traceable")


def register_records() -> None:
    """Reports stand for two people, removals for one; the trail and the decisions for the staff."""
    kept = rules.EVIDENCE_KEPT_AT_MOST.days
    evidence = _("Evidence of a report stays until it is decided and the time for an appeal is over")
    register(
        PersonalRecords(
            model=Report,
            subject_field="by_sub",
            title=_("Reports that you made"),
            purpose=_("To keep order and to answer you"),
            on_delete="unlink",
            basis=evidence,
            on_forget={"by_name": "", "by_lang": ""},
            keep_days=kept,
            age_field="at",
            export=_report_by_me,
            purge=purge_reports,
        )
    )
    register(
        PersonalRecords(
            model=Report,
            subject_field="of_sub",
            title=_("Reports about you"),
            purpose=_("To keep order"),
            on_delete="unlink",
            basis=evidence,
            keep_days=kept,
            age_field="at",
            export=_report_of_me,
            purge=purge_reports,
        )
    )
    register(
        PersonalRecords(
            model=Removal,
            subject_field="sub",
            title=_("Removals from the square"),
            purpose=_("To keep order"),
            on_delete="unlink",
            basis=_("A removal holds until its end, and its record shows later how the city decided"),
            keep_days=rules.RECORD_KEPT.days,
            age_field="until",
            export=_removal,
            purge=purge_removals,
        )
    )
    for model, field, title in (
        (Report, "taken_by", _("Reports that you handled as staff")),
        (Removal, "by", _("Removals that you decided as staff")),
        (Removal, "lifted_by", _("Removals that you lifted as staff")),
        (Handling, "by", _("What you did at the moderators' desk")),
    ):
        register(
            PersonalRecords(
                model=model,
                subject_field=field,
                title=title,
                staff=True,
                on_delete="unlink",
                basis=_STAFF_BASIS,
                keep_days=rules.RECORD_KEPT.days,
                age_field="until" if model is Removal else "at",
                export=_as_staff,
                purge=purge_reports,
            )
        )


def purge_reports(now: datetime) -> int:
    """Empty and delete what is due, a bounded number of rows (kernel/order/reports.py)."""
    return reports.empty_old_reports(now) + reports.forget_old_reports(now)


def purge_removals(now: datetime) -> int:
    """Empty the names of removals that are over (kernel/order/removals.py)."""
    return removals.forget_names(now)


def _report_by_me(report: Report) -> Mapping[str, object]:
    return {
        "number": report.number,
        "place": report.place,
        "at": report.at,
        "reason": report.reason,
        "words": report.words,
        "state": report.state,
        "my_name": report.by_name,
    }


def _report_of_me(report: Report) -> Mapping[str, object]:
    """Who reported is another person's secret."""
    return {
        "place": report.place,
        "at": report.at,
        "reason": report.reason,
        "what_i_said": report.said,
        "my_name": report.of_name,
        "my_look": report.of_look,
        "state": report.state,
        "outcome": report.outcome,
    }


def _removal(removal: Removal) -> Mapping[str, object]:
    appeal = getattr(removal, "appeal", None)
    return {
        "number": removal.number,
        "reason": removal.reason,
        "words": removal.words,
        "at": removal.at,
        "until": removal.until,
        "lifted_at": removal.lifted_at,
        "my_name": removal.name,
        "my_appeal": appeal and appeal.text,
        "answer": appeal and appeal.answer,
    }


def _as_staff(row: Report | Removal | Handling) -> Mapping[str, object]:
    """That it was handled and when; whom it concerned is theirs."""
    return {"at": row.at, "what": row._meta.model_name, "did": getattr(row, "did", None)}
