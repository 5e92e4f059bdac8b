"""Accounts as a Django application: their models, migrations and what happens at a sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, posts of staff, consents of guardians."""

    name = "madang.kernel.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for sign-ins, however they were made."""
        from django.contrib.auth.signals import user_logged_in

        from madang.kernel.accounts.sessions import on_signed_in

        user_logged_in.connect(on_signed_in, dispatch_uid="madang.kernel.accounts")
