"""The city's public ticket keys, read from its data directory and read again when a new one appears."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from joserfc.jwk import OKPKey

from madang.protocol.tickets import import_key

PATTERN = "ticket*.public.jwk"
REREAD_S = 1.0

log = logging.getLogger("madang.world")


class KeyRing:
    """Public keys by kid from `ticket*.public.jwk`; several while a rotation lasts."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._read_at = float("-inf")
        self._by_kid: dict[str, OKPKey] = {}

    def keys(self) -> Mapping[str, OKPKey]:
        """The keys as last read."""
        return self._by_kid

    def read(self, now: float) -> bool:
        """Read the directory again unless that was just done; whether a key came or went."""
        if now - self._read_at < REREAD_S:
            return False
        self._read_at = now
        before = set(self._by_kid)
        found: dict[str, OKPKey] = {}
        for path in sorted(self._directory.glob(PATTERN)):
            try:
                key = import_key(json.loads(path.read_text("utf-8")))
            except (OSError, ValueError) as error:
                log.error("Ticket key %s is not used: %s", path.name, error)
                continue
            found[str(key.kid)] = key
        self._by_kid = found
        return set(found) != before
