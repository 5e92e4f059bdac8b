"""The six digits that prove an e-mail address: kept in the session as a hash, for ten minutes, for one use.

Known and unknown addresses go the same way and get the same letter: nobody finds out who has an account.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from allauth.core.ratelimit import consume
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from madang.web.accounts.letters import send_code

CODE_KEY = "madang_email_code"
DIGITS = 6
LIFE_S = 600
TRIES = 5
EMAIL_CHARS = 254


@dataclass(frozen=True)
class CodeRefused(Exception):
    """`code`: "email" (not an address), "limited", "none" (no code waits), "expired", "wrong", "used_up"."""

    code: str


@dataclass(frozen=True)
class Waiting:
    """A code that waits to be typed: for which address, for what (`sign_in` or `add`), where to go on."""

    email: str
    purpose: str
    next: str


def ask(request: HttpRequest, email: str, purpose: str, way_on: str) -> Waiting:
    """Send a new code to `email`; one asked for before is void.

    Raises:
        CodeRefused: "email" or "limited".
        MailAway: the letter could not be sent.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise CodeRefused("email") from error
    if len(email) > EMAIL_CHARS:
        raise CodeRefused("email")
    if not consume(request, action="request_login_code", key=email):
        raise CodeRefused("limited")
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    send_code(email, code)
    salt = secrets.token_hex(16)
    request.session[CODE_KEY] = {
        "email": email,
        "purpose": purpose,
        "next": way_on,
        "salt": salt,
        "digest": _digest(salt, code),
        "at": timezone.now().timestamp(),
        "tries": 0,
    }
    return Waiting(email, purpose, way_on)


def waiting(session: SessionBase, purpose: str) -> Waiting | None:
    """The code that waits to be typed for this purpose, if one does."""
    kept = session.get(CODE_KEY)
    if not isinstance(kept, dict) or kept["purpose"] != purpose:
        return None
    return Waiting(kept["email"], kept["purpose"], kept["next"])


def check(request: HttpRequest, typed: str, purpose: str) -> Waiting:
    """The address that the code proves; the code is void from now on.

    Raises:
        CodeRefused: "none", "expired", "used_up", "limited" or "wrong".
    """
    session = request.session
    kept = session.get(CODE_KEY)
    if not isinstance(kept, dict) or kept["purpose"] != purpose:
        raise CodeRefused("none")
    if timezone.now().timestamp() - kept["at"] > LIFE_S:
        forget(session)
        raise CodeRefused("expired")
    if not consume(request, action="type_code", key=kept["email"]):
        raise CodeRefused("limited")
    digits = "".join(character for character in typed if character.isdigit())
    if constant_time_compare(_digest(kept["salt"], digits), kept["digest"]):
        forget(session)
        return Waiting(kept["email"], purpose, kept["next"])
    _count_try(session, kept)
    raise CodeRefused("wrong")


def forget(session: SessionBase) -> None:
    """Void the code that waits."""
    session.pop(CODE_KEY, None)


def _count_try(session: SessionBase, kept: dict[str, Any]) -> None:
    if kept["tries"] + 1 >= TRIES:
        forget(session)
        raise CodeRefused("used_up")
    session[CODE_KEY] = {**kept, "tries": kept["tries"] + 1}


def _digest(salt: str, code: str) -> str:
    return salted_hmac(f"madang.web.accounts.codes.{salt}", code, algorithm="sha256").hexdigest()
