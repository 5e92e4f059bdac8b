"""Exact search in what is encrypted: a keyed hash beside it, useless without the key in DIR/keys."""

import hashlib
import hmac
import unicodedata

from django.conf import settings

from madang.kernel.keys import load_blind_index

BLIND_INDEX_CHARS = 64


def blind_index(value: str, purpose: str) -> str:
    """HMAC-SHA256 of `value` for one `purpose` (`table.column`), 64 hex digits.

    The same text gives the same index for the same purpose only, so two tables cannot be joined by it. Case
    and outer spaces do not count, nor how Hangul is composed. A value of few possibilities (a birth year)
    must not be indexed: whoever sees the database could count how often each one stands there.
    """
    if not purpose:
        raise ValueError("Blind index refused: no purpose. Name the table and column that it stands in.")
    folded = unicodedata.normalize("NFKC", value).strip().casefold()
    message = f"{len(purpose)}:{purpose}:{folded}".encode()
    return hmac.new(load_blind_index(settings.CONFIG.data), message, hashlib.sha256).hexdigest()
