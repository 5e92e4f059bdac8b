"""A rule lets in whom it names, and reading the session costs a guest nothing."""

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from madang.kernel.access import Access, access, allows, declared_rule
from madang.kernel.identity import GUEST, LEVEL_KEY, SUBJECT_KEY, Visitor, visitor_of
from madang.kernel.service import Assurance


def request_of(level: Assurance | None):
    request = RequestFactory().get("/")
    if level is not None:
        request.COOKIES["sessionid"] = "x"
        request.session = SessionStore()
        request.session.update({SUBJECT_KEY: "subject", LEVEL_KEY: int(level)})
    return request


@pytest.mark.parametrize(
    ("rule", "let_in"),
    [
        (Access.ANYONE, [None, Assurance.MEMBER, Assurance.VERIFIED]),
        (Access.SIGNED_IN, [Assurance.MEMBER, Assurance.VERIFIED]),
        (Access.VERIFIED, [Assurance.VERIFIED]),
    ],
)
def test_rule_lets_in_whom_it_names(rule, let_in):
    @access(rule)
    def view(_request):
        return "in"

    assert declared_rule(view) is rule
    for level in (None, Assurance.MEMBER, Assurance.VERIFIED):
        if level in let_in:
            assert view(request_of(level)) == "in"
        else:
            with pytest.raises(PermissionDenied):
                view(request_of(level))


@pytest.mark.parametrize("role", ["moderator", "admin"])
def test_moderator_rule_lets_in_moderators_and_admins(role):
    assert allows(Access.MODERATOR, Visitor("s", Assurance.MEMBER, (role,)))


@pytest.mark.parametrize(
    "stranger",
    [
        GUEST,
        Visitor("s", Assurance.VERIFIED, ()),
        *(
            Visitor("s", Assurance.MEMBER, (role,))
            for role in ("agent", "officer", "mentor", "clerk", "editor")
        ),
        Visitor("s", Assurance.GUEST, ("moderator",)),
    ],
)
def test_moderator_rule_keeps_everybody_else_out(stranger):
    assert not allows(Access.MODERATOR, stranger)


def test_visitor_without_a_session_cookie_is_a_guest_without_reading_anything():
    request = RequestFactory().get("/")
    assert not hasattr(request, "session")
    assert visitor_of(request) is GUEST
