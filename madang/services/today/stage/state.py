"""What is on a stage now, as it is told on the socket and over HTTP."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from madang.protocol.events import StageChanged
from madang.services.today.models import StageSession


def on_stage(city: str, place: str, now: datetime) -> StageSession | None:
    """The session that is open in a place; it is over at its end, also before anybody has cleared up."""
    open_ones = StageSession.objects.filter(city=city, place=place, state="open", ends_at__gt=now)
    return open_ones.select_related("question").first()


def change_of(found: StageSession, now: datetime) -> StageChanged:
    """The event that tells all of it; of an ended session only that nothing is on."""
    is_open = found.state == "open"
    slides = list(found.slides.all()) if is_open else []
    slide = slides[found.slide - 1] if 0 < found.slide <= len(slides) else None
    line = found.lines.last() if is_open else None
    asked = found.question if is_open else None
    return StageChanged(
        place=found.place,
        n=found.n,
        session=str(found.pk) if is_open else "",
        title=found.title if is_open else {},
        slide=found.slide if slide else 0,
        slides=len(slides),
        slide_title=slide.title if slide else {},
        slide_text=slide.text if slide else {},
        picture=picture_url(str(slide.picture_id)) if slide and slide.picture_id else "",
        alt=slide.alt if slide else {},
        line=line.text if line else "",
        line_n=line.n if line else 0,
        line_lang=line.lang if line else "",
        line_by=line.name if line else "",
        question=asked.text if asked else "",
        question_by=asked.name if asked else "",
        question_lang=asked.lang if asked else "",
        applause=found.applause if is_open else 0,
        waiting=found.questions.filter(state="waiting").count() if is_open else 0,
        until=found.ends_at.isoformat() if is_open else "",
        at=now.isoformat(),
    )


def nothing_on(place: str, now: datetime) -> StageChanged:
    """What is told of a stage on which nothing happens."""
    newest = StageSession.objects.filter(place=place).order_by("-n").values_list("n", flat=True).first()
    empty = StageSession(place=place, n=newest or 0, state="ended")
    return change_of(empty, now)


def picture_url(picture: str) -> str:
    """One address for readers of both languages, so that a crowd's browsers fetch it once."""
    with override("ko"):
        return reverse("today:picture", args=[picture])
