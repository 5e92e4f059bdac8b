"""What a session holds of an account that signs in: written here, read by madang.kernel.identity."""

from typing import Any

from django.http import HttpRequest

from madang.kernel.accounts.models import Account
from madang.kernel.accounts.roles import posts_of
from madang.kernel.identity import Visitor, remember


def on_signed_in(sender: Any, request: HttpRequest, user: Account, **_more: Any) -> None:
    """Django has signed `user` in under a new session key: say in the session who that is."""
    remember(request, visitor_for(user), name_for(user))


def visitor_for(account: Account) -> Visitor:
    """Who the account is to every service."""
    posts = posts_of(account)
    return Visitor(
        subject=account.subject,
        level=account.assurance,
        roles=tuple(dict.fromkeys(post.role for post in posts)),
        resident=account.resident,
        posts=posts,
    )


def name_for(account: Account) -> str:
    """What the pages call the person; empty where they gave no name."""
    return ""
