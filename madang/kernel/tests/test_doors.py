"""A panel is what htmx asks for; whatever is shown without a place around it is a page."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from madang.kernel.doors import door_of


@pytest.mark.parametrize(
    ("headers", "door"),
    [
        ({}, "page"),
        ({"HX-Request": "true"}, "panel"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "page"),
    ],
)
def test_door_of_a_request(headers, door):
    request = RequestFactory().get("/ko/information/", headers=headers)
    HtmxMiddleware(lambda _request: HttpResponse())(request)
    assert door_of(request) == door


def test_request_refused_before_htmx_was_looked_at_is_a_page():
    assert door_of(RequestFactory().get("/", headers={"HX-Request": "true"})) == "page"
