"""The secrets of one city: made at the first start in DIR/keys (0700, files 0600). No Django."""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from madang.protocol.tickets import fresh_id, generate_key, import_key

SECRET = "secret"
TICKET_PRIVATE = "ticket.private.jwk"
TICKET_PUBLIC = "ticket.public.jwk"
NATS_USERS = "nats.json"
NATS_USER_NAMES = ("web", "worker", "world")
STAFF_CODE = "staff.code"
FIELD_KEYS = "field.json"
BLIND_INDEX = "blind-index"
# Without 0, 1, i, l, o and u: read from a screen, typed on a phone. Twelve letters are 59 bits.
_CODE_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
_CODE_GROUPS, _GROUP_LETTERS = 3, 4


class KeysMissing(RuntimeError):
    """A key file that should be there is not, or cannot be read."""


def keys_dir(data: Path) -> Path:
    """Where the keys of the data directory `data` lie."""
    return data / "keys"


def ensure_keys(data: Path) -> Path:
    """Create whatever key is missing under `data`; keep what is there. Processes may start together."""
    folder = keys_dir(data)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    with keys_locked(folder):
        _create(folder / SECRET, lambda: secrets.token_urlsafe(64))
        _create(folder / NATS_USERS, _new_nats_users)
        _create(folder / STAFF_CODE, _new_staff_code)
        _create(folder / FIELD_KEYS, lambda: json_text({"keys": [new_field_key()]}))
        _create(folder / BLIND_INDEX, lambda: secrets.token_urlsafe(32))
        _create(folder / TICKET_PRIVATE, _new_ticket_key)
        private = _load_ticket_key(folder / TICKET_PRIVATE)
        _create(folder / TICKET_PUBLIC, lambda: json_text(private.as_dict(private=False)))
    return folder


def load_secret(data: Path) -> str:
    """The secret that signs sessions and forms."""
    return read_key(keys_dir(data) / SECRET).strip()


def load_ticket_private(data: Path) -> OKPKey:
    """The Ed25519 key that signs world tickets and passes; it carries its `kid`."""
    return _load_ticket_key(keys_dir(data) / TICKET_PRIVATE)


def load_ticket_public(data: Path) -> OKPKey:
    """The Ed25519 key that verifies world tickets and passes: all that a world process needs of the city."""
    return _load_ticket_key(keys_dir(data) / TICKET_PUBLIC)


def load_staff_code(data: Path) -> str:
    """The code with which the sandbox's staff sign in from another machine; `./run` prints it."""
    return read_key(keys_dir(data) / STAFF_CODE).strip()


def same_staff_code(given: str, code: str) -> bool:
    """Whether somebody typed the code, however they parted and capitalised it. Takes the same time always."""
    typed = "".join(character for character in given.casefold() if character.isalnum())
    return secrets.compare_digest(typed.encode(), code.replace("-", "").encode())


def load_nats_users(data: Path) -> Mapping[str, str]:
    """Password by user name, for the users `web`, `worker` and `world`."""
    users: dict[str, str] = json.loads(read_key(keys_dir(data) / NATS_USERS))
    return users


def load_blind_index(data: Path) -> bytes:
    """The secret of blind indexes (madang/kernel/personal/blind_index.py)."""
    return read_key(keys_dir(data) / BLIND_INDEX).strip().encode()


def new_field_key() -> dict[str, str]:
    """A fresh AES-256 key for personal fields, as it stands in FIELD_KEYS."""
    return {
        "id": secrets.token_hex(4),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "key": base64.b64encode(secrets.token_bytes(32)).decode(),
    }


@contextmanager
def keys_locked(folder: Path) -> Iterator[None]:
    """Nobody else changes the keys in `folder` meanwhile."""
    with open(folder / ".lock", "w", opener=_private_opener) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _create(path: Path, make: Callable[[], str]) -> None:
    """Write `make()` to `path` with mode 0600, whole or not at all, unless the file is there already."""
    if not path.exists():
        write_key(path, make())


def write_key(path: Path, text: str) -> None:
    """Write a key file with mode 0600, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with open(part, "w", encoding="utf-8", opener=_private_opener) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def read_key(path: Path) -> str:
    """The text of a key file. Raises KeysMissing."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise KeysMissing(
            f"Key '{path}' cannot be read: {error.strerror}. Start the city once, or restore DIR/keys."
        ) from error


def _load_ticket_key(path: Path) -> OKPKey:
    value: dict[str, Any] = json.loads(read_key(path))
    return import_key(value)


def _new_ticket_key() -> str:
    return json_text(generate_key(fresh_id()).as_dict(private=True))


def _new_staff_code() -> str:
    groups = (
        "".join(secrets.choice(_CODE_LETTERS) for _ in range(_GROUP_LETTERS)) for _ in range(_CODE_GROUPS)
    )
    return "-".join(groups) + "\n"


def _new_nats_users() -> str:
    return json_text({name: secrets.token_urlsafe(32) for name in NATS_USER_NAMES})


def json_text(value: Mapping[str, Any]) -> str:
    """A key file as it lies on the disk."""
    return json.dumps(value, indent=1, sort_keys=True) + "\n"
