"""Who may call a route. Every route declares one rule; tests/contract fails where one does not."""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from madang.kernel.identity import Visitor, visitor_of
from madang.kernel.service import Assurance

View = TypeVar("View", bound=Callable[..., Any])


class Access(Enum):
    """The rules. Each says in its value what it demands of the caller."""

    ANYONE = "anyone, signed in or not"
    SIGNED_IN = "a signed-in person"
    VERIFIED = "a signed-in person whose identity is verified"
    MODERATOR = "a moderator of the city"


_LEAST = {
    Access.ANYONE: Assurance.GUEST,
    Access.SIGNED_IN: Assurance.MEMBER,
    Access.VERIFIED: Assurance.VERIFIED,
    Access.MODERATOR: Assurance.MEMBER,
}
_ROLES: dict[Access, frozenset[str]] = {
    Access.MODERATOR: frozenset({"moderator", "admin"}),
}


def access(rule: Access) -> Callable[[View], View]:
    """Declare and enforce `rule` on a view or an API operation; put it nearest to the function."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not allows(rule, visitor_of(request)):
                raise PermissionDenied(f"This needs {rule.value}.")
            return view(request, *args, **kwargs)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return cast("View", guarded)

    return declare


def allows(rule: Access, visitor: Visitor) -> bool:
    """Whether `rule` lets `visitor` in: known well enough and, where it asks for one, with a role."""
    if visitor.level < _LEAST[rule]:
        return False
    roles = _ROLES.get(rule)
    return roles is None or not roles.isdisjoint(visitor.roles)


def declared_rule(view: Callable[..., Any]) -> Access | None:
    """The rule that `view` declares, or None."""
    return getattr(view, "access_rule", None)
