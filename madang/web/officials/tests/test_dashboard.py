"""The dashboard: whom it lets in, that its figures are those of the funnel, and that its table is safe."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from madang.kernel import funnel
from madang.kernel.errands.figures import figures, median_s, running_cost_krw
from madang.kernel.errands.models import PhoneLine, RunningCost
from madang.kernel.models import FunnelCount
from madang.web.officials.charts import day_chart, nice_top
from madang.web.officials.dashboard import duration_text, plain_cell

pytestmark = pytest.mark.django_db
PHONE = {
    "what": "phone",
    "first_day": "2026-01-01",
    "last_day": "2026-12-31",
    "calls_a_day": "10000",
    "wait_s": "60",
    "handle_s": "180",
    "cost_a_call_krw": "3000",
    "source": "=cmd()",
}


@pytest.fixture(autouse=True)
def _fresh_tally(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


def sit_down(client, *roles):
    session = client.session
    session.update(
        {
            "madang_subject": "o1",
            "madang_level": 1,
            "madang_roles": list(roles),
            "madang_posts": [[role, "", ""] for role in roles],
            "madang_name": "x",
        }
    )
    session.save()
    return client


def counted(step, count, *, days_ago=0, service="information", door="page", detail=""):
    hour = (timezone.now() - timedelta(days=days_ago)).replace(minute=0, second=0, microsecond=0)
    FunnelCount.objects.create(hour=hour, service=service, door=door, step=step, detail=detail, count=count)


@pytest.mark.parametrize("page", ["", "figures.csv", "enter/"])
def test_dashboard_is_for_staff_and_entering_for_officers(client, page):
    assert client.get(f"/ko/officials/{page}").status_code == 403
    sit_down(client)
    assert client.get(f"/ko/officials/{page}").status_code == 403
    sit_down(client, "agent")
    assert client.get(f"/ko/officials/{page}").status_code == (403 if page == "enter/" else 200)
    sit_down(client, "officer")
    assert client.get(f"/ko/officials/{page}").status_code == 200


def test_figures_are_those_of_the_funnel(client):
    sit_down(client, "officer")
    counted("visit", 100)
    counted("start", 40)
    counted("finish", 30)
    counted("abandon", 10)
    counted("left", 7, detail="address")
    counted("took", 10, detail="60")
    counted("took", 20, detail="120")
    counted("finish", 5, days_ago=60)
    found = figures(timezone.localdate() - timedelta(days=29), timezone.localdate())
    assert (found.total.visit, found.total.finish, found.total.rate) == (100, 30, 0.75)
    assert sum(found.finished_a_day.values()) == 30
    assert len(found.finished_a_day) == 30
    text = client.get("/ko/officials/").text
    for shown in ("75.0 %", "address", "1분 38초"):
        assert shown in text
    assert "35" in client.get("/en/officials/?days=90").text


def test_median_lies_within_its_step():
    assert median_s({}) is None
    assert median_s({"60": 10, "120": 20}) == 97.5
    assert median_s({"longer": 3}) == 86400


def test_officer_enters_figures_and_sees_the_cost_of_an_errand(client):
    sit_down(client, "officer")
    assert client.post("/ko/officials/enter/", PHONE).status_code == 302
    line = PhoneLine.objects.get()
    assert (line.calls_a_day, line.by) == (10000, "o1")
    today = timezone.localdate()
    cost = {"what": "cost", "first_day": today, "last_day": today, "amount_krw": "100000", "source": "s"}
    assert client.post("/ko/officials/enter/", cost).status_code == 302
    counted("start", 50)
    counted("finish", 40)
    text = client.get("/en/officials/?days=7").text
    assert "2,500 won" in text or "2500 won" in text
    assert "4 min 0 s" in text


@pytest.mark.parametrize(
    "changes",
    [
        {"last_day": "2025-01-01"},
        {"calls_a_day": "-1"},
        {"calls_a_day": "many"},
        {"first_day": "2026-13-01"},
        {"source": ""},
    ],
)
def test_wrong_figures_are_refused_beside_their_field(client, changes):
    sit_down(client, "officer")
    answer = client.post("/ko/officials/enter/", {**PHONE, **changes})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert not PhoneLine.objects.exists()


def test_running_costs_count_by_the_days_that_lie_in_the_span():
    RunningCost.objects.create(
        first_day=date(2026, 1, 1),
        last_day=date(2026, 1, 10),
        amount_krw=1000,
        source="s",
        by="o",
        at=timezone.now(),
    )
    assert running_cost_krw(date(2026, 1, 6), date(2026, 2, 1)) == 500
    assert running_cost_krw(date(2026, 3, 1), date(2026, 3, 2)) is None


def test_table_opens_in_a_spreadsheet_and_holds_no_formula(client):
    sit_down(client, "officer")
    counted("finish", 3, service="=1+1")
    answer = client.get("/ko/officials/figures.csv?days=7")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert "\n=1+1" not in text
    assert [plain_cell(cell) for cell in ("=1", "+1", "-1", "@x", "a", -1)] == [
        "'=1",
        "'+1",
        "'-1",
        "'@x",
        "a",
        -1,
    ]


@pytest.mark.parametrize(
    "query",
    ["days=x", "first=2026-02-30&last=x", "first=2026-03-01&last=2026-01-01", "service=nothing", "days="],
)
def test_nonsense_shows_the_last_thirty_days(client, query):
    sit_down(client, "agent")
    assert client.get(f"/ko/officials/?{query}").context["asked"].days == 30


def test_days_are_those_of_the_city():
    midnight = datetime(2026, 5, 2, tzinfo=timezone.get_current_timezone())
    for hour, count in ((midnight - timedelta(hours=1), 1), (midnight, 2)):
        FunnelCount.objects.create(hour=hour, service="s", door="page", step="finish", count=count)
    assert figures(date(2026, 5, 2), date(2026, 5, 2)).total.finish == 2
    assert figures(date(2026, 5, 1), date(2026, 5, 1)).total.finish == 1


def test_page_asks_the_database_a_fixed_number_of_times(client):
    sit_down(client, "agent")
    for at in range(20):
        counted("finish", 1, days_ago=at)
    with CaptureQueriesContext(connection) as asked:
        client.get("/ko/officials/")
    assert len(asked) <= 10, [query["sql"][:90] for query in asked]


def test_chart_stays_in_its_frame():
    days = [(date(2026, 1, 1) + timedelta(days=at), at * 7) for at in range(365)]
    chart = day_chart(days)
    assert all(0 <= bar.x <= chart.width and 0 <= bar.y <= chart.height for bar in chart.bars)
    assert [nice_top(most) for most in (0, 3, 11, 40, 101)] == [2, 4, 20, 40, 200]


def test_duration_is_said_in_words():
    assert [duration_text(seconds) for seconds in (None, 45, 150, 3900)] == [
        "–",
        "45초",
        "2분 30초",
        "1시간 5분",
    ]


def test_steps_where_people_leave_are_called_by_words(client):
    for service, step in (("tax", "words"), ("tax", "start"), ("information", "odd")):
        counted("left", 3, service=service, detail=step)
    page = sit_down(client, "officer").get("/ko/officials/").text
    for words in ("무엇이 틀렸는지 쓰다가", "처음 화면에서", "‘odd’ 단계에서"):
        assert words in page
