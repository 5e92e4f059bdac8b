"""A place while people are in it: who stands where, what they are told each half tick, who came and who
went.
"""

import math
import random
from collections.abc import Iterator

from picows import WSMsgType

from madang.places.document import PlaceDocument
from madang.places.place import Place
from madang.protocol import messages
from madang.protocol.messages import At
from madang.world.connection import Connection
from madang.world.crowd import FIRST_REACH_M, ROWS, Crowd
from madang.world.ground import Ground
from madang.world.ids import IdPool
from madang.world.interest import FAR_HALF_TICKS, Frames, Interest
from madang.world.limits import Limits
from madang.world.metrics import Metrics
from madang.world.movement import SLACK_M, Movement
from madang.world.returns import LastSpot, Returns
from madang.world.talk import Talk

BINARY = WSMsgType.BINARY


class LivePlace:
    """One place of the city with its people. Times are monotonic seconds; `half` counts half ticks."""

    def __init__(self, built: Place, limits: Limits, metrics: Metrics, chance: random.Random) -> None:
        self.name = built.place
        self.revision = built.document.revision
        self.side_m = built.side_m
        self.crowd = Crowd()
        self.talk = Talk(self.crowd, limits)
        self.half = 0
        self._limits = limits
        self._metrics = metrics
        self._chance = chance
        self._built = built
        self._ground = Ground(built)
        self._movement = Movement(self._ground, limits)
        self._interest = Interest(self._ground.side_cm, limits.earshot_m)
        self._ids = IdPool(limits.id_rest_s)
        self._returns = Returns(limits.return_s, limits.returns)
        self._people: list[Connection | None] = [None] * ROWS
        self._newcomers: set[int] = set()
        self._left: list[int] = []

    def enter(self, person: Connection, sid: str, at: At | None, now: float) -> bool:
        """Give somebody an avatar: at the point they ask for where one can stand, else at a spawn.

        Who left a short while ago and asks for a point farther than they can have run stands where they
        were. False when the place is full.
        """
        if self.crowd.count >= self._limits.people_per_place:
            return False
        number = self._ids.take(now)
        if number is None:
            return False
        last = self._returns.came(sid, now)
        if last is not None and at is not None:
            self._bring_back(number, at, last, now)
        else:
            self.crowd.add(number, self._standing_point(at), now, self.half)
        self._attach(person, number)
        return True

    def take_over(self, old: Connection, new: Connection, at: At | None, now: float) -> None:
        """Let a newer connection of the same person go on where the older stood, or as far as it can have
        run since.
        """
        number = old.id
        old.place = None
        self._movement.forget(number)
        self._bring_back(number, at, self._last_spot(number), now)
        self._attach(new, number)

    def leave(self, person: Connection, now: float) -> None:
        """Take somebody out; the others are told within a second."""
        number, person.place = person.id, None
        if person.claims is not None:
            self._returns.left(person.claims.sid, self._last_spot(number), now)
        self.crowd.remove(number)
        self._people[number] = None
        self._newcomers.discard(number)
        self._ids.give_back(number, now)
        self._left.append(number)

    def moved(self, number: int, payload: bytes) -> None:
        """Lay down a MOVE (16 bytes, kind checked), to be looked at with all others."""
        self._movement.came(number, payload)
        self._metrics.moves += 1

    def heard(self, number: int, now: float) -> None:
        """Somebody gave a sign of life other than a move."""
        self.crowd.heard_s[number] = now

    def show_frames(self, number: int, shown: bool) -> None:
        """Send CROWD frames to somebody, or not; after a pause they begin with everybody in sight."""
        if shown and not self.crowd.sees[number]:
            self._newcomers.add(number)
        self.crowd.sees[number] = shown

    def take(self, document: PlaceDocument) -> None:
        """Put up what a revision says; whoever stands in something new may walk out of it."""
        self._built = self._built.with_document(document)
        self._ground = Ground(self._built)
        self._movement.stand_on(self._ground)

    def half_tick(self, half: int, now: float) -> None:
        """Look at the moves that came, and tell those whose turn it is."""
        self.half = half
        self._settle(now)
        newcomers = sorted(self._newcomers)
        self._newcomers.clear()
        self._send(self._interest.crowd_frames(self.crowd, half, newcomers), "crowd")
        self._send_far(half, newcomers)

    def second(self, now: float) -> None:
        """What is due once a second: who went, who walks on in silence."""
        self.crowd.stop_silent_walkers(now, self._limits.walk_silence_s, self.half)
        self._returns.forget_old(now)
        if self._left:
            message = messages.left(self._left)
            self._left = []
            for person in self.people():
                person.tell_if_ready(message)

    def silent(self, before_s: float) -> list[Connection]:
        """Who has sent nothing since `before_s`."""
        return [person for number in self.crowd.silent_since(before_s) if (person := self._people[number])]

    def people(self) -> Iterator[Connection]:
        """Everybody here, by id; somebody may leave meanwhile."""
        for number in self.crowd.ids().tolist():
            person = self._people[number]
            if person is not None:
                yield person

    def person(self, number: int) -> Connection | None:
        """Who has this id."""
        return self._people[number]

    def has(self, number: int) -> bool:
        """Whether there can be such an id here at all."""
        return 0 < number < ROWS

    def is_away(self, number: int, now: float) -> bool:
        """Whether somebody has been silent for a while."""
        return bool(now - self.crowd.heard_s[number] > self._limits.away_s)

    def _attach(self, person: Connection, number: int) -> None:
        person.place, person.id = self, number
        self._people[number] = person
        self._newcomers.add(number)

    def _last_spot(self, number: int) -> LastSpot:
        crowd = self.crowd
        return LastSpot(crowd.spot(number), float(crowd.reach_m[number]), float(crowd.reach_s[number]))

    def _bring_back(self, number: int, at: At | None, last: LastSpot, now: float) -> None:
        """Put somebody who was here at the point they ask for, as far as they can have run, else where they
        were.
        """
        spot, reach_m = last.spot, self._movement.reach_m(last, now)
        if at is not None and self._is_free(at):
            way_m = math.hypot(at.x - spot[0], at.z - spot[2]) / 100
            if way_m <= reach_m + SLACK_M:
                spot, reach_m = (at.x, 0, at.z, spot[3] if at.yaw is None else at.yaw), reach_m - way_m
        self.crowd.add(number, spot, now, self.half, min(FIRST_REACH_M, max(0.0, reach_m)))

    def _is_free(self, at: At | None) -> bool:
        return at is not None and self._ground.is_free(at.x, at.z)

    def _standing_point(self, at: At | None) -> tuple[int, int, int, int]:
        x, z, yaw = self._ground.spawn(self._chance)
        near = self._ground.near(at.x, at.z) if at is not None else None
        if at is not None and near is not None:
            (x, z), yaw = near, yaw if at.yaw is None else at.yaw
        return x, 0, z, yaw

    def _settle(self, now: float) -> None:
        for number in self._movement.settle(self.crowd, now, self.half).tolist():
            self._metrics.count("put")
            person = self._people[number]
            if person is not None and person.put_rate.allows(now):
                person.tell(messages.put(*self.crowd.spot(number)))

    def _send(self, frames: Frames, kind: str) -> None:
        people = self._people
        sent = sent_bytes = 0
        for members, frame in frames:
            for number in members:
                person = people[number]
                if person is not None:
                    person.send(BINARY, frame)
            sent += len(members)
            sent_bytes += len(members) * len(frame)
        self._metrics.count("sent_frames", kind, sent)
        self._metrics.count("sent_bytes", kind, sent_bytes)

    def _send_far(self, half: int, newcomers: list[int]) -> None:
        """FAR to those whose turn it is in these two seconds, and at once to who has just come."""
        ids = self.crowd.ids()
        due = ids[(ids + half) % FAR_HALF_TICKS == 0].tolist()
        members = [
            number
            for number in {*due, *newcomers}
            if (person := self._people[number]) is not None and not person.paused_s
        ]
        if members:
            self._send([(members, self._interest.far_frame(self.crowd, half // FAR_HALF_TICKS))], "far")
