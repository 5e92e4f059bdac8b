"""What a person sees of their errands; nobody else's are ever found: every question names the subject."""

from collections.abc import Sequence

from django.db.models import QuerySet

from madang.kernel.errands.models import GOING_ON, Errand, ErrandStep, Receipt, State

ON_A_PAGE = 20
SHOWN = ("going_on", "finished", "all")


def errands_of(subject: str, which: str = "all") -> QuerySet[Errand]:
    """The person's errands, the last touched first: `going_on`, `finished`, or `all`. Drafts are not read."""
    rows = Errand.objects.filter(subject=subject).defer("draft").order_by("-updated_at", "-pk")
    if which == "going_on":
        return rows.filter(state__in=GOING_ON)
    if which == "finished":
        return rows.filter(state=State.FINISHED)
    return rows


def errand_of(subject: str, number: str) -> Errand | None:
    """The person's errand under this number."""
    return Errand.objects.filter(subject=subject, number=number).first()


def going_on(subject: str, service: str, kind: str) -> Errand | None:
    """The person's last touched errand of this kind that goes on: to be offered before a new one is begun."""
    rows = Errand.objects.filter(subject=subject, service=service, kind=kind, state__in=GOING_ON)
    return rows.order_by("-updated_at").first()


def receipt_of(subject: str, number: str) -> Receipt | None:
    """The person's receipt under this number."""
    return Receipt.objects.filter(subject=subject, number=number).first()


def story_of(errand: Errand) -> Sequence[ErrandStep]:
    """What happened with an errand, the first first."""
    return list(errand.story.order_by("at", "pk"))


def count_going_on(subject: str) -> int:
    """How many of the person's errands go on."""
    return Errand.objects.filter(subject=subject, state__in=GOING_ON).count()
