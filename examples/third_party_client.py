"""A client of a Madang square by somebody else, written only from docs/protocol.md.

    python examples/third_party_client.py http://localhost:8000 하늘 [plaza]

It takes a ticket, enters, says hello, walks a square of four metres and prints who is near. It needs picows.
"""

import asyncio
import json
import math
import struct
import sys
import time
import urllib.request

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

MOVE, PERSON = struct.Struct("<BBHHHHBBI"), struct.Struct("<HHHHBB")
STAND, WALK = 0, 1
WALK_CM_S = 140
TURNS_CM = ((64, 1, 0), (128, 0, 1), (192, -1, 0), (0, 0, -1))  # yaw, and the way in x and z: east, south, …


def take_ticket(city: str, place: str, name: str) -> dict:
    """POST /api/world/ticket: the ticket, the pass and the address of the world."""
    body = json.dumps({"place": place, "name": name, "look": "k2.h13.t14.b02.s1"}).encode()
    request = urllib.request.Request(  # noqa: S310 - the city is who runs this to choose
        f"{city}/api/world/ticket", body, {"Content-Type": "application/json", "Accept-Language": "en"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        return json.load(answer)


class Client(WSListener):
    """What the world tells: who stands where, what they are called, what they say."""

    def __init__(self):
        self.welcome = asyncio.get_running_loop().create_future()
        self.ended = asyncio.Event()
        self.places: dict[int, tuple[float, int, int]] = {}  # id -> when heard of, x, z
        self.names: dict[int, str] = {}

    def on_ws_connected(self, transport: WSTransport):
        self.transport = transport

    def on_ws_disconnected(self, transport: WSTransport):
        self.ended.set()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame):
        payload = frame.get_payload_as_bytes()
        if frame.msg_type == WSMsgType.TEXT:
            self.read_message(json.loads(payload))
        elif frame.msg_type == WSMsgType.BINARY and payload[0] == 2:  # CROWD
            for number, x, _y, z, _yaw, _gait in PERSON.iter_unpack(payload[4:]):
                self.places[number] = time.monotonic(), x, z
            unknown = [number for number in self.places if number not in self.names][:64]
            if unknown:
                self.names.update(dict.fromkeys(unknown, "?"))
                self.send(type="who", ids=unknown)
        elif frame.msg_type == WSMsgType.CLOSE:
            print(f"closed: {frame.get_close_code()} {frame.get_close_reason()}")
            transport.disconnect()

    def read_message(self, message: dict):
        kind = message.get("type")
        if kind == "welcome":
            self.welcome.set_result(message)
        elif kind == "people":
            self.names.update({person["id"]: person["name"] for person in message["people"]})
        elif kind == "left":
            for number in message["ids"]:
                self.places.pop(number, None)
                self.names.pop(number, None)
        elif kind == "said":
            print(f"{message['name']}: {message['text']}")
        elif kind == "put":
            print("the world put me back: something is in the way")
        elif kind == "refused":
            print(f"refused: {message['text']}")

    def send(self, **message):
        self.transport.send(WSMsgType.TEXT, json.dumps(message))

    async def walk_a_square(self, spawn: dict):
        """Four metres along each side, ten MOVEs a second."""
        x, z, seq = float(spawn["x"]), float(spawn["z"]), 0
        for yaw, east, south in TURNS_CM:
            for step in range(30):
                gait = WALK if step < 29 else STAND
                x, z, seq = x + east * WALK_CM_S / 10, z + south * WALK_CM_S / 10, seq + 1
                clock = int(time.monotonic() * 1000) & 0xFFFFFFFF
                move = MOVE.pack(1, 0, seq, round(x), spawn["y"], round(z), yaw, gait, clock)
                self.transport.send(WSMsgType.BINARY, move)
                await asyncio.sleep(0.1)
        return x, z

    def print_who_is_near(self, me: int, x: float, z: float):
        for number, (heard, their_x, their_z) in self.places.items():
            if number != me and time.monotonic() - heard < 3:
                print(
                    f"near: {self.names.get(number, '?')}, {math.hypot(their_x - x, their_z - z) / 100:.1f} m"
                )


async def main(city: str, name: str, place: str = "plaza"):
    answer = take_ticket(city.rstrip("/"), place, name)
    _, client = await ws_connect(
        Client, answer["url"], extra_headers={"Sec-WebSocket-Protocol": "madang.world.v1"}
    )
    client.send(type="enter", ticket=answer["ticket"])
    welcome = await asyncio.wait_for(client.welcome, 10)
    print(f"in {welcome['place']} as {welcome['id']}")
    client.send(type="say", text="안녕하세요! Hello from another client.")
    x, z = await client.walk_a_square(welcome["spawn"])
    client.print_who_is_near(welcome["id"], x, z)
    client.transport.disconnect()
    await client.ended.wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
