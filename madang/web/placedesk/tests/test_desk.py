"""The desk of a place: who may come, drafts that nothing overwrites, publication, history."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from madang.kernel.identity import LEVEL_KEY, ROLES_KEY, SUBJECT_KEY
from madang.kernel.models import PlaceDraft, PlaceRevision
from madang.kernel.places import load_built_place, load_city_pack
from madang.kernel.service import Assurance

pytestmark = pytest.mark.django_db
DESK = "/ko/places/plaza/edit/"
Ask = Callable[..., Any]


def editor(subject: str = "editor-1", role: str = "editor") -> Client:
    client = Client()
    session = client.session
    session[SUBJECT_KEY], session[LEVEL_KEY], session[ROLES_KEY] = subject, Assurance.MEMBER.value, [role]
    session.save()
    return client


@pytest.fixture(autouse=True)
def _published() -> None:
    load_city_pack(load_built_place(settings.CONFIG.city, "plaza"))


def page(client: Client) -> dict[str, Any]:
    html = client.get(DESK).content.decode()
    data: dict[str, Any] = json.loads(
        html.partition('id="editor-data" type="application/json">')[2].partition("</script>")[0]
    )
    return data


def ask(client: Client, **body: Any) -> Any:
    return client.post(DESK, json.dumps(body), content_type="application/json")


def moved(document: dict[str, Any], name: str, **fields: Any) -> dict[str, Any]:
    objects = [{**one, **fields} if one["id"] == name else one for one in document["objects"]]
    return {**document, "objects": objects}


def begin(client: Client, name: str = "sign-lawn", **fields: Any) -> dict[str, Any]:
    data = page(client)
    document = moved(data["document"], name, **fields)
    answer = ask(client, do="save", document=document, version=0, based_on=data["based_on"])
    assert answer.status_code == 200, answer.content
    kept: dict[str, Any] = answer.json()
    return kept


@pytest.mark.parametrize("role", ["moderator", "agent", "auditor"])
def test_only_editors_come_in(role: str):
    assert editor(role=role).get(DESK).status_code == 403
    assert ask(editor(role=role), do="save", version=0).status_code == 403
    assert Client().get(DESK).status_code in {302, 403}
    assert editor().get(DESK).status_code == editor().get("/en/places/").status_code == 200


def test_place_as_built_has_nothing_wrong():
    for name in ("plaza", "lobby"):
        html = editor().get(f"/ko/places/{name}/edit/").content.decode()
        assert '"problems": []' in html


def test_draft_survives_and_nobody_else_sees_it():
    client = editor()
    begin(client, x=171.5)
    found = next(one for one in page(client)["document"]["objects"] if one["id"] == "sign-lawn")
    assert found["x"] == 171.5
    assert page(editor("editor-2"))["version"] == 0
    assert Client().get("/api/places/plaza/document").json()["revision"] == 1
    assert "editor-1" in editor("editor-2").get(DESK).content.decode()


def test_second_device_cannot_overwrite_the_first():
    client = editor()
    kept = begin(client)
    ask(client, do="save", document=moved(kept["document"], "sign-lawn", x=172), version=1, based_on=1)
    late = ask(client, do="save", document=kept["document"], version=1, based_on=1)
    assert (late.status_code, late.json()["code"]) == (409, "draft_taken")
    assert ask(client, do="save", document=kept["document"], version=0, based_on=1).status_code == 409
    assert ask(client, do="publish", version=1).status_code == 409
    assert PlaceRevision.objects.filter(place="plaza").count() == 1


def test_publishing_tells_everybody_and_ends_the_draft():
    client = editor()
    kept = begin(client, x=172)
    answer = ask(client, do="publish", version=kept["version"], note="안내판을 옮김").json()
    assert (answer["published"], answer["version"]) == (2, 0)
    row = PlaceRevision.objects.get(place="plaza", revision=2)
    assert (row.author, row.note) == ("editor-1", "안내판을 옮김")
    assert not PlaceDraft.objects.exists()
    assert "안내판을 옮김" in client.get(DESK).content.decode()


def test_second_editor_puts_their_changes_on_top():
    one, two = editor("editor-1"), editor("editor-2")
    first = begin(one, x=172)
    second = begin(two, "sign-library", x=149)
    ask(one, do="publish", version=first["version"])
    refused = ask(two, do="publish", version=second["version"])
    assert (refused.status_code, refused.json()["code"]) == (409, "revision_taken")
    merged = ask(two, do="merge", version=second["version"]).json()
    assert merged["conflicts"] == []
    assert ask(two, do="publish", version=merged["version"]).json()["published"] == 3
    objects = {one["id"]: one["x"] for one in Client().get("/api/places/plaza/document").json()["objects"]}
    assert (objects["sign-lawn"], objects["sign-library"]) == (172, 149)


def test_both_changed_the_same_thing_and_are_told():
    one, two = editor("editor-1"), editor("editor-2")
    first, second = begin(one, x=172), begin(two, x=173)
    ask(one, do="publish", version=first["version"])
    merged = ask(two, do="merge", version=second["version"]).json()
    assert merged["conflicts"] == ["sign-lawn"]
    assert next(o for o in merged["document"]["objects"] if o["id"] == "sign-lawn")["x"] == 173


@pytest.mark.parametrize(
    ("name", "fields", "field"),
    [
        ("sign-lawn", {"x": 999}, "x"),
        ("sign-lawn", {"z": None}, "z"),
        ("sign-lawn", {"title": {"ko": "", "en": "Lawn"}}, "title_ko"),
        ("information", {"service": None}, "service"),
        ("information", {"service": "nothing"}, "service"),
        ("city-hall-door", {"to": "nowhere"}, "to"),
        ("sign-lawn", {"kind": "castle"}, "kind"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_is_not_published(name, fields, field):
    client = editor()
    kept = begin(client, name, **fields)
    assert [(one["where"], one["field"], one["level"]) for one in kept["problems"]] == [
        (name, field, "error")
    ]
    answer = ask(client, do="publish", version=kept["version"])
    assert answer.status_code == 422
    assert answer.json()["problems"] == kept["problems"]


def test_kiosk_where_nobody_can_come_is_refused_and_an_overlap_is_only_said():
    client = editor()
    kept = begin(client, "information", x=5, z=5)
    assert any(one["level"] == "error" and one["where"] == "information" for one in kept["problems"])
    other = editor("editor-2")
    near = begin(other, "sign-lawn", x=154.6, z=220.5)
    assert [(one["level"], one["where"]) for one in near["problems"]] == [("warning", "information")]
    assert ask(other, do="publish", version=near["version"]).status_code == 200


def test_older_revision_is_published_again_by_a_form():
    client = editor()
    kept = begin(client, x=172)
    ask(client, do="publish", version=kept["version"])
    assert client.post(DESK, {"do": "restore", "revision": "1"}).status_code == 302
    newest = PlaceRevision.objects.filter(place="plaza").order_by("-revision").first()
    assert newest is not None
    assert newest.revision == 3
    assert next(o for o in newest.document["objects"] if o["id"] == "sign-lawn")["x"] == 170.5
    assert client.post(DESK, {"do": "restore", "revision": "99"}).status_code == 404


def test_draft_is_dropped_by_a_form():
    client = editor()
    begin(client)
    assert client.post(DESK, {"do": "drop"}).status_code == 302
    assert not PlaceDraft.objects.exists()


def test_preview_shows_the_draft_to_its_editor_alone():
    client = editor()
    begin(client, x=177.7)
    address = "/ko/place/plaza?view=map&draft=1"
    assert "177.7" in client.get(address).content.decode()
    assert "177.7" not in editor("editor-2").get(address).content.decode()
    assert "177.7" not in Client().get(address).content.decode()


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b'{"do":"save","version":0}',
        b'{"do":"save","version":0,"based_on":1,"document":{}}',
        b'{"do":"save","version":0,"based_on":1,"document":{"objects":[]}}'[:-1],
        b'{"do":"eat","version":0}',
    ],
)
def test_what_cannot_be_read_is_refused(body):
    answer = editor().post(DESK, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")
