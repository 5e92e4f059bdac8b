"""The seeds of authenticator apps and recovery codes: never in clear in the database."""

from django.conf import settings

from madang.kernel.field_keys import load_ring
from madang.kernel.personal import cipher

PLACE = "mfa_authenticator.data"


def encrypt(text: str) -> str:
    """`text` with the newest of the city's field keys."""
    return cipher.encrypt(load_ring(settings.CONFIG.data), text, PLACE)


def decrypt(value: str) -> str:
    """What `encrypt` was given. Raises Undecipherable, KeyUnknown."""
    return cipher.decrypt(load_ring(settings.CONFIG.data), value, PLACE)
