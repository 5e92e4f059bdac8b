"""What goes wrong answers a page or JSON that helps, and never needs what is broken."""

import pytest
from django.test import Client, RequestFactory
from django.urls import path

from madang.kernel.access import Access, access
from madang.web import urls
from madang.web.views import errors


@access(Access.ANYONE)
def broken(_request):
    raise RuntimeError("broken on purpose")


@access(Access.SIGNED_IN)
def for_members(_request):
    raise AssertionError("a guest came in")


class WithBrokenRoutes:
    urlpatterns = (
        path("ko/broken", broken),
        path("api/broken", broken),
        path("ko/members", for_members),
        *urls.urlpatterns,
    )
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def routes(settings):
    settings.ROOT_URLCONF = WithBrokenRoutes
    return Client(raise_request_exception=False)


def test_error_of_ours_says_so_without_the_traceback(routes):
    answer = routes.get("/ko/broken")
    assert answer.status_code == 500
    assert "저희 쪽에 문제가 생겼습니다" in answer.text
    assert "on purpose" not in answer.text


def test_error_of_ours_under_api_is_json(routes):
    answer = routes.get("/api/broken", headers={"Accept-Language": "en"})
    assert answer.json()["detail"][0]["code"] == "server_error"


def test_page_for_members_is_403_for_a_guest(routes):
    answer = routes.get("/ko/members")
    assert answer.status_code == 403
    assert "열 수 없는 화면" in answer.text


def test_error_in_a_panel_has_no_frame(routes):
    assert "<html" not in routes.get("/ko/members", headers={"HX-Request": "true"}).text


def test_form_without_our_mark_says_what_to_do():
    answer = errors.csrf_failure(RequestFactory().post("/ko/"))
    assert answer.status_code == 403
    assert "쿠키" in answer.content.decode()
