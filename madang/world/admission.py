"""Who comes in: tickets and passes checked in order, so many a half tick, each ticket once."""

import time
from collections import deque
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from madang.protocol.tickets import LEEWAY_S, Claims, TicketError, verify
from madang.world.keys import KeyRing
from madang.world.limits import Limits

if TYPE_CHECKING:
    from madang.world.connection import Connection
    from madang.world.world import World

FORGET_S = 60.0


class Admission:
    """The queue at the gate. `clock` is seconds since 1970.

    Which tickets have served is known to this process only: after a restart one that has not expired could
    serve again, but only for the same `sid`, whose connection it would then replace.
    """

    def __init__(
        self,
        keys: KeyRing,
        places: Collection[str],
        node: str,
        limits: Limits,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.open = True
        """Whether anybody is let in: not before the removals were read."""
        self._keys = keys
        self._places = frozenset((*places, ""))
        self._node = node
        self._most = limits.admissions_waiting
        self._budget_s = limits.admission_ms / 1000
        self._clock = clock
        self._queue: deque[Connection] = deque()
        self._served: dict[str, float] = {}
        self._forgot_at = clock()

    @property
    def waiting(self) -> int:
        """How many wait to be let in."""
        return len(self._queue)

    def ask(self, person: "Connection") -> bool:
        """Get in line; False when the line is too long."""
        if len(self._queue) >= self._most:
            return False
        self._queue.append(person)
        return True

    def check_waiting(self, world: "World") -> None:
        """Let in, or turn away, as many as the time of one half tick allows."""
        until = time.perf_counter() + self._budget_s
        while self.open and self._queue and time.perf_counter() < until:
            person = self._queue.popleft()
            if person.closing or person.enter is None:
                continue
            try:
                claims = self.claims_of(person.enter.ticket)
            except TicketError as error:
                person.close(4001, str(error))
                continue
            if world.removals.of(claims.sid, claims.sub, self._clock()):
                world.turn_away(person, claims)
            else:
                world.admit(person, claims)

    def claims_of(self, token: str) -> Claims:
        """The claims of a ticket or pass that is good now; a ticket has served with that. Raises
        TicketError.
        """
        now = self._clock()
        try:
            claims = self._verify(token, now)
        except TicketError as error:
            if error.code != "unknown_key" or not self._keys.read(time.monotonic()):
                raise
            claims = self._verify(token, now)
        if claims.use == "ticket":
            if claims.jti in self._served:
                raise TicketError("served", "The ticket has served already. Come back with the pass.")
            self._served[claims.jti] = claims.exp + LEEWAY_S
        return claims

    def forget_old(self) -> None:
        """Forget, now and then, served tickets that have expired anyway."""
        now = self._clock()
        if now - self._forgot_at >= FORGET_S:
            self._forgot_at = now
            self._served = {jti: until for jti, until in self._served.items() if until >= now}

    def _verify(self, token: str, now: float) -> Claims:
        return verify(token, self._keys.keys(), places=self._places, node=self._node, now=now)
