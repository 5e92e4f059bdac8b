"""Invitations to somebody's side: a random word that stands for a visit, for half an hour."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass

WORD_BYTES = 9


@dataclass(frozen=True)
class _Invite:
    place: str
    sid: str
    ends_s: float


class Invites:
    """At most `most` words, each good for `life_s`; kept in memory alone. Times are monotonic seconds."""

    def __init__(self, life_s: float, most: int) -> None:
        self._life_s = life_s
        self._most = most
        self._by_word: OrderedDict[str, _Invite] = OrderedDict()
        self._newest: dict[str, str] = {}

    def make(self, place: str, sid: str, now: float) -> tuple[str, int]:
        """The word for a visit, and for how many seconds it is good; the last one while it is fresh."""
        word = self._newest.get(sid, "")
        known = self._by_word.get(word)
        if known is None or known.ends_s - now < self._life_s / 2:
            word = secrets.token_urlsafe(WORD_BYTES)
            known = self._by_word[word] = _Invite(place, sid, now + self._life_s)
            self._newest[sid] = word
            while len(self._by_word) > self._most:
                self._drop()
        return word, int(known.ends_s - now)

    def find(self, place: str, word: str, now: float) -> str | None:
        """The visit in `place` that a word stands for; None when it is unknown or too old."""
        self.forget(now)
        known = self._by_word.get(word)
        return known.sid if known is not None and known.place == place else None

    def forget(self, now: float) -> None:
        """Drop what is too old; the oldest stand first."""
        while self._by_word and next(iter(self._by_word.values())).ends_s <= now:
            self._drop()

    def _drop(self) -> None:
        word, gone = self._by_word.popitem(last=False)
        if self._newest.get(gone.sid) == word:
            del self._newest[gone.sid]
