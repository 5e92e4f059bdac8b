"""Which rows of an account belong to a person, and what they get of them in an export."""

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madang.kernel.accounts.models import Account, GuardianConsent, StaffRole
from madang.kernel.personal.records import PersonalRecords, register


def register_records() -> None:
    """The account itself comes last: with it go all that hang on it."""
    register(
        PersonalRecords(
            model=EmailAddress,
            subject_field="user",
            title=_("E-mail address"),
            purpose=_("To sign in and to write to you"),
            export=_email,
        )
    )
    register(
        PersonalRecords(
            model=Authenticator,
            subject_field="user",
            title=_("Passkeys and second factors"),
            purpose=_("To sign in"),
            export=_authenticator,
        )
    )
    register(
        PersonalRecords(
            model=SocialAccount,
            subject_field="user",
            title=_("Link to the city's own sign-in"),
            purpose=_("To sign in"),
            export=_link,
        )
    )
    register(
        PersonalRecords(
            model=UserSession,
            subject_field="user",
            title=_("Devices that are signed in"),
            purpose=_("To show you where you are signed in"),
            export=_session,
        )
    )
    for field, title in (("minor", _("Consents asked for you")), ("guardian", _("Consents you gave"))):
        register(
            PersonalRecords(
                model=GuardianConsent,
                subject_field=field,
                title=title,
                purpose=_("To show that a guardian consented"),
                on_delete="unlink",
                basis=_("The consent is proof for the errand that rests on it"),
                export=_consent,
            )
        )
    for field, title in (
        ("account", _("Your posts as staff")),
        ("granted_by", _("Posts that you granted")),
        ("confirmed_by", _("Posts that you confirmed")),
        ("revoked_by", _("Posts that you ended")),
    ):
        register(_posts(field, title))
    register(
        PersonalRecords(
            model=Account,
            title=_("Account"),
            purpose=_("To know you again"),
            export=_account,
        )
    )


def _posts(field: str, title: Promise) -> PersonalRecords:
    if field == "account":
        return PersonalRecords(model=StaffRole, subject_field=field, title=title, staff=True, export=_post)
    return PersonalRecords(
        model=StaffRole,
        subject_field=field,
        title=title,
        staff=True,
        on_delete="unlink",
        basis=_("Who of the staff granted what must stay traceable"),
        export=_post,
    )


def _account(row: Account) -> Mapping[str, object]:
    return {
        "subject": row.subject,
        "name": row.name,
        "level": row.assurance.name.lower(),
        "register_key": row.resident,
        "language": row.language,
        "created_at": row.created_at,
        "last_sign_in": row.last_login,
    }


def _email(row: EmailAddress) -> Mapping[str, object]:
    return {"email": row.email, "verified": row.verified}


def _authenticator(row: Authenticator) -> Mapping[str, object]:
    """Never the secret itself."""
    name = row.wrap().name if row.type == Authenticator.Type.WEBAUTHN else ""
    return {"type": row.type, "name": name, "created_at": row.created_at, "last_used_at": row.last_used_at}


def _link(row: SocialAccount) -> Mapping[str, object]:
    return {"provider": row.provider, "their_key_of_you": row.uid, "created_at": row.date_joined}


def _session(row: UserSession) -> Mapping[str, object]:
    return {"device": row.user_agent, "created_at": row.created_at, "last_seen_at": row.last_seen_at}


def _consent(row: GuardianConsent) -> Mapping[str, object]:
    return {
        "service": row.service,
        "kind": row.kind,
        "title": row.title,
        "state": row.state,
        "asked_at": row.asked_at,
        "answered_at": row.answered_at,
    }


def _post(row: StaffRole) -> Mapping[str, object]:
    return {
        "role": row.role,
        "service": row.service,
        "unit": row.unit,
        "granted_at": row.granted_at,
        "confirmed_at": row.confirmed_at,
        "revoked_at": row.revoked_at,
    }
