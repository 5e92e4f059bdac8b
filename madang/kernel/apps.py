"""The kernel as a Django application: its models and migrations."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Outbox, events of a person, revisions of places, notices, the funnel."""

    name = "madang.kernel"
    label = "kernel"
