"""Every line of cases_doors.yaml goes where its heading says; phrases are read without forgiving."""

from pathlib import Path

import pytest
import yaml

from madang.services.consultation.rules import KnowledgeError, door_of, prepare
from madang.services.consultation.rules import doors as doors_module

CASES = yaml.safe_load(Path(__file__).with_name("cases_doors.yaml").read_text(encoding="utf-8"))
LINES = [(heading, line) for heading, lines in CASES.items() for line in lines]


def test_cases_are_enough_and_none_stands_twice():
    said = [line for _, line in LINES]
    assert len(said) >= 150
    assert len(set(said)) == len(said)
    assert len(CASES["none"]) >= 60


@pytest.mark.parametrize(("heading", "line"), LINES, ids=[line for _, line in LINES])
def test_line_goes_to_its_door(heading, line):
    door = door_of(line)
    assert (door.name if door else "none") == heading


@pytest.mark.parametrize("name", ["fire", "medical", "violence", "child_abuse", "crime", "despair_now"])
def test_emergency_says_its_numbers_in_both_languages(name):
    door = door_of(CASES[name][0])
    assert door is not None
    assert door.kind == "emergency"
    assert door.call
    assert all(number in door.say.ko and number in door.say.en for number in door.call)


def test_despair_hands_over_with_109():
    door = door_of("죽고 싶어요")
    assert door is not None
    assert (door.kind, door.call) == ("handover", ("109",))


def test_emergency_wins_over_swearing():
    door = door_of("시발 집에 불이 났어요 빨리")
    assert door is not None
    assert door.name == "fire"


def test_spacing_signs_and_width_hide_nothing():
    for line in ("불 이  났 어 요", "불.이.났.어.요!", "Ｉ ｗａｎｔ ｔｏ ｄｉｅ", "죽 고 싶 어"):
        assert door_of(line) is not None, line


def test_door_of_reads_anything_and_stays_quick():
    for line in ("", " ", "ㅋ" * 5000, "불" * 5000, "\x00\u200b", "a" * 5000, "죽고 " * 2000):
        door_of(line)


def test_prepare_compiles_once():
    prepare()
    assert doors_module._rules() is doors_module._rules()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("- {name: a, kind: odd, call: [], say: {ko: ㄱ, en: a}}", "a.kind"),
        ("- {name: a, kind: refuse, call: [], say: {ko: ㄱ}}", "a.say.en"),
        ("- {name: a, kind: refuse, call: [], say: {ko: ㄱ, en: a}, phrase: [b]}", "a.phrase"),
        ("a: b", "the file"),
    ],
)
def test_faulty_phrases_name_the_field(tmp_path, monkeypatch, text, field):
    path = tmp_path / "doors.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(doors_module, "_FILE", path)
    with pytest.raises(KnowledgeError) as caught:
        doors_module._rules.__wrapped__()
    assert (caught.value.file, caught.value.field) == ("doors.yaml", field)
