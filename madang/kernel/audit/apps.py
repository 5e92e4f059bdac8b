"""The audit log as a Django application: its models and migrations."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Entries, the seals over them, and the mapping of people to their audit ids."""

    name = "madang.kernel.audit"
    label = "audit"

    def ready(self) -> None:
        """Say which rows belong to a person."""
        from madang.kernel.audit.personal import register_records

        register_records()
