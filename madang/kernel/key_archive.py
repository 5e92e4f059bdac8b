"""All keys of a city in one file, encrypted with a passphrase: to be kept in a safe. No Django.

The file is JSON: `{"madang": "keys", "version": 1, "kdf": {"name": "scrypt", "salt", "n", "r", "p"}, "nonce",
"sealed"}`; `sealed` is AES-256-GCM over the JSON of {file name: text}, bound to everything before it.
"""

import base64
import json
import os
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from madang.kernel.keys import FIELD_KEYS, keys_dir, keys_locked, write_key

PASSPHRASE_CHARS = 12
# 128 MiB and about half a second for each guess.
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**17, 8, 1
LARGEST_ARCHIVE_BYTES = 1_048_576


class ArchiveRefused(ValueError):
    """An archive that cannot be written or read; the text says what to do."""


def seal_keys(data: Path, passphrase: str) -> str:
    """All key files of the data directory as one encrypted text. Raises ArchiveRefused."""
    if len(passphrase) < PASSPHRASE_CHARS:
        raise ArchiveRefused(
            f"The passphrase has {len(passphrase)} characters. Use {PASSPHRASE_CHARS} or more."
        )
    folder = keys_dir(data)
    if not (folder / FIELD_KEYS).exists():
        raise ArchiveRefused(f"'{folder}' holds no keys. Name the city's data directory with --data.")
    with keys_locked(folder):
        files = {
            path.name: path.read_text(encoding="utf-8")
            for path in sorted(folder.iterdir())
            if path.is_file() and not path.name.startswith(".") and path.suffix != ".part"
        }
    salt, nonce = os.urandom(16), os.urandom(12)
    head: dict[str, Any] = {
        "madang": "keys",
        "version": 1,
        "kdf": {"name": "scrypt", "salt": _base64(salt), "n": SCRYPT_N, "r": SCRYPT_R, "p": SCRYPT_P},
        "nonce": _base64(nonce),
    }
    text = json.dumps(files, ensure_ascii=False).encode()
    sealed = AESGCM(_key(passphrase, salt)).encrypt(nonce, text, _bound(head))
    return json.dumps({**head, "sealed": _base64(sealed)}, indent=1) + "\n"


def open_keys(archive: str, passphrase: str) -> dict[str, str]:
    """The text of each key file in an archive. Raises ArchiveRefused."""
    try:
        body: dict[str, Any] = json.loads(archive[:LARGEST_ARCHIVE_BYTES])
        sealed = base64.b64decode(body.pop("sealed"), validate=True)
        kdf = body["kdf"]
        if (body["version"], kdf["n"], kdf["r"], kdf["p"]) != (1, SCRYPT_N, SCRYPT_R, SCRYPT_P):
            raise ArchiveRefused("The file was made by another version of madang. Use that one.")
        salt, nonce = (base64.b64decode(text, validate=True) for text in (kdf["salt"], body["nonce"]))
        text = AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, _bound(body))
    except InvalidTag as error:
        raise ArchiveRefused("The passphrase is another one, or the file was altered.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, ArchiveRefused):
            raise
        raise ArchiveRefused("The file is not one that `madang keys export` wrote.") from error
    files: dict[str, str] = json.loads(text)
    return files


def restore_keys(data: Path, files: dict[str, str]) -> None:
    """Write the key files into a data directory that has none. Raises ArchiveRefused."""
    folder = keys_dir(data)
    if folder.exists() and any(path.name != ".lock" for path in folder.iterdir()):
        raise ArchiveRefused(
            f"'{folder}' holds keys already. They are not overwritten: name an empty --data."
        )
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    with keys_locked(folder):
        for name, text in files.items():
            if Path(name).name != name:
                raise ArchiveRefused(f"The file names '{name}', which is no key.")
            write_key(folder / name, text)


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=SCRYPT_N, r=SCRYPT_R, p=SCRYPT_P).derive(passphrase.encode())


def _bound(head: dict[str, Any]) -> bytes:
    return json.dumps(head, sort_keys=True).encode()


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()
