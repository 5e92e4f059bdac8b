"""Errands as a Django application: its models and migrations, and what it keeps about a person."""

from django.apps import AppConfig


class ErrandsConfig(AppConfig):
    """Errands, receipts, notifications, letters, and the figures of the officials' dashboard."""

    name = "madang.kernel.errands"
    label = "errands"

    def ready(self) -> None:
        """Say which rows belong to a person, so that they are exported, moved, purged and deleted."""
        from madang.kernel.errands.kept import register_records

        register_records()
