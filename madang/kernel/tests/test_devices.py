"""A guest's browser is told again, and nothing else about it is known."""

from django.http import HttpResponse
from django.test import RequestFactory

from madang.kernel.devices import DEVICE_COOKIE, device_subject, know_device, pseudonym


def request_with(cookie=None):
    request = RequestFactory().get("/")
    if cookie is not None:
        request.COOKIES[DEVICE_COOKIE] = cookie
    return request


def test_browser_is_the_same_at_its_next_visit():
    first = HttpResponse()
    subject = know_device(request_with(), first)
    cookie = first.cookies[DEVICE_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 90 * 24 * 3600
    assert cookie.value not in subject
    again = HttpResponse()
    assert know_device(request_with(cookie.value), again) == subject
    assert again.cookies[DEVICE_COOKIE].value == cookie.value
    assert device_subject(request_with(cookie.value)) == subject


def test_browser_without_a_cookie_of_ours_is_nobody_and_gets_a_new_one():
    assert device_subject(request_with()) is None
    assert device_subject(request_with("a" * 500)) is None
    answer = HttpResponse()
    know_device(request_with("<script>"), answer)
    assert len(answer.cookies[DEVICE_COOKIE].value) == 22
    assert know_device(request_with(), HttpResponse()) != know_device(request_with(), HttpResponse())


def test_pseudonym_is_stable_and_is_not_the_subject():
    assert pseudonym("p1") == pseudonym("p1") != pseudonym("p2")
    assert "p1" not in pseudonym("p1")
