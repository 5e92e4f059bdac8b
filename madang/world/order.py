"""Keeping order in the square: who wants to hear nothing of whom, and who reports whom, with what was said.

Nothing is kept longer than people stay: blocks go with the visit, talk is remembered for two minutes so that
a report can carry it, and only a report takes it out of this process.
"""

import asyncio
import logging
from array import array
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from madang.protocol import messages
from madang.protocol.messages import Block, Report
from madang.protocol.reports import (
    EVIDENCE_LINES,
    EVIDENCE_S,
    REASONS,
    WORDS_CHARS,
    PersonReported,
    SaidLine,
    new_number,
)
from madang.protocol.text import clean_text
from madang.protocol.tickets import Claims
from madang.world.limits import Limits
from madang.world.rates import Rate

if TYPE_CHECKING:
    from madang.world.connection import Connection
    from madang.world.place import LivePlace

log = logging.getLogger("madang.world")

Avatar = tuple[str, int]
"""A place and somebody's id there."""
SendReport = Callable[[PersonReported], Awaitable[None]]
REPORTS_AT_ONCE = 3
BLOCKS_AT_ONCE = 10
OFFER_EVERY_S = 600.0
SEND_WITHIN_S = 5.0


class NotSent(Exception):
    """A report that could not be handed on."""


class Manners:
    """What one connection brings to the keeping of order: whom it blocks, and how often it may ask."""

    __slots__ = ("blocked", "blocks", "offered_s", "reports", "since_s")

    def __init__(self, limits: Limits) -> None:
        self.blocked: dict[str, None] = {}
        self.reports = Rate(limits.reports_per_min / 60, REPORTS_AT_ONCE)
        self.blocks = Rate(limits.blocks_per_s, BLOCKS_AT_ONCE)
        self.offered_s = float("-inf")
        self.since_s = 0.0


@dataclass(slots=True)
class _Line:
    """Something said: when (monotonic and UTC), and the ids of those who heard it, two bytes each."""

    at_s: float
    said: SaidLine
    hearers: bytes


@dataclass(slots=True)
class _Speaker:
    claims: Claims
    lines: deque[_Line] = field(default_factory=lambda: deque(maxlen=EVIDENCE_LINES))


class RecentTalk:
    """The last lines of everybody who spoke within two minutes, at most twenty each."""

    def __init__(self) -> None:
        self._speakers: dict[Avatar, _Speaker] = {}

    def add(self, who: Avatar, claims: Claims, text: str, hearers: list[int], now: float) -> None:
        """Remember a line that was passed on."""
        known = self._speakers.get(who)
        if known is None or known.claims.sid != claims.sid:
            known = self._speakers[who] = _Speaker(claims)
        at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        known.lines.append(_Line(now, SaidLine(at, text), array("H", hearers).tobytes()))

    def speaker(self, who: Avatar, now: float) -> Claims | None:
        """Who spoke under this id within two minutes, also when they have gone."""
        known = self._speakers.get(who)
        return known.claims if known and now - known.lines[-1].at_s <= EVIDENCE_S else None

    def heard(self, who: Avatar, sid: str, by: int, since_s: float) -> tuple[SaidLine, ...]:
        """What the id `by` has heard of the visit `sid` since then, the oldest first."""
        known = self._speakers.get(who)
        if known is None or known.claims.sid != sid:
            return ()
        return tuple(
            line.said for line in known.lines if line.at_s >= since_s and by in array("H", line.hearers)
        )

    def forget(self, now: float) -> None:
        """Drop whoever has said nothing for two minutes."""
        old = [who for who, one in self._speakers.items() if now - one.lines[-1].at_s > EVIDENCE_S]
        for who in old:
            del self._speakers[who]

    def __len__(self) -> int:
        return len(self._speakers)


class Blocks:
    """Whom each visit blocks, kept while visits come and go: of at most `most` visits, the latest."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._by_sid: OrderedDict[str, dict[str, None]] = OrderedDict()

    def of(self, sid: str) -> dict[str, None]:
        """The keys that the visit blocks."""
        return self._by_sid.get(sid, {})

    def keep(self, sid: str, blocked: dict[str, None]) -> None:
        """Remember them over a drop of the line."""
        self._by_sid[sid] = blocked
        self._by_sid.move_to_end(sid)
        if len(self._by_sid) > self._most:
            self._by_sid.popitem(last=False)


class Order:
    """The order of one world process. `send` hands a report on and raises NotSent where it cannot."""

    def __init__(self, limits: Limits, send: SendReport) -> None:
        self.talk = RecentTalk()
        self._limits = limits
        self._send = send
        self._blocks = Blocks(limits.block_lists)
        self._sending: set[asyncio.Task[None]] = set()

    def came(self, person: "Connection", claims: Claims, older: "Connection | None", now: float) -> None:
        """Somebody is let in: the visit's blocks hold again."""
        person.manners.blocked = self._blocks.of(claims.sid)
        carried_on = older is not None and older.id == person.id
        person.manners.since_s = older.manners.since_s if older and carried_on else now

    def block(self, person: "Connection", place: "LivePlace", message: Block, now: float) -> None:
        """Let somebody hear nothing more of others, or again: of one who is here by id, or of any by key."""
        asked = "block" if message.blocked else "unblock"
        if not person.manners.blocks.allows(now):
            person.refuse(asked, "too_fast")
            return
        keys = list(message.keys)
        if message.id is not None:
            claims = self._met(place, message.id, now)
            if claims is None or message.id == person.id:
                person.refuse(asked, "nobody")
                return
            keys.append(key_of(claims))
        if not self._change(person, keys, blocked=message.blocked):
            person.refuse(asked, "too_many_blocks", self._limits.blocks)
        elif message.id is not None:
            person.tell(messages.blocked(message.id, keys[-1], blocked=message.blocked))

    def report(self, person: "Connection", place: "LivePlace", message: Report, now: float) -> None:
        """Hand a report on with what the reporter heard; the receipt follows once it is safe."""
        by = person.claims
        if by is None:
            return
        if not person.manners.reports.allows(now):
            person.refuse("report", "too_fast")
        elif message.reason not in REASONS:
            person.refuse("report", "unknown_reason")
        elif message.id == person.id or (of := self._met(place, message.id, now)) is None:
            person.refuse("report", "nobody")
        else:
            since_s = max(now - EVIDENCE_S, person.manners.since_s)
            said = self.talk.heard((place.name, message.id), of.sid, person.id, since_s)
            reported = _reported(place.name, by, of, message, said)
            task = asyncio.get_running_loop().create_task(self._hand_on(person, message.id, reported))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _hand_on(self, person: "Connection", number: int, reported: PersonReported) -> None:
        try:
            await asyncio.wait_for(self._send(reported), SEND_WITHIN_S)
        except (NotSent, TimeoutError):
            log.warning("A report could not be handed on; its reporter was told.")
            person.refuse("report", "not_sent")
            return
        person.tell(messages.reported(number, reported.number))

    def _met(self, place: "LivePlace", number: int, now: float) -> Claims | None:
        """Whose id this is, or was until a moment ago."""
        present = place.person(number) if place.has(number) else None
        return present.claims if present is not None else self.talk.speaker((place.name, number), now)

    def _change(self, person: "Connection", keys: list[str], *, blocked: bool) -> bool:
        """Block or unblock these keys; False when they would be too many."""
        held = person.manners.blocked
        if blocked and len(held.keys() | set(keys)) > self._limits.blocks:
            return False
        for key in keys:
            if blocked:
                held[key] = None
            else:
                held.pop(key, None)
        if person.claims is not None:
            self._blocks.keep(person.claims.sid, held)
        return True


def key_of(claims: Claims) -> str:
    """What others know somebody by: at every visit where the ticket says it, else at this one."""
    return claims.key or claims.sid


def may_offer_help(person: "Connection", now: float) -> bool:
    """Whether somebody who spoke of despair is told now whom to talk to; not again for ten minutes."""
    if now - person.manners.offered_s < OFFER_EVERY_S:
        return False
    person.manners.offered_s = now
    return True


def _reported(
    place: str, by: Claims, of: Claims, message: Report, said: tuple[SaidLine, ...]
) -> PersonReported:
    return PersonReported(
        number=new_number(),
        place=place,
        at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        reason=message.reason,
        words=clean_text(message.text)[:WORDS_CHARS],
        by_sub=by.sub,
        by_sid=by.sid,
        by_name=by.name,
        by_lang=by.lang,
        of_sub=of.sub,
        of_sid=of.sid,
        of_name=of.name,
        of_look=of.look,
        said=said,
    )
