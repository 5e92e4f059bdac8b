"""Talk: who hears it, and what is not passed on."""

import pytest

from madang.world.crowd import Crowd
from madang.world.limits import Limits
from madang.world.talk import Talk, TalkError


def talk_with(*points: tuple[int, int], heard_per_s: int = 20_000) -> Talk:
    crowd = Crowd()
    for number, (x, z) in enumerate(points, 1):
        crowd.add(number, (x, 0, z, 0), 0.0, 0)
    return Talk(crowd, Limits(heard_per_s=heard_per_s))


def test_talk_reaches_earshot_and_no_farther_nearest_first():
    talk = talk_with((1000, 1000), (2999, 1000), (3001, 1000), (1100, 1000))
    assert talk.say("안녕", 1, 0.0) == ("안녕", [1, 4, 2], False)
    assert talk.number == 1


def test_talk_is_cleaned():
    assert talk_with((0, 0)).say(" a\u202eb\x00 ", 1, 0.0)[0] == "ab"


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), (" \u200b\u3164", "empty"), ("가" * 201, "too_long"), ("x" * 9000, "too_long")],
)
def test_talk_that_is_nothing_or_too_much_is_refused(text, code):
    with pytest.raises(TalkError) as refused:
        talk_with((0, 0)).say(text, 1, 0.0)
    assert refused.value.code == code


def test_talk_length_counts_after_cleaning():
    assert talk_with((0, 0)).say("가" * 200 + " " * 50, 1, 0.0)[0] == "가" * 200


def test_a_crowd_of_hearers_is_bounded():
    talk = talk_with(*[(1000 + n, 1000) for n in range(400)])
    _, hearers, _ = talk.say("x", 1, 0.0)
    assert len(hearers) == 256
    assert hearers[0] == 1


def test_a_place_full_of_talk_says_that_it_is_busy():
    talk = talk_with(*[(1000 + n, 1000) for n in range(10)], heard_per_s=20)
    talk.say("a", 1, 0.0)
    talk.say("b", 2, 0.0)
    with pytest.raises(TalkError, match="busy"):
        talk.say("c", 3, 0.1)
    assert talk.say("c", 3, 1.0)[0] == "c"


def test_swearing_is_passed_on_covered():
    text, hearers, _ = talk_with((0, 0), (100, 0)).say("아 시1발 버스 놓쳤다", 1, 0.0)
    assert text == "아 ●●● 버스 놓쳤다"
    assert hearers == [1, 2]


def test_words_that_may_not_be_said_are_refused_and_count_for_nothing():
    talk = talk_with((0, 0), heard_per_s=1)
    with pytest.raises(TalkError, match="words"):
        talk.say("섹스하자", 1, 0.0)
    assert talk.number == 0
    assert talk.say("보지 않았어요", 1, 0.0)[0] == "보지 않았어요"


def test_length_is_looked_at_before_words():
    with pytest.raises(TalkError, match="too_long"):
        talk_with((0, 0)).say("섹스하자 " * 60, 1, 0.0)


def test_despair_is_passed_on_and_told():
    spoken = talk_with((0, 0)).say("죽고 싶어요", 1, 0.0)
    assert (spoken.text, spoken.despair) == ("죽고 싶어요", True)
