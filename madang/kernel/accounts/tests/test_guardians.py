"""A guardian's consent: asked of those whom the register names, answered once, by them alone."""

from datetime import date

import pytest

from madang.kernel.accounts.guardians import (
    ConsentRefused,
    answer,
    ask_guardian,
    has_consent,
    is_minor,
    needs_guardian,
    waiting_for,
    withdraw,
)
from madang.kernel.accounts.sessions import ensure_personas
from madang.kernel.errands.actions import start
from madang.kernel.errands.models import Notification
from madang.kernel.identity import GUEST
from madang.kernel.personas import find_persona

pytestmark = pytest.mark.django_db


def visitor(slug):
    persona = find_persona(slug)
    assert persona
    return persona.visitor()


@pytest.fixture
def asked():
    """Lee Areum, a minor, asks for Lee Junho's consent."""
    ensure_personas()
    minor = visitor("lee-areum")
    errand = start(minor.subject, "learn", "mentoring", {"ko": "멘토링 신청", "en": "Ask for a mentor"})
    (row,) = ask_guardian(errand, minor, "mentoring")
    return errand, row


@pytest.mark.parametrize(
    ("birth", "today", "minor"),
    [
        (date(2009, 6, 30), date(2028, 6, 29), True),
        (date(2009, 6, 30), date(2028, 6, 30), False),
        (date(2008, 2, 29), date(2027, 2, 28), True),
        (date(2008, 2, 29), date(2027, 3, 1), False),
    ],
)
def test_one_is_of_age_on_the_nineteenth_birthday(birth, today, minor):
    assert is_minor(birth, today) is minor


def test_minor_needs_a_guardian_and_an_adult_or_guest_does_not():
    assert needs_guardian(visitor("lee-areum"))
    assert not needs_guardian(visitor("lee-junho"))
    assert not needs_guardian(GUEST)


def test_guardian_is_told_consents_and_the_minor_is_told(asked):
    errand, row = asked
    guardian = visitor("lee-junho")
    assert not has_consent(errand)
    assert [one.pk for one in waiting_for(guardian)] == [row.pk]
    assert Notification.objects.get(subject=guardian.subject).kind == "consent_asked"
    answer(guardian, row.pk, consents=True)
    assert has_consent(errand)
    assert Notification.objects.get(subject=visitor("lee-areum").subject).kind == "consent_answered"
    assert waiting_for(guardian) == ()


def test_refused_or_taken_back_is_no_consent(asked):
    errand, row = asked
    answer(visitor("lee-junho"), row.pk, consents=True)
    withdraw(visitor("lee-junho"), row.pk)
    assert not has_consent(errand)


@pytest.mark.parametrize("slug", ["lee-areum", "kim-haneul", "admin"])
def test_nobody_else_answers(asked, slug):
    _errand, row = asked
    with pytest.raises(ConsentRefused) as refused:
        answer(visitor(slug), row.pk, consents=True)
    assert refused.value.code == "not_yours"


def test_answer_is_given_once(asked):
    _errand, row = asked
    answer(visitor("lee-junho"), row.pk, consents=False)
    with pytest.raises(ConsentRefused) as refused:
        answer(visitor("lee-junho"), row.pk, consents=True)
    assert refused.value.code == "answered"


def test_asking_again_asks_nobody_twice(asked):
    errand, row = asked
    assert [one.pk for one in ask_guardian(errand, visitor("lee-areum"), "mentoring")] == [row.pk]
    assert Notification.objects.filter(kind="consent_asked").count() == 1


def test_adult_asks_nobody(asked):
    errand, _row = asked
    with pytest.raises(ConsentRefused) as refused:
        ask_guardian(errand, visitor("kim-haneul"), "mentoring")
    assert refused.value.code == "not_minor"
