"""What of allauth is ours: words, addresses, letters, the second factor, what is encrypted."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from madang.kernel.accounts.models import Account
from madang.kernel.accounts.roles import is_staff
from madang.kernel.city import load_city
from madang.web.accounts import messages, secrets
from madang.web.accounts.letters import send_letter
from madang.web.accounts.way_on import is_ours, way_on
from madang.web.api.addresses import client_address

FRESH_S = 300


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks whoever set up an authenticator app for its code, unless they came with a passkey.

    A passkey alone is no second factor here: an e-mail code must stay a way back for somebody who lost it.
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        person = self.login.user
        if person is None or not has_app(person):
            return False
        return bool(super()._should_handle(request))


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts without passwords and user names."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This code is not right, or it was used before. Look again and type it anew."),
        "too_many_login_attempts": _("Too many attempts. Please wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Please wait five minutes and try again."),
    }

    def get_login_stages(self) -> list[str]:
        """Between the proof and the session there is the second factor alone."""
        return ["madang.web.accounts.adapter.SecondFactorStage"]

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address behind the door and the city's own proxies; of IPv6 its /64's first."""
        return client_address(request).partition("/")[0]

    def is_safe_url(self, url: str) -> bool:
        """Only paths of this site."""
        return bool(url) and is_ours(url)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Back to where one was."""
        return way_on(request)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not within five minutes of signing in."""
        records = get_authentication_records(self.request, self.request.user)
        now = timezone.now().timestamp()
        return not any(now - record["at"] < FRESH_S for record in records)

    def add_message(  # noqa: PLR0917 - allauth's own
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Our words for what allauth reports; what has none of ours is not shown."""
        text = message or messages.TEXTS.get(message_template or "")
        if text:
            messages.say(request, str(text))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner of a change by letter, without address or device in it."""
        text = messages.LETTERS.get(template_prefix)
        if text is not None:
            send_letter(user, text)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys, authenticator apps and recovery codes."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _("Staff cannot do without the authenticator app."),
    }

    def encrypt(self, text: str) -> str:
        """What an app's secret and the seed of recovery codes are kept as."""
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` was given."""
        return secrets.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep their authenticator app."""
        return authenticator.type != Authenticator.Type.TOTP or not is_staff(authenticator.user)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The city, under its public address: a passkey works there alone."""
        return {"id": passkey_host(), "name": _site_name()}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """What the device shows beside the key: no name, nothing that tells who it is."""
        made = timezone.localtime(user.created_at).strftime("%Y-%m-%d")
        label = f"{_site_name()} {made}"
        return {"id": user.subject.encode(), "display_name": label, "name": label}

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:  # noqa: A002
        """A name by the day it was made."""
        return gettext("Passkey of %(day)s") % {"day": timezone.localdate().isoformat()}

    def get_totp_label(self, user: Account) -> str:
        """What the authenticator app shows."""
        return user.subject[:6]

    def get_totp_issuer(self) -> str:
        """Whose code it is."""
        return _site_name()


def has_app(account: Account) -> bool:
    """Whether the account has an authenticator app."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def passkey_host() -> str:
    """The host that this city's passkeys belong to."""
    return urlsplit(settings.CONFIG.public_url).hostname or "localhost"


def _site_name() -> str:
    city = load_city(settings.CONFIG.city)
    return f"{gettext('Madang')} {city.name[get_language() or settings.LANGUAGE_CODE]}"
