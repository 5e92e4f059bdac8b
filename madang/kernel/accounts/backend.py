"""How Django finds the account of a session. Nobody signs in here by a password."""

from django.contrib.auth.backends import BaseBackend

from madang.kernel.accounts.models import Account


class AccountBackend(BaseBackend):
    """Passkeys, codes and providers have proved who it is before Django is told."""

    def get_user(self, user_id: str) -> Account | None:
        """The account with this subject, or None."""
        return Account.objects.filter(pk=user_id).first()
