"""`madang world tickets`: tickets for load tests, signed with the city's private key."""

import sys
import time

from madang.config import CannotRun, Config
from madang.kernel.keys import KeysMissing, load_ticket_private
from madang.protocol.look import Look, format_look
from madang.protocol.tickets import LOAD_TICKET_LIFE_S, Visitor, fresh_id, issue, new_claims

MOST = 100_000


def print_tickets(config: Config, place: str, count: int) -> None:
    """Print `count` tickets for a place, one a line.

    Raises:
        CannotRun: the city's private key is not there, or the count is out of range.
    """
    for ticket in load_tickets(config, place, count):
        sys.stdout.write(ticket + "\n")


def load_tickets(config: Config, place: str, count: int, life_s: int = LOAD_TICKET_LIFE_S) -> list[str]:
    """Tickets marked `load`, valid for 24 h or `life_s`, each for somebody else. Raises CannotRun."""
    if not 0 < count <= MOST:
        raise CannotRun(f"--count {count} refused: use a number from 1 to {MOST}.")
    try:
        key = load_ticket_private(config.data)
    except KeysMissing as error:
        raise CannotRun(str(error)) from error
    now = time.time()
    tickets: list[str] = []
    for number in range(count):
        visitor = Visitor(
            sub=fresh_id(),
            sid=fresh_id(),
            name=f"load {number + 1}",
            look=format_look(Look(skin=number % 6, hair=number % 5, top=number % 4, top_colour=number % 9)),
        )
        claims = new_claims(
            visitor,
            issuer=config.public_url,
            place=place,
            node=config.node,
            now=now,
            life_s=life_s,
            load=True,
        )
        tickets.append(issue(claims, key))
    return tickets
