"""What is said once after something was done, on the next page of the account; and what a letter says."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

TEXTS = {
    "mfa/messages/webauthn_added.txt": _("The passkey was added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey was removed."),
    "mfa/messages/totp_activated.txt": _("The authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app was removed."),
    "mfa/messages/recovery_codes_generated.txt": _("New recovery codes were made. Keep them safe."),
}
LETTERS = {
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey of your account was removed."),
    "mfa/email/totp_activated": _("An authenticator app was set up for your account."),
    "mfa/email/totp_deactivated": _("The authenticator app of your account was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
}


def say(request: HttpRequest, text: str) -> None:
    """Show `text` on the next page of the account."""
    messages.success(request, text)
