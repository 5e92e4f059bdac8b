"""Finds errands that nobody has touched for a while and counts, for the funnel, at which step people left."""

from datetime import datetime, timedelta

from django.db import transaction

from madang.kernel import funnel
from madang.kernel.errands.models import GOING_ON, Errand

LEFT_AFTER = timedelta(minutes=30)
BATCH = 500


def count_left(now: datetime) -> int:
    """Count each errand without activity for 30 minutes as left, once until it is taken up again.

    The errand itself goes on: its person can come back as long as the draft is kept. Answers how many.
    """
    quiet = Errand.objects.filter(state__in=GOING_ON, left_at=None, updated_at__lt=now - LEFT_AFTER)
    counted = 0
    for errand in quiet.defer("draft").order_by("updated_at")[:BATCH]:
        with transaction.atomic():
            unmoved = Errand.objects.filter(
                pk=errand.pk, updated_at=errand.updated_at, state__in=GOING_ON, left_at=None
            )
            if not unmoved.update(left_at=now):
                continue
        funnel.left(errand.service, door=errand.door, at_step=errand.step)
        counted += 1
    if counted:
        funnel.write_now()
    return counted
