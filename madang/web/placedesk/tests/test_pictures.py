"""Pictures on boards: who may send and see them, what the check asks for."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from madang.kernel import pictures
from madang.kernel.models import PlacePicture
from madang.kernel.places import load_built_place, load_city_pack
from madang.places.document import DocumentError, read_object
from madang.web.placedesk.tests.test_desk import ask, editor, page

pytestmark = pytest.mark.django_db
UPLOAD = "/ko/places/plaza/pictures/"
ALT = {"ko": "은행나무", "en": "Ginkgo trees"}


def photo() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    out = io.BytesIO()
    Image.new("RGB", (1600, 900), "#c0702a").save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def send(client: Client, data: bytes) -> Any:
    return client.post(UPLOAD, {"picture": SimpleUploadedFile("a.jpg", data, "image/jpeg")})


def board(**fields: Any) -> dict[str, Any]:
    title = {"ko": "가을", "en": "Autumn"}
    return {"id": "picture-1", "kind": "picture", "x": 160.0, "z": 200.0, "yaw": 0, "title": title, **fields}


def keep(client: Client, thing: dict[str, Any]) -> Any:
    data = page(client)
    document = {**data["document"], "objects": [*data["document"]["objects"], thing]}
    return ask(client, do="save", document=document, version=data["version"], based_on=data["based_on"])


@pytest.fixture(autouse=True)
def _published() -> None:
    load_city_pack(load_built_place(settings.CONFIG.city, "plaza"))


def test_picture_is_encoded_anew_and_seen_by_others_only_once_published() -> None:
    desk = editor()
    name = send(desk, photo()).json()["id"]
    address = f"/places/pictures/{name}.webp"
    assert Client().get(address).status_code == 404, "a draft's picture is nobody's yet"
    kept = desk.get(address)
    assert kept["Cache-Control"] == "private, no-store"
    assert b"Secret Camera" not in kept.content
    assert Image.open(io.BytesIO(kept.content)).size == (1280, 720)
    state = keep(desk, board(picture=name, alt=ALT)).json()
    assert [one for one in state["problems"] if one["level"] == "error"] == []
    assert ask(desk, do="publish", version=state["version"]).status_code == 200
    seen = Client().get(address)
    assert seen["Content-Type"] == "image/webp"
    assert seen["Cache-Control"].endswith("immutable")


def test_board_without_picture_or_words_cannot_be_published() -> None:
    desk = editor()
    unknown = str(UUID(int=7))
    problems = keep(desk, board(picture=unknown)).json()["problems"]
    assert {one["field"] for one in problems} == {"picture", "alt_ko", "alt_en"}


@pytest.mark.parametrize("picture", ["../etc/passwd", "x", 7, "01940000-0000-7000-8000-00000000000G"])
def test_picture_in_a_document_is_an_id(picture: object) -> None:
    with pytest.raises(DocumentError, match="picture"):
        read_object(board(picture=picture, alt=ALT), "objects[0]", 320)


def test_what_is_no_picture_or_one_too_many_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = editor()
    answer = send(desk, b"<svg onload=alert(1)>")
    assert answer.status_code == 422
    assert answer.json()["text"]
    monkeypatch.setattr(pictures, "MOST_HANGING", 0)
    assert send(desk, photo()).json()["code"] == "too_many"
    assert not PlacePicture.objects.exists()


@pytest.mark.parametrize("role", ["moderator", "agent"])
def test_only_editors_send_pictures(role: str) -> None:
    assert send(editor("other", role), photo()).status_code == 403
    assert send(Client(), photo()).status_code in {302, 403}
