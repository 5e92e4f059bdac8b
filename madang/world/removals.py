"""Who may not enter: the removals and bans that the bus carries from the city's staff."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from madang.protocol.events import removal_key


@dataclass(frozen=True)
class Removal:
    """Why somebody may not enter, by language, and until when (seconds since 1970; None: until lifted).

    `number` opens the page of the web where the removed person can appeal; empty where there is none.
    """

    until_s: float | None
    reason: dict[str, str]
    number: str = ""

    @property
    def until(self) -> str:
        """The end as people's programs read it: UTC, ISO 8601; empty when it has none."""
        if self.until_s is None:
            return ""
        return datetime.fromtimestamp(self.until_s, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Removals:
    """All removals known here by their key (`sid.…`, `sub.…`); at most `most`, the oldest forgotten first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._by_key: dict[str, Removal] = {}

    def remember(self, key: str, removal: Removal) -> None:
        """Keep a removal, or what became of it."""
        self._by_key.pop(key, None)
        self._by_key[key] = removal
        while len(self._by_key) > self._most:
            del self._by_key[next(iter(self._by_key))]

    def lift(self, key: str) -> None:
        """Forget a removal."""
        self._by_key.pop(key, None)

    def clear(self) -> None:
        """Forget all, before they are read anew."""
        self._by_key.clear()

    def of(self, sid: str, sub: str, now: float) -> Removal | None:
        """The removal that keeps this visit or this person out at `now` (seconds since 1970)."""
        for key in (removal_key("sid", sid), removal_key("sub", sub)):
            found = self._by_key.get(key)
            if found and (found.until_s is None or now < found.until_s):
                return found
        return None


def read_removal(value: bytes) -> Removal:
    """A removal as the bucket holds it: {"until": ISO 8601 or null, "reason": {"ko": …} or a text, "number"}.

    What cannot be read keeps the person out without an end: a removal must not fail open.
    """
    try:
        body: Any = json.loads(value)
        reason = body.get("reason") if isinstance(body, dict) else None
        until = body.get("until") if isinstance(body, dict) else None
        until_s = _seconds(until) if isinstance(until, str) else None
    except (ValueError, RecursionError):
        return Removal(None, {})
    if isinstance(reason, str):
        texts = {"ko": reason}
    elif isinstance(reason, dict):
        texts = {str(lang): text for lang, text in reason.items() if isinstance(text, str)}
    else:
        texts = {}
    number = body.get("number") if isinstance(body, dict) else None
    return Removal(until_s, texts, number if isinstance(number, str) else "")


def _seconds(moment: str) -> float:
    """An ISO 8601 moment in seconds since 1970; without an offset it is UTC. Raises ValueError."""
    parsed = datetime.fromisoformat(moment)
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
