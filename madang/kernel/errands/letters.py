"""E-mail that says there is news, and nothing else: sent by the worker, tried again, never sent twice.

A letter is taken (`sending`) in a transaction of its own before it is handed to the mail server. One that is
still `sending` ten minutes later was cut off in between: nobody knows whether it went out, so it is given up
rather than sent twice; the news stands on the person's page in any case.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Model
from django.utils.translation import gettext, override

from madang.kernel.city import load_city
from madang.kernel.errands.models import Letter
from madang.kernel.errands.notifications import in_language

DUE, SENDING, SENT, GIVEN_UP = "due", "sending", "sent", "given_up"
MOST_TRIES = 6
FIRST_WAIT = timedelta(minutes=1)
CUT_OFF_AFTER = timedelta(minutes=10)
BATCH = 20

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """What one round has done."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def send_due(now: datetime) -> Sent:
    """Send at most 20 letters that are due; what a mail server refuses is tried again, at most 6 times."""
    _give_up_cut_off(now)
    sent = put_off = given_up = 0
    for letter in Letter.objects.filter(state=DUE, due_at__lte=now).order_by("due_at")[:BATCH]:
        if not Letter.objects.filter(pk=letter.pk, state=DUE).update(state=SENDING, due_at=now):
            continue
        address = address_of(letter.subject)
        if address is None:
            _end(letter, GIVEN_UP, now)
            given_up += 1
            continue
        try:
            letter_to(address, letter.lang).send()
        except (SMTPException, OSError) as error:
            log.warning("A letter could not be sent (%s).", type(error).__name__)
            if letter.tries + 1 >= MOST_TRIES:
                _end(letter, GIVEN_UP, now)
                given_up += 1
            else:
                _put_off(letter, now)
                put_off += 1
            continue
        _end(letter, SENT, now)
        sent += 1
    return Sent(sent, put_off, given_up)


def letter_to(address: str, lang: str) -> EmailMessage:
    """The letter: it says that there is news, not what; the page says that after signing in."""
    with override(lang):
        city = load_city(settings.CONFIG.city).name[lang]
        page = settings.CONFIG.public_url + in_language("/ko/errands/notifications/", lang)
        subject = gettext("There is news about your errand: %(city)s") % {"city": city}
        lines = [
            gettext("Something has happened with an errand of yours."),
            gettext("Sign in to see what it is. For your protection this e-mail does not say more:"),
            page,
            "",
            gettext("Where you are told can be changed on the same page."),
        ]
    return EmailMessage(subject=subject, body="\n".join(lines), to=[address])


def address_of(subject: str) -> str | None:
    """The confirmed e-mail address of an account, or None."""
    if not apps.is_installed("allauth.account"):
        return None
    model: type[Model] = apps.get_app_config("account").get_model("EmailAddress")
    confirmed = model._default_manager.filter(user_id=subject, verified=True).order_by("-primary", "pk")
    found: str | None = confirmed.values_list("email", flat=True).first()
    return found


def _put_off(letter: Letter, now: datetime) -> None:
    """Wait 1, 4, 16, 64 … minutes."""
    wait = FIRST_WAIT * 4**letter.tries
    Letter.objects.filter(pk=letter.pk).update(state=DUE, tries=letter.tries + 1, due_at=now + wait)


def _end(letter: Letter, state: str, now: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(state=state, tries=letter.tries + 1, ended_at=now)


def _give_up_cut_off(now: datetime) -> None:
    cut_off = Letter.objects.filter(state=SENDING, due_at__lt=now - CUT_OFF_AFTER)
    cut_off.update(state=GIVEN_UP, ended_at=now)
