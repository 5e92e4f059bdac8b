"""What errands keep about a person, and for how long: told to the registry of personal records."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from madang.kernel.errands.models import Channels, Errand, Letter, Notification, Receipt
from madang.kernel.personal.records import PersonalRecords, register

NOTIFICATIONS_KEPT = timedelta(days=180)
PURGE_ROWS = 500


def register_records() -> None:
    """Register every model whose rows belong to a person."""
    register(
        PersonalRecords(
            Errand,
            _("Errands"),
            purpose=_("So that you can go on with what you have begun"),
            export=_errand_row,
            adopt=_adopt_errands,
            purge=purge_errands,
        )
    )
    register(
        PersonalRecords(
            Receipt, _("Receipts"), purpose=_("So that you can show what was decided"), age_field="at"
        )
    )
    register(
        PersonalRecords(
            Notification,
            _("Notifications"),
            purpose=_("So that you know what has happened with your errands"),
            keep_days=NOTIFICATIONS_KEPT.days,
            age_field="at",
            adopt=_adopt_notifications,
            purge=purge_notifications,
        )
    )
    register(
        PersonalRecords(
            Letter,
            _("E-mails about notifications"),
            purpose=_("So that no e-mail is sent twice"),
            keep_days=NOTIFICATIONS_KEPT.days,
            age_field="due_at",
        )
    )
    register(
        PersonalRecords(
            Channels,
            _("How you want to be told"),
            purpose=_("So that you are told where you want it"),
            age_field="changed_at",
            adopt=_adopt_channels,
        )
    )


def purge_errands(now: datetime) -> int:
    """Delete errands whose time has come, with their story and receipt; at most 500, answers how many."""
    return _delete_some(Errand.objects.filter(keep_until__lt=now))


def purge_notifications(now: datetime) -> int:
    """Delete notifications half a year old, with their letters; at most 500, answers how many."""
    return _delete_some(Notification.objects.filter(at__lt=now - NOTIFICATIONS_KEPT))


def _delete_some(rows: "QuerySet[Errand] | QuerySet[Notification]") -> int:
    keys = list(rows.values_list("pk", flat=True)[:PURGE_ROWS])
    rows.model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def _errand_row(errand: Errand) -> dict[str, object]:
    """An errand as its person gets it: without what only makes starting it idempotent."""
    return {
        "number": errand.number,
        "service": errand.service,
        "kind": errand.kind,
        "title": errand.title,
        "state": errand.state,
        "step": errand.step,
        "entered": errand.draft,
        "started_at": errand.started_at,
        "updated_at": errand.updated_at,
        "finished_at": errand.finished_at,
        "story": list(errand.story.order_by("at", "pk").values("at", "what", "step")),
        "kept_until": errand.keep_until,
    }


def _adopt_errands(old: str, new: str) -> None:
    """A guest's keys are of no use any more; the account may have used the same."""
    Errand.objects.filter(subject=old).update(subject=new, key=None)


def _adopt_notifications(old: str, new: str) -> None:
    """They stay on the page; their doorbells get other numbers (kernel.person_events)."""
    Notification.objects.filter(subject=old).update(subject=new, n=None)


def _adopt_channels(old: str, _new: str) -> None:
    """What the account has chosen holds."""
    Channels.objects.filter(subject=old).delete()
