"""Personal data as a Django application: what the purge reports, how far a change of key has come."""

from django.apps import AppConfig

COUNTS_KEEP_DAYS = 5 * 365 + 2


class PersonalConfig(AppConfig):
    """The registry of personal records lives in records.py; this carries its tables."""

    name = "madang.kernel.personal"
    label = "personal"

    def ready(self) -> None:
        """Rows of nobody that are deleted in time too."""
        from django.utils.translation import gettext_lazy as _

        from madang.kernel.models import FunnelCount
        from madang.kernel.personal.models import PurgeReport
        from madang.kernel.personal.retention import REPORT_KEEP_DAYS, KeptRows, keep

        keep(KeptRows(FunnelCount, _("Counts of visits and errands, of nobody"), COUNTS_KEEP_DAYS, "hour"))
        keep(KeptRows(PurgeReport, _("Reports of what was purged"), REPORT_KEEP_DAYS, "at"))
