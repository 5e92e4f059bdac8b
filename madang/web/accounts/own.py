"""Pages about an account need an account of one's own: an invented person of the sandbox is everybody's."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from madang.kernel.accounts.models import Account
from madang.kernel.identity import visitor_of

View = TypeVar("View", bound=Callable[..., Any])


def account_of(request: HttpRequest) -> Account | None:
    """The account that is signed in, None for a guest and for a session that Django does not know."""
    user = request.user
    return user if isinstance(user, Account) and user.subject == visitor_of(request).subject else None


def account_here(request: HttpRequest) -> Account:
    """The account that is signed in; a view under `own_account` has one. Raises PermissionDenied."""
    account = account_of(request)
    if account is None:
        raise PermissionDenied
    return account


def own_account(view: View) -> View:
    """Lead whoever has no account of their own to the account's page, which says why."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        account = account_of(request)
        if account is None or account.invented:
            return HttpResponseRedirect(reverse("account"))
        return view(request, *args, **kwargs)

    return cast("View", guarded)
