"""Who is asking, as far as the session says: a guest has no row anywhere until the first errand."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from madang.kernel.service import Assurance

SUBJECT_KEY = "madang_subject"
LEVEL_KEY = "madang_level"
ROLES_KEY = "madang_roles"
NAME_KEY = "madang_name"


@dataclass(frozen=True)
class Visitor:
    """The person of one request. `subject` is a random id, None for a guest without a session."""

    subject: str | None
    level: Assurance
    roles: tuple[str, ...]


GUEST = Visitor(subject=None, level=Assurance.GUEST, roles=())


def has_session(request: HttpRequest) -> bool:
    """Whether the request carries a session cookie at all; costs no query."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def visitor_of(request: HttpRequest) -> Visitor:
    """The person asking. Reads the session only where the request has a session cookie."""
    if not has_session(request):
        return GUEST
    session = request.session
    subject = session.get(SUBJECT_KEY)
    if not isinstance(subject, str):
        return GUEST
    return Visitor(
        subject=subject,
        level=Assurance(session.get(LEVEL_KEY, Assurance.GUEST)),
        roles=tuple(session.get(ROLES_KEY, ())),
    )


def name_of(request: HttpRequest) -> str:
    """What the pages call the person who is signed in; empty for a guest. Never shown to others."""
    if visitor_of(request).subject is None:
        return ""
    name = request.session.get(NAME_KEY)
    return name if isinstance(name, str) else ""


def sign_in(request: HttpRequest, visitor: Visitor, name: str) -> None:
    """Make `visitor` the person of this session, under a new session key; what another left in it is gone."""
    session = request.session
    if session.get(SUBJECT_KEY) not in (None, visitor.subject):
        session.flush()
    session.cycle_key()
    session[SUBJECT_KEY] = visitor.subject
    session[LEVEL_KEY] = int(visitor.level)
    session[ROLES_KEY] = list(visitor.roles)
    session[NAME_KEY] = name


def sign_out(request: HttpRequest) -> None:
    """End the session and all that it held."""
    request.session.flush()
