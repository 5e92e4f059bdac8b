"""The account's own pages: devices, address, deletion, posts; bounded in queries, closed to others."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from madang.kernel.accounts.models import Account, StaffRole
from madang.kernel.accounts.roles import confirm, grant
from madang.kernel.identity import Visitor
from madang.kernel.service import Assurance
from madang.web.accounts.tests.conftest import HERE, code_of

pytestmark = pytest.mark.django_db
ADDRESS = "haneul@example.kr"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"


def test_devices_are_listed_without_addresses_and_ended_one_by_one_and_all(somebody):
    here = somebody().sign_in(ADDRESS)
    phone = somebody()
    phone.client.defaults["HTTP_USER_AGENT"] = PHONE
    phone.sign_in(ADDRESS)
    third = somebody().sign_in(ADDRESS)
    page = here.client.get("/ko/account/sessions/")
    assert "Chrome, Android" in page.text
    assert {row.ip for row in UserSession.objects.all()} == {"0.0.0.0"}
    of_phone = next(row["id"] for row in page.context["rows"] if "Android" in row["device"])
    here.client.post("/ko/account/sessions/", {"end": of_phone})
    assert "madang_subject" not in phone.client.session
    assert "madang_subject" in third.client.session
    here.client.post("/ko/account/sessions/", {"end": "others"})
    assert "madang_subject" not in third.client.session
    assert "madang_subject" in here.client.session


def test_nobody_ends_anothers_session(somebody):
    here, other = somebody().sign_in(ADDRESS), somebody().sign_in("b@example.kr")
    row = UserSession.objects.get(user=other.account)
    here.client.post("/ko/account/sessions/", {"end": str(row.pk)})
    here.client.post("/ko/account/sessions/", {"end": "9" * 30})
    assert "madang_subject" in other.client.session


def test_address_is_changed_by_its_code_and_none_is_taken_from_another(somebody):
    somebody().sign_in("taken@example.kr")
    here = somebody().sign_in(ADDRESS)
    here.client.post("/ko/account/address/", {"email": "new@example.kr"})
    assert here.client.post("/ko/account/address/code/", {"code": "000000"}).status_code == 422
    assert (
        here.client.post("/ko/account/address/code/", {"code": code_of("new@example.kr")}).status_code == 302
    )
    assert EmailAddress.objects.get(user=here.account).email == "new@example.kr"
    here.client.post("/ko/account/address/", {"email": "taken@example.kr"})
    refused = here.client.post("/ko/account/address/code/", {"code": code_of("taken@example.kr")})
    assert refused.status_code == 409
    assert EmailAddress.objects.get(user=here.account).email == "new@example.kr"


def test_code_to_sign_in_adds_no_address_and_the_other_way_round(somebody):
    here = somebody().sign_in(ADDRESS)
    here.client.post("/ko/account/address/", {"email": "new@example.kr"})
    assert here.type(code_of("new@example.kr")).status_code == 422


def test_last_way_in_is_not_removed(somebody):
    here = somebody().sign_in(ADDRESS)
    assert here.client.post("/ko/account/address/", {"remove": "1"}).status_code == 409
    assert EmailAddress.objects.filter(user=here.account).exists()


def test_deleted_account_is_gone_everywhere(somebody):
    here, other = somebody().sign_in(ADDRESS), somebody().sign_in(ADDRESS)
    subject = here.account.subject
    assert here.client.post("/ko/account/delete/", {}).status_code == 422
    assert here.client.post("/ko/account/delete/", {"sure": "yes"}).status_code == 302
    assert not Account.objects.filter(pk=subject).exists()
    assert not EmailAddress.objects.exists()
    for person in (here, other):
        assert "madang_subject" not in person.client.session


def test_pages_take_few_queries(somebody, django_assert_max_num_queries):
    here = somebody().sign_in(ADDRESS)
    for number in range(5):
        UserSession.objects.create(user=here.account, ip="0.0.0.0", session_key=str(number), user_agent=PHONE)
    for address, bound in (("/ko/account/", 14), ("/ko/account/sessions/", 8), ("/ko/account/guardian/", 9)):
        with django_assert_max_num_queries(bound):
            assert here.client.get(address).status_code == 200


def test_guest_costs_the_entrance_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/ko/sign-in/", headers=HERE).status_code == 200


@pytest.fixture
def admin(somebody, with_app):
    """An administrator with the app, whose post two others gave."""
    person = somebody().sign_in("admin@example.kr")
    account = person.account
    a1, a2 = (Visitor(name, Assurance.MEMBER, ("admin",)) for name in ("a1", "a2"))
    confirm(a2, grant(a1, account, "admin").pk)
    person.client.post("/accounts/sign-out/")
    person = somebody().sign_in("admin@example.kr")
    with_app(account)
    session = person.client.session
    session["madang_factor_due"], session["madang_roles"] = False, ["admin"]
    session.save()
    return person


def test_admin_gives_and_ends_a_post_and_the_person_is_signed_out(admin, somebody):
    officer = somebody().sign_in("officer@example.kr")
    mail.outbox.clear()
    given = {
        "do": "grant",
        "email": "officer@example.kr",
        "role": "officer",
        "service": "tax",
        "unit": "세무과",
    }
    assert admin.client.post("/ko/account/staff/", given).status_code == 302
    assert "madang_subject" not in officer.client.session
    assert [letter.to for letter in mail.outbox] == [["officer@example.kr"]]
    row = StaffRole.objects.get(role="officer")
    assert (row.service, row.unit, row.granted_by) == ("tax", "세무과", admin.account.subject)
    assert admin.client.post("/ko/account/staff/", given).status_code == 409
    assert admin.client.post("/ko/account/staff/", {"do": "revoke", "post": str(row.pk)}).status_code == 302
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_admins_post_waits_for_another_admin(admin, somebody):
    somebody().sign_in("second@example.kr")
    admin.client.post("/ko/account/staff/", {"do": "grant", "email": "second@example.kr", "role": "admin"})
    row = StaffRole.objects.get(granted_by=admin.account.subject)
    own = admin.client.post("/ko/account/staff/", {"do": "confirm", "post": str(row.pk)})
    assert own.status_code == 422
    row.refresh_from_db()
    assert row.confirmed_at is None


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "grant", "email": "nobody@example.kr", "role": "clerk"},
        {"do": "grant", "email": "admin@example.kr", "role": "clerk"},
        {"do": "grant", "email": "admin@example.kr", "role": "clerk", "service": "nothing"},
        {"do": "revoke", "post": "x"},
        {"do": "confirm", "post": "9" * 40},
        {},
    ],
)
def test_what_cannot_be_is_said(admin, fields):
    answer = admin.client.post("/ko/account/staff/", fields)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_posts_are_for_administrators_alone(somebody):
    here = somebody().sign_in(ADDRESS)
    assert here.client.get("/ko/account/staff/").status_code == 403
    assert here.client.post("/ko/account/staff/", {"do": "revoke", "post": "1"}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "account/language/",
        "account/sessions/",
        "account/address/",
        "account/delete/",
        "account/staff/",
        "account/verify/",
    ],
)
def test_forms_of_another_site_are_refused(path):
    assert Client(headers=HERE, enforce_csrf_checks=True).post(f"/ko/{path}").status_code == 403
