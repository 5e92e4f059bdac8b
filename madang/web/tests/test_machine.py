"""What machines ask: alive, ready, robots, the picture in the tab."""

import socket
import threading

import pytest
from django.db import DatabaseError, connection

from madang.web import readiness


def test_healthz_needs_no_database(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
@pytest.mark.usefixtures("open_world")
def test_readyz_names_the_parts(client, monkeypatch):
    monkeypatch.setattr(readiness, "_nats_answers", lambda _url: True)
    monkeypatch.setattr("django.conf.settings.CONFIG", _with_nats())
    assert client.get("/readyz").json() == {
        "ready": True,
        "parts": {
            "database": True,
            "world": True,
            "nats": True,
            "registers.resident_registry": True,
            "registers.tax_ledger": True,
            "registers.agencies": True,
            "registers.identity": True,
        },
    }


@pytest.mark.django_db
def test_readyz_says_that_a_register_is_down(client, monkeypatch):
    answers = {"resident_registry": True, "tax_ledger": False}
    monkeypatch.setattr(readiness, "parts_answer", lambda: answers)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["parts"]["registers.tax_ledger"] is False


@pytest.mark.django_db
def test_readyz_without_world_and_nats_still_serves_pages(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["ready"] is False


def test_readyz_without_a_database_is_503(client, monkeypatch):
    def gone():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] is False


@pytest.mark.parametrize(
    ("greeting", "answers"), [(b"INFO {}\r\n", True), (b"HTTP/1.1 400", False), (b"", False)]
)
def test_nats_is_known_by_its_greeting(greeting, answers):
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_greet, args=(server, greeting))
        thread.start()
        port = server.getsockname()[1]
        assert readiness._nats_answers(f"nats://web:secret@127.0.0.1:{port}") is answers
        thread.join()
    assert readiness._nats_answers(f"nats://127.0.0.1:{port}") is False


def test_robots_and_favicon(client):
    assert "Disallow: /api/" in client.get("/robots.txt").text
    assert client.get("/favicon.ico")["Content-Type"] == "image/svg+xml"


def _greet(server, greeting):
    asked, _address = server.accept()
    asked.sendall(greeting)
    asked.close()


def _with_nats():
    from dataclasses import replace

    from django.conf import settings

    return replace(settings.CONFIG, nats_url="nats://127.0.0.1:4222")
