"""The stage: who may speak, what is stopped, in which order questions come, and how it ends."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from madang.kernel.limits import AddressLimit
from madang.kernel.models import OutboxEvent
from madang.protocol import stage as telling
from madang.protocol.events import StageChanged, from_json
from madang.services.today import actions as items
from madang.services.today.models import StageQuestion, StageSession
from madang.services.today.stage import actions, api, questions, rules, speakers
from madang.services.today.tests.test_pages import photo

pytestmark = pytest.mark.django_db

TITLE = {"ko": "도시 이야기", "en": "City talk"}
EMPTY = {"ko": "", "en": ""}


@pytest.fixture(autouse=True)
def _wide_limits(monkeypatch):
    for name in ("clap_limit", "clap_address_limit", "ask_limit"):
        monkeypatch.setattr(api, name, AddressLimit(burst=1000, per_s=1000.0))


def prepared(**changes):
    now = timezone.now()
    draft = {"place": "plaza", "title": TITLE, "speaker": "문화본부", "ends_at": now + timedelta(hours=1)}
    return actions.prepare("seoul", rules.Draft(**{**draft, **changes}))


@pytest.fixture
def session():
    made = prepared()
    for title in ("봄", "여름"):
        actions.add_slide(made.pk, rules.Slide({"ko": title, "en": title}, EMPTY, False, EMPTY), None)
    return actions.open_session(made.pk)


def newest():
    event = from_json(OutboxEvent.objects.filter(kind="stage_changed").latest("id").payload)
    assert isinstance(event, StageChanged)
    return event


def told(lang="ko"):
    return telling.told(newest(), lang)


def signed_in(persona):
    client = Client(HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1", headers={"origin": "http://localhost"})
    answer = client.post("/accounts/sandbox/", {"persona": persona}, headers={"x-real-ip": "127.0.0.1"})
    assert answer.status_code == 302
    return client


def test_line_and_slide_are_told_whole(session):
    actions.say(session.pk, "안녕하세요", "ko", None)
    actions.turn(session.pk, 1)
    seen = told("en")
    assert (seen["title"], seen["slide"]["title"], seen["slide"]["n"]) == ("City talk", "여름", 2)
    assert seen["line"]["text"] == "안녕하세요"
    assert seen["line"]["by"] == "문화본부"
    actions.turn(session.pk, 1)
    assert told()["slide"]["n"] == 2


def test_numbers_only_grow_also_over_sessions(session):
    first = newest().n
    actions.end(session.pk)
    ended = newest()
    assert (ended.session, ended.n > first) == ("", True)
    actions.open_session(prepared().pk)
    assert newest().n > ended.n


@pytest.mark.parametrize(
    ("text", "code"),
    [("씨발", "words"), ("ㅅㅣㅂㅏㄹ", "words"), (" \u200b ", "nothing"), ("가" * 301, "long")],
)
def test_line_that_may_not_stand_is_stopped(session, text, code):
    with pytest.raises(rules.WordsRefused, match=code):
        actions.say(session.pk, text, "ko", None)
    assert not session.lines.exists()


def test_line_that_must_pass_passes(session):
    assert actions.say(session.pk, "오늘이 시발점입니다", "ko", None)


def test_two_lines_within_a_second_are_too_fast(session):
    actions.say(session.pk, "하나", "ko", None)
    with pytest.raises(actions.StageRefused, match="fast"):
        actions.say(session.pk, "둘", "ko", None)


def test_longest_of_everything_fits_into_a_message(session):
    full = StageChanged(
        place="p" * 40,
        n=1_800_000_000_000,
        session=str(session.pk),
        title={"ko": "가" * rules.TITLE_CHARS},
        slide=60,
        slides=60,
        slide_title={"ko": "가" * rules.SLIDE_TITLE_CHARS},
        slide_text={"ko": "가" * rules.SLIDE_TEXT_CHARS},
        picture=f"/ko/today/pictures/{session.pk}.webp",
        alt={"ko": "가" * rules.ALT_CHARS},
        line="가" * rules.LINE_CHARS,
        line_n=1_800_000_000_000,
        line_lang="ko-KR",
        line_by="가" * rules.NAME_CHARS,
        question="",
        question_by="",
        question_lang="",
        applause=rules.APPLAUSE_MOST,
        waiting=rules.WAITING_MOST,
        until=timezone.now().isoformat(),
        at=timezone.now().isoformat(),
    )
    fields = telling.told(full, "ko")
    assert fields["title"] == ""
    written = json.dumps({"type": "stage", **fields}, ensure_ascii=False, separators=(",", ":"))
    assert len(written.encode()) <= telling.MESSAGE_BYTES


def test_one_stage_has_one_session(session):
    with pytest.raises(actions.StageRefused, match="taken"):
        actions.open_session(prepared().pk)
    assert actions.open_session(prepared(place="lobby").pk).state == "open"
    with pytest.raises(IntegrityError):
        StageSession.objects.filter(place="lobby").update(place="plaza")


def test_session_ends_with_its_event(event):
    made = actions.prepare(
        "seoul",
        rules.Draft(place="plaza", title=TITLE, speaker="문화본부", ends_at=event.ends_at),
        event,
    )
    opened = actions.open_session(made.pk)
    assert opened.ends_at == event.ends_at
    assert actions.end_what_is_over(timezone.now()) == 0
    assert actions.end_what_is_over(event.ends_at) == 1
    assert newest().session == ""
    again = prepared()
    StageSession.objects.filter(pk=again.pk).update(item=event)
    actions.open_session(again.pk)
    items.withdraw(event, "editor", event.version)
    assert actions.end_what_is_over(timezone.now()) == 1


def test_stage_past_its_end_takes_nothing_even_before_anybody_cleared_it(session, client):
    StageSession.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert actions.say(session.pk, "아직", "ko", None) is None
    assert client.get("/api/today/stage/plaza").json()["session"] is None
    assert client.post("/api/today/stage/plaza/applause", {"times": 1}, "application/json").status_code == 409


def test_open_stage_ends_after_twelve_hours_at_the_latest():
    opened = actions.open_session(prepared(ends_at=timezone.now() + timedelta(days=3)).pk)
    assert opened.ends_at <= timezone.now() + rules.LONGEST


def test_questions_come_in_the_order_in_which_they_were_asked(session):
    for person in ("a", "b", "c"):
        questions.ask(session.pk, person, f"{person}의 질문", "ko")
    assert questions.withdraw(session.pk, "b")
    assert [one.subject for one in questions.queue(session.pk)] == ["a", "c"]
    mine = questions.waiting_of(session.pk, "c")
    assert mine
    assert mine[1] == 1
    questions.show_next(session.pk)
    assert told()["question"]["text"] == "a의 질문"
    assert told()["question"]["by"] == ""
    assert told()["slide"] is None
    questions.show_next(session.pk)
    assert told()["question"]["text"] == "c의 질문"
    questions.answered(session.pk)
    assert told()["question"] is None
    assert told()["slide"]["n"] == 1
    assert list(StageQuestion.objects.order_by("asked_at").values_list("state", flat=True)) == [
        "answered",
        "withdrawn",
        "answered",
    ]


def test_one_question_waits_per_person(session):
    questions.ask(session.pk, "a", "첫째", "ko")
    with pytest.raises(actions.StageRefused, match="waiting"):
        questions.ask(session.pk, "a", "둘째", "ko")
    questions.withdraw(session.pk, "a")
    assert questions.ask(session.pk, "a", "둘째", "ko", "하늘").name == "하늘"


@pytest.mark.parametrize(("text", "name"), [("씨발", ""), ("가" * 201, ""), ("", ""), ("왜요?", "서울시청")])
def test_question_or_name_that_may_not_stand_is_refused(session, text, name):
    with pytest.raises(rules.WordsRefused):
        questions.ask(session.pk, "a", text, "ko", name)


def test_crowd_of_questions_is_bounded(session, monkeypatch):
    monkeypatch.setattr(rules, "WAITING_MOST", 2)
    questions.ask(session.pk, "a", "하나", "ko")
    questions.ask(session.pk, "b", "둘", "ko")
    with pytest.raises(actions.StageRefused, match="full"):
        questions.ask(session.pk, "c", "셋", "ko")
    monkeypatch.setattr(rules, "QUESTIONS_EACH", 1)
    questions.dismiss(session.pk, questions.queue(session.pk)[0].pk)
    with pytest.raises(actions.StageRefused, match="often"):
        questions.ask(session.pk, "a", "또", "ko")


def test_applause_is_told_at_most_once_a_second(session):
    StageSession.objects.update(told_at=timezone.now() - timedelta(seconds=5))
    before = OutboxEvent.objects.count()
    assert actions.applaud(session.pk, 3) == (3, True)
    assert [actions.applaud(session.pk, 10) for _ in range(5)][-1] == (53, False)
    assert OutboxEvent.objects.count() == before + 1
    StageSession.objects.update(told_at=timezone.now() - timedelta(seconds=2))
    assert actions.applaud(session.pk, 0) == (53, True)
    assert newest().applause == 53


def test_applause_by_the_api_is_limited_per_person(session, client, monkeypatch):
    monkeypatch.setattr(api, "clap_limit", AddressLimit(burst=2, per_s=0.001))
    path = "/api/today/stage/plaza/applause"
    sent = [client.post(path, {"times": 2}, "application/json") for _ in range(3)]
    assert [answer.status_code for answer in sent] == [200, 200, 429]
    other = Client().post(path, {"times": 11}, "application/json")
    assert other.status_code == 422


def test_nobody_else_can_speak_and_a_link_serves_once(session, client, editor):
    host = f"/ko/today/stage/desk/{session.pk}/"
    say = {"do": "say", "line": "제가 말합니다"}
    stranger, guest = signed_in("kim-haneul"), client
    assert stranger.post(host, say).status_code == guest.post(host, say).status_code == 403
    made = editor.post(host, {"do": "invite", "name": "하늘"})
    link = made.context["link"].partition("/ko/")[2]
    assert link.encode() not in b"".join(speaker.secret_digest.encode() for speaker in session.speakers.all())
    assert guest.post(f"/ko/{link}").status_code == 200
    assert guest.get(f"/ko/{link}").status_code == 200
    assert stranger.post(f"/ko/{link}")["Location"] == host
    assert signed_in("mentor-seoullearn").post(f"/ko/{link}").status_code == 404
    assert stranger.post(host, say).status_code == 302
    assert told()["line"]["by"] == "하늘"
    assert stranger.post(host, {"do": "invite", "name": "바다"}).status_code == 403
    speakers.uninvite(session.pk, session.speakers.get().pk)
    assert stranger.post(host, say).status_code == 403
    assert session.lines.get().text == "제가 말합니다"


def test_editor_prepares_slides_with_a_picture_and_people_see_it(editor, client):
    made = editor.post(
        "/en/today/stage/desk/",
        {
            "place": "plaza",
            "title_ko": "봄꽃",
            "title_en": "Spring flowers",
            "speaker": "Parks",
            "ends_at": (timezone.localtime() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        },
    )
    host = made["Location"]
    picture = SimpleUploadedFile("a.jpg", photo(), "image/jpeg")
    slide = {"do": "add_slide", "picture": picture, "alt_ko": "진달래", "alt_en": "Azaleas"}
    assert editor.post(host, slide).status_code == 302
    slide_picture = StageSession.objects.get().slides.get().picture_id
    assert client.get(f"/ko/today/pictures/{slide_picture}.webp").status_code == 404
    editor.post(host, {"do": "open"})
    shown = client.get("/api/today/stage/plaza", headers={"accept-language": "en"}).json()
    assert shown["slide"]["alt"] == "Azaleas"
    assert client.get(shown["slide"]["picture"]).status_code == 200
    page = client.get("/ko/today/stage/plaza/").text
    assert "진달래" in page
    editor.post(host, {"do": "end"})
    assert client.get("/api/today/stage/plaza").json()["session"] is None


def test_asker_without_script_asks_sees_their_turn_and_takes_it_back(session, client):
    page = "/ko/today/stage/plaza/"
    questions.ask(session.pk, "earlier", "먼저", "ko")
    assert client.post(page, {"do": "ask", "text": "언제 끝나나요?"}).status_code == 302
    seen = client.get(page).text
    assert "언제 끝나나요?" in seen
    assert client.get("/api/today/stage/plaza").json()["mine"]["ahead"] == 1
    refused = client.post(page, {"do": "ask", "text": "하나 더"})
    assert refused.status_code == 422
    client.post(page, {"do": "withdraw"})
    assert client.get("/api/today/stage/plaza").json()["mine"] is None


def test_questions_and_lines_go_a_week_after_the_end(session):
    questions.ask(session.pk, "a", "질문", "ko")
    actions.say(session.pk, "말", "ko", None)
    actions.end(session.pk)
    now = timezone.now()
    assert actions.forget_old(now + timedelta(days=6)) == 0
    assert actions.forget_old(now + timedelta(days=7, seconds=1)) == 2
    assert not StageQuestion.objects.exists()


def test_form_for_a_new_stage_stays_the_same_beside_a_list_of_old_ones(session, editor):
    page = editor.get("/ko/today/stage/desk/").text
    assert 'type="datetime-local"' in page
    assert "<textarea" not in page
