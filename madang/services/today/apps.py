"""The plug of what happens today in the square."""

from datetime import datetime

from django.urls import reverse
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
        from madang.services.today.models import Reminder, StageQuestion, StageSpeaker

        register(
            PersonalRecords(
                model=Reminder,
                title=_("Events you asked to be reminded of"),
                purpose=_("To remind you before an event begins"),
                keep_days=30,
                age_field="due_at",
            )
        )
        register(
            PersonalRecords(
                model=StageQuestion,
                title=_("Questions you asked at the stage"),
                purpose=_("To answer them in their order"),
                keep_days=7,
                age_field="asked_at",
            )
        )
        register(
            PersonalRecords(
                model=StageSpeaker,
                title=_("Stages at which you were invited to speak"),
                purpose=_("To let you speak there"),
                keep_days=30,
                age_field="used_at",
            )
        )

    def place_urls(self, place: str) -> dict[str, str]:
        """Where the client asks what is on the stage."""
        return {
            "stage": reverse("api:today_stage", args=[place]),
            "stage_page": reverse("today:stage", args=[place]),
        }

    def tend(self, now: datetime) -> int:
        """Tell the square what begins, remind those who asked, clear stages that are over. How many."""
        from madang.services.today import actions
        from madang.services.today.stage import actions as stage

        return actions.tell_what_is_due(now) + stage.end_what_is_over(now) + stage.forget_old(now)
