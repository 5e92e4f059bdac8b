"""The information desk's API: the same topics as the page."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema

from madang.kernel.access import Access, access
from madang.kernel.funnel import count
from madang.services.information.rules import Topic, load_topics

router = Router(tags=["information"])


class SourceAnswer(Schema):
    """Where a statement comes from."""

    name: str
    url: str


class FactAnswer(Schema):
    """A name and its value, such as a day and the hours."""

    name: str
    value: str


class ItemAnswer(Schema):
    """One thing to know, as of `checked`."""

    id: str
    heading: str
    paragraphs: list[str]
    facts: list[FactAnswer]
    source: SourceAnswer
    checked: date


class TopicAnswer(Schema):
    """A group of things to know."""

    id: str
    heading: str
    items: list[ItemAnswer]


@router.get(
    "", response=list[TopicAnswer], url_name="information_topics", summary="What the information desk says"
)
@access(Access.ANYONE)
def topics(request: HttpRequest) -> list[TopicAnswer]:
    """All topics in the language of Accept-Language, with sources and dates."""
    count("information", door="api", step="visit")
    return [_answer(topic) for topic in load_topics(get_language() or settings.LANGUAGE_CODE)]


def _answer(topic: Topic) -> TopicAnswer:
    items = [
        ItemAnswer(
            id=item.id,
            heading=item.heading,
            paragraphs=list(item.paragraphs),
            facts=[FactAnswer(name=name, value=value) for name, value in item.facts],
            source=SourceAnswer(name=item.source.name, url=item.source.url),
            checked=item.checked,
        )
        for item in topic.items
    ]
    return TopicAnswer(id=topic.id, heading=topic.heading, items=items)
