"""What the desk says stands in both languages, with its source and date, in plain words."""

from datetime import date

import pytest

from madang.kernel.service import find_service
from madang.services.information import rules
from madang.services.information.rules import ContentBroken, load_topics

ITEMS = [
    pytest.param(korean, english, id=korean.id)
    for one, other in zip(load_topics("ko"), load_topics("en"), strict=True)
    for korean, english in zip(one.items, other.items, strict=True)
]
WRITTEN = """
[[topic]]
id = "t"
icon = "clock"
heading = { ko = "여는 시간", en = "Opening hours" }
[[topic.item]]
id = "i"
heading = { ko = "도서관", en = "Library" }
text = { ko = "열려 있습니다.", en = "Open." }
source = { ko = "도서관", en = "Library" }
checked = 2026-11-21
"""


@pytest.fixture
def write(monkeypatch, tmp_path):
    """Let the desk read a content file of ours."""

    def write_topics(text: str) -> None:
        (tmp_path / "topics.toml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(rules, "CONTENT", tmp_path)
        load_topics.cache_clear()

    yield write_topics
    load_topics.cache_clear()


@pytest.mark.parametrize(("korean", "english"), ITEMS)
def test_item_has_both_languages_a_source_and_a_date(korean, english):
    assert korean.heading != english.heading or korean.heading.isdigit()
    assert korean.paragraphs
    assert english.paragraphs
    assert all(any("가" <= char <= "힣" for char in paragraph) for paragraph in korean.paragraphs)
    assert not any("가" <= char <= "힣" for paragraph in english.paragraphs for char in paragraph)
    assert len(korean.facts) == len(english.facts)
    assert korean.source.name
    assert english.source.name
    assert date(2026, 1, 1) <= korean.checked <= date.today()  # noqa: DTZ011 - a day of the desk, not a moment


def test_ids_are_unique_and_can_be_linked_to():
    ids = [topic.id for topic in load_topics("ko")]
    ids += [item.id for topic in load_topics("ko") for item in topic.items]
    assert len(ids) == len(set(ids))
    assert {"help", "hours", "rules", "privacy"} <= set(ids)


def test_emergency_numbers_are_there():
    facts = {
        name
        for topic in load_topics("ko")
        if topic.id == "help"
        for item in topic.items
        for name, _ in item.facts
    }
    assert {"119", "112", "120"} <= facts


def test_content_as_written_is_read(write):
    write(WRITTEN)
    assert load_topics("en")[0].items[0].paragraphs == ("Open.",)


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ('en = "Open."', 'en = " "', "'i' has no 'en' text"),
        ("checked = 2026-11-21", "", "'i' lacks"),
        ('source = { ko = "도서관", en = "Library" }', "", "'i' lacks"),
        (', en = "Opening hours"', "", "'t' has no 'en' text"),
    ],
)
def test_content_that_lacks_something_is_refused_by_name(write, was, becomes, complaint):
    write(WRITTEN.replace(was, becomes))
    with pytest.raises(ContentBroken, match=complaint):
        load_topics("ko")


def test_desk_is_a_service_that_anybody_may_use():
    desk = find_service("information")
    assert desk is not None
    assert desk.assurance == 0
