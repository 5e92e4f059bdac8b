"""The registry: a person's rows are exported, moved and deleted, another's never."""

import pytest
from django.db import transaction
from django.utils import timezone

from madang.kernel.models import Notice, PersonEvent
from madang.kernel.order.models import Report
from madang.kernel.order.reports import file_report
from madang.kernel.order.tests.conftest import reported
from madang.kernel.person_events import events_after, notify_person
from madang.kernel.personal import records
from madang.kernel.personal.records import PersonalRecords, RegistrationRefused, adopt, export, forget

pytestmark = pytest.mark.django_db


def tell(subject, *kinds):
    with transaction.atomic():
        for kind in kinds:
            notify_person(subject, kind, "/ko/")


def rows_of(subject, model):
    return [row for part in export(subject) if part.records.model is model for row in part.rows]


def test_export_holds_every_kind_and_only_the_persons_rows():
    tell("p-1", "one", "two")
    tell("p-2", "three")
    parts = list(export("p-1"))
    assert {part.records.label for part in parts} == {one.label for one in records.registered()}
    assert [row["kind"] for row in rows_of("p-1", PersonEvent)] == ["one", "two"]


def test_adopted_events_are_numbered_after_those_already_there():
    tell("p-1", "one", "two")
    tell("guest-1", "three", "four")
    adopt("guest-1", "p-1")
    assert [(event.n, event.kind) for event in events_after("p-1", 0)] == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
        (4, "four"),
    ]
    assert not events_after("guest-1", 0)


def test_forget_deletes_what_may_go_and_unlinks_what_must_stay():
    tell("p-1", "one")
    tell("p-2", "two")
    file_report(reported(by_sub="p-1", by_name="하늘", of_sub="p-2"))
    touched = forget("p-1")
    assert touched["kernel.PersonEvent.subject"] == 1
    assert touched["order.Report.by_sub"] == 1
    assert not rows_of("p-1", PersonEvent)
    assert len(rows_of("p-2", PersonEvent)) == 1
    report = Report.objects.get()
    assert report.by_sub.startswith("gone-")
    assert (report.by_name, report.of_sub) == ("", "p-2")


def test_export_of_a_report_about_me_does_not_tell_who_made_it():
    file_report(reported(by_sub="p-1", by_name="하늘이", of_sub="p-2"))
    about_me = next(part for part in export("p-2") if part.records.subject_field == "of_sub").rows[0]
    assert about_me["what_i_said"]
    assert "하늘이" not in str(about_me)
    assert "p-1" not in str(about_me)


@pytest.mark.parametrize("act", [forget, lambda subject: list(export(subject))])
def test_nobody_is_refused(act):
    with pytest.raises(ValueError, match="nobody"):
        act("")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"subject_field": "owner"}, "is no field"),
        ({"subject_field": "city", "on_delete": "unlink"}, "basis"),
        ({"subject_field": "city", "keep_days": 3, "age_field": "made"}, "age field 'made'"),
    ],
)
def test_registration_that_contradicts_itself_is_refused(values, says):
    with pytest.raises(RegistrationRefused, match=says):
        records.register(PersonalRecords(model=Notice, title="x", **values))


def test_registration_twice_differently_is_refused():
    with pytest.raises(RegistrationRefused, match="twice"):
        records.register(PersonalRecords(model=PersonEvent, title="else", age_field="at"))


def test_moving_rows_to_oneself_changes_nothing():
    tell("p-1", "one")
    adopt("p-1", "p-1")
    assert len(rows_of("p-1", PersonEvent)) == 1
    assert timezone.now() >= rows_of("p-1", PersonEvent)[0]["at"]
