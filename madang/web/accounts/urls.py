"""The addresses of one's own account and of posts, under /<language>/account/. mfa_* are allauth's names."""

from django.urls import path

from madang.web.accounts import allauth_views, email_views, guardian_views, own_data, page, staff, verify

urlpatterns = [
    path("", page.index, name="account"),
    path("", page.index, name="mfa_index"),
    path("language/", page.choose_language, name="account_language"),
    path("sessions/", page.sessions, name="account_sessions"),
    path("address/", email_views.email, name="account_address"),
    path("address/code/", email_views.type_code, name="account_address_code"),
    path("passkeys/new/", allauth_views.add_passkey, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/name/", allauth_views.rename_passkey, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", allauth_views.remove_passkey, name="mfa_remove_webauthn"),
    path("second-factor/", allauth_views.app, name="mfa_activate_totp"),
    path("second-factor/picture.svg", allauth_views.app_picture, name="account_app_picture"),
    path("second-factor/remove/", allauth_views.remove_app, name="mfa_deactivate_totp"),
    path("second-factor/codes/", allauth_views.recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", allauth_views.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("again/app/", allauth_views.again_by_app, name="mfa_reauthenticate"),
    path("again/passkey/", allauth_views.again_by_passkey, name="mfa_reauthenticate_webauthn"),
    path("verify/", verify.start, name="account_verify"),
    path("verify/back/", verify.back, name="account_verify_back"),
    path("guardian/", guardian_views.consents, name="account_consents"),
    path("guardian/<int:number>/", guardian_views.consent, name="account_consent"),
    path("delete/", own_data.delete, name="account_delete"),
    path("staff/", staff.roles, name="account_staff"),
]
