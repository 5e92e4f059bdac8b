"""The plug of what happens today in the square."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from madang.kernel.service import Kiosk, ServiceConfig


class TodayConfig(ServiceConfig):
    """Notices and events that staff edit, with a picture, a place, a time, an owner and an end."""

    name = "madang.services.today"
    label = "today"
    slug = "today"
    title = _("Today in the square")
    summary = _("Notices and events: when, where, and what begins next")
    easy_title = _("What is on today")
    easy_summary = _("Events and news of the square")
    kiosk = Kiosk(icon="megaphone", colour="#8a3ffc")
    order = 20
    has_api = True
    roles = ("editor",)

    def ready(self) -> None:
        """Say whose rows are whose."""
        from madang.kernel.personal.records import PersonalRecords, register
        from madang.services.today.models import Reminder

        register(
            PersonalRecords(
                model=Reminder,
                title=_("Events you asked to be reminded of"),
                purpose=_("To remind you before an event begins"),
                keep_days=30,
                age_field="due_at",
            )
        )

    def tend(self, now: datetime) -> int:
        """Tell the square what begins, and remind those who asked; answers how many were told."""
        from madang.services.today import actions

        return actions.tell_what_is_due(now)
