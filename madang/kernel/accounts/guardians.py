"""A guardian's consent to a minor's errand: asked of those whom the register names, given by one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from madang.kernel.accounts.models import Account, GuardianConsent
from madang.kernel.errands.models import Errand
from madang.kernel.errands.notifications import notify
from madang.kernel.identity import Visitor
from madang.kernel.registers.adapters import registry
from madang.kernel.service import Assurance

ADULT_YEARS = 19
"""Civil Act, article 4: one is of age on reaching nineteen."""
ANSWER_WITHIN = timedelta(days=14)
State = GuardianConsent.State


@dataclass(frozen=True)
class ConsentRefused(Exception):
    """`code`: "no_guardian", "not_minor", "not_yours" or "answered"."""

    code: str


def is_minor(birth: date, today: date) -> bool:
    """Whether somebody born on `birth` is not yet nineteen; one born on 29 February is on 1 March."""
    return (today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))) < ADULT_YEARS


def needs_guardian(visitor: Visitor) -> bool:
    """Whether this person is a minor by the register. Nobody's age is kept: it is asked each time.

    Somebody who is not verified is not asked about; an errand that needs a guardian needs `verified`.
    Raises RegisterUnavailable, NotFound.
    """
    if visitor.level < Assurance.VERIFIED or visitor.resident is None:
        return False
    return is_minor(registry().resident(visitor.resident).birth, timezone.localdate())


def ask_guardian(errand: Errand, visitor: Visitor, kind: str, link: str = "") -> tuple[GuardianConsent, ...]:
    """Ask every guardian in the register to consent to the errand; asked again, answers what stands.

    Raises:
        ConsentRefused: "not_minor" or "no_guardian".
        RegisterUnavailable: the register is away; nothing was asked.
    """
    if visitor.resident is None or not needs_guardian(visitor):
        raise ConsentRefused("not_minor")
    guardians = [one.guardian for one in registry().guardians(visitor.resident)]
    if not guardians:
        raise ConsentRefused("no_guardian")
    now = timezone.now()
    with transaction.atomic():
        rows = []
        for guardian in guardians:
            row, is_new = GuardianConsent.objects.get_or_create(
                errand=errand.id,
                guardian_resident=guardian,
                defaults={
                    "minor": visitor.subject or "",
                    "service": errand.service,
                    "kind": kind,
                    "title": dict(errand.title),
                    "link": link,
                    "expires_at": now + ANSWER_WITHIN,
                },
            )
            rows.append(row)
            if is_new:
                _tell_guardian(row)
    return tuple(rows)


def has_consent(errand: Errand) -> bool:
    """Whether a guardian consented to the errand, and nobody refused or took it back."""
    states = set(GuardianConsent.objects.filter(errand=errand.id).values_list("state", flat=True))
    return State.GIVEN in states and not states & {State.REFUSED, State.WITHDRAWN}


def waiting_for(visitor: Visitor) -> tuple[GuardianConsent, ...]:
    """The requests that wait for this guardian's answer, oldest first."""
    if visitor.resident is None:
        return ()
    rows = GuardianConsent.objects.filter(
        guardian_resident=visitor.resident, state=State.ASKED, expires_at__gt=timezone.now()
    )
    return tuple(rows.order_by("asked_at"))


def request_for(visitor: Visitor, number: int) -> GuardianConsent | None:
    """The request with this number, if it is this guardian's."""
    if visitor.resident is None:
        return None
    return GuardianConsent.objects.filter(pk=number, guardian_resident=visitor.resident).first()


def answer(visitor: Visitor, number: int, *, consents: bool) -> GuardianConsent:
    """Consent or refuse, once. The register must still name this person as the minor's guardian.

    Raises:
        ConsentRefused: "not_yours" or "answered".
        RegisterUnavailable: the register is away; nothing was decided.
    """
    row = request_for(visitor, number)
    if row is None or not _still_guardian(row):
        raise ConsentRefused("not_yours")
    now = timezone.now()
    state = State.GIVEN if consents else State.REFUSED
    with transaction.atomic():
        changed = GuardianConsent.objects.filter(pk=number, state=State.ASKED, expires_at__gt=now).update(
            state=state, answered_at=now, guardian=visitor.subject or ""
        )
        if not changed:
            raise ConsentRefused("answered")
        row.refresh_from_db()
        _tell_minor(row)
    return row


def withdraw(visitor: Visitor, number: int) -> GuardianConsent:
    """Take back a consent that was given; what was decided with it before stays decided.

    Raises:
        ConsentRefused: "not_yours" or "answered".
    """
    row = request_for(visitor, number)
    if row is None:
        raise ConsentRefused("not_yours")
    with transaction.atomic():
        changed = GuardianConsent.objects.filter(pk=number, state=State.GIVEN).update(
            state=State.WITHDRAWN, answered_at=timezone.now()
        )
        if not changed:
            raise ConsentRefused("answered")
        row.refresh_from_db()
        _tell_minor(row)
    return row


def _still_guardian(row: GuardianConsent) -> bool:
    minor = Account.objects.filter(pk=row.minor).first()
    if minor is None or minor.resident is None:
        return False
    return any(one.guardian == row.guardian_resident for one in registry().guardians(minor.resident))


def _tell_guardian(row: GuardianConsent) -> None:
    for account in Account.objects.filter(resident=row.guardian_resident):
        notify(
            account.subject,
            "consent_asked",
            _in_both(_("Your consent as a guardian is awaited")),
            dict(row.title),
            f"/ko/account/guardian/{row.pk}/",
        )


def _tell_minor(row: GuardianConsent) -> None:
    said = {
        State.GIVEN: _("Your guardian consented"),
        State.REFUSED: _("Your guardian did not consent"),
        State.WITHDRAWN: _("Your guardian took the consent back"),
    }
    link = row.link or "/ko/account/guardian/"
    notify(row.minor, "consent_answered", _in_both(said[State(row.state)]), dict(row.title), link)


def _in_both(text: Promise | str) -> dict[str, str]:
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found[language] = str(text)
    return found
