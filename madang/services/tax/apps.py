"""The plug of Tax Square."""

from datetime import datetime, time
from typing import Any, ClassVar

from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madang.kernel.service import Assurance, Counter, DutyHours, ErrandKind, Kiosk, ServiceConfig


class TaxConfig(ServiceConfig):
    """What local taxes a person will pay, by law and step by step; their own bills; an officer."""

    name = "madang.services.tax"
    label = "tax"
    slug = "tax"
    title = _("Tax Square")
    summary = _(
        "What local taxes you will pay, by law and step by step; your own bills; a talk with an officer"
    )
    easy_title = _("Know your taxes")
    easy_summary = _("See how much tax you will pay, and ask a tax officer")
    kiosk = Kiosk(icon="coins", colour="#285d33")
    order = 20
    has_api = True
    errands = (
        ErrandKind("estimate", _("Estimate a local tax")),
        ErrandKind("booking", _("Consultation with a tax officer"), assurance=Assurance.MEMBER),
        ErrandKind("dispute", _("This bill is wrong"), assurance=Assurance.VERIFIED),
    )
    steps: ClassVar[dict[str, Promise]] = {"words": _("while writing what is wrong")}
    counter = Counter(_("Tax Square"), roles=("officer",))
    duty = DutyHours(time(10), time(17))
    roles = ("officer",)

    def ready(self) -> None:
        """Say which rows belong to a person; give the trial city's officer hours once there is a database."""
        from madang.services.tax.kept import register_records

        register_records()
        post_migrate.connect(_after_migrate, sender=self)

    def counter_sign(self, now: datetime) -> str:
        """Until when a tax officer is at the counter, or when next."""
        from madang.services.tax.duty import on_duty

        return on_duty(now).sign()

    def tend(self, now: datetime) -> int:
        """Tell the reminders that are due; forget exceptions of the roster that are over."""
        from madang.services.tax.actions.reminders import send_due_reminders
        from madang.services.tax.actions.rosters import purge_exceptions

        purge_exceptions(now)
        return send_due_reminders(now)


def _after_migrate(**_given: Any) -> None:
    """The trial city's tax officer has hours from the first start."""
    from madang.kernel.city import load_city
    from madang.kernel.personas import find_persona
    from madang.services.tax.actions.rosters import fill_sandbox_roster

    officer = find_persona("officer-tax")
    if officer is not None and load_city(settings.CONFIG.city).sandbox:
        fill_sandbox_roster(officer.visitor().subject or "")
