"""Talk: what may be said, how often, and who hears it."""

from typing import NamedTuple

import numpy as np

from madang.protocol.text import clean_text
from madang.words.check import check_talk, masked
from madang.world.crowd import Crowd
from madang.world.limits import Limits
from madang.world.rates import Rate


class TalkError(Exception):
    """Talk that is not passed on; `code` is that of `refused`, `limit` the number in its text."""

    def __init__(self, code: str, limit: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit


class Spoken(NamedTuple):
    """Talk as it is passed on, the ids who hear it, the speaker included, and whether it tells of despair."""

    text: str
    hearers: list[int]
    despair: bool = False


class Talk:
    """The talk of one place."""

    def __init__(self, crowd: Crowd, limits: Limits) -> None:
        self._crowd = crowd
        self._limits = limits
        self._deliveries = Rate(limits.heard_per_s, limits.heard_per_s)
        self.number = 0

    def say(self, text: str, speaker: int, now: float) -> Spoken:
        """What is passed on, and to whom. Raises TalkError."""
        clean = clean_text(text[: self._limits.frame_bytes])
        if not clean:
            raise TalkError("empty")
        if len(clean) > self._limits.text_chars:
            raise TalkError("too_long", self._limits.text_chars)
        verdict = check_talk(clean)
        if verdict.outcome == "refused":
            raise TalkError("words")
        hearers = self.hearers(speaker)
        if not self._deliveries.allows(now, len(hearers)):
            raise TalkError("busy")
        self.number += 1
        return Spoken(masked(clean, verdict), hearers, verdict.despair)

    def hearers(self, speaker: int) -> list[int]:
        """Who is within earshot of a speaker, nearest first, the speaker included.

        Whoever blocks the speaker is left out where it is delivered (World._say).
        """
        crowd = self._crowd
        ids = crowd.ids()
        x, _, z, _ = crowd.spot(speaker)
        east = crowd.person["x"][ids].astype(np.int64) - x
        south = crowd.person["z"][ids].astype(np.int64) - z
        away2 = east * east + south * south
        near = away2 <= (self._limits.earshot_m * 100) ** 2
        ids, away2 = ids[near], away2[near]
        nearest = np.argsort(away2, kind="stable")[: self._limits.hearers]
        return [int(number) for number in ids[nearest]]
