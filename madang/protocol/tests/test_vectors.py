"""The vectors that Python and TypeScript share: both must read and write the same bytes."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from madang.protocol import frames, look, text

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "vectors.json").read_text("utf-8"))


def as_dicts(people: Any) -> list[dict[str, int]]:
    return [dict(zip(people.dtype.names, row.tolist(), strict=True)) for row in people]


@pytest.mark.parametrize("case", VECTORS["move"], ids=lambda c: c["hex"][:16])
def test_move_vector_reads_and_writes_the_same_bytes(case: dict[str, Any]) -> None:
    move = frames.unpack_move(bytes.fromhex(case["hex"]))
    assert move._asdict() == case["value"]
    assert frames.pack_move(frames.Move(**case["value"])).hex() == case["hex"]


@pytest.mark.parametrize("payload", VECTORS["move_errors"])
def test_move_vector_with_an_error_is_refused(payload: str) -> None:
    with pytest.raises(frames.FrameError):
        frames.unpack_move(bytes.fromhex(payload))


@pytest.mark.parametrize(
    "case", [*VECTORS["crowd"], VECTORS["crowd_unknown_flags"]], ids=lambda c: c["hex"][:16]
)
def test_crowd_vector_reads_and_writes_the_same_bytes(case: dict[str, Any]) -> None:
    payload = bytes.fromhex(case["hex"])
    crowd = frames.unpack_crowd(payload)
    assert {"tick": crowd.tick, "more": crowd.more, "people": as_dicts(crowd.people)} == case["value"]
    if payload[1] in (0, 1):
        assert frames.pack_crowd(crowd.tick, crowd.people.tobytes(), more=crowd.more) == payload


@pytest.mark.parametrize("payload", VECTORS["crowd_errors"], ids=lambda p: p[:16])
def test_crowd_vector_with_an_error_is_refused(payload: str) -> None:
    with pytest.raises(frames.FrameError):
        frames.unpack_crowd(bytes.fromhex(payload))


@pytest.mark.parametrize("case", VECTORS["far"], ids=lambda c: c["hex"][:16])
def test_far_vector_reads_and_writes_the_same_bytes(case: dict[str, Any]) -> None:
    payload = bytes.fromhex(case["hex"])
    far = frames.unpack_far(payload)
    assert {"total": far.total, "people": as_dicts(far.people)} == case["value"]
    assert frames.pack_far(far.total, far.people.tobytes()) == payload


@pytest.mark.parametrize("payload", VECTORS["far_errors"], ids=lambda p: p[:16])
def test_far_vector_with_an_error_is_refused(payload: str) -> None:
    with pytest.raises(frames.FrameError):
        frames.unpack_far(bytes.fromhex(payload))


@pytest.mark.parametrize("case", VECTORS["yaw"], ids=lambda c: str(c["radians"]))
def test_yaw_vector_gives_the_byte(case: dict[str, Any]) -> None:
    assert frames.yaw_byte(case["radians"]) == case["byte"]


@pytest.mark.parametrize("case", VECTORS["yaw_radians"], ids=lambda c: str(c["byte"]))
def test_yaw_byte_vector_gives_the_angle(case: dict[str, Any]) -> None:
    assert frames.yaw_radians(case["byte"]) == pytest.approx(case["radians"])


@pytest.mark.parametrize("case", VECTORS["position"], ids=lambda c: str(c["metres"]))
def test_position_vector_gives_centimetres(case: dict[str, Any]) -> None:
    assert frames.centimetres(case["metres"]) == case["cm"]


@pytest.mark.parametrize("case", VECTORS["far_position"], ids=lambda c: str(c["cm"]))
def test_far_position_vector_gives_byte_and_metres(case: dict[str, Any]) -> None:
    assert frames.far_byte(case["cm"], case["side_m"]) == case["byte"]
    assert frames.far_metres(case["byte"], case["side_m"]) == case["metres"]


@pytest.mark.parametrize("case", VECTORS["look"], ids=lambda c: c["text"][:20])
def test_look_vector_gives_look_and_canonical_string(case: dict[str, Any]) -> None:
    assert asdict(look.parse_look(case["text"])) == case["look"]
    assert look.canonical_look(case["text"]) == case["canonical"]
    assert look.canonical_look(case["canonical"]) == case["canonical"]


@pytest.mark.parametrize("case", VECTORS["text"], ids=lambda c: repr(c["in"]))
def test_text_vector_is_cleaned(case: dict[str, str]) -> None:
    assert text.clean_text(case["in"]) == case["out"]
    assert text.clean_text(case["out"]) == case["out"]
