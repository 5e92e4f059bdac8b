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
    STAFF = "somebody who works for the city"
    AGENT = "an agent of the helpline"
    OFFICER = "an officer of the service"
    CLERK = "a clerk of the service"
    EDITOR = "an editor of the city"
    MODERATOR = "a moderator of the city"
    MENTOR = "a mentor"
    AUDITOR = "an auditor"
    ADMIN = "an administrator"


_ADMIN = "admin"
_LEAST = {
    Access.ANYONE: Assurance.GUEST,
    Access.SIGNED_IN: Assurance.MEMBER,
    Access.VERIFIED: Assurance.VERIFIED,
}
# The role that a rule asks for; an admin may do what every staff member may.
_ROLES = {
    Access.AGENT: "agent",
    Access.OFFICER: "officer",
    Access.CLERK: "clerk",
    Access.EDITOR: "editor",
    Access.MODERATOR: "moderator",
    Access.MENTOR: "mentor",
    Access.AUDITOR: "auditor",
    Access.ADMIN: _ADMIN,
}


def access(rule: Access, service: str = "") -> Callable[[View], View]:
    """Declare and enforce `rule` on a view or an API operation; put it nearest to the function.

    `service` narrows a role: `@access(Access.OFFICER, service="tax")` lets in the officers of the tax
    service and those whose post is for all services.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not allows(rule, visitor_of(request), service):
                raise PermissionDenied(f"This needs {rule.value}.")
            return view(request, *args, **kwargs)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        guarded.access_service = service  # type: ignore[attr-defined]
        return cast("View", guarded)

    return declare


def allows(rule: Access, visitor: Visitor, service: str = "") -> bool:
    """Whether `rule` lets `visitor` in: known well enough and, where it asks for one, with a role."""
    if visitor.level < _LEAST.get(rule, Assurance.MEMBER):
        return False
    if rule is Access.STAFF:
        return bool(visitor.roles)
    role = _ROLES.get(rule)
    return role is None or has_role(visitor, role, service)


def has_role(visitor: Visitor, role: str, service: str = "", unit: str = "") -> bool:
    """Whether the visitor holds the role, or is an admin; for `service` and `unit` where they are given."""
    if visitor.level < Assurance.MEMBER:
        return False
    if _ADMIN in visitor.roles:
        return True
    if role not in visitor.roles:
        return False
    posts = [post for post in visitor.posts if post.role == role]
    return not posts or any(
        (not service or post.service in ("", service)) and (not unit or post.unit in ("", unit))
        for post in posts
    )


def declared_rule(view: Callable[..., Any]) -> Access | None:
    """The rule that `view` declares, or None."""
    return getattr(view, "access_rule", None)
