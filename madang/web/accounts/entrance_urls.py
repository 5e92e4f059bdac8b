"""The addresses of signing up and in, under /<language>/sign-in/. The names are allauth's where it asks."""

from django.urls import path

from madang.web.accounts import allauth_views, city_views, codes_views, passkeys
from madang.web.views import accounts

urlpatterns = [
    path("", accounts.sign_in, name="sign_in"),
    path("", accounts.sign_in, name="account_login"),
    path("passkey/", passkeys.sign_in, name="passkey_sign_in"),
    path("new/", passkeys.sign_up, name="passkey_sign_up"),
    path("email/", codes_views.ask_code, name="email_ask"),
    path("code/", codes_views.type_code, name="email_code"),
    path("second/", allauth_views.second_factor, name="mfa_authenticate"),
    path("city/<slug:provider_id>/", city_views.start, name="city_sign_in"),
    path("city/<slug:provider_id>/back/", city_views.back, name="city_sign_in_back"),
]
