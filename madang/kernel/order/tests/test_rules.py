"""States, terms and times of keeping order."""

from datetime import UTC, datetime, timedelta

import pytest

from madang.kernel.order import rules

AT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "to", "may"),
    [
        ("open", "taken", True),
        ("open", "closed", True),
        ("open", "open", False),
        ("taken", "taken", True),
        ("taken", "open", True),
        ("taken", "closed", True),
        ("closed", "open", False),
        ("closed", "taken", False),
        ("closed", "closed", False),
        ("nonsense", "open", False),
    ],
)
def test_report_moves_as_the_rules_say(state, to, may):
    assert rules.may_move(state, to) is may


def test_every_term_ends_and_only_a_visit_is_of_the_visit_alone():
    assert all(timedelta() < term.lasts <= timedelta(days=90) for term in rules.TERMS)
    assert [term.code for term in rules.TERMS if term.visit] == ["visit"]
    assert rules.find_term("for ever") is None


def test_evidence_ends_thirty_days_after_the_decision_and_never_later_than_half_a_year():
    assert rules.evidence_ends(AT, None) == AT + timedelta(days=180)
    assert rules.evidence_ends(AT, AT + timedelta(days=1)) == AT + timedelta(days=31)
    assert rules.evidence_ends(AT, AT + timedelta(days=170)) == AT + timedelta(days=180)
