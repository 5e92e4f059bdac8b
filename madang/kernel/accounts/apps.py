"""Accounts as a Django application: their models, migrations and what happens at a sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts, posts of staff, consents of guardians."""

    name = "madang.kernel.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for sign-ins, however they were made, and say which rows belong to a person."""
        from allauth.usersessions.models import UserSession
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import pre_save

        from madang.kernel.accounts.personal import register_records
        from madang.kernel.accounts.sessions import forget_address, on_signed_in

        user_logged_in.connect(on_signed_in, dispatch_uid="madang.kernel.accounts.sign_in")
        pre_save.connect(forget_address, sender=UserSession, dispatch_uid="madang.kernel.accounts.address")
        register_records()
