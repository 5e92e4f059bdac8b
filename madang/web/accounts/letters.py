"""Letters to an account's e-mail address: a code, or word of a change. No name and no data of the person."""

import logging
from smtplib import SMTPException

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override

from madang.kernel.accounts.models import Account
from madang.kernel.city import load_city

log = logging.getLogger(__name__)


class MailAway(Exception):
    """The mail server did not take the letter."""


def send_code(email: str, code: str) -> None:
    """The code with which somebody proves that the address is theirs. Raises MailAway."""
    text = gettext(
        "Your code is %(code)s.\n\n"
        "Type it into the page where you asked for it. It is good for 10 minutes and works once.\n"
        "Never tell it to anybody: the city does not ask for it, by phone or in the square.\n"
        "If you did not ask for it, delete this letter; nothing happens."
    ) % {"code": code}
    _send(email, gettext("Your code: %(code)s") % {"code": code}, text)


def send_letter(account: Account, what: str | Promise) -> None:
    """Tell the account's own address, where it has one, what changed. A lost letter stops nothing."""
    row = EmailAddress.objects.filter(user=account, verified=True).first()
    if row is None:
        return
    with override(account.language):
        text = gettext("%(what)s\n\nIf this was not you, sign in and end all other sessions: %(address)s") % {
            "what": what,
            "address": f"{settings.CONFIG.public_url}/{account.language}/account/sessions/",
        }
        try:
            _send(row.email, str(what), text)
        except MailAway:
            log.warning("A letter about an account's change was not sent: the mail server is away.")


def _send(email: str, subject: str, text: str) -> None:
    city = load_city(settings.CONFIG.city)
    name = city.name[get_language() or settings.LANGUAGE_CODE]
    sandbox = gettext("This is a trial city (sandbox).") if city.sandbox else ""
    body = "\n\n".join(part for part in (text, sandbox, f"{gettext('Madang')} {name}") if part)
    try:
        send_mail(f"[{gettext('Madang')} {name}] {subject}", body, None, [email])
    except (OSError, SMTPException) as error:
        raise MailAway from error
