"""Where mail goes: to a mail server, or in a trial city into files that the person at the machine reads."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
TIMEOUT_S = 10


def mail_settings(url: str | None, data: Path, *, sandbox: bool) -> dict[str, Any]:
    """Django's EMAIL_* settings for MADANG_SMTP_URL `url`.

    `smtps://user:password@host:465` speaks TLS from the start, `smtp://…:587` turns to it (STARTTLS);
    `?tls=none` sends in clear and is for a relay on the same machine. Without a URL a sandbox writes each
    letter into DIR/mail, and a real city sends none: the pages then do not offer the e-mail code.

    Raises:
        ValueError: the URL is of another kind.
    """
    if url:
        return _smtp(url)
    if sandbox:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(data / "mail")}
    return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


def _smtp(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or not _has_port(parts):
        raise ValueError("MADANG_SMTP_URL refused: use smtps://user:password@host:465 or smtp://host:587.")
    in_clear = parse_qs(parts.query).get("tls") == ["none"]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not in_clear,
        "EMAIL_TIMEOUT": TIMEOUT_S,
    }


def _has_port(parts: SplitResult) -> bool:
    """Whether the port is left out or can be one."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False
