"""The ring of keys for personal fields: the newest encrypts, all of them decrypt. No Django.

It lies in DIR/keys/field.json (0600) and is read again as soon as the file changes, so that a running web
and worker take a new key without a restart.
"""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

from madang.kernel.keys import (
    FIELD_KEYS,
    KeysMissing,
    json_text,
    keys_dir,
    keys_locked,
    new_field_key,
    read_key,
    write_key,
)

KEY_BYTES = 32
LARGEST_RING = 32


class KeyUnknown(LookupError):
    """A value was encrypted with a key that is not in the ring."""


class RingRefused(ValueError):
    """A change of the ring that would lose data or make no sense; the text says why."""


@dataclass(frozen=True)
class FieldKey:
    """One AES-256 key. `id` stands in every value that it encrypted; `made_at` is UTC, ISO 8601."""

    id: str
    made_at: str
    secret: bytes


@dataclass(frozen=True)
class KeyRing:
    """All keys, oldest first."""

    keys: tuple[FieldKey, ...]

    @property
    def newest(self) -> FieldKey:
        """The key that encrypts."""
        return self.keys[-1]

    def find(self, key_id: str) -> FieldKey:
        """The key `key_id`. Raises KeyUnknown."""
        for key in self.keys:
            if key.id == key_id:
                return key
        raise KeyUnknown(
            f"Key '{key_id}' is not in DIR/keys/{FIELD_KEYS}. Restore the keys that belong to this database."
        )


_read: dict[Path, tuple[tuple[int, int], KeyRing]] = {}


def load_ring(data: Path) -> KeyRing:
    """The ring of the data directory `data`, read from the disk only when it changed. Raises KeysMissing."""
    path = keys_dir(data) / FIELD_KEYS
    try:
        status = path.stat()
    except OSError as error:
        raise KeysMissing(
            f"Key '{path}' cannot be read: {error.strerror}. Start the city once, or restore DIR/keys."
        ) from error
    version = (status.st_mtime_ns, status.st_ino)
    known = _read.get(path)
    if known is None or known[0] != version:
        known = (version, ring_from_json(read_key(path)))
        _read[path] = known
    return known[1]


def ring_from_json(text: str) -> KeyRing:
    """The ring that FIELD_KEYS holds. Raises KeysMissing when it cannot be one."""
    try:
        keys = tuple(
            FieldKey(one["id"], one["made_at"], base64.b64decode(one["key"], validate=True))
            for one in json.loads(text)["keys"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise KeysMissing(f"DIR/keys/{FIELD_KEYS} cannot be read: it is damaged. Restore it.") from error
    if not keys or any(len(key.secret) != KEY_BYTES for key in keys):
        raise KeysMissing(f"DIR/keys/{FIELD_KEYS} holds no key of {KEY_BYTES} bytes. Restore it.")
    return KeyRing(keys)


def rotate(data: Path) -> FieldKey:
    """Add a fresh key, which encrypts from now on. Raises RingRefused when the ring is full."""
    folder = keys_dir(data)
    with keys_locked(folder):
        ring = load_ring(data)
        if len(ring.keys) >= LARGEST_RING:
            raise RingRefused(f"The ring holds {len(ring.keys)} keys already. Retire those not in use first.")
        made = new_field_key()
        kept = [_as_json(key) for key in ring.keys]
        write_key(folder / FIELD_KEYS, json_text({"keys": [*kept, made]}))
    return load_ring(data).find(made["id"])


def retire(data: Path, key_id: str) -> None:
    """Delete a key for good; the caller knows that nothing uses it. Raises RingRefused, KeyUnknown."""
    folder = keys_dir(data)
    with keys_locked(folder):
        ring = load_ring(data)
        if ring.find(key_id) == ring.newest:
            raise RingRefused(f"Key '{key_id}' is the newest, it encrypts. Run `madang keys rotate` first.")
        kept = [_as_json(key) for key in ring.keys if key.id != key_id]
        write_key(folder / FIELD_KEYS, json_text({"keys": kept}))


def _as_json(key: FieldKey) -> dict[str, str]:
    return {"id": key.id, "made_at": key.made_at, "key": base64.b64encode(key.secret).decode()}
