"""The number of people is the world's own, or unknown; never a guess."""

import json
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from madang.config import Config
from madang.kernel import presence
from madang.kernel.presence import Here, ask_world, people_here

CONFIG = replace(Config.from_env(), world_http="http://127.0.0.1:1")


@pytest.fixture(autouse=True)
def _nothing_remembered():
    presence.forget()
    yield
    presence.forget()


@pytest.fixture
def world():
    """A world that answers `body` after `delay_s`."""
    said: dict[str, Any] = {"body": json.dumps({"plaza": 3, "hall": 2}), "delay_s": 0.0, "status": 200}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            time.sleep(said["delay_s"])
            body = said["body"].encode()
            self.send_response(said["status"])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_args):
            """The one who asked has left."""

    server = Server(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    said["url"] = f"http://127.0.0.1:{server.server_port}"
    yield said
    server.shutdown()
    thread.join()
    server.server_close()


def test_ask_world_counts_all_places(world):
    here = ask_world(world["url"])
    assert here == Here({"plaza": 3, "hall": 2})
    assert here.total == 5


@pytest.mark.parametrize(
    "body", ["", "[]", '{"plaza": null}', '{"plaza": "many"}', '{"plaza": {}}', "<html>"]
)
def test_ask_world_answer_that_is_none_is_unknown(world, body):
    world["body"] = body
    assert ask_world(world["url"]) is None


def test_ask_world_error_or_too_late_is_unknown(world):
    world["status"] = 503
    assert ask_world(world["url"]) is None
    world.update(status=200, delay_s=0.3)
    assert ask_world(world["url"], timeout_s=0.05) is None


def test_ask_world_nobody_listening_is_unknown():
    assert ask_world("http://127.0.0.1:1") is None


def test_people_here_asks_once_in_two_seconds(monkeypatch):
    asked = []

    def answer(url):
        asked.append(url)
        return Here({"plaza": 1})

    monkeypatch.setattr(presence, "ask_world", answer)
    assert people_here(CONFIG) == people_here(CONFIG) == Here({"plaza": 1})
    assert asked == [CONFIG.world_http]


def test_people_here_one_late_answer_is_forgiven_for_ten_seconds(monkeypatch):
    answers = [Here({"plaza": 7}), None, None]
    now = [100.0]
    monkeypatch.setattr(presence, "ask_world", lambda _url: answers.pop(0))
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    assert people_here(CONFIG) == Here({"plaza": 7})
    now[0] = 105.0
    assert people_here(CONFIG) == Here({"plaza": 7})
    now[0] = 112.0
    assert people_here(CONFIG) is None
