"""What MADANG_SMTP_URL says, and what stands where it says nothing."""

from pathlib import Path

import pytest

from madang.web.mail import mail_settings

DATA = Path("/data")
REFUSED = (
    "http://mail.example",
    "smtp://",
    "mail.example:25",
    "smtps:",
    "smtp://host:99999",
    "smtp://host:x",
)


def test_smtps_speaks_tls_from_the_start() -> None:
    said = mail_settings("smtps://a%40b.kr:p%3Aw%2F@mail.example:4465", DATA, sandbox=False)
    assert said["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("mail.example", 4465)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("a@b.kr", "p:w/")
    assert (said["EMAIL_USE_SSL"], said["EMAIL_USE_TLS"]) == (True, False)
    assert 0 < said["EMAIL_TIMEOUT"] <= 30


@pytest.mark.parametrize(
    ("url", "port", "turns_to_tls"),
    [("smtp://mail.example", 587, True), ("smtp://127.0.0.1:25?tls=none", 25, False)],
)
def test_smtp_turns_to_tls_unless_told(url: str, port: int, turns_to_tls: bool) -> None:
    said = mail_settings(url, DATA, sandbox=True)
    assert (said["EMAIL_PORT"], said["EMAIL_USE_SSL"], said["EMAIL_USE_TLS"]) == (port, False, turns_to_tls)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("", "")


@pytest.mark.parametrize("url", REFUSED)
def test_other_urls_are_refused_with_the_right_form(url: str) -> None:
    with pytest.raises(ValueError, match="MADANG_SMTP_URL refused: use smtps://"):
        mail_settings(url, DATA, sandbox=False)


def test_refusal_does_not_tell_the_password() -> None:
    with pytest.raises(ValueError, match="refused") as refused:
        mail_settings("http://user:geheim@mail.example", DATA, sandbox=False)
    assert "geheim" not in str(refused.value)


def test_trial_city_writes_letters_into_its_directory() -> None:
    said = mail_settings(None, DATA, sandbox=True)
    assert said["EMAIL_FILE_PATH"] == "/data/mail"


def test_real_city_without_a_server_sends_none() -> None:
    assert mail_settings(None, DATA, sandbox=False)["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
