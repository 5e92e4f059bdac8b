"""The sandbox's people are those of the shared contract, and stay the same."""

from madang.kernel.personas import PERSONAS, find_persona, residents, staff
from madang.kernel.service import Assurance

RESIDENTS = {
    "kim-haneul",
    "park-seojun",
    "lee-areum",
    "lee-junho",
    "choi-malsoon",
    "jung-daeun",
    "smith-john",
}
STAFF = {
    "agent-120": "agent",
    "agent-120-b": "agent",
    "officer-tax": "officer",
    "mentor-seoullearn": "mentor",
    "clerk": "clerk",
    "moderator": "moderator",
    "editor": "editor",
    "admin": "admin",
}


def test_residents_are_verified_and_have_no_role():
    assert {persona.slug for persona in residents()} == RESIDENTS
    assert all(
        (persona.visitor().level, persona.visitor().roles) == (Assurance.VERIFIED, ())
        for persona in residents()
    )


def test_staff_have_their_role_and_are_no_residents():
    assert {persona.slug: persona.roles[0] for persona in staff()} == STAFF
    assert all(persona.visitor().level == Assurance.MEMBER for persona in staff())


def test_subjects_are_stable_differ_and_tell_nothing():
    subjects = {persona.slug: persona.visitor().subject or "" for persona in PERSONAS}
    assert len(set(subjects.values())) == len(PERSONAS)
    assert subjects == {persona.slug: persona.visitor().subject for persona in PERSONAS}
    assert not any(slug in subject for slug, subject in subjects.items())
    assert find_persona("nobody") is None
