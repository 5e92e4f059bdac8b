"""People who stand in for visitors in pictures: invented names, varied looks, the same at each run."""

import asyncio
import json
import math
import random
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from madang.config import Config
from madang.kernel.keys import load_ticket_private
from madang.protocol.frames import KIND_MOVE, MOVE
from madang.protocol.tickets import LOAD_TICKET_LIFE_S, Visitor, fresh_id, issue, new_claims
from tests.running_city import RunningCity

FAMILY = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = [
    "하늘",
    "바다",
    "서연",
    "도윤",
    "지우",
    "은우",
    "예준",
    "수아",
    "민준",
    "가온",
    "다온",
    "보람",
    "새봄",
    "아라",
    "정숙",
    "영호",
    "미경",
    "하린",
]
STAND, WALK, SIT, ROLL, WAVE, BOW, CLAP, HEART, DANCE = 0, 1, 3, 4, 16, 17, 18, 19, 20
GESTURES = [STAND] * 7 + [WAVE, BOW, HEART, CLAP]
STEP_S = 0.5
SPEAKS_EVERY = 16
DIGITS = "0123456789abcdefgh"


@dataclass(frozen=True)
class Extra:
    """Somebody in the picture: metres, yaw in 1/256 turns."""

    name: str
    look: str
    x: float
    z: float
    yaw: int
    gait: int
    says: str = ""


def square_extras(count: int) -> list[Extra]:
    """People about the spawn and on the lawn: alone, in groups, walking; nobody in the way of the camera."""
    chance = random.Random(2012)
    looks = ready_looks()
    people = [
        Extra("김하늘", looks[1], 157.4, 226.6, 100, WAVE, "안녕하세요!"),
        Extra("이도윤", looks[3], 163.6, 225.0, 190, STAND, "처음 왔어요. 반갑습니다."),
        Extra("한예준", looks[2], 164.9, 225.7, 222, BOW),
        Extra("최다온", looks[7], 153.4, 224.4, 60, STAND, "안내는 저쪽이에요 →"),
        Extra("박새봄", looks[6], 161.8, 221.6, 12, HEART),
        Extra("정영호", looks[5], 158.9, 220.2, 40, STAND, "오늘 날씨 참 좋네요 ☀️"),
        Extra("Maya", looks[4], 166.6, 224.2, 180, CLAP, "Hello, Seoul!"),
    ]
    while len(people) < count:
        angle, away = chance.uniform(0, 2 * math.pi), 46 * math.sqrt(chance.random())
        x, z = 160 + away * math.sin(angle), 182 + 0.95 * away * math.cos(angle)
        if (abs(x - 160) < 4.5 and z > 212) or (z > 219 and abs(x - 160) < 18):
            continue
        people += chance.choice((alone, alone, walker, group))(chance, x, z)
    return people[:count]


def lobby_extras(count: int) -> list[Extra]:
    """People in City Hall's lobby: before the counters and about the hall."""
    chance = random.Random(1926)
    people = [Extra("이수아", any_look(chance), x, 14.6, 0, STAND) for x in (17.0, 30.0, 43.0)]
    people = [replace(one, name=any_name(chance), look=any_look(chance)) for one in people]
    while len(people) < count:
        x, z = chance.uniform(8, 50), chance.uniform(16, 27)
        if abs(x - 30) < 2.5 and z > 20:
            continue
        people += chance.choice((alone, group))(chance, x, z)
    return people[:count]


def alone(chance: random.Random, x: float, z: float) -> list[Extra]:
    """Somebody who stands, or greets."""
    return [Extra(any_name(chance), any_look(chance), x, z, chance.randrange(256), chance.choice(GESTURES))]


def walker(chance: random.Random, x: float, z: float) -> list[Extra]:
    """Somebody on their way; in a wheelchair they roll."""
    look = any_look(chance)
    return [Extra(any_name(chance), look, x, z, chance.randrange(256), ROLL if ".m1" in look else WALK)]


def group(chance: random.Random, x: float, z: float) -> list[Extra]:
    """Two to four who talk, facing one another."""
    size = chance.randint(2, 4)
    turn, away = chance.uniform(0, 2 * math.pi), 0.42 + 0.16 * size
    found = []
    for n in range(size):
        angle = turn + n * 2 * math.pi / size
        yaw = round((angle + math.pi) / (2 * math.pi) * 256) % 256
        place = x + away * math.sin(angle), z - away * math.cos(angle)
        gait = chance.choice((STAND, STAND, STAND, CLAP, WAVE))
        found.append(Extra(any_name(chance), any_look(chance), *place, yaw, gait))
    return found


def any_name(chance: random.Random) -> str:
    """A family name and a given one."""
    return chance.choice(FAMILY) + chance.choice(GIVEN)


def any_look(chance: random.Random) -> str:
    """Clothes, hair and ages as a square in Seoul sees them."""
    skin = chance.choice((0, 0, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7))
    age = chance.choices((0, 1, 2), (7, 1.5, 2))[0]
    colour = chance.choice((5, 6, 6)) if age == 2 else chance.choice((0, 0, 0, 1, 1, 2, 3, 7))
    mobility = chance.choices((0, 1, 2), (18, 1, 0.6))[0]
    if chance.random() < 0.14 and age != 1:
        dress = chance.choice((f"b2{DIGITS[8 + chance.randrange(5)]}", "b45", "b40"))
        top = f"t2{chance.choice('0048cbe')}"
        hair, head = (f"h3{colour}", "") if dress.startswith("b2") else (f"h0{colour}", ".w10")
    else:
        hair = f"h{chance.randrange(7)}{colour}"
        head = f".w{chance.choice('2345')}{chance.randrange(8)}" if chance.random() < 0.2 else ""
        top = f"t{chance.choice('0113345566')}{DIGITS[chance.randrange(18)]}"
        dress = (
            f"b{chance.choice('00001') if age != 1 else chance.choice('013')}{DIGITS[chance.randrange(8)]}"
        )
    glasses = f".g{chance.choice((1, 2))}" if chance.random() < 0.18 else ""
    more = f"{head}{glasses}.{top}.{dress}.s{chance.randrange(6)}"
    return f"k{skin}.{hair}{more}{f'.a{age}' if age else ''}{f'.m{mobility}' if mobility else ''}"


def ready_looks() -> list[str]:
    """The wardrobe's ready looks."""
    built = Path(sys.prefix) / "share" / "madang" / "wardrobe" / "wardrobe.json"
    looks: list[str] = json.loads(built.read_text(encoding="utf-8"))["presets"]
    return looks


class Stander(WSListener):
    """One extra's connection: enters, and says where it stands twice a second."""

    def __init__(self, extra: Extra, ticket: str) -> None:
        self.extra = extra
        self.ticket = ticket
        self.inside = asyncio.Event()
        self.pose = extra

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        at = {"x": round(self.extra.x * 100), "z": round(self.extra.z * 100), "yaw": self.extra.yaw}
        enter = json.dumps({"type": "enter", "ticket": self.ticket, "at": at})
        transport.send(WSMsgType.TEXT, enter.encode())

    def on_ws_frame(self, _transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            message = json.loads(frame.get_payload_as_utf8_text())
            if message["type"] in ("welcome", "put"):
                spot = message.get("spawn", message)
                self.pose = replace(self.extra, x=spot["x"] / 100, z=spot["z"] / 100)
                self.inside.set()

    def stand(self, seq: int) -> None:
        """Send where this extra is now; those who walk go on, round and round."""
        pose = self.pose
        if pose.gait in (WALK, ROLL):
            angle = pose.yaw / 256 * 2 * math.pi
            way = 1.4 * STEP_S
            x, z = pose.x + way * math.sin(angle), pose.z - way * math.cos(angle)
            pose = replace(pose, x=x, z=z, yaw=(pose.yaw + 9) % 256)
            self.pose = pose
        x_cm, z_cm = round(pose.x * 100), round(pose.z * 100)
        moved = MOVE.pack(KIND_MOVE, 0, seq & 0xFFFF, x_cm, 0, z_cm, pose.yaw, pose.gait, 0)
        self.transport.send(WSMsgType.BINARY, moved)

    def say(self) -> None:
        """Say this extra's line."""
        if self.extra.says:
            words = json.dumps({"type": "say", "text": self.extra.says})
            self.transport.send(WSMsgType.TEXT, words.encode())


async def act(
    city: RunningCity, place: str, people: Sequence[Extra], ended: threading.Event, ready: threading.Event
) -> None:
    """Bring all extras in and keep them there until `ended`."""
    key, node = load_ticket_private(city.data), Config.from_env().node
    standers = []
    for extra in people:
        visitor = Visitor(sub=fresh_id(), sid=fresh_id(), name=extra.name, look=extra.look)
        claims = new_claims(
            visitor,
            issuer=city.base_url,
            place=place,
            node=node,
            now=time.time(),
            life_s=LOAD_TICKET_LIFE_S,
            load=True,
        )
        stander = Stander(extra, issue(claims, key))
        headers = {"Sec-WebSocket-Protocol": "madang.world.v1"}
        await ws_connect(lambda one=stander: one, city.world_url, extra_headers=headers)
        await stander.inside.wait()
        standers.append(stander)
    ready.set()
    seq = 0
    while not ended.is_set():
        for stander in standers:
            stander.stand(seq)
            if seq % SPEAKS_EVERY == 0:
                stander.say()
        seq += 1
        await asyncio.sleep(STEP_S)


@contextmanager
def filled(city: RunningCity, place: str, people: Sequence[Extra]) -> Iterator[None]:
    """The place with its extras while the block runs. TimeoutError when they do not come in."""
    ended, ready = threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(act(city, place, people, ended, ready)), daemon=True)
    thread.start()
    if not ready.wait(90):
        raise TimeoutError(f"The {len(people)} extras did not come into {place} within 90 s.")
    yield
    ended.set()
    thread.join(10)
