"""The addresses of signing up and in, under /<language>/sign-in/. The names are allauth's where it asks."""

from django.urls import path

from madang.web.accounts import allauth_views, codes_views, passkeys
from madang.web.views import accounts

urlpatterns = [
    path("", accounts.sign_in, name="sign_in"),
    path("", accounts.sign_in, name="account_login"),
    path("passkey/", passkeys.sign_in, name="passkey_sign_in"),
    path("new/", passkeys.sign_up, name="passkey_sign_up"),
    path("email/", codes_views.ask_code, name="email_ask"),
    path("code/", codes_views.type_code, name="email_code"),
    path("second/", allauth_views.second_factor, name="mfa_authenticate"),
    path("city/<slug:provider_id>/", allauth_views.city_start, name="openid_connect_login"),
    path("city/<slug:provider_id>/back/", allauth_views.city_back, name="openid_connect_callback"),
    path("cancelled/", allauth_views.city_cancelled, name="socialaccount_login_cancelled"),
]
