"""What a person gets of the log in their export, and what stays of them in it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from madang.kernel.audit.models import AuditSubject, Entry
from madang.kernel.audit.seals import KEEP_DAYS, purge_old_entries
from madang.kernel.personal.records import PersonalRecords, register


def register_records() -> None:
    """The mapping goes with the person; what they did as staff stays under their subject."""
    register(
        PersonalRecords(
            model=AuditSubject,
            title=_("Who looked at your data"),
            purpose=_("So that you and the city can see who did what with it"),
            age_field="made_at",
            export=_looks,
        )
    )
    register(
        PersonalRecords(
            model=Entry,
            subject_field="actor",
            title=_("What you did with data"),
            staff=True,
            purpose=_("So that nobody can look at others' data unseen"),
            on_delete="keep",
            basis=_(
                "The law demands that access to personal data is recorded and kept unaltered for at least "
                "two years (Standards for Securing Personal Information, Article 8)"
            ),
            keep_days=KEEP_DAYS,
            age_field="at",
            adopt=_stays,
            purge=purge_old_entries,
        )
    )


def _stays(_old: str, _new: str) -> None:
    """What is sealed cannot change hands; a guest is nobody's staff."""


def _looks(row: AuditSubject) -> Mapping[str, object]:
    """Who looked is told by role and unit, not by name."""
    return {
        "looks": [
            {
                "at": entry.at,
                "role": entry.role,
                "unit": entry.unit,
                "action": entry.action,
                "what": entry.what,
                "reference": entry.reference,
                "why": entry.why,
            }
            for entry in Entry.objects.filter(whose=row.audit_id).order_by("at", "id")
        ]
    }
