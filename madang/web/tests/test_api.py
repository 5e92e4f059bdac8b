"""The API's reading side: who is here, a place's document, a person's events."""

import pytest
from django.db import transaction

from madang.kernel.person_events import notify_person


@pytest.mark.usefixtures("open_world")
def test_here_tells_the_worlds_number(client):
    answer = client.get("/api/world/here")
    assert answer.json() == {"total": 3, "places": {"plaza": 3}}
    assert answer["Cache-Control"] == "no-store"


def test_here_without_a_world_is_unknown_not_zero(client):
    assert client.get("/api/world/here").json() == {"total": None, "places": {}}


@pytest.mark.django_db
def test_document_of_a_place(client):
    document = client.get("/api/places/plaza/document").json()
    assert document["title"]["ko"] == "서울광장"
    assert client.get("/api/places/nowhere/document").status_code == 404


def test_events_of_a_guest_are_none_and_need_no_database(client):
    assert client.get("/api/me/events?after=3").json() == {"events": [], "next": 3}


@pytest.mark.django_db
def test_events_of_a_person_are_only_their_own(signed_in, django_assert_num_queries):
    with transaction.atomic():
        for subject in ("s-1", "other", "s-1"):
            notify_person(subject, "certificate_issued", "/ko/wallet/")
    with django_assert_num_queries(3):
        answer = signed_in.get("/api/me/events?after=1").json()
    assert [event["n"] for event in answer["events"]] == [2]
    assert answer["next"] == 2
    assert set(answer["events"][0]) == {"n", "kind", "at", "link", "title", "text"}


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "99999999999999999999"])
def test_events_after_what_is_no_number_is_422(client, after):
    answer = client.get(f"/api/me/events?after={after}")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["field"] == "after"


def test_unknown_address_under_api_answers_json(client):
    answer = client.get("/api/nothing")
    assert answer.status_code == 404
    assert answer.json()["detail"][0]["code"] == "not_found"


def test_openapi_names_every_operation(client):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/world/ticket", "/api/world/here", "/api/me/events", "/api/information/"} <= set(paths)


@pytest.mark.usefixtures("open_world")
def test_head_is_answered_like_get_without_a_body(client):
    answer = client.head("/api/world/here")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Type"].startswith("application/json")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/api/world/here", "GET, HEAD"),
        ("GET", "/api/world/ticket", "POST"),
        ("HEAD", "/api/world/ticket", "POST"),
        ("DELETE", "/api/world/ticket", "POST"),
    ],
)
def test_method_that_an_operation_lacks_is_refused_in_json(client, method, path, allowed):
    answer = client.generic(method, path, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer["Allow"]) == (405, allowed)
    assert answer["Content-Type"] == "application/json"
    if method != "HEAD":
        assert answer.json()["detail"][0] == {
            "field": "",
            "code": "method",
            "text": "This address does not take this method.",
        }


def test_body_of_unknown_length_is_refused_and_told_why(client):
    answer = client.post(
        "/api/world/ticket",
        CONTENT_LENGTH="",
        HTTP_TRANSFER_ENCODING="chunked",
        headers={"Accept-Language": "en"},
    )
    assert answer.status_code == 411
    assert "Content-Length" in answer.json()["detail"][0]["text"]
    page = client.post("/ko/settings/keep/", CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    assert page.status_code == 411
    assert "Content-Length" in page.text
