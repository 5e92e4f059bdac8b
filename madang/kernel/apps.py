"""The kernel as a Django application: its models and migrations."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Outbox, events of a person, revisions of places, notices, the funnel."""

    name = "madang.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Say which rows belong to a person."""
        from madang.kernel import person_events

        person_events.register_records()
