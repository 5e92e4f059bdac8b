"""The officials' figures: what the funnel counted in a span of days, beside what they entered themselves."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from madang.kernel.errands.models import PhoneLine, RunningCost
from madang.kernel.funnel import EDGES_S, LEFT, LONGER, STEPS, TOOK
from madang.kernel.models import FunnelCount

MOST_DAYS = 366


@dataclass(frozen=True)
class Counts:
    """One service and door: people by step, the middle duration in seconds (None: nobody has finished)."""

    service: str
    door: str
    visit: int = 0
    start: int = 0
    finish: int = 0
    abandon: int = 0
    resume: int = 0
    median_s: float | None = None

    @property
    def rate(self) -> float | None:
        """Finished of those that were started, 0 to 1; None where nothing was started."""
        return min(1.0, self.finish / self.start) if self.start else None


@dataclass(frozen=True)
class Figures:
    """Everything the dashboard shows of one span of days, both ends included."""

    first: date
    last: date
    total: Counts
    rows: Sequence[Counts]
    finished_a_day: Mapping[date, int]
    left_at: Sequence[tuple[str, str, int]] = field(default=())


def figures(first: date, last: date, service: str = "") -> Figures:
    """The funnel's figures from `first` to `last` in the city's time; of one service, or of all."""
    rows = FunnelCount.objects.filter(
        hour__gte=_start_of(first), hour__lt=_start_of(last + timedelta(days=1))
    )
    rows = rows.filter(service=service) if service else rows
    steps: dict[tuple[str, str], Counter[str]] = {}
    took: dict[tuple[str, str], Counter[str]] = {}
    left: Counter[tuple[str, str]] = Counter()
    for row in rows.values("service", "door", "step", "detail").annotate(sum=Sum("count")).order_by():
        key = (row["service"], row["door"])
        if row["step"] in STEPS:
            steps.setdefault(key, Counter())[row["step"]] += row["sum"]
        elif row["step"] == TOOK:
            took.setdefault(key, Counter())[row["detail"]] += row["sum"]
        elif row["step"] == LEFT:
            left[row["service"], row["detail"]] += row["sum"]
    each = [
        _counts(key, steps.get(key, Counter()), took.get(key, Counter())) for key in sorted({*steps, *took})
    ]
    total = _counts(("", ""), _sum(steps.values()), _sum(took.values()))
    stopped = sorted(((name, step, n) for (name, step), n in left.items()), key=lambda one: -one[2])
    return Figures(first, last, total, each, _by_day(rows.filter(step="finish"), first, last), stopped)


def median_s(took: Mapping[str, int]) -> float | None:
    """The middle duration in seconds, from how many finished within each edge: even within a step."""
    total = sum(took.values())
    if not total:
        return None
    passed, lower = 0, 0.0
    for edge in EDGES_S:
        here = took.get(str(edge), 0)
        if here and passed + here >= total / 2:
            return lower + (edge - lower) * (total / 2 - passed) / here
        passed += here
        lower = float(edge)
    return lower if took.get(LONGER) else None


def phone_line(first: date, last: date) -> PhoneLine | None:
    """What was entered last of the phone line and touches this span."""
    rows = PhoneLine.objects.filter(first_day__lte=last, last_day__gte=first)
    return rows.order_by("-last_day", "-pk").first()


def running_cost_krw(first: date, last: date) -> int | None:
    """What was entered of running costs, each by the part of its days in this span; None where none was."""
    rows = list(RunningCost.objects.filter(first_day__lte=last, last_day__gte=first))
    if not rows:
        return None
    return sum(_share(row, first, last) for row in rows)


def _share(row: RunningCost, first: date, last: date) -> int:
    days = (row.last_day - row.first_day).days + 1
    inside = (min(row.last_day, last) - max(row.first_day, first)).days + 1
    return round(row.amount_krw * inside / days)


def _counts(key: tuple[str, str], steps: Mapping[str, int], took: Mapping[str, int]) -> Counts:
    values = {step: steps.get(step, 0) for step in STEPS}
    return Counts(key[0], key[1], median_s=median_s(took), **values)


def _by_day(finished: "QuerySet[FunnelCount]", first: date, last: date) -> dict[date, int]:
    days = {first + timedelta(days=at): 0 for at in range((last - first).days + 1)}
    by_day = finished.annotate(day=TruncDate("hour")).values("day").annotate(sum=Sum("count"))
    for row in by_day.order_by():
        days[row["day"]] = row["sum"]
    return days


def _sum(counters: "Iterable[Counter[str]]") -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
