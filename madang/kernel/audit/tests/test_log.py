"""What is written down, and that it stays as it was written."""

import pytest

from madang.kernel.audit import log as audit
from madang.kernel.audit.models import AppendOnly, AuditSubject, Entry
from madang.kernel.audit.tests.conftest import CLERK
from madang.kernel.identity import GUEST
from madang.kernel.outbox import NotInTransaction
from madang.kernel.personal.records import adopt, forget


def test_entry_says_who_whose_what_and_why_without_the_subject(write):
    entry = write(reference="1234-5678")
    assert (entry.actor, entry.role, entry.unit) == ("staff-1", "clerk", "민원과")
    assert (entry.action, entry.what, entry.reference, entry.why) == (
        "viewed",
        "Tax bills",
        "1234-5678",
        "consultation",
    )
    assert entry.whose
    assert "p-1" not in entry.whose


def test_same_person_has_one_audit_id_and_another_has_another(write):
    assert write().whose == write().whose != write(whose="p-2").whose


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_is_refused():
    with pytest.raises(NotInTransaction, match=r"transaction\.atomic"):
        audit.view(CLERK, "p-1", "Tax bills", "consultation")


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"action": "peeped"}, "peeped"), ({"what": " "}, "of what"), ({"why": ""}, "reason")],
)
def test_entry_that_says_too_little_is_refused(write, changes, says):
    with pytest.raises(audit.EntryRefused, match=says):
        write(**changes)


def test_person_themselves_needs_no_reason_and_nobody_in_particular_is_allowed(write):
    assert write(actor=GUEST, whose=None, action="exported", why="").whose == ""


def test_entries_cannot_be_changed_or_deleted(write):
    entry = write()
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        Entry.objects.update(why="")
    with pytest.raises(AppendOnly):
        Entry.objects.filter(pk=entry.pk).delete()


def test_person_sees_the_entries_about_them_alone_the_latest_first(write):
    first, _other, second = write(), write(whose="p-2"), write()
    assert list(audit.entries_about("p-1")) == [second, first]


def test_guest_who_signs_in_keeps_the_entries_about_them(write):
    write(whose="guest-1")
    write(whose="p-1")
    adopt("guest-1", "p-1")
    assert audit.entries_about("p-1").count() == 2


def test_forgotten_person_is_nobody_and_the_entry_stays(write):
    entry = write()
    forget("p-1")
    assert not AuditSubject.objects.filter(audit_id=entry.whose).exists()
    assert Entry.objects.filter(pk=entry.pk).exists()
    assert not audit.entries_about("p-1").exists()
