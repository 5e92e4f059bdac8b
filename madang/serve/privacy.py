"""`madang audit verify` and `madang privacy report`: proof that the log holds and that retention is kept."""

from datetime import timedelta

from madang.config import CannotRun, Config


def verify(config: Config) -> int:
    """Follow the sealed log from its first batch; 0 when it holds, 1 at the first thing that is wrong.

    Raises:
        CannotRun: there is no database yet.
    """
    from madang.web.manage import set_up

    set_up(config)
    from django.db import DatabaseError
    from django.utils import timezone

    from madang.kernel.audit.verify import verify as verdict_of

    try:
        verdict = verdict_of(config.data, timezone.now())
    except DatabaseError as error:
        raise CannotRun("The database has no audit log yet. Run `madang city load` first.") from error
    if verdict.broken:
        print(f"BROKEN after {verdict.batches} good batches. {verdict.broken}")
        return 1
    print(
        f"{verdict.batches} batches with {verdict.entries} entries verified"
        f" ({verdict.emptied} emptied in time, {verdict.outside} heads compared with seals.log)."
    )
    for warning in verdict.warnings:
        print(f"Note: {warning}")
    return 0


def report(config: Config, days: int) -> None:
    """Print what was purged in the last `days`, one line a day and kind of rows.

    Raises:
        CannotRun: there is no database yet.
    """
    from madang.web.manage import set_up

    set_up(config)
    from django.db import DatabaseError
    from django.utils import timezone

    from madang.kernel.personal.models import PurgeReport

    since = (timezone.now() - timedelta(days=days)).date()
    try:
        rows = list(PurgeReport.objects.filter(day__gte=since).order_by("day", "label"))
    except DatabaseError as error:
        raise CannotRun("The database has no reports yet. Run `madang city load` first.") from error
    print(f"{'day':<10}  {'rows':<40}  {'purged':>7}  oldest kept")
    for row in rows:
        kept = f"{row.oldest_after:%Y-%m-%d}" if row.oldest_after else "none"
        print(f"{row.day}  {row.label:<40}  {row.deleted:>7}  {kept}{'' if row.complete else '  (goes on)'}")
    if not rows:
        print("Nothing yet: the worker purges when it starts and once a day.")
