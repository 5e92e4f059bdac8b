"""Counting costs a page nothing, loses nothing, and knows nothing about anybody."""

import pytest
from django.db import DatabaseError

from madang.kernel import funnel
from madang.kernel.models import FunnelCount


@pytest.fixture
def tally(monkeypatch):
    fresh = funnel.Tally()
    monkeypatch.setattr(funnel, "_tally", fresh)
    return fresh


@pytest.mark.django_db
def test_count_is_written_once_for_many(tally, django_assert_num_queries):
    with django_assert_num_queries(0):
        for _ in range(5):
            funnel.count("information", door="page", step="visit")
        funnel.count("information", door="panel", step="visit")
    funnel.write_now()
    assert {(row.door, row.count) for row in FunnelCount.objects.all()} == {("page", 5), ("panel", 1)}


@pytest.mark.django_db
def test_count_adds_to_the_same_hour(tally):
    for _ in range(3):
        funnel.count("information", door="page", step="visit")
        funnel.write_now()
    assert FunnelCount.objects.get().count == 3


@pytest.mark.django_db
def test_count_when_due_is_written_by_itself(tally, monkeypatch):
    monkeypatch.setattr(funnel, "WRITE_EVERY_S", 0.0)
    funnel.count("information", door="page", step="visit")
    assert FunnelCount.objects.get().count == 1


@pytest.mark.django_db
def test_count_is_kept_when_the_database_refuses(tally, monkeypatch):
    def refuse(*_args):
        raise DatabaseError("locked")

    funnel.count("information", door="page", step="visit")
    with monkeypatch.context() as broken:
        broken.setattr(funnel, "_add_to_row", refuse)
        funnel.write_now()
    funnel.write_now()
    assert FunnelCount.objects.get().count == 1


def test_unknown_step_is_refused():
    with pytest.raises(ValueError, match="'arrive' is unknown"):
        funnel.count("information", door="page", step="arrive")
