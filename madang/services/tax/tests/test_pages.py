"""The pages of estimates: forms, errors beside their fields, results, comparisons, files; page and panel."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from madang.kernel import funnel
from madang.services.tax import amounts, inputs, links
from madang.services.tax.kinds import KINDS, PROPERTY, find_kind
from madang.services.tax.rules import PropertyInput, property_tax

pytestmark = pytest.mark.django_db
PROPERTY_QUERY = "price=5억 3천만&one_home=yes"
ANSWERS = {
    "property": "price=500000000",
    "automobile": "cc=1999&first_registered=2024-03-15",
    "acquisition": "price=700000000&area_m2=84.9",
    "acquisition-car": "price=20000000",
    "local-income": "base=60000000",
    "resident": "",
}


@pytest.fixture(autouse=True)
def _tally(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_result_shows_sum_steps_articles_and_that_it_is_no_bill(
    client, kind, language, django_assert_num_queries
):
    with django_assert_num_queries(0):
        page = client.get(f"/{language}/tax/{kind.slug}/?{ANSWERS[kind.slug]}").text
    values = inputs.read_answers(
        kind, links.first_answers(kind) | query(ANSWERS[kind.slug]), date(2026, 11, 22)
    )
    assert amounts.won_text(kind.rule(values).total, language) in page
    assert ("이것은 고지서가 아니라" in page) == (language == "ko")
    assert "https://www.law.go.kr/" in page
    assert page.count('class="tax-step-label"') == len(kind.rule(values).steps)
    if language == "en":
        assert not re.search(
            "[가-힣]", re.sub(r'lang="ko"[^<]*<|\([가-힣]+\)|value="[^"]*"|>한국어<', "", visible(page))
        )


def visible(page: str) -> str:
    """What the page says between its tags, where no Korean is meant."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r'<(\w+)[^>]*lang="ko"[^>]*>[^<]*</\1>|<p class="tax-hint"[^<]*</p>', "", main)


def query(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split("&") if pair)


def test_panel_is_the_same_without_a_frame(client):
    panel = client.get(f"/ko/tax/property/?{PROPERTY_QUERY}", headers={"HX-Request": "true"}).text
    assert "<html" not in panel
    assert (
        amounts.won_text(property_tax(PropertyInput(2026, 530_000_000, one_home=True)).total, "ko") in panel
    )


def test_empty_form_has_few_questions_first(client):
    page = client.get("/ko/tax/property/").text
    first, more = page.split('<details class="tax-more"', 1)
    assert 'name="price"' in first
    assert 'name="last_main"' in more
    assert "tax-problem" not in page


@pytest.mark.parametrize(
    ("slug", "query", "field"),
    [
        ("property", "price=0", "price"),
        ("property", "price=-5", "price"),
        ("property", "price=1000000000000000", "price"),
        ("property", "price=오억", "price"),
        ("property", "price=", "price"),
        ("property", "price=5억&year=2019", "year"),
        ("property", "price=5억&one_home=maybe", "one_home"),
        ("property", f"price={'9' * 100}", "price"),
        ("automobile", "cc=0&first_registered=2024-03-15", "cc"),
        ("automobile", "cc=1999&first_registered=2999-03-15", "first_registered"),
        ("automobile", "electric=no&first_registered=2024-03-15", "cc"),
        ("acquisition", "price=7억&homes_after=many", "homes_after"),
        ("acquisition", "price=7억&area_m2=NaN", "area_m2"),
    ],
)
def test_bad_answer_is_explained_beside_its_field(client, slug, query, field):
    page = client.get(f"/ko/tax/{slug}/?{query}").text
    assert f'id="tax-{field}-problem"' in page
    assert f'href="#tax-{field}"' in page
    assert 'class="tax-sum"' not in page


@pytest.mark.parametrize("path", ["compare/", "estimate.pdf", "due-dates.ics"])
def test_bad_link_leads_to_the_form_that_explains(client, path):
    answer = client.get(f"/ko/tax/property/{path}?price=오억", follow=True)
    assert 'id="tax-price-problem"' in answer.text


def test_link_that_is_too_long_is_not_read(client):
    page = client.get(f"/ko/tax/property/?price=5억&x={'y' * 2000}").text
    assert "읽지 않았습니다" in page


def test_unknown_estimate_is_not_found(client):
    assert client.get("/ko/tax/lottery/").status_code == 404


def test_link_holds_the_answers_short_and_gives_them_again(client):
    answers = links.first_answers(PROPERTY) | {"price": "5억 3천만", "one_home": "yes", "urban": "no"}
    values = inputs.read_answers(PROPERTY, answers, date(2026, 11, 22))
    written = links.query_of(PROPERTY, values)
    assert written == "price=530000000&one_home=yes&year=2026&urban=no"
    again = links.first_answers(PROPERTY) | query(written)
    assert inputs.read_answers(PROPERTY, again, date(2026, 11, 22)) == values


def test_comparison_shows_each_sum_and_the_difference(client):
    page = client.get("/ko/tax/property/compare/?price=5억&b.one_home=yes&c.price=6억").text
    sums = [
        property_tax(PropertyInput(2026, 5 * 10**8)).total,
        property_tax(PropertyInput(2026, 5 * 10**8, one_home=True)).total,
        property_tax(PropertyInput(2026, 6 * 10**8)).total,
    ]
    for one in sums:
        assert amounts.won_text(one, "ko") in page
    assert f"−{sums[0] - sums[1]:,}원 덜" in page
    assert f"+{sums[2] - sums[0]:,}원 더" in page


def test_comparison_explains_a_bad_case_and_keeps_the_others(client):
    page = client.get("/ko/tax/property/compare/?price=5억&b.price=오억").text
    assert 'id="tax-b-price-problem"' in page
    assert amounts.won_text(property_tax(PropertyInput(2026, 5 * 10**8)).total, "ko") in page


def test_calendar_has_the_due_dates_with_alarms(client):
    answer = client.get("/ko/tax/property/due-dates.ics?price=500000000")
    assert answer["Content-Type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2026, 7, 31), date(2026, 9, 30)]
    assert all(len(event.walk("VALARM")) == 2 for event in events)
    assert "고지서가 아니라" in str(events[0]["description"])


def test_calendar_of_nothing_due_is_not_found(client):
    assert client.get("/ko/tax/acquisition/due-dates.ics?price=700000000").status_code == 404


@pytest.mark.parametrize("language", ["ko", "en"])
def test_pdf_is_tagged_in_its_language_and_can_be_read(client, language):
    answer = client.get(
        f"/{language}/tax/property/estimate.pdf?price=500000000&last_price=300000000&last_main=1"
    )
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(language)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    said = "".join("\n".join(page.extract_text() for page in reader.pages).split())
    law = property_tax(PropertyInput(2026, 500_000_000, last_price=300_000_000, last_main=1))
    assert f"{law.total:,}" in said
    assert ("이것은고지서가아니라" if language == "ko" else "Thisisnotabill") in said
    assert getattr(reader.metadata, "title", "")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_pdf_has_every_glyph_of_every_estimate(client, kind):
    answer = client.get(f"/ko/tax/{kind.slug}/estimate.pdf?{ANSWERS[kind.slug]}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-1.7")


def test_every_article_has_the_address_of_its_official_text():
    from madang.services.tax.articles import article_link
    from madang.services.tax.rules.parameters import load

    for tax in ("property", "acquisition", "automobile", "resident", "local_income"):
        law = load(tax)
        articles = {one.article for one in law.parameters.values()}
        articles |= {note.article for notes in law.not_included.values() for note in notes}
        for article in articles:
            assert article_link(article).startswith("https://www.law.go.kr/%E"), article


@pytest.mark.parametrize(
    ("won", "words"),
    [(0, "0원"), (10_000, "1만 원"), (530_000_000, "5억 3,000만 원"), (1_104_005, "110만 4,005원")],
)
def test_won_is_said_in_ten_thousands(won, words):
    assert amounts.won_words(won) == words


def test_every_kind_is_found_by_its_address():
    assert all(find_kind(kind.slug) is kind for kind in KINDS)
