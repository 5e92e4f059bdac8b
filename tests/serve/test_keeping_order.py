"""Order through the whole city: a report, a removal, an appeal and its end, by the door as people use it."""

import asyncio
import json
import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from typing import Any

from madang.world.tests.visitor import all_leave, enter
from tests.running_city import RunningCity, wait_until


class Person:
    """A browser as far as pages go: cookies, the CSRF token, forms."""

    def __init__(self, city: RunningCity) -> None:
        self.base_url = city.base_url
        self.jar = CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar)).open

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(urllib.request.Request(self.base_url + path))

    def post(
        self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        token = next((cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken"), "")
        body = urllib.parse.urlencode(fields).encode()
        given = {"X-CSRFToken": token, **(headers or {})}
        return self._ask(urllib.request.Request(self.base_url + path, body, given))

    def ticket(self, name: str) -> tuple[int, dict[str, Any]]:
        body = json.dumps({"place": "plaza", "name": name, "look": ""}).encode()
        token = next((cookie.value or "" for cookie in self.jar if cookie.name == "csrftoken"), "")
        headers = {"Content-Type": "application/json", "Accept-Language": "en", "X-CSRFToken": token}
        status, text = self._ask(urllib.request.Request(f"{self.base_url}/api/world/ticket", body, headers))
        return status, json.loads(text)

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._open(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


def test_order_is_kept_from_the_report_to_the_end_of_the_appeal(city: RunningCity) -> None:
    moderator, rude, kind = Person(city), Person(city), Person(city)
    moderator.get("/")
    assert moderator.post("/accounts/sandbox/", {"persona": "moderator"})[0] == 200
    number = asyncio.run(_report(rude, kind))
    page = f"/en/order/reports/{number}/"
    wait_until(lambda: moderator.get(page)[0] == 200, 10, "the report at the desk")
    assert "stay away" in moderator.get(page)[1]
    assert kind.get(page)[0] == 403
    assert "Open" in kind.get(f"/en/order/receipt/{number}/")[1]

    removal = asyncio.run(_remove(rude, moderator, page))
    status, refused = rude.ticket("바람")
    assert status == 403
    assert refused["detail"][0]["number"] == removal
    assert kind.ticket("하늘")[0] == 201

    appeal = f"/en/order/appeal/{removal}/"
    assert "Threats" in rude.get(appeal)[1]
    assert rude.post(appeal, {"text": "It was a joke."})[0] == 200
    assert "It was a joke." in moderator.get(f"/en/order/removals/{removal}/")[1]
    answer = {"do": "answer", "outcome": "lifted", "answer": "Be kind."}
    assert moderator.post(f"/en/order/removals/{removal}/", answer)[0] == 200
    assert rude.ticket("바람")[0] == 201
    assert "Be kind." in rude.get(appeal)[1]


def test_staff_sign_in_only_from_this_machine_or_with_the_code(city: RunningCity) -> None:
    stranger = Person(city)
    stranger.get("/")
    forged = {"X-Forwarded-For": "127.0.0.1", "Origin": "https://tunnel.example"}
    assert stranger.post("/accounts/sandbox/", {"persona": "admin"}, forged)[0] == 403
    assert stranger.get("/en/order/")[0] == 403
    said = re.search(r"Staff code.*: ([a-z2-9-]{14})", city.console.read_text(encoding="utf-8"))
    assert said
    assert said[1] == (city.data / "keys" / "staff.code").read_text(encoding="utf-8").strip()
    assert (city.data / "keys" / "staff.code").stat().st_mode & 0o777 == 0o600


async def _report(rude: Person, kind: Person) -> str:
    """The rude one says something, the kind one reports it; answers the receipt's number."""
    at = {"x": 16000, "z": 16000}
    one = await enter(*_door(rude, "바람"), at)
    other = await enter(*_door(kind, "하늘"), at)
    one.send({"type": "say", "text": "stay away or else"})
    await other.told("said")
    other.send({"type": "report", "id": one.id, "reason": "threat", "text": ""})
    number = str((await other.told("reported"))["number"])
    await all_leave()
    return number


async def _remove(rude: Person, moderator: Person, page: str) -> str:
    """The moderator removes whom the report is about, who is in the square; answers the removal's number."""
    one = await enter(*_door(rude, "바람"))
    fields = {"do": "remove", "reason": "threat", "term": "day", "words": ""}
    status, _ = await asyncio.to_thread(lambda: moderator.post(page, fields))
    assert status == 200
    told = await one.told("refused")
    code, reason = await one.ended()
    assert code == 4003
    assert reason.endswith(f"({told['until']})")
    await all_leave()
    return str(told["number"])


def _door(person: Person, name: str) -> tuple[str, str]:
    status, answer = person.ticket(name)
    assert status == 201, answer
    return answer["url"], answer["ticket"]
