"""What django-allauth is told: no passwords, no user names, passkeys first.

The city's own sign-in (OpenID Connect) is city_views.py: of allauth it uses the table alone.
"""

from typing import Any

RATE_LIMITS = {
    # Wide by address, as a whole office may share one; narrow by account.
    "login": "60/m/ip",
    "signup": "30/m/ip,200/h/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "request_login_code": "30/m/ip,3/5m/key,8/h/key",
    "type_code": "60/m/ip,20/h/key",
    "verify": "10/m/user",
}


def allauth_settings() -> dict[str, Any]:
    """Django settings for allauth's parts (docs/adr/009-accounts-and-allauth.md)."""
    return {
        "ACCOUNT_ADAPTER": "madang.web.accounts.adapter.AccountAdapter",
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,
        "ACCOUNT_RATE_LIMITS": RATE_LIMITS,
        "MFA_ADAPTER": "madang.web.accounts.adapter.SecondFactorAdapter",
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_WEBAUTHN_USER_VERIFICATION": "required",
    }
