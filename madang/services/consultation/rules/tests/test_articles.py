"""The starting knowledge is whole, honest about its sources and read strictly; stale articles fall out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from madang.services.consultation.rules import KnowledgeError, current, door_of, load, readings, stale

CITY = Path(__file__).parents[5] / "cities" / "seoul" / "knowledge"
TODAY = date(2026, 11, 22)

SOURCES = "s: {name: {ko: 법, en: Act}, address: https://www.law.go.kr/}\n"
HEAD = (
    "theme: {ko: ㄱ, en: a}\nowner: {ko: ㄱ, en: a}\nchecked: 2026-11-22\nreview_by: 2027-05-31\narticles:\n"
)
ARTICLE = """  - slug: one
    title: {ko: 하나, en: One}
    ask: [가, 나, 다]
    ask_en: [a]
    text: {ko: 글, en: Text}
    facts: [{ko: 사실, en: Fact, source: s}]
"""


@pytest.fixture(scope="module")
def articles():
    return load(CITY)


def written(folder, text, sources=SOURCES):
    (folder / "sources.yaml").write_text(sources, encoding="utf-8")
    (folder / "one.yaml").write_text(text, encoding="utf-8")
    return folder


def test_city_has_120_articles_with_sources_or_where_to_ask(articles):
    assert len(articles) >= 120
    assert all(article.facts or article.unconfirmed for article in articles)
    assert all(fact.checked <= TODAY for article in articles for fact in article.facts)


def test_every_source_is_used(articles):
    used = {fact.source.key for article in articles for fact in article.facts}
    assert set(yaml.safe_load((CITY / "sources.yaml").read_text(encoding="utf-8"))) == used


def test_no_question_or_title_of_an_article_goes_to_a_door(articles):
    for article in articles:
        for line in (*article.questions_ko, *article.questions_en, article.title.ko, article.title.en):
            assert door_of(line) is None, (article.slug, line)


def test_no_question_is_claimed_by_two_articles(articles):
    asked = [line for article in articles for line in article.questions_ko]
    assert len(set(asked)) == len(asked)


def test_stale_articles_fall_out_and_wait_for_an_editor(articles):
    assert current(articles, TODAY) == articles
    first = articles[0]
    assert first in current(articles, first.review_by)
    late = replace(first, review_by=date(2026, 11, 1)), replace(first, review_by=date(2026, 10, 1))
    assert current(late, TODAY) == ()
    assert stale(late, TODAY) == (late[1], late[0])


def test_whole_article_is_read(tmp_path):
    (article,) = load(written(tmp_path, HEAD + ARTICLE))
    assert (article.slug, article.text.en, article.facts[0].source.name.ko) == ("one", "Text", "법")
    assert article.review_by == date(2027, 5, 31)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("slug: one", "slug: One!", "slug"),
        ("title: {ko: 하나, en: One}", "title: {ko: 하나}", "one.title.en"),
        ("ask: [가, 나, 다]", "ask: [가]", "one.ask"),
        ("ask: [가, 나, 다]", "ask: [가, 나, 가]", "one.ask"),
        ("ask_en: [a]", "ask_en: [1]", "one.ask_en"),
        ("source: s}", "source: t}", "one.facts 1.source"),
        ("source: s}", "sauce: s}", "one.facts 1.sauce"),
        ("    facts: [{ko: 사실, en: Fact, source: s}]\n", "", "one.facts"),
        ("text: {ko: 글, en: Text}", "text: 글", "one.text"),
        ("review_by: 2027-05-31", "review_by: soon", "review_by"),
        ("review_by: 2027-05-31", "review_by: 2026-01-01", "one.review_by"),
        ("checked: 2026-11-22", "checked: '2026'", "checked"),
        (
            "    ask_en: [a]\n",
            "    ask_en: [a]\n    doors: [{call: '555', ko: ㄱ, en: a}]\n",
            "one.doors 1.call",
        ),
        ("articles:", "article:", "article"),
    ],
)
def test_faulty_file_names_file_and_field(tmp_path, old, new, field):
    text = HEAD + ARTICLE
    assert old in text
    with pytest.raises(KnowledgeError) as caught:
        load(written(tmp_path, text.replace(old, new)))
    assert (caught.value.file, caught.value.field.removeprefix("articles 1.")) == ("one.yaml", field)


def test_slug_that_stands_twice_no_yaml_and_empty_folder_are_refused(tmp_path):
    with pytest.raises(KnowledgeError, match="stands twice"):
        load(written(tmp_path, HEAD + ARTICLE + ARTICLE))
    with pytest.raises(KnowledgeError, match="is no YAML"):
        load(written(tmp_path, "a: [b"))
    (tmp_path / "one.yaml").unlink()
    with pytest.raises(KnowledgeError, match="no article found"):
        load(tmp_path)
    with pytest.raises(KnowledgeError, match=r"sources\.yaml"):
        load(tmp_path / "nowhere")


def test_held_questions_name_known_articles_and_are_not_in_them(articles):
    held = yaml.safe_load(Path(__file__).with_name("search_questions.yaml").read_text(encoding="utf-8"))
    known = {article.slug: article for article in articles}
    asked = {line for article in articles for line in (*article.questions_ko, *article.questions_en)}
    questions = [entry["q"] for entry in held]
    assert len(questions) >= 150
    assert len(set(questions)) == len(questions)
    assert not asked.intersection(questions)
    assert {slug for entry in held for slug in entry["articles"]} == set(known)
    assert sum(len(readings(question)) > 1 for question in questions) >= 20
    assert [question for question in questions if door_of(question)] == []
