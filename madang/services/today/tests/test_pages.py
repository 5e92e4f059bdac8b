import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from icalendar import Calendar
from PIL import Image

from madang.kernel import funnel
from madang.kernel.pictures import PictureRefused, encode_anew
from madang.services.today import actions
from madang.services.today.models import Item, Reminder

pytestmark = pytest.mark.django_db


def fields(**changes):
    now = timezone.localtime()
    typed = "%Y-%m-%dT%H:%M"
    return {
        "title_ko": "벼룩시장",
        "title_en": "Flea market",
        "text_ko": "쓰던 것을 나눕니다.",
        "text_en": "Share what you used.",
        "starts_at": (now + timedelta(hours=1)).strftime(typed),
        "ends_at": (now + timedelta(hours=3)).strftime(typed),
        "where": "plaza:lawn",
        "owner": "문화본부",
        "do": "save",
        **changes,
    }


def photo(**save):
    out = io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(out, "JPEG", **save)
    return out.getvalue()


def test_editor_makes_an_event_and_a_citizen_reads_it_in_both_languages(editor, client):
    made = editor.post("/ko/today/desk/new/event/", fields())
    assert made.status_code == 302
    assert "벼룩시장" not in client.get("/ko/today/").content.decode()
    item = Item.objects.get()
    editor.post(made["Location"], {"do": "publish", "version": item.version})
    assert "벼룩시장" in client.get("/ko/today/").content.decode()
    page = client.get(f"/en/today/{item.pk}/").content.decode()
    assert "Flea market" in page
    assert "Seoul Plaza" in page


def test_form_says_beside_each_field_what_to_do_and_keeps_what_was_typed(editor):
    answer = editor.post(
        "/ko/today/desk/new/event/", fields(title_en="", ends_at="어제", where="moon:crater")
    )
    assert answer.status_code == 422
    assert "쓰던 것을 나눕니다." in answer.content.decode()
    answer = editor.post("/en/today/desk/new/event/", fields(title_en="", ends_at=""))
    words = answer.content.decode()
    assert "Write this in both languages." in words
    assert "Give a day and a time." in words
    assert not Item.objects.exists()


@pytest.mark.parametrize("path", ["/ko/today/desk/", "/ko/today/desk/new/event/"])
def test_nobody_else_comes_to_the_desk(client, path):
    assert client.get(path).status_code == 403
    assert client.post(path, fields()).status_code in (403, 405)


def test_old_version_of_a_form_changes_nothing(editor, event):
    answer = editor.post(f"/ko/today/desk/{event.pk}/", fields(version="1"))
    assert answer.status_code == 422
    assert Item.objects.get().title["ko"] == "광장 음악회"


def test_draft_past_and_withdrawn_are_not_found(client, event, draft):
    hidden = actions.create("seoul", draft, "editor")
    assert client.get(f"/ko/today/{hidden.pk}/").status_code == 404
    assert client.get(f"/ko/today/{event.pk}/").status_code == 200
    Item.objects.filter(pk=event.pk).update(ends_at=timezone.now())
    assert client.get(f"/ko/today/{event.pk}/").status_code == 404
    assert client.get("/api/today/").json() == []


def test_calendar_file_is_read_by_a_calendar(client, event):
    answer = client.get(f"/ko/today/{event.pk}/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    [read] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert read["SUMMARY"] == "광장 음악회"
    assert read.decoded("dtstart") == event.starts_at.replace(microsecond=0)
    assert read.walk("VALARM")


def test_guest_is_reminded_and_may_take_it_back(client, event):
    path = f"/ko/today/{event.pk}/"
    assert client.post(path, {"do": "remind"}).status_code == 302
    assert Reminder.objects.get().subject.startswith("guest-")
    assert "15분 전" in client.get(path).content.decode()
    client.post(path, {"do": "forget"})
    assert not Reminder.objects.exists()


def test_uploaded_picture_is_made_anew_without_what_the_camera_wrote(editor, client):
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    upload = SimpleUploadedFile("사진.jpg", photo(exif=exif.tobytes()), "image/jpeg")
    editor.post("/ko/today/desk/new/notice/", fields(picture=upload, alt_ko="청록", alt_en="Teal"))
    item = Item.objects.get()
    address = f"/ko/today/pictures/{item.picture_id}.webp"
    assert client.get(address).status_code == 404, "a draft's picture is nobody's yet"
    kept = editor.get(address)
    assert kept["Content-Type"] == "image/webp"
    assert b"Secret Camera" not in kept.content
    assert Image.open(io.BytesIO(kept.content)).size == (1280, 720)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_picture"),
        (b"<svg onload=alert(1)>", "not_a_picture"),
        (photo()[:400], "not_a_picture"),
        (b"\xff" * 1_500_001, "too_large"),
    ],
)
def test_file_that_is_no_picture_is_refused(data, code):
    with pytest.raises(PictureRefused) as refused:
        encode_anew(data)
    assert refused.value.code == code


def test_pages_ask_the_database_a_bounded_number_of_times(
    client, draft, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())
    for _ in range(8):
        made = actions.create("seoul", draft, "editor")
        actions.publish(made, "editor", made.version)
    with django_assert_max_num_queries(6):
        client.get("/ko/today/")
