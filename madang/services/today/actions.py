"""The only writer of notices, events and reminders: check → save → tell, in one transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from madang.kernel.errands.notifications import notify
from madang.kernel.models import Notice
from madang.kernel.notices import post_notice
from madang.services.today import rules
from madang.services.today.models import Item, ItemVersion, Picture, Reminder
from madang.services.today.rules import Draft, Problem

LANGUAGES = rules.LANGUAGES
AT_ONCE = 200
BEGINS = {"ko": "지금 시작: {title}", "en": "Beginning now: {title}"}
SOON = {"ko": "곧 시작: {title}", "en": "Begins soon: {title}"}
SOON_TEXT = {"ko": "{when}에 시작합니다.", "en": "It begins at {when}."}


class ItemRefused(ValueError):
    """A notice or event that cannot be kept; `problems` names each field."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"Refused: {', '.join(f'{one.field} {one.code}' for one in problems)}.")
        self.problems = problems


class Changed(RuntimeError):
    """Somebody else has changed the item meanwhile."""


def shown(city: str, now: datetime) -> QuerySet[Item]:
    """What people may see now: events that have not ended, notices that hold. The next first."""
    found = Item.objects.filter(city=city, state="published", ends_at__gt=now)
    return found.filter(Q(kind="event") | Q(starts_at__lte=now)).order_by("starts_at", "id")


def create(city: str, draft: Draft, by: str, picture: Picture | None = None) -> Item:
    """Keep a new draft; nobody sees it before it is published. Raises ItemRefused."""
    now = timezone.now()
    _refuse(draft, now)
    with transaction.atomic():
        item = Item(city=city, author=by, created_at=now, version=0)
        return _save(item, draft, by, now, picture)


def change(item: Item, draft: Draft, by: str, version: int, picture: Picture | None = None) -> Item:
    """Keep a change of what was `version`; what is published changes at once. Raises ItemRefused, Changed."""
    now = timezone.now()
    _refuse(draft, now)
    with transaction.atomic():
        fresh = _same(item, version)
        saved = _save(fresh, draft, by, now, picture)
        Reminder.objects.filter(item=saved, told_at=None).update(
            due_at=rules.reminder_due_at(saved.starts_at, now) or now
        )
        if saved.state == "published":
            _take_back(saved, now)
            _tell_if_begun(saved, now)
    return saved


def publish(item: Item, by: str, version: int) -> Item:
    """Show it from now on; a notice that holds already is told to everybody present. Raises Changed."""
    now = timezone.now()
    with transaction.atomic():
        fresh = _same(item, version)
        fresh.state, fresh.told_at = "published", None
        _record(fresh, by, now)
        _tell_if_begun(fresh, now)
    return fresh


def withdraw(item: Item, by: str, version: int) -> Item:
    """Show it no longer, nor what was told of it. Raises Changed."""
    now = timezone.now()
    with transaction.atomic():
        fresh = _same(item, version)
        fresh.state = "withdrawn"
        _take_back(fresh, now)
        _record(fresh, by, now)
    return fresh


def draft_of(item: Item) -> Draft:
    """What an editor may change of an item."""
    return Draft(
        kind=item.kind,
        title=item.title,
        text=item.text,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        owner=item.owner,
        place=item.place,
        spot=item.spot,
        link=item.link,
        picture=str(item.picture_id or ""),
        picture_alt=item.picture_alt,
    )


def remind(subject: str, item: Item) -> Reminder | None:
    """Remind this person before the event begins; once, however often they ask. None: it has begun."""
    now = timezone.now()
    due_at = rules.reminder_due_at(item.starts_at, now)
    if due_at is None or item.kind != "event":
        return None
    try:
        with transaction.atomic():
            return Reminder.objects.create(subject=subject, item=item, due_at=due_at)
    except IntegrityError:
        return Reminder.objects.get(subject=subject, item=item)


def forget_reminder(subject: str, item: Item) -> None:
    """Remind this person no longer."""
    Reminder.objects.filter(subject=subject, item=item).delete()


def tell_what_is_due(now: datetime) -> int:
    """Tell the square what begins and people what they asked for; answers how many were told."""
    begun = Item.objects.filter(state="published", told_at=None, starts_at__lte=now, ends_at__gt=now)
    told = 0
    for item in begun.order_by("starts_at")[:AT_ONCE]:
        with transaction.atomic():
            fresh = Item.objects.select_for_update().get(pk=item.pk)
            told += _tell_if_begun(fresh, now)
    due = Reminder.objects.filter(told_at=None, due_at__lte=now, item__state="published")
    for reminder in due.select_related("item").order_by("due_at")[:AT_ONCE]:
        told += _remind_now(reminder, now)
    return told


def _tell_if_begun(item: Item, now: datetime) -> bool:
    """Tell everybody in the square, once."""
    if item.state != "published" or item.told_at is not None or not item.starts_at <= now < item.ends_at:
        return False
    title = item.title
    if item.kind == "event":
        title = {lang: BEGINS[lang].format(title=item.title[lang]) for lang in LANGUAGES}
    text = {lang: rules.shortened(item.text[lang]) for lang in LANGUAGES}
    link = item.link or f"/ko/today/{item.pk}/"
    notice = post_notice(item.city, text, title=title, link=link, starts_at=now, expires_at=item.ends_at)
    item.told_at, item.notice = now, notice.pk
    item.save(update_fields=["told_at", "notice"])
    return True


def _take_back(item: Item, now: datetime) -> None:
    """What was told of the item holds no longer; if it goes on, it is told again."""
    if item.notice is not None:
        Notice.objects.filter(pk=item.notice).update(expires_at=now)
    item.told_at, item.notice = None, None
    item.save(update_fields=["told_at", "notice"])


def _remind_now(reminder: Reminder, now: datetime) -> bool:
    item = reminder.item
    with transaction.atomic():
        taken = Reminder.objects.filter(pk=reminder.pk, told_at=None).update(told_at=now)
        if not taken or item.ends_at <= now:
            return False
        when = timezone.localtime(item.starts_at).strftime("%H:%M")
        notify(
            reminder.subject,
            "event_soon",
            {lang: SOON[lang].format(title=item.title[lang]) for lang in LANGUAGES},
            {lang: SOON_TEXT[lang].format(when=when) for lang in LANGUAGES},
            f"/ko/today/{item.pk}/",
        )
    return True


def _refuse(draft: Draft, now: datetime) -> None:
    problems = rules.problems_of(draft, now)
    if problems:
        raise ItemRefused(problems)


def _same(item: Item, version: int) -> Item:
    fresh = Item.objects.select_for_update().get(pk=item.pk)
    if fresh.version != version:
        raise Changed(f"{fresh} refused: it is version {fresh.version}, not {version}.")
    return fresh


def _save(item: Item, draft: Draft, by: str, now: datetime, picture: Picture | None) -> Item:
    for name in ("kind", "starts_at", "ends_at", "place", "spot", "link"):
        setattr(item, name, getattr(draft, name))
    item.owner = draft.owner.strip()
    item.title, item.text = _stripped(draft.title), _stripped(draft.text)
    if picture is not None:
        item.picture = picture
    elif not draft.picture:
        item.picture = None
    item.picture_alt = _stripped(draft.picture_alt or {}) if item.picture else {}
    _record(item, by, now)
    return item


def _record(item: Item, by: str, now: datetime) -> None:
    """Save the item under its next version, and the version beside it."""
    item.version += 1
    item.updated_at = now
    item.save()
    ItemVersion.objects.create(
        item=item, version=item.version, state=item.state, content=_plain(draft_of(item)), by=by, at=now
    )


def _plain(draft: Draft) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(draft).items()
    }


def _stripped(texts: Mapping[str, str]) -> dict[str, str]:
    return {lang: texts.get(lang, "").strip() for lang in LANGUAGES}
