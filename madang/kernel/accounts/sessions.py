"""What a session holds of an account that signs in, and how sessions end when something about it changes."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest

from madang.kernel.accounts.models import Account
from madang.kernel.accounts.roles import posts_of
from madang.kernel.identity import SUBJECT_KEY, Visitor, is_guest_subject, remember
from madang.kernel.personal.records import adopt
from madang.kernel.personas import PERSONAS, Persona, persona_of

FACTOR_DUE_KEY = "madang_factor_due"
_OF_DJANGO = (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY)
_NO_ADDRESS = "0.0.0.0"  # noqa: S104 - no socket: the address that is not kept


def on_signed_in(sender: Any, request: HttpRequest, user: Account, **_more: Any) -> None:
    """Django has signed `user` in under a new session key: say in the session who that is.

    What a guest had begun becomes the account's; what another account left is gone.
    """
    before = request.session.get(SUBJECT_KEY)
    if isinstance(before, str) and before != user.subject:
        if is_guest_subject(before):
            adopt(before, user.subject)
        else:
            for key in set(request.session.keys()) - set(_OF_DJANGO):
                del request.session[key]
    _write(request, user)


def refresh(request: HttpRequest, account: Account) -> None:
    """Write anew into this session who it belongs to, under a new key: after a change of level or posts."""
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)
    _write(request, account)


def end_sessions(account: Account, but: str | None = None) -> int:
    """End the account's sessions now, all but the one with the key `but`; answers how many."""
    rows = [row for row in UserSession.objects.filter(user=account) if row.session_key != but]
    for row in rows:
        row.end()
    return len(rows)


def forget_address(sender: Any, instance: UserSession, **_more: Any) -> None:
    """Keep no internet address with a session: it tells more than its owner needs to recognise it."""
    instance.ip = _NO_ADDRESS


def visitor_for(account: Account) -> Visitor:
    """Who the account is to every service. A post of staff is withheld until the second factor is set up."""
    persona = persona_of(account.subject) if account.invented else None
    if persona is not None:
        return persona.visitor()
    posts = () if factor_due(account) else posts_of(account)
    return Visitor(
        subject=account.subject,
        level=account.assurance,
        roles=tuple(dict.fromkeys(post.role for post in posts)),
        resident=account.resident,
        posts=posts,
    )


def account_of_persona(persona: Persona) -> Account:
    """The account of an invented person, made where it is missing."""
    visitor = persona.visitor()
    values = {
        "level": int(visitor.level),
        "resident": visitor.resident,
        "name": str(persona.name),
        "invented": True,
    }
    account, is_new = Account.objects.get_or_create(subject=visitor.subject, defaults=values)
    if is_new:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account


def ensure_personas() -> None:
    """Make the accounts of all invented people, so that they can be written to before they sign in."""
    for persona in PERSONAS:
        account_of_persona(persona)


def factor_due(account: Account) -> bool:
    """Whether staff still lack the authenticator app. Waived for the sandbox's invented people alone."""
    if account.invented or not posts_of(account):
        return False
    return not Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()


def _write(request: HttpRequest, account: Account) -> None:
    remember(request, visitor_for(account), account.name)
    request.session[FACTOR_DUE_KEY] = factor_due(account)
