"""`madang keys`: the ring of field keys, and all keys into a safe and back."""

import getpass
import os
from pathlib import Path

from madang.config import CannotRun, Config
from madang.kernel import field_keys, key_archive
from madang.kernel.keys import KeysMissing


def show(config: Config) -> None:
    """Print each key of the ring, newest last, and how many values of the database it encrypts."""
    ring = _ring(config)
    use = _use(config)
    print("id        made                       values")
    for key in ring.keys:
        note = "  encrypts" if key == ring.newest else ("" if use.get(key.id) else "  may be retired")
        print(f"{key.id:<8}  {key.made_at:<25}  {use.get(key.id, 0):>6}{note}")
    for stray in sorted(set(use) - {key.id for key in ring.keys}):
        print(f"{stray:<8}  MISSING                    {use[stray]:>6}  restore it, or these values are lost")


def rotate(config: Config) -> None:
    """Make a new field key; running processes take it at once.

    Raises:
        CannotRun: there is no ring, or it is full.
    """
    _ring(config)
    try:
        made = field_keys.rotate(config.data)
    except field_keys.RingRefused as refusal:
        raise CannotRun(str(refusal)) from refusal
    print(f"Key {made.id} encrypts from now on. The worker brings older values under it; `madang keys list`")
    print("shows how many are left. Export the keys again: `madang keys export FILE`.")


def retire(config: Config, key_id: str) -> None:
    """Delete a key that no value uses.

    Raises:
        CannotRun: it is in use, the newest, or unknown.
    """
    _ring(config)
    from madang.web.manage import set_up

    set_up(config)
    from django.utils import timezone

    from madang.kernel.personal import reencrypt

    try:
        reencrypt.retire(key_id, timezone.now())
    except (reencrypt.KeyInUse, field_keys.RingRefused, field_keys.KeyUnknown) as refusal:
        raise CannotRun(str(refusal.args[0])) from refusal
    print(f"Key {key_id} is deleted. An older backup of the database needs an older export of the keys.")


def export(config: Config, file: str, passphrase_file: str | None) -> None:
    """Write all keys to a new file (0600), encrypted with a passphrase.

    Raises:
        CannotRun: the file exists, there are no keys, or the passphrase is short.
    """
    target = Path(file)
    if target.exists():
        raise CannotRun(f"'{target}' exists already. Name a new file.")
    try:
        sealed = key_archive.seal_keys(config.data, _passphrase(passphrase_file, twice=True))
    except key_archive.ArchiveRefused as refusal:
        raise CannotRun(str(refusal)) from refusal
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(sealed)
    except OSError as error:
        raise CannotRun(f"'{target}' cannot be written: {error.strerror}. Name another file.") from error
    print(f"The keys are in {target}. Keep it apart from the database, and the passphrase apart from it.")


def restore(config: Config, file: str, passphrase_file: str | None) -> None:
    """Put the keys of an export into a data directory that has none.

    Raises:
        CannotRun: the file or passphrase is wrong, or there are keys already.
    """
    try:
        archive = Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"'{file}' cannot be read. Name the file of `madang keys export`.") from error
    try:
        key_archive.restore_keys(
            config.data, key_archive.open_keys(archive, _passphrase(passphrase_file, twice=False))
        )
    except key_archive.ArchiveRefused as refusal:
        raise CannotRun(str(refusal)) from refusal
    print(f"The keys are in {config.data / 'keys'}.")


def _ring(config: Config) -> field_keys.KeyRing:
    try:
        return field_keys.load_ring(config.data)
    except KeysMissing as missing:
        raise CannotRun(str(missing)) from missing


def _use(config: Config) -> dict[str, int]:
    """How many values each key encrypts; nothing where there is no database yet."""
    from madang.web.manage import set_up

    set_up(config)
    from django.db import DatabaseError

    from madang.kernel.personal.reencrypt import key_use

    try:
        return dict(key_use())
    except DatabaseError as error:
        raise CannotRun("The database has no tables yet. Run `madang city load` first.") from error


def _passphrase(file: str | None, *, twice: bool) -> str:
    if file is not None:
        try:
            return Path(file).read_text(encoding="utf-8").split("\n", 1)[0]
        except OSError as error:
            raise CannotRun(f"Passphrase file '{file}' cannot be read: {error.strerror}.") from error
    try:
        given = getpass.getpass("Passphrase: ")
        if twice and getpass.getpass("Again: ") != given:
            raise CannotRun("The two passphrases differ. Start again.")
    except EOFError as error:
        raise CannotRun("No passphrase was given. Type it, or use --passphrase-file.") from error
    return given
