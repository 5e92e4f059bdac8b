"""Errands without activity are counted as left, once, with the step; who comes back is counted too."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madang.kernel import funnel
from madang.kernel.errands.actions import save_draft, start
from madang.kernel.errands.kept import purge_errands
from madang.kernel.errands.leaving import LEFT_AFTER, count_left
from madang.kernel.errands.models import Errand, ErrandStep
from madang.kernel.models import FunnelCount

pytestmark = pytest.mark.django_db
TITLE = {"ko": "문의", "en": "Question"}


@pytest.fixture(autouse=True)
def _fresh_tally(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


def counts(step):
    funnel.write_now()
    return {row.detail: row.count for row in FunnelCount.objects.filter(step=step)}


def test_quiet_errand_is_counted_once_and_goes_on(django_capture_on_commit_callbacks):
    errand = start("p1", "lost", "question", TITLE)
    save_draft(errand, {"a": 1}, "where")
    soon, later = timezone.now() + timedelta(minutes=5), timezone.now() + LEFT_AFTER + timedelta(minutes=1)
    assert [count_left(soon), count_left(later), count_left(later)] == [0, 1, 0]
    assert counts("left") == {"where": 1}
    errand.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        save_draft(errand, {"a": 2}, "when")
    assert counts("resume") == {"": 1}
    assert (errand.state, errand.left_at) == ("open", None)


def test_errand_is_deleted_with_its_story_when_its_time_has_come():
    start("p1", "lost", "question", TITLE)
    now = timezone.now()
    assert purge_errands(now) == 0
    assert purge_errands(now + timedelta(days=31)) == 1
    assert not Errand.objects.exists()
    assert not ErrandStep.objects.exists()
