"""Invitations: a word leads to a visit while it is fresh, in its place, and only so many are kept."""

from pathlib import Path

from madang.protocol.messages import Find, Invite, MessageError, read_client_message
from madang.world.invites import Invites
from madang.world.tests.small_city import running_city
from madang.world.tests.visitor import enter


def test_word_leads_to_the_visit_until_its_end():
    invites = Invites(60, 10)
    word, good_for_s = invites.make("yard", "v1", 100)
    assert good_for_s == 60
    assert invites.make("yard", "v1", 120)[0] == word
    assert invites.find("yard", word, 159) == "v1"
    assert invites.find("field", word, 159) is None
    assert invites.find("yard", word, 160) is None


def test_old_word_gives_way_to_a_new_one_and_still_holds():
    invites = Invites(60, 10)
    old, _ = invites.make("yard", "v1", 0)
    new, good_for_s = invites.make("yard", "v1", 40)
    assert new != old
    assert good_for_s == 60
    assert invites.find("yard", old, 50) == invites.find("yard", new, 50) == "v1"


def test_only_so_many_words_are_kept():
    invites = Invites(60, 2)
    words = [invites.make("yard", f"v{n}", n)[0] for n in range(3)]
    assert [invites.find("yard", word, 3) for word in words] == [None, "v1", "v2"]
    assert invites.make("yard", "v0", 3)[0] != words[0]


def test_messages_are_read_strictly():
    assert read_client_message('{"type": "invite"}') == Invite()
    assert read_client_message('{"type": "find", "word": "abc"}') == Find("abc")
    for wrong in ('{"type": "find"}', '{"type": "find", "word": 3}', '{"type": "find", "word": ""}'):
        try:
            read_client_message(wrong)
        except MessageError:
            continue
        raise AssertionError(wrong)


async def test_friend_is_told_where_the_inviter_stands(tmp_path: Path):
    with running_city(tmp_path) as city:
        host = await enter(city.url, city.ticket(), {"x": 3000, "z": 3000})
        host.send({"type": "invite"})
        invited = await host.told("invited")
        friend = await enter(city.url, city.ticket(), {"x": 1000, "z": 4000})
        friend.send({"type": "find", "word": invited["word"]})
        found = await friend.told("found")
        assert (found["id"], found["x"], found["z"]) == (host.id, 3000, 3000)
        friend.send({"type": "find", "word": "nobody-knows-it"})
        assert (await friend.told("refused"))["code"] == "nobody"
        host.send({"type": "block", "id": friend.id})
        await host.told("blocked")
        friend.send({"type": "find", "word": invited["word"]})
        assert (await friend.told("refused"))["code"] == "nobody"
        host.leave()


async def test_who_asks_for_a_spot_in_a_wall_stands_near_it(tmp_path: Path):
    with running_city(tmp_path) as city:
        guest = await enter(city.url, city.ticket(), {"x": 4020, "z": 2000})
        x, z = guest.welcome["spawn"]["x"], guest.welcome["spawn"]["z"]
        assert 0 < abs(x - 4020) + abs(z - 2000) <= 300
