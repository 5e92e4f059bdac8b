"""Place documents: revisions only grow, the city pack never overwrites what staff edited."""

import pytest

from madang.kernel.models import OutboxEvent, PlaceRevision
from madang.kernel.places import (
    BuiltPlace,
    PlaceNotBuilt,
    current_document,
    load_built_place,
    load_city_pack,
    publish_place,
)
from madang.protocol.events import PlacePublished, from_json


def built(title: str = "서울광장") -> BuiltPlace:
    document = {
        "place": "plaza",
        "revision": 1,
        "title": {"ko": title, "en": "Seoul Plaza"},
        "spawns": [{"x": 160.0, "z": 232.0, "yaw": 0, "radius_m": 5.0}],
        "objects": [],
        "zones": [],
    }
    return BuiltPlace("seoul", "plaza", 320, 0.25, kinds=("kiosk",), files={}, document=document)


@pytest.mark.django_db
def test_load_city_pack_twice_publishes_once():
    assert load_city_pack(built()) is not None
    assert load_city_pack(built()) is None
    assert PlaceRevision.objects.count() == OutboxEvent.objects.count() == 1


@pytest.mark.django_db
def test_load_city_pack_with_new_content_publishes_the_next_revision():
    load_city_pack(built())
    revision = load_city_pack(built("새 서울광장"))
    assert revision is not None
    assert revision.revision == 2
    assert current_document(built())["title"]["ko"] == "새 서울광장"
    told = [from_json(row.payload) for row in OutboxEvent.objects.order_by("id")]
    assert [event.revision for event in told if isinstance(event, PlacePublished)] == [1, 2]


@pytest.mark.django_db
def test_load_city_pack_never_overwrites_what_staff_edited():
    load_city_pack(built())
    publish_place(built(), built("직원이 고침").document, author="editor-1")
    assert load_city_pack(built("새 서울광장")) is None
    assert current_document(built())["title"]["ko"] == "직원이 고침"


@pytest.mark.django_db
def test_published_document_carries_its_revision():
    load_city_pack(built())
    row = publish_place(built(), built().document, author="editor-1")
    assert row.document["revision"] == 2


@pytest.mark.django_db
def test_document_that_is_wrong_is_refused_and_not_told():
    with pytest.raises(ValueError, match="spawns"):
        publish_place(built(), {**built().document, "spawns": "nowhere"}, author="editor-1")
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db
def test_current_document_without_a_revision_is_the_built_one():
    assert current_document(built()) == built().document


def test_place_that_is_not_built_says_what_to_do():
    with pytest.raises(PlaceNotBuilt, match=r"'nowhere'.*madang build"):
        load_built_place("seoul", "nowhere")
