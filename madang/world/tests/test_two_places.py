"""Two places of one city: their people neither see nor hear each other, and are counted apart."""

import json

from madang.world.tests.small_city import FIELD, YARD
from madang.world.tests.visitor import enter


async def test_people_of_two_places_neither_see_nor_hear_each_other(city):
    yard = await enter(city.url, city.ticket(YARD))
    first = await enter(city.url, city.ticket(FIELD), at={"x": 16000, "z": 16000})
    second = await enter(city.url, city.ticket(FIELD), at={"x": 16100, "z": 16000})
    await second.sees(first.id)
    first.send({"type": "say", "text": "들판입니다"})
    assert (await second.told("said"))["text"] == "들판입니다"
    yard.send({"type": "say", "text": "마당입니다"})
    heard = [one["text"] for one in (await yard.told("said"), *yard.messages) if one.get("text")]
    assert heard == ["마당입니다"]
    assert yard.named() <= {yard.id}
    assert json.loads(city.get("/here")[1]) == {YARD: 1, FIELD: 2}


async def test_who_goes_through_a_door_is_no_longer_where_they_came_from(city):
    stays = await enter(city.url, city.ticket(YARD), at={"x": 1000, "z": 4000})
    goes = await enter(city.url, city.ticket(YARD), at={"x": 1100, "z": 4000})
    await stays.sees(goes.id)
    goes.leave()
    await enter(city.url, city.ticket(FIELD))
    assert goes.id in (await stays.told("left"))["ids"]
    assert json.loads(city.get("/here")[1]) == {YARD: 1, FIELD: 1}
