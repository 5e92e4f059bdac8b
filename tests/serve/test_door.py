"""The door by itself, with a real Caddy: built files, hidden paths, and while the web is away."""

import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from madang import paths
from madang.serve.door import Door, caddyfile
from madang.serve.nats import binary
from tests.running_city import city_environment, free_ports, status_of, wait_until


@dataclass(frozen=True)
class Answer:
    """What the door answered."""

    status: int
    headers: Message
    body: bytes


def ask(url: str, **headers: str) -> Answer:
    """Ask without following redirects; header names are written with underscores."""
    request = urllib.request.Request(
        url, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


class Echo(BaseHTTPRequestHandler):
    """Stands where the web stands, and answers with the request's headers."""

    timeout = 5
    posts = 0
    """How many requests with a body have begun to arrive."""

    def do_GET(self) -> None:
        body = json.dumps(dict(self.headers)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        Echo.posts += 1
        length = int(self.headers["Content-Length"])
        if len(self.rfile.read(length)) == length:
            self.do_GET()

    def log_message(self, format: str, *_words: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a door whose world is away; behind it stands an echo."""
    data = tmp_path_factory.mktemp("door")
    port = free_ports()
    with ThreadingHTTPServer(("127.0.0.1", port + 2), Echo) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        with running_door(data, port) as address:
            yield address
        web.shutdown()


@contextmanager
def running_door(data: Path, port: int) -> Iterator[str]:
    """Runs `madang door` on `port`; the web is expected on port + 2, the world on port + 1."""
    environment = city_environment(
        {
            "MADANG_PORT": str(port),
            "MADANG_PUBLIC_URL": f"http://localhost:{port}",
            "MADANG_WEB_PORT": str(port + 2),
            "MADANG_WORLD_PORT": str(port + 1),
        }
    )
    command = [sys.executable, "-m", "madang.cli", "door", "--data", str(data)]
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as process:
        address = f"http://localhost:{port}"
        wait_until(lambda: status_of(f"{address}/built/nothing") == 404, 10, "the door to open")
        yield address
        process.terminate()


def built_file(pattern: str) -> str:
    """The path under /built of the first built file that matches."""
    return next(paths.built_dir().glob(pattern)).relative_to(paths.built_dir()).as_posix()


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("places/seoul/plaza/shell.*.glb", "model/gltf-binary"),
        ("places/seoul/plaza/walk.*.bin", "application/octet-stream"),
        ("places/seoul/plaza/map.*.svg", "image/svg+xml"),
        ("client/assets/pages-*.js", "text/javascript; charset=utf-8"),
    ],
)
def test_hashed_file_is_served_compressed_and_kept_for_ever(door: str, pattern: str, kind: str) -> None:
    path = built_file(pattern)
    answer = ask(f"{door}/built/{path}", Accept_Encoding="gzip, br")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert brotli.decompress(answer.body) == (paths.built_dir() / path).read_bytes()


def test_index_file_is_asked_for_again_each_time(door: str) -> None:
    answer = ask(f"{door}/built/places/seoul/plaza/place.json")
    assert answer.headers["Cache-Control"] == "public, no-cache"
    tag = answer.headers["ETag"]
    assert ask(f"{door}/built/places/seoul/plaza/place.json", If_None_Match=tag).status == 304


@pytest.mark.parametrize(
    "path",
    ["/built/places/seoul/plaza/shell.00000000.glb", "/built/.client.sources"],
)
def test_file_that_is_not_there_is_404_and_not_cached(door: str, path: str) -> None:
    answer = ask(door + path)
    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/built/../../pyvenv.cfg", "/built/..%2f..%2fpyvenv.cfg"])
def test_path_that_climbs_out_of_the_built_files_reaches_the_web_not_a_file(door: str, path: str) -> None:
    assert "X-Forwarded-For" in json.loads(ask(door + path).body)


@pytest.mark.parametrize("path", ["/metrics", "/metrics/x", "/healthz/world"])
def test_path_for_monitoring_is_hidden(door: str, path: str) -> None:
    assert ask(door + path).status == 404


def test_web_learns_the_person_s_address_from_the_door_alone(door: str) -> None:
    seen = json.loads(ask(f"{door}/ko/", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https").body)
    assert seen["X-Forwarded-For"] in {"127.0.0.1", "::1"}
    assert seen["X-Forwarded-Proto"] == "http"


def test_body_over_the_limit_is_refused(door: str) -> None:
    request = urllib.request.Request(f"{door}/api/x", data=b"x" * 3_000_000, method="POST")
    with pytest.raises((urllib.error.HTTPError, urllib.error.URLError, ConnectionError)) as refused:
        urllib.request.urlopen(request, timeout=10)
    if isinstance(refused.value, urllib.error.HTTPError):
        assert refused.value.code == 413


def test_body_that_comes_slowly_reaches_the_web_whole(door: str) -> None:
    before = Echo.posts
    with socket.create_connection(("127.0.0.1", int(door.rsplit(":", 1)[1])), timeout=5) as slow:
        slow.sendall(b"POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab")
        time.sleep(0.5)
        assert Echo.posts == before
        slow.sendall(b"cd")
        assert slow.recv(12) == b"HTTP/1.1 200"
    assert Echo.posts == before + 1


def test_person_sees_a_page_that_comes_back_while_the_web_is_away(tmp_path: Path) -> None:
    with running_door(tmp_path, free_ports()) as address:
        answer = ask(f"{address}/ko/")
        world = ask(f"{address}/world")
    assert answer.status == world.status == 503
    assert answer.headers["Retry-After"] == "3"
    assert "잠시 뒤에 다시 열립니다" in answer.body.decode()


def test_seventy_slow_readers_leave_the_door_answering(door: str) -> None:
    port = int(door.rsplit(":", 1)[1])
    with ExitStack() as slow:
        for _ in range(70):
            reader = slow.enter_context(socket.create_connection(("127.0.0.1", port)))
            reader.sendall(b"GET /ko/ HTTP/1.1\r\nHost: loc")
        started = time.monotonic()
        assert ask(f"{door}/ko/").status == 200
        assert time.monotonic() - started < 1.0


@pytest.mark.parametrize(
    ("tls", "public_url", "expected"),
    [
        (False, "http://localhost:8000", "http://:8000 {"),
        (True, "https://localhost:8000", "tls internal"),
        (True, "https://plaza.example.kr", "https://plaza.example.kr:8000 {"),
    ],
)
def test_configuration_is_accepted_by_caddy(
    tmp_path: Path, tls: bool, public_url: str, expected: str
) -> None:
    text = caddyfile(
        Door(
            addresses=("127.0.0.1", "::1"),
            port=8000,
            public_url=public_url,
            tls=tls,
            built=tmp_path / "a folder",
            storage=tmp_path / "storage",
            web="127.0.0.1:8002",
            world="127.0.0.1:8001",
            trusted_proxies=("10.0.0.0/8",),
        )
    )
    conf = tmp_path / "Caddyfile"
    conf.write_text(text, encoding="utf-8")
    command = [binary("caddy"), "adapt", "--config", str(conf), "--adapter", "caddyfile", "--validate"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert expected in text
