"""The world of one process: its places, who is connected, and what each message does."""

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from madang.places.document import PlaceDocument
from madang.places.place import Place
from madang.protocol import messages, stage
from madang.protocol.events import Event, NoticePosted, PersonNotified, PlacePublished, StageChanged
from madang.protocol.messages import (
    Block,
    ClientMessage,
    Enter,
    Find,
    Invite,
    Report,
    Say,
    Speak,
    Unknown,
    View,
    Who,
)
from madang.protocol.tickets import Claims
from madang.world import refusals
from madang.world.admission import Admission
from madang.world.connection import Connection
from madang.world.interest import HALF_TICKS_HZ, TICK_HZ
from madang.world.invites import Invites
from madang.world.limits import Limits
from madang.world.metrics import Metrics
from madang.world.order import Order, SendReport, key_of, may_offer_help
from madang.world.place import LivePlace
from madang.world.removals import Removals
from madang.world.talk import TalkError

log = logging.getLogger("madang.world")

PING_S = 30.0


class World:
    """Everything that happens on the loop of a world process."""

    def __init__(
        self,
        places: Mapping[str, Place],
        limits: Limits,
        admission: Admission,
        removals: Removals,
        send_report: SendReport,
    ) -> None:
        self.limits = limits
        self.metrics = Metrics()
        self.admission = admission
        self.removals = removals
        self.order = Order(limits, send_report)
        self.invites = Invites(limits.invite_s, limits.invites)
        self.loop = asyncio.get_running_loop()
        chance = random.SystemRandom()
        self.places = {name: LivePlace(place, limits, self.metrics, chance) for name, place in places.items()}
        self.connections: set[Connection] = set()
        self.half = 0
        self._waiting: dict[Connection, None] = {}
        self._waiting_at: Counter[str] = Counter()
        self._inside_at: Counter[str] = Counter()
        self._by_sid: dict[str, Connection] = {}
        self._by_sub: dict[str, set[Connection]] = {}

    # Sockets come and go.

    def refuses(self, address: str, *, exempt: bool) -> int:
        """The HTTP status with which a new socket from an address is refused; 0 when it may open."""
        if len(self.connections) >= self.limits.connections:
            return 503
        if not exempt and self._waiting_at[address] >= self.limits.waiting_per_address:
            return 429
        return 0

    def opened(self, person: Connection) -> None:
        """A socket is open and has not asked to come in."""
        self.connections.add(person)
        self._waiting[person] = None
        self._waiting_at[person.address] += 1

    def closed(self, person: Connection) -> None:
        """A socket is closing or gone; called more than once."""
        if person not in self.connections:
            return
        self.connections.discard(person)
        self._no_longer_waits(person)
        claims = person.claims
        if claims is None:
            return
        if _counts(person, claims):
            self._count_down(self._inside_at, person.address)
        if self._by_sid.get(claims.sid) is person:
            del self._by_sid[claims.sid]
        of_person = self._by_sub.get(claims.sub, set())
        of_person.discard(person)
        if not of_person:
            self._by_sub.pop(claims.sub, None)
        if person.place is not None:
            person.place.leave(person, time.monotonic())

    # What they ask.

    def handle(self, person: Connection, message: ClientMessage, now: float) -> None:
        """Do what a message asks, or say why not."""
        if isinstance(message, Enter):
            self._ask_to_enter(person, message)
            return
        if person.claims is None:
            person.close(4002, "only enter may come before the welcome")
            return
        if isinstance(message, Unknown):
            person.refuse(message.type, "unknown")
            return
        place = person.place
        if place is None:
            person.refuse(type(message).__name__.lower(), "no_avatar")
            return
        place.heard(person.id, now)
        match message:
            case Say():
                self._say(person, place, message, now)
            case Who():
                self._who(person, place, message, now)
            case View():
                self._view(person, message, now)
            case Speak():
                self._speak(person, message, now)
            case _:
                self._meet(person, place, message, now)

    def _meet(self, person: Connection, place: LivePlace, message: ClientMessage, now: float) -> None:
        """What concerns one other person."""
        match message:
            case Block():
                self.order.block(person, place, message, now)
            case Report():
                self.order.report(person, place, message, now)
            case Invite():
                self._invite(person, place, now)
            case Find():
                self._find(person, place, message, now)

    def admit(self, person: Connection, claims: Claims) -> None:
        """Let somebody in whose ticket was found good."""
        now = time.monotonic()
        enter = person.enter
        at = enter.at if enter else None
        counts = _counts(person, claims)
        if counts and self._inside_at[person.address] >= self.limits.connections_per_address:
            person.close(1013, "too many connections from this address")
            return
        older = self._by_sid.get(claims.sid)
        place = self.places.get(claims.place)
        if older is not None and older.place is not None and older.place is place:
            place.take_over(older, person, at, now)
        elif place is not None and not place.enter(person, claims.sid, at, now):
            person.close(4008, "the place is full")
            return
        person.claims = claims
        self.order.came(person, claims, older, now)
        self._by_sid[claims.sid] = person
        self._by_sub.setdefault(claims.sub, set()).add(person)
        self._inside_at[person.address] += counts
        self.metrics.count("admitted", claims.use)
        if older is not None:
            older.refuse("enter", "replaced")
            older.close(4005, "replaced by a newer connection")
        self._welcome(person, place)

    # What time brings.

    def half_tick(self, now: float) -> None:
        """Twenty times a second: tickets, moves, frames."""
        self.half += 1
        self.admission.check_waiting(self)
        for place in self.places.values():
            place.half_tick(self.half, now)
        if self.half % HALF_TICKS_HZ == 0:
            self._second(now)

    def event(self, event: Event) -> None:
        """Something happened in the city."""
        self.metrics.count("events", event.kind)
        match event:
            case PersonNotified():
                message = messages.event(event.n, event.about)
                for person in tuple(self._by_sub.get(event.sub, ())):
                    person.tell(message)
            case NoticePosted():
                self._notice(event)
            case StageChanged():
                self._stage(event)
            case PlacePublished():
                self._tell_revision(event.place, event.revision)

    def take_outline(self, document: PlaceDocument) -> None:
        """A place's newest outline: people walk by it from now on."""
        place = self.places.get(document.place)
        if place is not None:
            place.take(document)
            self._tell_revision(document.place, document.revision)

    def _tell_revision(self, name: str, revision: int) -> None:
        """Tell those in a place that it has a newer revision, once, whichever way it came."""
        place = self.places.get(name)
        if place is None or revision <= place.revision:
            return
        place.revision = revision
        message = messages.place(name, revision)
        for person in tuple(place.people()):
            person.tell(message)

    def remove_the_removed(self) -> None:
        """Close the connections of those whom staff have removed."""
        now = time.time()
        for person in tuple(self._by_sid.values()):
            if person.claims and self.removals.of(person.claims.sid, person.claims.sub, now):
                self.turn_away(person, person.claims)

    def turn_away(self, person: Connection, claims: Claims) -> None:
        """Close the connection of somebody who was removed, with the reason."""
        removal = self.removals.of(claims.sid, claims.sub, time.time())
        reason = refusals.pick(removal.reason, claims.lang) if removal else ""
        reason = reason or refusals.say("removed", claims.lang)
        until, number = (removal.until, removal.number) if removal else ("", "")
        person.tell(messages.refused("enter", "removed", reason, until=until, number=number))
        person.close(4003, refusals.with_end(reason, until))

    def restart(self) -> None:
        """Tell everybody that the world restarts: they come back with their pass."""
        for person in tuple(self.connections):
            person.close(1012, "the world restarts; come back with the pass")

    # What is looked at from outside.

    def here(self) -> dict[str, int]:
        """How many people are in each place."""
        return {name: place.crowd.count for name, place in self.places.items()}

    def gauges(self) -> list[tuple[str, dict[str, str], float]]:
        """The numbers of the moment, for /metrics."""
        people: list[tuple[str, dict[str, str], float]] = [
            ("madang_world_people", {"place": name}, count) for name, count in self.here().items()
        ]
        return [
            *people,
            ("madang_world_connections", {}, len(self.connections)),
            ("madang_world_tickets_waiting", {}, self.admission.waiting),
            ("madang_world_slow_readers", {}, sum(1 for one in self.connections if one.paused_s)),
        ]

    def _ask_to_enter(self, person: Connection, message: Enter) -> None:
        if person.enter is not None:
            if person.claims is None:
                person.close(4002, "enter was sent twice")
            else:
                person.refuse("enter", "already_entered")
            return
        person.enter = message
        self._no_longer_waits(person)
        if not self.admission.ask(person):
            person.close(1013, "too many people are coming in; try again in a moment")

    def _welcome(self, person: Connection, place: LivePlace | None) -> None:
        if place is None:
            person.tell(messages.welcome("", 0, TICK_HZ, self.limits.told(), id=0))
            return
        x, y, z, yaw = place.crowd.spot(person.id)
        person.tell(
            messages.welcome(
                place.name,
                place.revision,
                TICK_HZ,
                self.limits.told(),
                id=person.id,
                side_m=place.side_m,
                spawn={"x": x, "y": y, "z": z, "yaw": yaw},
            )
        )

    def _say(self, person: Connection, place: LivePlace, message: Say, now: float) -> None:
        if not person.may_say(now):
            person.refuse("say", "too_fast")
            return
        try:
            text, hearers, despair = place.talk.say(message.text, person.id, now)
        except TalkError as error:
            person.refuse("say", error.code, error.limit)
            return
        claims = person.claims
        if claims is None:
            return
        said = messages.write(
            "said",
            n=place.talk.number,
            id=person.id,
            name=claims.name,
            lang=claims.lang,
            text=text,
            at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        )
        self.metrics.count("talk")
        key = key_of(claims)
        reached = []
        for number in hearers:
            hearer = place.person(number)
            if hearer is not None and key not in hearer.manners.blocked:
                hearer.tell_if_ready(said)
                reached.append(number)
        self.metrics.count("heard", by=len(reached))
        self.order.talk.add((place.name, person.id), claims, text, reached, now)
        if despair and may_offer_help(person, now):
            person.tell(_offer_of_help(claims.lang))

    def _who(self, person: Connection, place: LivePlace, message: Who, now: float) -> None:
        if not person.may_ask(now):
            person.refuse("who", "too_fast")
            return
        if len(message.ids) > self.limits.who_ids:
            person.refuse("who", "too_many", self.limits.who_ids)
            return
        described: list[dict[str, Any]] = []
        for number in dict.fromkeys(message.ids):
            other = place.person(number)
            if other is None or other.claims is None:
                continue
            claims = other.claims
            role = claims.roles[0] if claims.roles else "visitor"
            about: dict[str, Any] = {"id": number, "name": claims.name, "look": claims.look, "role": role}
            if place.is_away(number, now):
                about["away"] = True
            if key_of(claims) in person.manners.blocked:
                about["blocked"] = True
            described.append(about)
        person.tell(messages.people(described))

    def _invite(self, person: Connection, place: LivePlace, now: float) -> None:
        if not person.may_turn(now):
            person.refuse("invite", "too_fast")
        elif person.claims is not None:
            person.tell(messages.invited(*self.invites.make(place.name, person.claims.sid, now)))

    def _find(self, person: Connection, place: LivePlace, message: Find, now: float) -> None:
        """Tell a friend who gave them the word and where that one stands, unless one blocks the other."""
        if not person.may_turn(now):
            person.refuse("find", "too_fast")
            return
        host = self._by_sid.get(self.invites.find(place.name, message.word, now) or "")
        if host is None or host.claims is None or host.place is not place or _apart(person, host):
            person.refuse("find", "nobody")
            return
        x, _y, z, _yaw = place.crowd.spot(host.id)
        person.tell(messages.found(host.id, host.claims.name, x, z))

    def _view(self, person: Connection, message: View, now: float) -> None:
        if not person.may_turn(now):
            person.refuse("view", "too_fast")
            return
        person.want_crowd(message.crowd)

    def _speak(self, person: Connection, message: Speak, now: float) -> None:
        if not person.may_turn(now):
            person.refuse("lang", "too_fast")
        elif person.claims is not None:
            person.claims = replace(person.claims, lang=message.lang)

    def _notice(self, notice: NoticePosted) -> None:
        """A notice to everybody in its place, made once for each language."""
        made: dict[str, bytes] = {}
        for person in tuple(self._by_sid.values()):
            if notice.place and (person.place is None or person.place.name != notice.place):
                continue
            lang = refusals.language(person.lang)
            if lang not in made:
                made[lang] = messages.write(
                    "notice",
                    id=notice.id,
                    title=refusals.pick(notice.title, lang),
                    text=refusals.pick(notice.text, lang),
                    link=notice.link,
                    until=notice.until,
                    at=notice.at,
                )
            person.tell_if_ready(made[lang])

    def _stage(self, change: StageChanged) -> None:
        """What is on the stage, to everybody in its place however far, made once for each language."""
        place = self.places.get(change.place)
        if place is None:
            return
        made: dict[str, bytes] = {}
        for person in tuple(place.people()):
            lang = refusals.language(person.lang)
            if lang not in made:
                made[lang] = messages.write("stage", **stage.told(change, lang))
            person.tell_if_ready(made[lang])

    def _second(self, now: float) -> None:
        limits = self.limits
        late = [one for one in self._waiting if now - one.opened_s > limits.enter_s]
        for person in late:
            person.close(4001, f"no enter within {limits.enter_s:g} s")
        for place in self.places.values():
            place.second(now)
            for person in place.silent(now - limits.idle_close_s):
                person.close(4010, "silent for too long; come back with the pass")
        for person in tuple(self.connections):
            if person.paused_s and now - person.paused_s > limits.slow_reader_s:
                person.close(
                    4004, f"too slow to read: nothing could be written for {limits.slow_reader_s:g} s"
                )
            elif person.place is None and now - person.heard_s > limits.idle_close_s:
                person.close(4010, "no answer to pings; come back with the pass")
            elif now - person.pinged_s > PING_S:
                person.pinged_s = now
                person.ping()
        self.order.talk.forget(now)
        self.invites.forget(now)
        self.admission.forget_old()

    def _no_longer_waits(self, person: Connection) -> None:
        if person in self._waiting:
            del self._waiting[person]
            self._count_down(self._waiting_at, person.address)

    @staticmethod
    def _count_down(counts: Counter[str], address: str) -> None:
        counts[address] -= 1
        if counts[address] <= 0:
            del counts[address]


def _apart(one: Connection, other: Connection) -> bool:
    """Whether one of two people blocks the other."""
    keys = [key_of(each.claims) if each.claims else "" for each in (one, other)]
    return keys[0] in other.manners.blocked or keys[1] in one.manners.blocked


def _counts(person: Connection, claims: Claims) -> bool:
    """Whether somebody counts among the people of an address: bots of a load test on this machine do not."""
    return not (claims.load and person.exempt)


def _offer_of_help(lang: str) -> bytes:
    """A quiet word, to the speaker alone, after talk of despair."""
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    text = refusals.say("despair", lang)
    return messages.write("notice", id="help", title="", text=text, link="", until="", at=moment)
