"""Who a session belongs to: a guest's errand, a sign-in, another person's sign-in."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from madang.kernel.identity import (
    GUEST,
    Post,
    Visitor,
    errand_subject,
    is_guest_subject,
    name_of,
    sign_in,
    visitor_of,
)
from madang.kernel.service import Assurance

pytestmark = pytest.mark.django_db
RESIDENT = Visitor("s-1", Assurance.VERIFIED, ("officer",), "kim-haneul", (Post("officer", "tax", "1"),))


@pytest.fixture
def request_of(rf):
    def make(session=None):
        request = rf.get("/ko/")
        request.session = session or SessionStore()
        if request.session.session_key:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = request.session.session_key
        return request

    return make


def again(request_of, request):
    request.session.save()
    return request_of(SessionStore(request.session.session_key))


def test_guest_has_no_row_until_the_first_errand(request_of):
    request = request_of()
    assert visitor_of(request) is GUEST
    assert Session.objects.count() == 0
    subject = errand_subject(request)
    assert is_guest_subject(subject)
    assert len(subject) <= 64
    request = again(request_of, request)
    assert visitor_of(request) == Visitor(subject, Assurance.GUEST, ())
    assert errand_subject(request) == subject
    assert name_of(request) == ""


def test_sign_in_keeps_all_that_visitor_of_answers(request_of):
    request = request_of()
    sign_in(request, RESIDENT, "김하늘")
    request = again(request_of, request)
    assert visitor_of(request) == RESIDENT
    assert errand_subject(request) == "s-1"
    assert name_of(request) == "김하늘"


def test_guest_who_signs_in_keeps_the_session_under_a_new_key(request_of):
    request = request_of()
    errand_subject(request)
    request.session["draft"] = "half done"
    request = again(request_of, request)
    before = request.session.session_key
    sign_in(request, RESIDENT, "")
    assert request.session.session_key != before
    assert request.session["draft"] == "half done"


def test_another_person_finds_nothing_of_the_one_before(request_of):
    request = request_of()
    sign_in(request, RESIDENT, "")
    request.session["draft"] = "half done"
    sign_in(request, Visitor("s-2", Assurance.MEMBER, ()), "")
    assert "draft" not in request.session
    assert visitor_of(again(request_of, request)).roles == ()
