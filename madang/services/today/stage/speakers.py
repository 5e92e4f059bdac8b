"""Who may speak on a stage: editors, and people whom an editor has invited by a link that serves once."""

import hashlib
import secrets
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from madang.kernel.access import Access, allows
from madang.kernel.identity import Visitor
from madang.kernel.service import Assurance
from madang.protocol.text import clean_text
from madang.services.today.stage import rules
from madang.services.today.stage.actions import StageRefused
from madang.services.today.stage.models import StageSession, StageSpeaker

SECRET_BYTES = 24


def invite(session: UUID, name: str) -> tuple[StageSpeaker, str]:
    """An invitation and the secret of its link, which is known only now. Raises StageRefused."""
    named = clean_text(name)
    if not named or len(named) > rules.NAME_CHARS:
        raise StageRefused({"name": "long" if named else "empty_one"})
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        found = StageSession.objects.select_for_update().get(pk=session)
        if found.speakers.count() >= rules.SPEAKERS_MOST:
            raise StageRefused({"name": "speakers"})
        made = StageSpeaker.objects.create(
            session=found, name=named, secret_digest=_digest(secret), created_at=timezone.now()
        )
    return made, secret


def invitation(secret: str) -> StageSpeaker | None:
    """The invitation that a link leads to, while it has not served and its session is not over."""
    now = timezone.now()
    found = StageSpeaker.objects.filter(secret_digest=_digest(secret), used_at=None, session__ends_at__gt=now)
    return found.exclude(session__state="ended").select_related("session").first()


def accept(secret: str, subject: str) -> StageSpeaker | None:
    """Become the speaker of the link; None when it has served, or serves no more."""
    with transaction.atomic():
        found = invitation(secret)
        if found is None:
            return None
        now = timezone.now()
        taken = StageSpeaker.objects.filter(pk=found.pk, used_at=None).update(subject=subject, used_at=now)
        found.subject, found.used_at = subject, now
    return found if taken else None


def uninvite(session: UUID, speaker: UUID) -> None:
    """Let somebody speak no longer; what they said stays to be read until it goes in time."""
    found = StageSpeaker.objects.filter(pk=speaker, session=session).first()
    if found is None:
        return
    with transaction.atomic():
        found.stageline_set.update(speaker=None)
        found.delete()


def speaker_of(session: StageSession, visitor: Visitor) -> StageSpeaker | None:
    """The invitation by which a signed-in person speaks here; None for everybody else."""
    if visitor.subject is None or visitor.level < Assurance.MEMBER:
        return None
    return StageSpeaker.objects.filter(session=session, subject=visitor.subject).first()


def may_host(session: StageSession, visitor: Visitor) -> bool:
    """Editors, and the speakers of this session."""
    return allows(Access.EDITOR, visitor) or speaker_of(session, visitor) is not None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
