"""What the city has to say to everybody, today."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from madang.kernel.models import Notice
from madang.kernel.outbox import emit
from madang.protocol.events import NoticePosted

LANGUAGES = ("ko", "en")
TEXT_CHARS = 300
SHOWN = 5


class NoticeRefused(ValueError):
    """A notice that cannot be posted; the text says why."""


def post_notice(
    city: str,
    text: Mapping[str, str],
    *,
    title: Mapping[str, str] | None = None,
    link: str = "",
    starts_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> Notice:
    """Post a notice to everybody in the city's places; texts are `{"ko": …, "en": …}`."""
    _check(text, "text", required=True)
    _check(title or {}, "title", required=False)
    now = timezone.now()
    starts = starts_at or now
    if expires_at is not None and expires_at <= starts:
        raise NoticeRefused(f"Notice refused: it expires at {expires_at.isoformat()}, before it starts.")
    with transaction.atomic():
        notice = Notice.objects.create(
            city=city,
            title=dict(title or {}),
            text=dict(text),
            link=link,
            starts_at=starts,
            expires_at=expires_at,
        )
        emit(_told(notice, now), city)
    return notice


def notices_now(city: str) -> list[Notice]:
    """The notices that hold now, newest first, at most five."""
    now = timezone.now()
    held = Notice.objects.filter(city=city, starts_at__lte=now).filter(
        Q(expires_at=None) | Q(expires_at__gt=now)
    )
    return list(held.order_by("-starts_at")[:SHOWN])


def _told(notice: Notice, now: datetime) -> NoticePosted:
    return NoticePosted(
        id=str(notice.id),
        place="",
        title=notice.title,
        text=notice.text,
        link=notice.link,
        until=notice.expires_at.isoformat() if notice.expires_at else "",
        at=now.isoformat(),
    )


def _check(texts: Mapping[str, str], field: str, *, required: bool) -> None:
    if not texts and not required:
        return
    for language in LANGUAGES:
        value = texts.get(language, "").strip()
        if not value or len(value) > TEXT_CHARS:
            raise NoticeRefused(
                f"Notice refused: {field} '{language}' has {len(value)} characters. Give 1 to {TEXT_CHARS}."
            )
