"""Encryption of one personal value: AES-256-GCM, bound to the place where it is kept. No Django.

A value is text of four parts, `1.<key id>.<nonce>.<ciphertext and tag>`, the last two in URL-safe base64.
The name of its table and column goes in as associated data, so that a value moved to another column does
not decrypt. The nonce is 96 random bits: a key is good for 2**32 values (NIST SP 800-38D, 8.3).
"""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from madang.kernel.field_keys import KeyRing

VERSION = "1"
NONCE_BYTES = 12


class Undecipherable(ValueError):
    """A kept value cannot be decrypted; the text names the place and the key, never the value."""


def encrypt(ring: KeyRing, text: str, place: str) -> str:
    """`text` encrypted with the newest key for `place` (`table.column`)."""
    key = ring.newest
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key.secret).encrypt(nonce, text.encode(), _bound(place))
    return ".".join((VERSION, key.id, _base64(nonce), _base64(sealed)))


def decrypt(ring: KeyRing, value: str, place: str) -> str:
    """What `encrypt` was given for the same `place`.

    Raises:
        Undecipherable: not a value of ours, altered, cut short, or moved from another place.
        KeyUnknown: its key is not in the ring.
    """
    parts = value.split(".")
    if len(parts) != 4 or parts[0] != VERSION:
        raise Undecipherable(
            f"A value of {place} cannot be read: it is not encrypted by us. Restore the row."
        )
    key = ring.find(parts[1])
    try:
        nonce, sealed = (_bytes(part) for part in parts[2:])
        if len(nonce) != NONCE_BYTES:
            raise ValueError("nonce")
        return AESGCM(key.secret).decrypt(nonce, sealed, _bound(place)).decode()
    except (InvalidTag, ValueError) as error:
        raise Undecipherable(
            f"A value of {place} cannot be decrypted with key '{key.id}': it was altered, cut short or moved "
            "here from elsewhere. Restore the row from a backup."
        ) from error


def beginning(key_id: str) -> str:
    """How every value that the key `key_id` encrypted begins."""
    return f"{VERSION}.{key_id}."


def _bound(place: str) -> bytes:
    return f"madang.field.{VERSION}:{place}".encode()


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Strict: one value has one form. Raises ValueError."""
    try:
        value = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if _base64(value) != text:
        raise ValueError("not the one form")
    return value
