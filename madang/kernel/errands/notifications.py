"""What a person is told: in the square, on their page, and by e-mail where they want that."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone

from madang.kernel.errands.models import Channels, Letter, Notification
from madang.kernel.identity import is_guest_subject
from madang.kernel.outbox import NotInTransaction
from madang.kernel.person_events import notify_person

Channel = Literal["square", "page", "email"]
EVERYWHERE: tuple[Channel, ...] = ("square", "page", "email")
TEXT_CHARS = 1_000
LANGUAGES = ("ko", "en")


def notify(
    subject: str,
    kind: str,
    title: Mapping[str, str],
    text: Mapping[str, str],
    link: str,
    *,
    channels: Sequence[Channel] = EVERYWHERE,
) -> Notification:
    """Tell a person something, in the transaction of what happened, through those channels they want.

    `title` and `text` are by language; `link` is an address of ours in any language. A guest gets no e-mail.
    Raises NotInTransaction outside a transaction, ValueError for a text that is missing or too long.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(
            f"Notice '{kind}' refused: no transaction. Notify inside transaction.atomic()."
        )
    _check(title, "title", kind)
    _check(text, "text", kind)
    wanted = channels_of(subject)
    event = notify_person(subject, kind, link) if "square" in channels and wanted.square else None
    told = Notification.objects.create(
        subject=subject,
        n=event.n if event else None,
        kind=kind,
        title=dict(title),
        text=dict(text),
        link=link,
        listed="page" in channels,
        at=timezone.now(),
    )
    if "email" in channels and wanted.email and not is_guest_subject(subject):
        Letter.objects.create(notification=told, subject=subject, lang=wanted.lang, due_at=told.at)
    return told


def channels_of(subject: str) -> Channels:
    """Where this person wants to be told; a row that is not saved, where they have not chosen."""
    return Channels.objects.filter(pk=subject).first() or Channels(subject=subject, changed_at=timezone.now())


def choose_channels(subject: str, *, square: bool, email: bool, lang: str) -> None:
    """Keep where a person wants to be told, and in which language letters come."""
    Channels.objects.update_or_create(
        subject=subject,
        defaults={"square": square, "email": email, "lang": lang, "changed_at": timezone.now()},
    )


def unread(subject: str) -> int:
    """How many notifications on the person's page are unread."""
    return Notification.objects.filter(subject=subject, listed=True, read_at=None).count()


def mark_read(subject: str, ids: Iterable[str] | None, now: datetime) -> int:
    """Mark the person's own notifications as read: these, or (None) all; answers how many."""
    rows = Notification.objects.filter(subject=subject, read_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    return rows.update(read_at=now)


def told_under(subject: str, numbers: Iterable[int]) -> dict[int, Notification]:
    """The person's notifications by the number of their doorbell."""
    rows = Notification.objects.filter(subject=subject, n__in=list(numbers))
    return {row.n: row for row in rows if row.n is not None}


def in_language(link: str, lang: str) -> str:
    """`link` as it is called in `lang`: our pages have the language first, and the same path after it."""
    first, slash, rest = link.removeprefix("/").partition("/")
    return f"/{lang}/{rest}" if link.startswith("/") and slash and first in LANGUAGES else link


def _check(texts: Mapping[str, str], field: str, kind: str) -> None:
    for language in LANGUAGES:
        length = len(texts.get(language, "").strip())
        if not 0 < length <= TEXT_CHARS:
            raise ValueError(
                f"Notice '{kind}' refused: {field} '{language}' has {length} characters. "
                f"Give 1 to {TEXT_CHARS}."
            )
