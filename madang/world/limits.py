"""Every limit of a world process: finite by default, each changeable by MADANG_WORLD_<NAME IN CAPITALS>."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from madang.config import CannotRun

PREFIX = "MADANG_WORLD_"


@dataclass(frozen=True)
class Limits:
    """Defaults suit one core. The comment beside a limit says what happens beyond it; docs/protocol.md
    lists all.
    """

    # Sockets
    connections: int = 20_000
    """Sockets in all; beyond: HTTP 503."""
    connections_per_address: int = 2_000
    """People admitted from one address (wide enough for a carrier's NAT); beyond: close 1013."""
    waiting_per_address: int = 256
    """Sockets of one address that have not entered yet; beyond: HTTP 429."""
    frame_bytes: int = 4096
    """Size of one message from a client; beyond: close 1009."""
    messages_per_s: int = 20
    """Messages of one client in the long run; beyond (after `messages_burst`): close 4002."""
    messages_burst: int = 150
    """Messages borne at once, as after a stalled line."""
    enter_s: float = 5.0
    """Time from the open socket to `enter`; beyond: close 4001."""
    idle_close_s: float = 600.0
    """Silence of somebody with an avatar; beyond: close 4010."""
    slow_reader_s: float = 10.0
    """Time for which nothing could be written; meanwhile frames are dropped, beyond: close 4004."""
    socket_buffer_bytes: int = 65_536
    """The kernel's send buffer of a socket, and how much waits behind it before frames are dropped."""
    queue_bytes: int = 262_144
    """Answers waiting for one reader; beyond: close 4004."""

    # Entering
    people_per_place: int = 5_000
    """Avatars in one place; beyond: close 4008."""
    admissions_waiting: int = 10_000
    """Tickets waiting to be checked; beyond: close 1013."""
    admission_ms: float = 20.0
    """Time for checking tickets in each half tick; the rest waits in order."""
    removals: int = 100_000
    """Removals and bans that are remembered; beyond, the oldest are forgotten here."""
    id_rest_s: float = 60.0
    """How long an id rests before somebody else gets it."""
    return_s: float = 60.0
    """How long it is remembered where somebody was who left: they come back within running reach of it."""
    returns: int = 20_000
    """People whose last spot is remembered; beyond, those who left longest ago are forgotten."""

    invite_s: float = 1800.0
    """How long the word of an invitation leads to who gave it."""
    invites: int = 20_000
    """Words of invitations that are kept; beyond, the oldest lead nowhere."""

    # Moving
    move_hz: int = 10
    """Moves a second that a client should send at most (told in `welcome`)."""
    run_m_s: float = 4.0
    """The fastest a person moves; beyond: `put`."""
    delay_s: float = 2.0
    """Delay that movement is allowed to make up for at once."""
    height_m: float = 1.2
    """The highest y (the ground is y 0 everywhere); beyond: `put`."""
    puts_per_s: float = 5.0
    """`put` answers to one person; further moves are refused in silence."""
    walk_silence_s: float = 2.0
    """Silence after which a walker is shown standing."""
    away_s: float = 5.0
    """Silence after which a person counts as away."""

    # Seeing
    earshot_m: float = 20.0
    """How far talk carries, and the least distance at which people are in sight."""

    # Talk
    text_chars: int = 200
    """Code points of one talk after cleaning; beyond: refused too_long."""
    say_per_s: float = 1.0
    """Talk of one person in the long run (three at once are borne); beyond: refused too_fast."""
    who_ids: int = 64
    """Ids in one `who`; beyond: refused too_many."""
    who_per_s: float = 5.0
    """`who` of one person in the long run; beyond: refused too_fast."""
    view_per_s: float = 2.0
    """`view` of one person in the long run; beyond: refused too_fast."""
    hearers: int = 256
    """People who hear one talk, the nearest first."""
    heard_per_s: int = 20_000
    """Deliveries of talk in one place; beyond: refused busy."""

    # Order
    blocks: int = 500
    """People whom one person blocks; beyond: refused too_many_blocks."""
    blocks_per_s: float = 2.0
    """Blocks of one person in the long run (ten at once are borne); beyond: refused too_fast."""
    block_lists: int = 20_000
    """Visits whose blocks are remembered over a drop of the line; beyond, the oldest are forgotten here."""
    reports_per_min: float = 2.0
    """Reports by one person in the long run (three at once are borne); beyond: refused too_fast."""

    def told(self) -> dict[str, float]:
        """What `welcome` tells a client."""
        names = (
            "move_hz",
            "run_m_s",
            "earshot_m",
            "text_chars",
            "say_per_s",
            "who_ids",
            "who_per_s",
            "messages_per_s",
            "frame_bytes",
            "away_s",
            "idle_close_s",
            "blocks",
        )
        return {name: getattr(self, name) for name in names}


def read_limits(environment: Mapping[str, str]) -> Limits:
    """The limits with what MADANG_WORLD_* changes. Raises CannotRun naming the variable."""
    changed: dict[str, float] = {}
    for field in fields(Limits):
        variable = PREFIX + field.name.upper()
        text = environment.get(variable)
        if text:
            changed[field.name] = _number(variable, text, whole=field.type is int)
    return Limits(**changed)  # type: ignore[arg-type]


def _number(variable: str, text: str, *, whole: bool) -> float:
    try:
        value = int(text) if whole else float(text)
    except ValueError:
        value = -1
    if not (math.isfinite(value) and 0 < value < 2**31):
        kind = "whole number" if whole else "number"
        raise CannotRun(f"{variable} '{text}' refused: use a {kind} above 0.")
    return value
