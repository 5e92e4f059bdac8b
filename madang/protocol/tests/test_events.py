"""Events: every kind travels and comes back; what is not an event is refused with the reason."""

import json

import pytest

from madang.protocol import events

EXAMPLES = [
    events.PlacePublished(place="plaza", revision=3, at="2026-11-21T12:00:00Z"),
    events.NoticePosted(
        id="n1",
        place="",
        title={"ko": "행사", "en": "Event"},
        text={"ko": "오늘", "en": "Today"},
        link="/ko/",
        until="",
        at="2026-11-21T12:00:00Z",
    ),
    events.PersonNotified(sub="s1", n=7, about="certificate_issued", at="2026-11-21T12:00:00Z"),
    events.AuditSealed(n=3, digest="0" * 64, count=12, at="2026-11-21T12:00:00Z"),
    events.StageChanged(
        place="plaza",
        n=5,
        session="s1",
        title={"ko": "이야기", "en": "Talk"},
        slide=1,
        slides=2,
        slide_title={"ko": "봄", "en": "Spring"},
        slide_text={},
        picture="/ko/today/pictures/p1.webp",
        alt={"ko": "꽃", "en": "Flowers"},
        line="안녕하세요",
        line_n=4,
        line_lang="ko",
        line_by="문화본부",
        question="",
        question_by="",
        question_lang="",
        applause=12,
        waiting=1,
        until="2026-11-21T13:00:00Z",
        at="2026-11-21T12:00:00Z",
    ),
]


def test_examples_cover_every_kind():
    assert {type(example) for example in EXAMPLES} == set(events.EVENTS.values())


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda e: e.kind)
def test_event_travels_and_comes_back(event):
    assert events.from_json(events.to_json(event)) == event
    assert events.subject("seoul", event) == f"events.seoul.{event.kind}"
    assert type(event).__doc__


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda e: e.kind)
def test_event_with_a_newer_field_is_read(event):
    body = json.loads(events.to_json(event))
    assert events.from_json(json.dumps({**body, "added_later": 1})) == event


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda e: e.kind)
def test_event_with_a_missing_or_misshaped_field_is_refused(event):
    body = json.loads(events.to_json(event))
    for name in body.keys() - {"kind"}:
        with pytest.raises(events.EventError, match=name):
            events.from_json(json.dumps({k: v for k, v in body.items() if k != name}))
        with pytest.raises(events.EventError, match=name):
            events.from_json(json.dumps({**body, name: [True]}))


@pytest.mark.parametrize("payload", [b"", b"\xff", b"[]", b"3", b'{"kind":"x"}', b'{"kind":[]}', b"[" * 9999])
def test_payload_that_is_no_event_is_refused(payload):
    with pytest.raises(events.EventError):
        events.from_json(payload)


def test_removal_key_is_by_visit_or_person():
    assert events.removal_key("sid", "a-1") == "sid.a-1"
    with pytest.raises(ValueError, match="name"):
        events.removal_key("name", "x")
