"""The example of a stranger's client does what it promises, against a running world."""

import asyncio
import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from madang.protocol.look import canonical_look
from madang.world.tests.small_city import YARD, SmallCity
from madang.world.tests.visitor import enter

EXAMPLE = Path(__file__).parents[3] / "examples" / "third_party_client.py"


@pytest.fixture
def ticket_office(city: SmallCity) -> Iterator[str]:
    """The one address of the web that the client needs, as docs/protocol.md has it; answers its URL."""

    class Office(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.path == "/api/world/ticket"
            ticket, again = city.ticket_and_pass(
                asked["place"], name=asked["name"], look=canonical_look(asked["look"]), lang="en"
            )
            body = json.dumps({"ticket": ticket, "pass": again, "url": city.url, "expires_in": 60}).encode()
            self.send_response(201)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Office)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_example_is_short_and_imports_nothing_of_ours():
    text = EXAMPLE.read_text("utf-8")
    assert len(text.splitlines()) <= 140
    assert not re.search(r"(import|from) madang", text)


async def test_third_party_client_walks_a_square_talks_and_sees_who_is_near(
    city: SmallCity, ticket_office: str
):
    watcher = await enter(city.url, city.ticket(YARD, name="구경꾼"), {"x": 1200, "z": 4200})
    client = await asyncio.create_subprocess_exec(
        sys.executable,
        str(EXAMPLE),
        ticket_office,
        "손님",
        YARD,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = await watcher.told("said", 20)
    assert (said["name"], said["text"]) == ("손님", "안녕하세요! Hello from another client.")
    output = (await asyncio.wait_for(client.communicate(), 40))[0].decode()
    assert client.returncode == 0, output
    walked = [
        (row["x"], row["z"], row["yaw"])
        for crowd in watcher.crowds
        for row in crowd.people
        if row["id"] == said["id"]
    ]
    assert {64, 128, 192, 0} <= {int(yaw) for _, _, yaw in walked}
    assert max(int(x) for x, _, _ in walked) - min(int(x) for x, _, _ in walked) > 380
    assert "put me back" not in output
    assert re.search(r"near: 구경꾼, \d+\.\d m", output)
    assert "손님: 안녕하세요!" in output
