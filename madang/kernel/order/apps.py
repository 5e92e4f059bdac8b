"""Keeping order as a Django application: its models and migrations."""

from django.apps import AppConfig


class OrderConfig(AppConfig):
    """Reports, removals, appeals and the trail of those who handled them."""

    name = "madang.kernel.order"
    label = "order"

    def ready(self) -> None:
        """Say which rows belong to a person."""
        from madang.kernel.order.personal import register_records

        register_records()
