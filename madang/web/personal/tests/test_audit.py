"""The auditors' pages: only for them, only with a reason, and written down themselves."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from madang.kernel.audit import log as auditing
from madang.kernel.audit.models import Entry
from madang.kernel.audit.seals import seal_batch
from madang.kernel.identity import LEVEL_KEY, ROLES_KEY, SUBJECT_KEY, Visitor
from madang.kernel.personal import retention
from madang.kernel.service import Assurance

pytestmark = pytest.mark.django_db
CLERK = Visitor("clerk-1", Assurance.MEMBER, ("clerk",))


@pytest.fixture
def auditor(client):
    """Somebody with the role of an auditor."""
    session = client.session
    session.update({SUBJECT_KEY: "auditor-1", LEVEL_KEY: 1, ROLES_KEY: ["auditor"]})
    session.save()
    return client


@pytest.fixture
def entry(db):
    """A clerk has looked at somebody's receipts."""
    with transaction.atomic():
        return auditing.view(CLERK, "p-1", "Receipts", "전화 문의", reference="1234")


@pytest.mark.parametrize("roles", [[], ["clerk"], ["moderator"]])
def test_pages_are_for_auditors_alone(client, roles):
    session = client.session
    session.update({SUBJECT_KEY: "x", LEVEL_KEY: 1, ROLES_KEY: roles})
    session.save()
    for address in ("/ko/audit/", "/ko/audit/seals/", "/ko/audit/retention/"):
        assert client.get(address).status_code == 403


def test_nothing_is_shown_or_recorded_without_a_reason(auditor, entry):
    assert "전화 문의" not in auditor.get("/ko/audit/").text
    refused = auditor.get("/ko/audit/?action=viewed")
    assert refused.status_code == 422
    assert "전화 문의" not in refused.text
    assert Entry.objects.count() == 1


def test_search_shows_entries_and_is_recorded_with_its_reason(auditor, entry):
    html = auditor.get("/ko/audit/", {"why": "월례 점검", "action": "viewed"}).text
    assert "전화 문의" in html
    assert "1234" in html
    told = Entry.objects.get(action="searched")
    assert (told.actor, told.role) == ("auditor-1", "auditor")
    assert (told.why, told.reference) == ("월례 점검", "action=viewed")


def test_person_whose_entries_are_opened_can_see_that(auditor, entry):
    auditor.get("/ko/audit/", {"why": "민원", "whose": entry.whose})
    assert [one.action for one in auditing.entries_about("p-1")] == ["searched", "viewed"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"role": "clerk"}, True),
        ({"role": "officer"}, False),
        ({"reference": "1234"}, True),
        ({"reference": "99"}, False),
        ({"since": "2000-01-01", "until": "2000-12-31"}, False),
        ({"since": "not a day"}, True),
        ({"whose": "0" * 32}, False),
        ({"page": "99"}, True),
    ],
)
def test_filters(auditor, entry, asked, found):
    html = auditor.get("/ko/audit/", {"why": "점검", "action": "viewed", **asked}).text
    assert ("전화 문의" in html) is found


def test_verify_says_that_the_chain_holds_or_where_it_breaks(auditor, entry):
    seal_batch(timezone.now())
    assert "사슬이 온전합니다. 봉인 1개, 기록 1건을 확인했습니다." in auditor.post("/ko/audit/seals/").text
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET why = 'x' WHERE batch = 1")
    broken = auditor.post("/ko/audit/seals/").text
    assert "사슬이 끊어졌습니다." in broken
    assert "Batch 1: an entry was altered." in broken


def test_retention_tells_every_rule_and_what_was_deleted(auditor):
    retention.purge(timezone.now())
    html = auditor.get("/ko/audit/retention/").text
    assert html.count("audit-kept-title") == len(list(retention.retentions()))
    assert "나에게 온 소식" in html
    assert "1년" in html
