"""Every decoder answers or refuses in its own words, whatever it is given."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madang.protocol import events, frames, look, messages, text, tickets

KEY = tickets.generate_key("k1")
KEYS = {"k1": tickets.import_key(KEY.as_dict(private=False))}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
U16, U8 = st.integers(0, 65535), st.integers(0, 255)
MOVES = st.builds(frames.Move, U16, U16, U16, U16, U8, U8, st.integers(0, 2**32 - 1))


def refusal(read: Callable[[Any], object], given_value: object, error: type[Exception]) -> str | None:
    """What a decoder says when it refuses, else None; any other error passes through and fails."""
    try:
        read(given_value)
    except error as refused:
        return str(refused)
    return None


def fits_a_close_frame(reason: str | None) -> bool:
    return reason is None or 0 < len(reason.encode()) <= 123


settings.register_profile("decoders", max_examples=300, deadline=None)
settings.load_profile("decoders")


@given(st.binary(max_size=700))
def test_binary_is_read_or_refused_as_a_frame_error(payload: bytes) -> None:
    for read in (frames.unpack_move, frames.unpack_crowd, frames.unpack_far):
        assert fits_a_close_frame(refusal(read, payload, frames.FrameError))


@given(MOVES)
def test_move_comes_back_as_it_went(move: frames.Move) -> None:
    assert frames.unpack_move(frames.pack_move(move)) == move


@given(U16, st.booleans(), st.binary(max_size=64).map(lambda seed: (seed * 640)[: len(seed) * 10]))
def test_crowd_comes_back_as_it_went(tick: int, more: bool, people: bytes) -> None:
    crowd = frames.unpack_crowd(frames.pack_crowd(tick, people, more=more))
    assert (crowd.tick, crowd.more, crowd.people.tobytes()) == (tick, more, people)


@given(st.text(max_size=300) | JSON.map(json.dumps))
def test_text_is_read_or_refused_as_a_message_error(payload: str) -> None:
    refused = refusal(messages.read_client_message, payload, messages.MessageError)
    assert fits_a_close_frame(refused)


@given(
    st.sampled_from(["enter", "say", "who", "view", "x"]),
    st.dictionaries(st.sampled_from(["ticket", "at", "text", "ids", "crowd"]), JSON, max_size=4),
)
def test_message_with_any_fields_is_read_or_refused(kind: str, fields: dict[str, object]) -> None:
    refused = refusal(
        messages.read_client_message, json.dumps({**fields, "type": kind}), messages.MessageError
    )
    assert fits_a_close_frame(refused)


@given(st.text(max_size=400))
def test_any_text_becomes_a_look(written: str) -> None:
    canonical = look.canonical_look(written)
    assert len(canonical) <= look.LOOK_CHARS
    assert look.canonical_look(canonical) == canonical
    assert all(0 <= value <= 35 for value in asdict(look.parse_look(written)).values())


@given(st.text(max_size=300))
def test_cleaned_text_stays_as_it_is_and_holds_nothing_hidden(written: str) -> None:
    clean = text.clean_text(written)
    assert text.clean_text(clean) == clean
    assert not any(ord(char) < 32 or 0x202A <= ord(char) <= 0x202E for char in clean)
    assert clean == clean.strip()


@given(st.text(max_size=200) | st.binary(max_size=100).map(lambda raw: raw.hex() + "." + raw.hex() + ".x"))
def test_any_token_is_refused_as_a_ticket_error(token: str) -> None:
    with pytest.raises(tickets.TicketError):
        tickets.verify(token, KEYS, places=("plaza",), node="1", now=0.0)


@given(st.dictionaries(st.sampled_from(["iss", "aud", "sub", "sid", "exp", "use", "roles", "kid"]), JSON))
def test_claims_of_any_shape_are_refused_as_a_ticket_error(payload: dict[str, object]) -> None:
    refusal(tickets.claims_from_json, payload, tickets.TicketError)


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_event_is_read_or_refused_as_an_event_error(payload: bytes) -> None:
    refusal(events.from_json, payload, events.EventError)
