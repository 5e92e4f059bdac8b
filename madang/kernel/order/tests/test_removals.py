"""A removal keeps out whom it names until its end, and says so to the world in both languages."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from madang.kernel.order import removals, rules
from madang.kernel.order.models import Appeal, Removal
from madang.kernel.order.reports import OrderRefused, close

pytestmark = pytest.mark.django_db


def removed(report, term="day", **changes):
    return removals.remove(report, "anna", **{"reason": "insult", "term": term, "words": "", **changes})


def test_removal_closes_the_report_and_keeps_the_person_out_until_its_end(file_one):
    report = file_one()
    removal = removed(report, words=" 욕설 ")
    report.refresh_from_db()
    assert (report.state, report.outcome, report.taken_by) == ("closed", "action", "anna")
    assert (removal.sid, removal.sub, removal.name, removal.words) == ("v2", "p2", "바람", "욕설")
    now = timezone.now()
    assert removals.removal_of(["p9", "p2"], now) == removal
    assert removals.removal_of(["p9", ""], now) is None
    assert removals.removal_of(["p2"], now + timedelta(hours=25)) is None
    assert list(report.trail.order_by("pk").values_list("did", flat=True)) == ["closed", "removed"]


def test_removal_of_a_visit_names_no_person(file_one):
    removal = removed(file_one(), term="visit")
    assert removal.sub == ""
    assert set(removals.entries(removal, timezone.now())) == {"sid.v2"}
    assert removals.removal_of(["p2"], timezone.now()) is None


def test_removal_after_the_report_was_closed_is_possible_while_it_has_names(file_one):
    report = file_one()
    close(report, "anna", rules.NO_ACTION, "")
    assert removed(report).report == report
    report.of_sid = ""
    with pytest.raises(OrderRefused) as refused:
        removed(report)
    assert refused.value.code == "emptied"


@pytest.mark.parametrize("wrong", [{"term": "for ever"}, {"reason": "taste"}])
def test_removal_needs_a_known_term_and_reason(file_one, wrong):
    with pytest.raises(OrderRefused):
        removed(file_one(), **wrong)
    assert not Removal.objects.exists()


def test_world_is_told_reason_in_both_languages_end_and_number(file_one):
    removal = removed(file_one(), words="세 번째")
    ((told, entries),) = removals.untold(timezone.now())
    assert told == removal
    assert set(entries) == {"sid.v2", "sub.p2"}
    body = json.loads(entries["sub.p2"] or b"")
    assert body["reason"] == {"ko": "욕설이나 모욕: 세 번째", "en": "Insults or swearing: 세 번째"}
    assert body["number"] == removal.number
    assert body["until"].endswith("Z")
    removals.mark_told([removal])
    assert removals.untold(timezone.now()) == []
    assert set(removals.holding(timezone.now())) == {"sid.v2", "sub.p2"}


def test_lifting_takes_the_entries_away_and_is_told_again(file_one):
    removal = removed(file_one())
    removals.mark_told([removal])
    removals.lift(removal, "bert")
    ((_, entries),) = removals.untold(timezone.now())
    assert entries == {"sid.v2": None, "sub.p2": None}
    assert removals.holding(timezone.now()) == {}
    assert removals.removal_of(["p2"], timezone.now()) is None
    with pytest.raises(OrderRefused):
        removals.lift(removal, "bert")


def test_removal_lifted_while_the_world_is_told_of_it_is_told_again(file_one):
    removed(file_one())
    ((told, _),) = removals.untold(timezone.now())
    removals.lift(Removal.objects.get(), "bert")
    removals.mark_told([told])
    assert [one.lifted_by for one, _ in removals.untold(timezone.now())] == ["bert"]


def test_lifting_one_removal_leaves_another_of_the_same_person(file_one):
    short = removed(file_one(), term="hour")
    removed(file_one(of_sid="v3"), term="week", reason="hate")
    removals.lift(short, "bert")
    entries = removals.entries(short, timezone.now())
    assert entries["sid.v2"] is None
    assert json.loads(entries["sub.p2"] or b"")["reason"]["en"].startswith("Hatred")


def test_appeal_is_taken_once_and_answered_once(file_one):
    removal = removed(file_one())
    made = removals.appeal(removal, " 억울합니다 ", "ko")
    assert (made.text, made.due_at - made.at) == ("억울합니다", timedelta(hours=72))
    with pytest.raises(OrderRefused) as refused:
        removals.appeal(removal, "다시", "ko")
    assert refused.value.code == "appealed"
    removals.answer_appeal(made, "bert", rules.UPHELD, "그대로 둡니다")
    removal.refresh_from_db()
    assert removal.lifted_at is None
    with pytest.raises(OrderRefused):
        removals.answer_appeal(made, "bert", rules.LIFTED, "다시")


def test_appeal_that_succeeds_lifts_the_removal(file_one):
    removal = removed(file_one())
    removals.answer_appeal(removals.appeal(removal, "억울합니다", "ko"), "bert", rules.LIFTED, "미안합니다")
    removal.refresh_from_db()
    assert (removal.lifted_by, Appeal.objects.get().outcome) == ("bert", "lifted")
    assert set(removal.trail.values_list("did", flat=True)) == {"removed", "answered", "lifted"}


@pytest.mark.parametrize("text", ["", " \n", "가" * 2001])
def test_appeal_needs_words_within_bounds(file_one, text):
    with pytest.raises(OrderRefused):
        removals.appeal(removed(file_one()), text, "ko")


def test_appeal_against_what_has_ended_is_refused(file_one):
    removal = removed(file_one())
    removals.lift(removal, "bert")
    with pytest.raises(OrderRefused) as refused:
        removals.appeal(removal, "억울합니다", "ko")
    assert refused.value.code == "ended"


@pytest.mark.parametrize(("outcome", "answer"), [("maybe", "x"), (rules.UPHELD, " ")])
def test_answer_needs_an_outcome_and_words(file_one, outcome, answer):
    made = removals.appeal(removed(file_one()), "억울합니다", "ko")
    with pytest.raises(OrderRefused):
        removals.answer_appeal(made, "bert", outcome, answer)


def test_names_in_removals_are_forgotten_with_the_evidence(file_one):
    removal = removed(file_one())
    now = timezone.now()
    assert removals.forget_names(now + timedelta(days=30)) == 0
    assert removals.forget_names(now + timedelta(days=32)) == 1
    removal.refresh_from_db()
    assert removal.name == ""
