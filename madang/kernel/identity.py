"""Who is asking, as far as the session says: a guest has no row anywhere until the first errand."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from madang.kernel.service import Assurance

SUBJECT_KEY = "madang_subject"
LEVEL_KEY = "madang_level"
ROLES_KEY = "madang_roles"
NAME_KEY = "madang_name"
RESIDENT_KEY = "madang_resident"
POSTS_KEY = "madang_posts"
GUEST_PREFIX = "guest-"


@dataclass(frozen=True)
class Post:
    """What a member of staff may do: a role for one service (empty: all) in one unit (empty: all)."""

    role: str
    service: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Visitor:
    """The person of one request. `subject` is a random id, None for a guest without an errand.

    `resident` is the key by which the city's registers know a verified person, None for everybody else.
    `roles` are what the posts allow at all; `posts` say for which service and unit.
    """

    subject: str | None
    level: Assurance
    roles: tuple[str, ...]
    resident: str | None = None
    posts: tuple[Post, ...] = ()


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
    resident = session.get(RESIDENT_KEY)
    return Visitor(
        subject=subject,
        level=Assurance(session.get(LEVEL_KEY, Assurance.GUEST)),
        roles=tuple(session.get(ROLES_KEY, ())),
        resident=resident if isinstance(resident, str) else None,
        posts=tuple(Post(*post) for post in session.get(POSTS_KEY, ())),
    )


def errand_subject(request: HttpRequest) -> str:
    """The subject under which an errand is kept. A guest gets a session and a random one now, not before."""
    session = request.session
    subject = session.get(SUBJECT_KEY)
    if isinstance(subject, str):
        return subject
    subject = GUEST_PREFIX + secrets.token_hex(16)
    session[SUBJECT_KEY] = subject
    session[LEVEL_KEY] = int(Assurance.GUEST)
    return subject


def is_guest_subject(subject: str) -> bool:
    """Whether it belongs to somebody who never signed in."""
    return subject.startswith(GUEST_PREFIX)


def name_of(request: HttpRequest) -> str:
    """What the pages call the person who is signed in; empty for a guest. Never shown to others."""
    if visitor_of(request).level is Assurance.GUEST:
        return ""
    name = request.session.get(NAME_KEY)
    return name if isinstance(name, str) else ""


def remember(request: HttpRequest, visitor: Visitor, name: str) -> None:
    """Write into the session who it belongs to. The caller has given it a new key."""
    session = request.session
    session[SUBJECT_KEY] = visitor.subject
    session[LEVEL_KEY] = int(visitor.level)
    session[ROLES_KEY] = list(visitor.roles)
    session[RESIDENT_KEY] = visitor.resident
    session[POSTS_KEY] = [[post.role, post.service, post.unit] for post in visitor.posts]
    session[NAME_KEY] = name


def sign_in(request: HttpRequest, visitor: Visitor, name: str) -> None:
    """Make `visitor` the person of this session, under a new session key; what another left in it is gone."""
    session = request.session
    before = session.get(SUBJECT_KEY)
    if isinstance(before, str) and before != visitor.subject and not is_guest_subject(before):
        session.flush()
    session.cycle_key()
    remember(request, visitor, name)


def sign_out(request: HttpRequest) -> None:
    """End the session and all that it held."""
    request.session.flush()
